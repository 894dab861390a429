import type { Order, Terms } from "./ids.ts";
import { NATIVE } from "./ids.ts";

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

/** What a buyer of `quantity` pays: price, the buyer's fee on top, and the deposit. */
export function quote(terms: Terms, quantity: number): Quote {
  const subtotal = terms.price * BigInt(quantity);
  const buyerFee = share(subtotal, terms.buyerFeeBps);
  const deposit = terms.deposit * BigInt(quantity);
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
  const deposit = order.terms.deposit * BigInt(order.quantity);
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

/** What the seller keeps of `quantity` sold, once the buyer is content. */
export function sellerKeeps(terms: Terms, quantity: number, referred = false): bigint {
  const { subtotal } = quote(terms, quantity);
  return subtotal - share(subtotal, terms.sellerFeeBps) - (referred ? share(subtotal, terms.referralBps) : 0n);
}
