import type { Tale } from "./tale.ts";

// The shirt, in its sizes and by its ways; and what was bought by a signature.

const post = "Registered post";

const shirtByPost: Tale = async ({ market, reviews, timeline }) => {
  await timeline.daysAgo(20.8);
  const deal = await market.buy("bruno", "linen-shirt", { choice: { variant: "M", delivery: post } });
  await timeline.daysAgo(18.9);
  await market.ship(deal, "Jordan Post RR 4410 2291 8 JO");
  await timeline.daysAgo(9.3);
  await market.confirm(deal);
  await reviews.both(
    deal,
    { rating: 5, text: "The M fits as a shirt should, with room for clay up to the elbows." },
    { rating: 5, text: "مشترٍ هادئ وواضح، أرسل صورة القميص في ورشته." },
  );
};

const twoShirtsOnTheirWay: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(4.1);
  const deal = await market.buy("goran", "linen-shirt", { quantity: 2, choice: { variant: "L", delivery: post } });
  await timeline.daysAgo(2.3);
  await market.ship(deal, "Jordan Post RR 4410 2318 4 JO");
};

/** All that there were in S, and given back: they are for sale again, and one was sold. */
const shirtGivenBack: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(12.2);
  const deal = await market.buy("hina", "linen-shirt", { quantity: 2, choice: { variant: "S", delivery: post } });
  await timeline.daysAgo(11.6);
  await market.refund(deal, "farah");
};

const shirtToBeFetched: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(0.9);
  await market.buy("chidi", "linen-shirt", { choice: { variant: "S", delivery: "Fetched in Amman" } });
};

/** Read in the file that was pointed to, and bought by the signature in it. */
const bookmarksBySignature: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(3.8);
  const deal = await market.buy("dana", "bookmarks", { quantity: 2 });
  await timeline.daysAgo(2.6);
  await market.ship(deal, "Japan Post EMS EN 883 207 552 JP");
};

export const choices: readonly Tale[] = [
  shirtByPost,
  twoShirtsOnTheirWay,
  shirtGivenBack,
  shirtToBeFetched,
  bookmarksBySignature,
];
