import type { Address, Hex } from "viem";
import { type DisputePhase, disputePhases, type Outcome, type Ruling, type Status, statuses } from "#protocol/enums.ts";
import { NATIVE } from "#protocol/terms.ts";
import { type Order, orderId } from "#protocol/order.ts";
import { refuse } from "../ledger.ts";
import type { World } from "../world.ts";

export type OrderRow = {
  status: Status;
  outcome: Outcome;
  deadline: number;
  held: bigint;
  feePaid: bigint;
  feeSwept: boolean;
};
export const unbought: OrderRow = {
  status: "none",
  outcome: "none",
  deadline: 0,
  held: 0n,
  feePaid: 0n,
  feeSwept: false,
};
export type DisputeRow = {
  buyer: Address;
  seller: Address;
  phase: DisputePhase;
  openedByBuyer: boolean;
  answered: boolean;
  unsent: boolean;
  ruling: Ruling;
  pot: bigint;
  arbitrator: Address;
  disputeId: bigint;
};
const undisputed: DisputeRow = {
  ...{
    buyer: NATIVE,
    seller: NATIVE,
    phase: "none",
    openedByBuyer: false,
    unsent: false,
    answered: false,
    ruling: "split",
  },
  ...{ pot: 0n, arbitrator: NATIVE, disputeId: 0n },
};
export type Orders = ReturnType<typeof createOrders>;

export const most96 = 2n ** 96n - 1n;
/** A stay leaves one, however long it is. */
export const depositOf = ({ terms, quantity }: Order) =>
  terms.slot > 0 ? terms.deposit : terms.deposit * BigInt(quantity);
export const subtotalOf = ({ terms, quantity, extra }: Order) => terms.price * BigInt(quantity) + extra;
export const untilOf = ({ terms, quantity, start }: Order) => start + quantity * terms.slot;
export const isOpen = (status: Status) => status === "funded" || status === "shipped" || status === "disputed";

/** What the escrow knows of each order, and who may do something to it, and when. */
export function createOrders({ clock, ledger }: World) {
  const orders = ledger.table<OrderRow>(unbought);
  const disputes = ledger.table<DisputeRow>(undisputed);

  function find(order: Order) {
    const id = orderId(order);
    return { id, row: orders.get(id), dispute: disputes.get(id) };
  }
  const wrongStatus = (id: Hex, status: Status) => refuse("WrongStatus", id, statuses.indexOf(status));
  const wrongPhase = (id: Hex, phase: DisputePhase) => refuse("WrongDisputePhase", id, disputePhases.indexOf(phase));
  const requireBuyer = (from: Address, order: Order) => from !== order.buyer && refuse("NotBuyer", from, order.buyer);
  const requireSeller = (from: Address, { terms }: Order) =>
    from !== terms.seller && refuse("NotSeller", from, terms.seller);
  const requireInTime = (deadline: number) => clock.now > deadline && refuse("DeadlinePassed", deadline, clock.now);
  const requireLate = (deadline: number) => clock.now <= deadline && refuse("DeadlineNotPassed", deadline, clock.now);

  function otherSide(from: Address, order: Order): Address {
    if (from === order.buyer) return order.terms.seller;
    return from === order.terms.seller ? order.buyer : refuse("NotParty", from);
  }

  /** Until the end, and until a ruling waits. */
  function requireRunning(id: Hex) {
    const { status } = orders.get(id);
    if (!isOpen(status)) wrongStatus(id, status);
    if (status === "disputed" && disputes.get(id).phase === "ruled") wrongPhase(id, "ruled");
  }

  function requirePhase(id: Hex, phase: DisputePhase) {
    const { status } = orders.get(id);
    if (status !== "disputed") wrongStatus(id, status);
    const dispute = disputes.get(id);
    return dispute.phase === phase ? dispute : wrongPhase(id, dispute.phase);
  }

  return {
    ...{ orders, disputes, find, wrongStatus, wrongPhase, requireBuyer, requireSeller, requireInTime, requireLate },
    ...{ otherSide, requireRunning, requirePhase },
  };
}
