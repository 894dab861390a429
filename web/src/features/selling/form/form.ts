import type { Kind } from "#protocol/enums.ts";
import { categories, conditions } from "#protocol/metadata.ts";
import { usualBooking } from "./booking.ts";
import type { Fields } from "./fields.ts";

const day = 86_400;

/** What a photo makes obvious: these are bought with the eyes. */
export function wantsPhoto(kind: Kind): boolean {
  return kind === "item" || kind === "rental";
}

export function hasCondition(kind: Kind): boolean {
  return kind === "item" || kind === "rental";
}

/** Times that suit a kind. The time to look begins when it is sent, so a parcel's journey is part of it. */
export const usualWindows = {
  item: { fulfil: 5 * day, inspect: 14 * day },
  digital: { fulfil: day, inspect: 3 * day },
  service: { fulfil: 14 * day, inspect: 5 * day },
  rental: { fulfil: 3 * day, inspect: 14 * day },
  request: { fulfil: 7 * day, inspect: 14 * day },
} as const satisfies Record<Kind, { fulfil: number; inspect: number }>;

/** Of what is booked: from its start, and from its end. */
const bookedWindows = { fulfil: day, inspect: 3 * day };

/** The commission that is proposed. It gives the buyer's review its weight, so none at all is a poor default. */
const usualCommission = 150;
export const usualDaysOnOffer = 90 * day;

/** Windows, stock and so on follow the kind as long as nobody has chosen them. */
export function defaultsOf(kind: Kind, booked = false): Pick<Fields, "fulfilWindow" | "inspectWindow" | "unlimited"> {
  const { fulfil, inspect } = booked ? bookedWindows : usualWindows[kind];
  return { fulfilWindow: String(fulfil), inspectWindow: String(inspect), unlimited: kind === "digital" };
}

type Start = { token: string; feeFloorBps: number; language: string; kind?: Kind; now?: number };

export function emptyFields({ now = 0, ...options }: Start): Fields {
  const kind = options.kind ?? "item";
  return {
    kind,
    photos: [],
    title: "",
    description: "",
    category: "",
    condition: "",
    place: "",
    tags: "",
    attributes: [],
    language: options.language,
    price: "",
    token: options.token,
    deposit: "",
    stock: "1",
    ...defaultsOf(kind),
    variants: [],
    deliveries: [],
    ...usualBooking(kind, now),
    onOffer: String(usualDaysOnOffer),
    commission: String(Math.max(usualCommission, options.feeFloorBps)),
    referral: "0",
  };
}

/** "steel, 56 cm ,blue" -> three tags, each once. */
export function tagsOf(text: string): string[] {
  const tags = text.split(/[,\n]/).map((tag) => tag.trim().replace(/^#/, "").toLowerCase());
  return [...new Set(tags.filter(Boolean))];
}

export function isCategory(key: string): key is (typeof categories)[number] {
  return categories.some((category) => category === key);
}

export function isCondition(key: string): key is (typeof conditions)[number] {
  return conditions.some((condition) => condition === key);
}
