import type { Profile } from "#protocol/profile.ts";
import type { GroundName } from "./pictures/grounds.ts";
import { type Placement, type Still, prop, still } from "./pictures/still.ts";

export type Person = {
  /** Index of the account in the development mnemonic. */
  account: number;
  profile: Omit<Profile, "picture">;
  portrait: { icon: string; ground: GroundName; size?: number } & Placement;
};

export const people = {
  ada: {
    account: 1,
    profile: {
      name: "Ada Ferrer",
      about: "Bookseller from Valencia. Film cameras, terraces full of tomatoes, leather on Sundays.",
      buyer: { about: "I answer within the day and confirm as soon as I have looked at it.", region: "Spain" },
      seller: {
        about: "What I sell I have used or made myself. Ask for more pictures, I like taking them.",
        place: "Valencia",
        returns: "Two weeks, no reason needed; you pay the postage.",
        languages: "Español, Valencià, English",
      },
    },
    portrait: { icon: "woman-curly-hair-medium", ground: "ochre" },
  },
  bruno: {
    account: 2,
    profile: {
      name: "Bruno Galli",
      about: "Potter and restorer. A workshop in Turin, a kiln, too many chairs.",
      buyer: { about: "Mostly tools and books. I pick up when I can.", region: "Italy" },
      seller: {
        about:
          "Everything is packed twice and sent within two working days. Flaws are in the text, before you find them.",
        place: "Turin",
        returns: "30 days. If it broke on the way I send another.",
        languages: "Italiano, English, Français",
      },
    },
    portrait: { icon: "man-beard-medium-light", ground: "sage" },
  },
  chidi: {
    account: 3,
    profile: {
      name: "Chidi Okafor",
      about: "Sound engineer and maths teacher in Lagos. Sits on panels because somebody has to read the whole file.",
      buyer: { region: "Nigeria" },
      seller: {
        about: "Electronics that I have opened, measured and closed again.",
        place: "Lagos",
        returns: "21 days for hardware. Recordings: when a file is broken.",
        languages: "English, Yorùbá, Igbo",
      },
    },
    portrait: { icon: "man-dark", ground: "clay" },
  },
  dana: {
    account: 4,
    profile: {
      name: "Dana Wiśniewska",
      about: "Violin teacher, knitter, early riser. Arbitrator since the first week.",
      buyer: { about: "Small parcels only, the postbox is narrow.", region: "Poland" },
      seller: {
        about: "Made or kept in a home without smoke. I post on Mondays and Thursdays.",
        place: "Kraków",
        returns: "14 days.",
        languages: "Polski, English, Deutsch",
      },
    },
    portrait: { icon: "woman-blonde-hair-light", ground: "dusk" },
  },
  emil: {
    account: 5,
    profile: {
      name: "Emil Brandt",
      about: "Baut alte Radios um und trägt am Wochenende Waschmaschinen. Schiedsrichter bei Handsel.",
      buyer: { region: "Germany" },
      seller: {
        about: "Beschreibe lieber einen Mangel zu viel als einen zu wenig.",
        place: "Berlin und Leipzig",
        returns: "14 Tage, bei Werkzeug 30.",
        languages: "Deutsch, English",
      },
    },
    portrait: { icon: "man-red-hair-light", ground: "lake" },
  },
  farah: {
    account: 6,
    profile: {
      name: "فرح الخطيب",
      about: "خيّاطة ومترجمة من عمّان. أبيع ما تصنعه يداي وما تصنعه ورشة عائلتي.",
      buyer: { about: "I buy fabric, buttons and second-hand books.", region: "Jordan" },
      seller: {
        about: "Sewing, clay, olive wood and words. Each thing is made by someone I can name.",
        place: "Amman",
        returns: "21 days; alterations once at my cost.",
        languages: "العربية, English",
      },
    },
    portrait: { icon: "woman-with-headscarf-medium-light", ground: "rose", size: 0.98, y: 0.62 },
  },
  goran: {
    account: 7,
    profile: {
      name: "Goran Kovač",
      about: "Repairs bicycles, lends canoes, walks slowly uphill.",
      buyer: { about: "I like things that can be repaired.", region: "Croatia" },
      seller: {
        about: "Rentals are checked after every trip. Ring the bell twice.",
        place: "Zagreb",
        returns: "14 days; rentals can be called off until the day before.",
        languages: "Hrvatski, English, Deutsch",
      },
    },
    portrait: { icon: "man-curly-hair-medium", ground: "mist" },
  },
  hina: {
    account: 8,
    profile: {
      name: "Hina Sato",
      about: "Bookbinder and sign painter in Kyoto. Ink on most fingers.",
      buyer: { about: "Stationery, film, and the odd skateboard part.", region: "Japan" },
      seller: {
        about: "Small batches, bound and turned at home. International parcels leave on Fridays.",
        place: "Kyoto",
        returns: "21 days after it has arrived.",
        languages: "日本語, English",
      },
    },
    portrait: { icon: "woman-light", ground: "oat" },
  },
} as const satisfies Record<string, Person>;

export type PersonName = keyof typeof people;
export const personNames = Object.keys(people) as PersonName[];

export function portraitOf(person: PersonName): Still {
  const { profile, portrait }: Person = people[person];
  const { icon, ground, size = 0.66, ...placement } = portrait;
  return still("flat", ground, profile.name, prop(icon, size, placement));
}
