import type { Tale } from "./tale.ts";

// Orders that wait for somebody today.

const justBought: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(0.21);
  await market.buy("ada", "saw");
};

const waitsForShipping: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(2.4);
  await market.buy("chidi", "jar");
};

const soldByArbitrator: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(1.3);
  await market.buy("dana", "laptop");
};

const downloadBought: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(0.08);
  await market.buy("goran", "apron-pattern");
};

/** The seller asked for more time, and the buyer gave it. */
const extended: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(5.2);
  const deal = await market.buy("ada", "teddy");
  await timeline.daysAgo(3.1);
  await market.extend(deal, "ada", 5);
};

const onItsWay: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(3.3);
  const deal = await market.buy("ada", "chair");
  await timeline.daysAgo(1.6);
  await market.ship(deal, "Bartolini 0271 5566 18");
};

const onItsWayFromKyoto: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(8.4);
  const deal = await market.buy("emil", "yukata");
  await timeline.daysAgo(6.9);
  await market.ship(deal, "Japan Post EMS EN 883 204 119 JP");
};

const candlesOnTheirWay: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(2.9);
  const deal = await market.buy("bruno", "candles", { quantity: 2 });
  await timeline.daysAgo(1.1);
  await market.ship(deal, "Poczta Polska RR 5519 0034 1 PL");
};

const rentedNow: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(2.2);
  const deal = await market.buy("ada", "projector");
  await timeline.daysAgo(0.9);
  await market.ship(deal, "Handed over on Friday noon");
};

/** The rent is paid, the deposit still in escrow. */
const canoeBack: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(4.6);
  const deal = await market.buy("bruno", "canoe");
  await timeline.daysAgo(3.2);
  await market.ship(deal, "Jetty at Jarun, eight o'clock");
  await timeline.daysAgo(2.7);
  await market.confirm(deal);
};

/** A service with its first part paid. */
const logoUnderWay: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(6.3);
  const deal = await market.buy("goran", "logo");
  await timeline.daysAgo(2.1);
  await market.release(deal, "80.00 tUSD");
};

export const open: readonly Tale[] = [
  justBought,
  waitsForShipping,
  soldByArbitrator,
  downloadBought,
  extended,
  onItsWay,
  onItsWayFromKyoto,
  candlesOnTheirWay,
  rentedNow,
  canoeBack,
  logoUnderWay,
];
