import type { PersonName } from "../people.ts";
import type { Opinion } from "#protocol/review.ts";
import type { Tale } from "./tale.ts";

type Trade = {
  buyer: PersonName;
  what: string;
  quantity?: number;
  referrer?: PersonName;
  bought: number;
  shipped: number;
  confirmed: number;
  note?: string;
  /** The buyer's words about the seller, and the seller's about the buyer. */
  said?: readonly [Opinion, Opinion];
};

/** Bought, sent, received, and both said what they think: what most of a market's days are made of. */
const trade =
  ({ buyer, what, quantity, referrer, bought, shipped, confirmed, note, said }: Trade): Tale =>
  async ({ market, reviews, timeline }) => {
    await timeline.daysAgo(bought);
    const deal = await market.buy(buyer, what, { quantity, referrer });
    await timeline.daysAgo(shipped);
    await market.ship(deal, note);
    await timeline.daysAgo(confirmed);
    await market.confirm(deal);
    if (said) await reviews.both(deal, ...said);
  };

export const trades: readonly Tale[] = [
  trade({
    buyer: "ada",
    what: "teapot",
    quantity: 2,
    bought: 32.4,
    shipped: 31.6,
    confirmed: 27.2,
    note: "Poste Italiane RA 4471 9023 1 IT",
    said: [
      {
        rating: 5,
        text: "Two pots, packed in so much straw that the cat moved in. The glaze is better than in the picture and it truly does not drip.",
      },
      {
        rating: 5,
        text: "Confirmed the day it came and sent me a picture of the pots in use. What else could one want?",
      },
    ],
  }),
  trade({
    buyer: "emil",
    what: "cookbooks",
    bought: 28.7,
    shipped: 27.9,
    confirmed: 23.1,
    said: [
      { rating: 5, text: "Genau wie beschrieben, samt Tomatenflecken. Die Randnotizen zum Pesto sind der beste Teil." },
      { rating: 5, text: "Friendly and quick. He asked whether he may keep the notes. Of course." },
    ],
  }),
  trade({
    buyer: "dana",
    what: "fountain-pen",
    bought: 29.3,
    shipped: 26.8,
    confirmed: 17.5,
    note: "Japan Post EMS EN 883 201 774 JP",
    said: [
      { rating: 5, text: "Writes the moment it touches the paper. The line changes when I turn it, just as promised." },
      { rating: 5, text: "Patient while the parcel sat in customs for six days. Thank you." },
    ],
  }),
  trade({
    buyer: "chidi",
    what: "duets",
    bought: 31.2,
    shipped: 31.1,
    confirmed: 30.6,
    said: [
      { rating: 5, text: "My daughter plays the upper voice, I play the lower one on guitar. It works." },
      { rating: 5, text: "First buyer of the duets, and a kind one." },
    ],
  }),
  trade({
    buyer: "bruno",
    what: "keyboard",
    bought: 26.5,
    shipped: 25.4,
    confirmed: 21.8,
    said: [
      { rating: 4, text: "A lovely, quiet board. Four stars because the space bar needed a drop of grease first." },
      { rating: 5, text: "Schnelle Zahlung, nette Nachricht. Das mit der Leertaste tut mir leid!" },
    ],
  }),
  trade({
    buyer: "farah",
    what: "notebook",
    quantity: 3,
    bought: 30.8,
    shipped: 28.2,
    confirmed: 19.4,
    said: [
      { rating: 5, text: "دفاتر جميلة وورق ناعم لا ينفذ منه الحبر. وصلت مغلّفة بعناية مع بطاقة مكتوبة بخط اليد." },
      { rating: 5, text: "Three notebooks for three sisters. Clear address, quick answer, warm words." },
    ],
  }),
  trade({
    buyer: "goran",
    what: "scarf",
    bought: 25.2,
    shipped: 24.6,
    confirmed: 20.3,
    said: [
      {
        rating: 5,
        text: "Warm as a stove. She knitted ten centimetres more because I am tall, and asked nothing for it.",
      },
      { rating: 5, text: "Wrote before I shipped, which saved us both a parcel." },
    ],
  }),
  trade({
    buyer: "hina",
    what: "headphones",
    bought: 23.6,
    shipped: 20.1,
    confirmed: 8.9,
    said: [
      {
        rating: 4,
        text: "Honest about the repair, and the sound is what I hoped for. The cable is stiffer than I like.",
      },
      { rating: 5, text: "Asked good questions, paid at once, confirmed with care." },
    ],
  }),
  trade({
    buyer: "emil",
    what: "yarn",
    quantity: 6,
    bought: 22.1,
    shipped: 21.3,
    confirmed: 18.6,
    said: [
      {
        rating: 5,
        text: "Alle sechs Stränge aus einem Bad, wie erbeten. Die Farbe ist tiefer als auf dem Bild, im besten Sinn.",
      },
      { rating: 5, text: "Knits his own jumpers and sends pictures of them. More of those, please." },
    ],
  }),
  trade({
    buyer: "bruno",
    what: "translation",
    quantity: 4,
    bought: 27.8,
    shipped: 25.1,
    confirmed: 24.2,
    said: [
      {
        rating: 5,
        text: "Four pages of a kiln manual that three programs had turned into soup. Now I understand it, and so does the kiln.",
      },
      { rating: 5, text: "Sent clean scans and answered within the hour when a word was unclear." },
    ],
  }),
  trade({
    buyer: "farah",
    what: "maths",
    quantity: 3,
    bought: 19.7,
    shipped: 15.3,
    confirmed: 14.8,
    said: [
      { rating: 5, text: "My son now explains fractions to me. He asks when the next lesson is." },
      { rating: 5, text: "On time each week, and she lets him think before she helps." },
    ],
  }),
  trade({
    buyer: "dana",
    what: "beads",
    quantity: 2,
    bought: 24.9,
    shipped: 22.6,
    confirmed: 12.7,
    said: [
      {
        rating: 4,
        text: "Beautiful wood, and it smells of oil. One knot came loose; she wrote how to tie it and I could.",
      },
      { rating: 5, text: "مشترية لطيفة، كتبت لي عن العقدة بهدوء وأصلحتها بنفسها." },
    ],
  }),
  trade({
    buyer: "goran",
    what: "terrace-garden",
    referrer: "bruno",
    bought: 17.2,
    shipped: 17.1,
    confirmed: 16.4,
    said: [
      {
        rating: 4,
        text: "Good and practical; I would have liked more about wind. The month-by-month table is on my fridge.",
      },
      { rating: 5, text: "Gracias por el comentario sobre el viento, lo añado en la próxima edición." },
    ],
  }),
  trade({
    buyer: "hina",
    what: "bike-check",
    bought: 13.4,
    shipped: 11.9,
    confirmed: 11.2,
    note: "Checked on site, list left with the bicycle",
    said: [
      {
        rating: 5,
        text: "I was in Zagreb for a month with a borrowed bicycle. He came, tightened what rattled and told me which café to try.",
      },
      { rating: 5, text: "Tea was offered. The bicycle was not even hers." },
    ],
  }),
  trade({
    buyer: "ada",
    what: "yarn",
    quantity: 3,
    bought: 11.3,
    shipped: 10.1,
    confirmed: 5.6,
    said: [
      { rating: 5, text: "Un azul profundo y muy suave. Llegó en cuatro días." },
      { rating: 5, text: "Confirmed the same evening. A pleasure." },
    ],
  }),
  trade({
    buyer: "emil",
    what: "teapot",
    bought: 9.8,
    shipped: 8.7,
    confirmed: 4.2,
    said: [
      { rating: 5, text: "Zweites Mal bei Bruno gekauft, wieder makellos verpackt. Tropft wirklich nicht." },
      { rating: 5, text: "A returning buyer is the best review there is." },
    ],
  }),
  trade({ buyer: "chidi", what: "notebook", bought: 16.1, shipped: 14.2, confirmed: 3.4 }),
];

/** Paid in parts, as the work went on. */
const logoInParts: Tale = async ({ market, reviews, timeline }) => {
  await timeline.daysAgo(24.3);
  const deal = await market.buy("farah", "logo");
  await timeline.daysAgo(19.2);
  await market.release(deal, "80.00 tUSD");
  await timeline.daysAgo(12.5);
  await market.ship(deal, "Final files, folder 3");
  await timeline.daysAgo(11.4);
  await market.confirm(deal);
  await reviews.both(
    deal,
    {
      rating: 5,
      text: "Three drawings by hand, and I wanted all three. The label looks as if it had always been ours.",
    },
    { rating: 5, text: "She knew what she did not want, which is half of a brief." },
  );
};

/** A rental that came back whole: the rent is paid, then the deposit returned. */
const tentForAWeek: Tale = async ({ market, reviews, timeline }) => {
  await timeline.daysAgo(30.1);
  const deal = await market.buy("ada", "tent");
  await timeline.daysAgo(29.0);
  await market.ship(deal, "Handed over at the shop");
  await timeline.daysAgo(21.6);
  await market.confirm(deal);
  await timeline.daysAgo(21.2);
  await market.refund(deal, "goran");
  await reviews.both(
    deal,
    { rating: 5, text: "La tienda estaba impecable y sobraban piquetas. El depósito volvió esa misma tarde." },
    { rating: 5, text: "Brought it back dry, swept and folded the right way, which nobody ever does." },
  );
};

/** Somebody brought the buyer, and gets a share for it. */
const dressByRecommendation: Tale = async ({ market, reviews, timeline }) => {
  await timeline.daysAgo(15.2);
  const deal = await market.buy("ada", "dress", { referrer: "dana" });
  await timeline.daysAgo(9.4);
  await market.ship(deal, "Aramex 3310 8845 20");
  await timeline.daysAgo(2.6);
  await market.confirm(deal);
  await reviews.seal(deal, "farah", { rating: 5, text: "Her four numbers were exact, so the dress is too." });
};

/** The buyer was content and said nothing: after the inspection window anybody can have the seller paid. */
const silentBuyer: Tale = async ({ market, reviews, timeline }) => {
  await timeline.daysAgo(13.1);
  const deal = await market.buy("chidi", "candles", { quantity: 4 });
  await timeline.daysAgo(12.2);
  await market.ship(deal, "Poczta Polska RR 5519 0021 8 PL");
  await timeline.at((await market.deadlineOf(deal.id)) + 600);
  await market.claim(deal, "dana");
  await reviews.seal(deal, "dana", {
    rating: 4,
    text: "Paid at once, then silence. I hope that they smell of honey over there.",
  });
};

const refundedBeforeShipping: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(18.3);
  const deal = await market.buy("hina", "wall-map");
  await timeline.daysAgo(17.4);
  await market.refund(deal, "emil");
};

/** Never sent: after the ship deadline anybody can give the buyer the money back, who may say that he waited. */
const neverShipped: Tale = async ({ market, reviews, timeline }) => {
  await timeline.daysAgo(20.6);
  const deal = await market.buy("bruno", "axe");
  await timeline.at((await market.deadlineOf(deal.id)) + 3_600);
  await market.refund(deal, "bruno");
  await reviews.answer(deal, "bruno", { rating: 1, text: "It never came, and nobody answered. The money was back." });
};

const returnedAndRefunded: Tale = async ({ market, reviews, timeline }) => {
  await timeline.daysAgo(17.9);
  const deal = await market.buy("ada", "radio");
  await timeline.daysAgo(16.7);
  await market.ship(deal, "DHL 00340434 1612 9920 77");
  await timeline.daysAgo(10.5);
  await market.refund(deal, "emil");
  await reviews.both(
    deal,
    {
      rating: 4,
      text: "The tuner hummed, so I sent it back and had my money the day it arrived. That is how it should be.",
    },
    { rating: 5, text: "Hat das Brummen genau beschrieben und gut verpackt zurückgeschickt. Das Netzteil war es." },
  );
  await reviews.reply(deal, "emil", "Danke! Das Brummen ist behoben, das Radio steht wieder im Angebot.");
};

export const finished: readonly Tale[] = [
  logoInParts,
  tentForAWeek,
  dressByRecommendation,
  silentBuyer,
  refundedBeforeShipping,
  neverShipped,
  returnedAndRefunded,
];
