import type { Side } from "../../../protocol/side.ts";
import { NATIVE, type Order, plainOrder, plainTerms, type Terms } from "../../../protocol/ids.ts";
import type { Situation } from "../../../web/src/features/orders/life.ts";
import { freshly } from "../../../web/src/features/orders/buying/purchase.ts";

const buyer = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const seller = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
export const dollar = { symbol: "USDC", decimals: 6 };
export const coin = { symbol: "ETH", decimals: 18 };
export const day = 86_400;
/** Noon of 1 December 2026. */
export const now = 1_796_126_400;

export const terms: Terms = {
  ...plainTerms,
  seller,
  token: seller,
  price: 100_000_000n,
  deposit: 0n,
  stock: 5,
  expiry: now + 30 * day,
  fulfilWindow: 5 * day,
  inspectWindow: 7 * day,
  rulingWindow: 30 * day,
  sellerFeeBps: 200,
  buyerFeeBps: 100,
  referralBps: 0,
  kind: 0,
  arbitrator: seller,
  courtId: 0,
  metadata: `0x${"11".repeat(32)}`,
  epoch: 0,
};
export const order: Order = { ...plainOrder, terms, buyer, quantity: 1, referrer: NATIVE, nonce: 1n };
export const rental: Order = { ...order, terms: { ...terms, kind: 3, deposit: 50_000_000n } };

export const funded: Situation = freshly(order, now);
/** Two nights of a room, ten days ahead. */
export const booked: Situation = freshly(
  {
    ...order,
    ...{ quantity: 2, start: now + 10 * day },
    terms: {
      ...terms,
      kind: 3,
      stock: 1,
      slot: day,
      slotOffset: 12 * 3_600,
      freeNotice: 2 * day,
      lateRefundBps: 5_000,
    },
  },
  now,
);
export const shipped: Situation = { ...funded, status: "shipped", deadline: now + 7 * day };
export const rentPaid: Situation = { ...shipped, order: rental, held: 0n };
export const disputed: Situation = {
  ...funded,
  status: "disputed",
  deadline: now + 3 * day,
  dispute: { phase: "opened", openedByBuyer: true, ruling: "split", pot: 0n },
};
export const raised: Situation = { ...disputed, dispute: { ...disputed.dispute, phase: "raised" } };
export const finished: Situation = { ...shipped, status: "completed", outcome: "completed", held: 0n };

/** The first second after the deadline. */
export function late(situation: Situation): Situation {
  return { ...situation, now: situation.deadline + 1 };
}

/** The last second before which nothing changes. */
export function onTime(situation: Situation): Situation {
  return { ...situation, now: situation.deadline };
}

export function as(situation: Situation, side: Side | null): Situation {
  return { ...situation, side };
}

export const plain = (sentence: string | null | undefined) => sentence?.replaceAll("\u00a0", " ") ?? null;
