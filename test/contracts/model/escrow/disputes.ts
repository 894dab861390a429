import type { Hex } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import type { Order } from "#protocol/order.ts";
import { type Outcome, outcomes, type Ruling, rulings } from "#protocol/enums.ts";
import { refuse } from "../ledger.ts";
import type { Call, World } from "../world.ts";
import { depositOf, most96, type Orders } from "./orders.ts";
import type { Payouts } from "./payouts.ts";

const answerWindow = 72 * 3_600;
const outcomeOf = { buyer: "ruledForBuyer", seller: "ruledForSeller", split: "split" } as const;

/** What Disputes.sol does: from the opening to the ruling, and who has the fees. */
export function createDisputes(world: World, book: Orders, { push, payOut, end, giveBack, claimed }: Payouts) {
  const { clock, ledger, emit, places, coins } = world;
  const { orders, disputes, find, wrongStatus, wrongPhase, requireBuyer, requireInTime, requireLate } = book;
  const { otherSide, requirePhase } = book;
  const cases = ledger.table<Hex | null>(null);

  /** What the escrow has of arbitration fees, and what the arbitrator gives back. */
  function returnFees(id: Hex, winner: Ruling): bigint {
    const dispute = disputes.get(id);
    const before = coins.get(places.escrow);
    disputes.set({ ...dispute, pot: 0n }, id);
    if (cases.get(dispute.arbitrator, dispute.disputeId) === id) world.reclaim(dispute.arbitrator);
    const amount = dispute.pot + coins.get(places.escrow) - before;
    if (amount === 0n) return 0n;
    const toBuyer = winner === "split" ? amount / 2n : winner === "buyer" ? amount : 0n;
    payFees(id, toBuyer, amount - toBuyer);
    return amount;
  }

  /**
   * The order has ended and nobody has ruled: a fee that was never answered is its payer's. Who has given in while the arbitrator
   * had the case leaves the other the fee that was kept, and has what comes back.
   */
  function abandon(id: Hex, winner: Ruling) {
    const dispute = disputes.get(id);
    disputes.set({ ...dispute, phase: "none" }, id);
    const isRaised = cases.get(dispute.arbitrator, dispute.disputeId) === id;
    if (dispute.phase === "opened") returnFees(id, dispute.openedByBuyer ? "buyer" : "seller");
    else if (winner === "split" || !isRaised) returnFees(id, "split");
    else {
      const before = coins.get(places.escrow);
      disputes.set({ ...disputes.get(id), pot: 0n }, id);
      world.reclaim(dispute.arbitrator);
      const returned = coins.get(places.escrow) - before;
      const [toBuyer, toSeller] = winner === "buyer" ? [dispute.pot, returned] : [returned, dispute.pot];
      payFees(id, toBuyer, toSeller);
    }
  }

  function payFees(id: Hex, toBuyer: bigint, toSeller: bigint) {
    if (toBuyer + toSeller === 0n) return;
    const { buyer, seller } = disputes.get(id);
    emit("ArbitrationFeesReturned", { orderId: id, toBuyer, toSeller });
    push(NATIVE, buyer, toBuyer);
    push(NATIVE, seller, toSeller);
  }

  function resolve(id: Hex, order: Order, ruling: Ruling, outcome: Outcome = outcomeOf[ruling]) {
    const all = orders.get(id).held + depositOf(order);
    const gross = { buyer: 0n, seller: all, split: all / 2n }[ruling];
    const payout = end(id, order, "resolved", outcome, gross);
    emit("OrderResolved", { orderId: id, outcome: outcomes.indexOf(outcome), payout });
    payOut(order, payout);
  }

  const verbs = {
    openDispute({ from, value }: Call, order: Order) {
      const { id, row } = find(order);
      otherSide(from, order);
      if (row.status !== "funded" && row.status !== "shipped") wrongStatus(id, row.status);
      if (row.status === "funded") requireBuyer(from, order);
      if (row.status === "funded" && clock.now <= order.start) refuse("StayNotBegun", order.start, clock.now);
      requireInTime(row.deadline);
      const { arbitrator, seller } = order.terms;
      const fee = world.costAt(arbitrator);
      if (fee > most96) refuse("AmountTooLarge", fee);
      if (value !== fee) refuse("WrongValue", value, fee);
      const deadline = Math.max(row.deadline, clock.now + answerWindow);
      const { buyer } = order;
      orders.set({ ...row, status: "disputed", deadline }, id);
      disputes.set(
        {
          ...{ buyer, seller, arbitrator, phase: "opened", openedByBuyer: from === buyer, ruling: "split", pot: fee },
          ...{ disputeId: 0n, answered: false, unsent: row.status === "funded" },
        },
        id,
      );
      emit("DisputeOpened", { orderId: id, opener: from, fee, deadline });
    },

    answerDispute({ from, value }: Call, order: Order) {
      const { id, row } = find(order);
      const dispute = requirePhase(id, "opened");
      if (from !== (dispute.openedByBuyer ? dispute.seller : dispute.buyer)) refuse("NotParty", from);
      requireInTime(row.deadline);
      const { arbitrator, pot: fee } = dispute;
      if (value !== fee) refuse("WrongValue", value, fee);
      const before = coins.get(places.escrow) - value;
      const number = world.ask(arbitrator, value);
      const raised = number !== null && number <= most96 && cases.get(arbitrator, number) === null;
      const deadline = clock.now + order.terms.rulingWindow;
      const pot = dispute.pot + coins.get(places.escrow) - before;
      orders.set({ ...row, deadline }, id);
      disputes.set({ ...dispute, phase: "raised", answered: true, pot, disputeId: raised ? number : 0n }, id);
      if (!raised) return emit("DisputeRefused", { orderId: id, arbitrator, deadline });
      cases.set(id, arbitrator, number);
      emit("DisputeRaised", { orderId: id, arbitrator, disputeId: number, fee, deadline });
      emit("Dispute", {
        ...{ _arbitrator: arbitrator, _disputeID: number, _metaEvidenceID: 0n, _evidenceGroupID: BigInt(id) },
      });
    },

    resolveUnanswered(_: Call, order: Order) {
      const { id, row } = find(order);
      const { openedByBuyer, unsent } = requirePhase(id, "opened");
      requireLate(row.deadline);
      if (unsent) giveBack(id, order, "refunded", "neverSent");
      else if (openedByBuyer) resolve(id, order, "buyer", "unanswered");
      else claimed(id, order, row.held + depositOf(order));
      abandon(id, "split");
    },

    submitEvidence({ from }: Call, id: Hex, evidence: string) {
      const { buyer, seller, phase, arbitrator } = disputes.get(id);
      if (from !== buyer && from !== seller) refuse("NotParty", from);
      if (phase !== "opened" && phase !== "raised") wrongPhase(id, phase);
      emit("Evidence", {
        ...{ _arbitrator: arbitrator, _evidenceGroupID: BigInt(id), _party: from, _evidence: evidence },
      });
    },

    rule({ from }: Call, number: bigint, ruling: bigint) {
      const id = cases.get(from, number) ?? refuse("NotArbitrator", from, number);
      const dispute = disputes.get(id);
      if (dispute.phase === "ruled") wrongPhase(id, "ruled");
      if (dispute.phase !== "raised" || clock.now > orders.get(id).deadline) return;
      const understood = rulings[Number(ruling)] ?? "split";
      disputes.set({ ...dispute, phase: "ruled", ruling: understood }, id);
      emit("Ruling", { _arbitrator: from, _disputeID: number, _ruling: ruling });
      emit("DisputeRuled", { orderId: id, ruling: rulings.indexOf(understood) });
    },

    executeRuling(_: Call, order: Order) {
      const { id } = find(order);
      const { ruling } = requirePhase(id, "ruled");
      resolve(id, order, ruling);
      returnFees(id, ruling);
    },

    resolveStalled(_: Call, order: Order) {
      const { id, row } = find(order);
      requirePhase(id, "raised");
      requireLate(row.deadline);
      resolve(id, order, "split");
      abandon(id, "split");
    },

    reclaimFees(_: Call, id: Hex) {
      if (orders.get(id).status === "disputed") wrongStatus(id, "disputed");
      if (returnFees(id, disputes.get(id).ruling) === 0n) refuse("NothingToReclaim", id);
    },
  };

  return { verbs, abandon };
}
