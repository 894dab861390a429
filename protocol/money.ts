import type { Order } from "./order.ts";
import { NATIVE } from "./terms.ts";

export const BASIS = 10_000n;
/** No fee share of a listing may be larger. */
export const MAX_FEE_BPS = 1_000;
/** The price of a whole order must fit the slot in which the escrow keeps it. */
export const MAX_HELD = (1n << 96n) - 1n;

export type Quote = { subtotal: bigint; buyerFee: bigint; deposit: bigint; total: bigint };

/** Where money goes in one step. The parts add up to what leaves the escrow. */
export type Payout = { toSeller: bigint; toBuyer: bigint; fee: bigint; referral: bigint };

/** `amount` x `bps`, rounded down. */
export function share(amount: bigint, bps: number): bigint {
  return (amount * BigInt(bps)) / BASIS;
}

/** What a price is made of: any order, or what is about to become one. */
export type Priced = Pick<Order, "quantity"> &
  Partial<Pick<Order, "extra">> & {
    terms: Pick<Order["terms"], "price" | "deposit" | "buyerFeeBps" | "slot">;
  };

/** What a buyer pays: the whole price, the buyer's fee on top, and the deposit. */
export function quote({ terms, quantity, extra = 0n }: Priced): Quote {
  const subtotal = terms.price * BigInt(quantity) + extra;
  const buyerFee = share(subtotal, terms.buyerFeeBps);
  const deposit = terms.deposit * (terms.slot === 0 ? BigInt(quantity) : 1n);
  return { subtotal, buyerFee, deposit, total: subtotal + buyerFee + deposit };
}

/**
 * Pays `amount` out of the price still held. Fees are the difference between what would be due on all that is held and on
 * what is left, so that any number of parts costs exactly what one payment costs.
 */
export function release(order: Order, held: bigint, amount: bigint): Payout {
  if (amount > held) throw new RangeError(`${amount} is more than the ${held} still held`);
  const { terms } = order;
  const due = (bps: number) => share(held, bps) - share(held - amount, bps);
  const sellerFee = due(terms.sellerFeeBps);
  const most = amount - sellerFee;
  const wanted = order.referrer === NATIVE ? 0n : due(terms.referralBps);
  const referral = wanted < most ? wanted : most;
  return { toSeller: most - referral, toBuyer: 0n, fee: sellerFee + due(terms.buyerFeeBps), referral };
}

/**
 * Ends an order of which `held` is not yet released by giving the seller `sellerAmount`, gross: first out of the price,
 * which bears the fees, then out of the deposit, which bears none. All the rest goes back to the buyer.
 */
export function payout(order: Order, held: bigint, sellerAmount: bigint): Payout {
  const { deposit } = quote(order);
  if (sellerAmount > held + deposit) throw new RangeError(`${sellerAmount} is more than ${held + deposit}`);
  const fromPrice = sellerAmount < held ? sellerAmount : held;
  const fromDeposit = sellerAmount - fromPrice;
  const left = held - fromPrice;
  const paid = release(order, held, fromPrice);
  return {
    ...paid,
    toSeller: paid.toSeller + fromDeposit,
    toBuyer: left + share(left, order.terms.buyerFeeBps) + deposit - fromDeposit,
  };
}

/** What the seller keeps of what is sold, once the buyer is content. */
export function sellerKeeps(
  sold: Priced & { terms: Pick<Order["terms"], "sellerFeeBps" | "referralBps"> },
  referred = false,
): bigint {
  const { subtotal } = quote(sold);
  const { sellerFeeBps, referralBps } = sold.terms;
  return subtotal - share(subtotal, sellerFeeBps) - (referred ? share(subtotal, referralBps) : 0n);
}

/**
 * What the terms keep, gross, of a booking called off at `at` (seconds, its start at the latest), of which `held` is not yet
 * released: nothing with the notice that they ask for, a part with half of it or more, else all. What was released counts.
 */
export function keptOf(order: Order, held: bigint, at: number): bigint {
  const { subtotal } = quote(order);
  const { freeNotice, lateRefundBps } = order.terms;
  const left = order.start - at;
  if (left < 0) throw new RangeError(`${at} is after the start at ${order.start}`);
  if (left >= freeNotice) return 0n;
  const kept = 2 * left >= freeNotice ? subtotal - share(subtotal, lateRefundBps) : subtotal;
  const released = subtotal - held;
  return kept > released ? kept - released : 0n;
}

/** Where the money of a booking goes that is called off then. */
export function calledOff(order: Order, held: bigint, at: number): Payout {
  return payout(order, held, keptOf(order, held, at));
}
