import type { Address, Hex } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import type { Order } from "#protocol/order.ts";
import { type Outcome, outcomes, type Status } from "#protocol/enums.ts";
import type { Registry } from "../registry.ts";
import type { World } from "../world.ts";
import { depositOf, type OrderRow, type Orders } from "./orders.ts";

export type Payouts = ReturnType<typeof createPayouts>;

export const share = (amount: bigint, bps: number) => (amount * BigInt(bps)) / 10_000n;

/**
 * What leaves when `kept` of the `held` price is still to stay, or goes back to the buyer: commissions and referral are owed on
 * the difference, each as the whole would have owed it less what the rest would.
 */
function paid({ terms, referrer }: Order, held: bigint, kept: bigint) {
  const owed = (bps: number) => share(held, bps) - share(kept, bps);
  const commission = owed(terms.sellerFeeBps);
  const net = held - kept - commission;
  const wanted = referrer === NATIVE ? 0n : owed(terms.referralBps);
  const referral = wanted > net ? net : wanted;
  return { toSeller: net - referral, fee: commission + owed(terms.buyerFeeBps), referral };
}

/** How money leaves. */
export function createPayouts(world: World, registry: Registry, { orders }: Orders) {
  const { clock, ledger, emit, places } = world;
  const credits = ledger.table(0n);

  function push(token: Address, to: Address, amount: bigint) {
    if (amount === 0n || world.pay(token, to, amount)) return;
    credits.set(credits.get(to, token) + amount, to, token);
    emit("Credited", { account: to, token, amount });
  }

  function payOut(order: Order, payout: { toSeller: bigint; toBuyer: bigint; referral: bigint }) {
    const { token, seller } = order.terms;
    push(token, seller, payout.toSeller);
    push(token, order.buyer, payout.toBuyer);
    push(token, order.referrer, payout.referral);
  }

  function earn(id: Hex, row: OrderRow, fee: bigint) {
    orders.set({ ...row, feePaid: orders.get(id).feePaid + fee }, id);
  }

  function payPart(id: Hex, order: Order, amount: bigint) {
    const row = orders.get(id);
    const held = row.held - amount;
    const payout = { ...paid(order, row.held, held), toBuyer: 0n };
    earn(id, { ...row, held }, payout.fee);
    return { held, payout };
  }

  /** The one way in which an order ends: the seller's part, the price first and then the deposit; the buyer has the rest. */
  function end(id: Hex, order: Order, status: Status, outcome: Outcome, gross: bigint) {
    const row = orders.get(id);
    const { held } = row;
    const kept = gross < held ? held - gross : 0n;
    const part = paid(order, held, kept);
    const inside = held + share(held, order.terms.buyerFeeBps) + depositOf(order);
    const toSeller = part.toSeller + (gross - (held - kept));
    const payout = { ...part, toSeller, toBuyer: inside - toSeller - part.fee - part.referral };
    earn(id, { ...row, status, outcome, deadline: clock.now, held: 0n }, part.fee);
    return payout;
  }

  /** What was taken is for sale again. */
  function putBack({ terms, quantity, start, choice, extra }: Order) {
    registry.verbs.putBack({ from: places.escrow, value: 0n }, terms, quantity, start, choice, extra);
  }

  function giveBack(id: Hex, order: Order, status: Status, outcome: Outcome) {
    const { toBuyer } = end(id, order, status, outcome, 0n);
    emit("OrderRefunded", { orderId: id, outcome: outcomes.indexOf(outcome), toBuyer });
    if (status === "refunded") putBack(order);
    push(order.terms.token, order.buyer, toBuyer);
  }

  function claimed(id: Hex, order: Order, gross: bigint) {
    const payout = end(id, order, "completed", "completed", gross);
    emit("OrderClaimed", { orderId: id, payout });
    payOut(order, payout);
  }

  return { push, payOut, payPart, end, giveBack, claimed, putBack, credits };
}
