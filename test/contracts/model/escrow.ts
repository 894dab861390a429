import { type Address, encodeAbiParameters, hashTypedData, type Hex, keccak256, parseAbiParameters } from "viem";
import { roles } from "../../../protocol/entries.ts";
import {
  type DisputePhase,
  disputePhases,
  NATIVE,
  type Order,
  orderId,
  type OrderKey,
  type Outcome,
  outcomes,
  type Ruling,
  rulings,
  type Status,
  statuses,
} from "../../../protocol/ids.ts";
import type { ListingProof } from "../../../protocol/offer.ts";
import { type Settlement, settlementTypedData } from "../../../protocol/settlement.ts";
import { voucherTypedData } from "../../../protocol/voucher.ts";
import { refuse } from "./ledger.ts";
import { type Authorization, createPayments, type Permit } from "./payments.ts";
import type { Registry } from "./registry.ts";
import type { IsSigned } from "./scene.ts";
import type { Call, World } from "./world.ts";

const hour = 3_600;
const answerWindow = 72 * hour;
const mostExtension = 365 * 24 * hour;
export const most96 = 2n ** 96n - 1n;

export type OrderRow = {
  status: Status;
  outcome: Outcome;
  deadline: number;
  held: bigint;
  feePaid: bigint;
  feeSwept: boolean;
};
const unbought: OrderRow = { status: "none", outcome: "none", deadline: 0, held: 0n, feePaid: 0n, feeSwept: false };
export type DisputeRow = {
  buyer: Address;
  seller: Address;
  phase: DisputePhase;
  openedByBuyer: boolean;
  untouched: boolean;
  ruling: Ruling;
  pot: bigint;
  arbitrator: Address;
  disputeId: bigint;
};
export type Escrow = ReturnType<typeof createEscrow>;

const share = (amount: bigint, bps: number) => (amount * BigInt(bps)) / 10_000n;
export const depositOf = ({ terms, quantity }: Order) => terms.deposit * BigInt(quantity);
export const subtotalOf = ({ terms, quantity }: Order) => terms.price * BigInt(quantity);
export const isOpen = (status: Status) => status === "funded" || status === "shipped" || status === "disputed";

const keyParts = parseAbiParameters("bytes32, address, address, address, uint32, address, uint64");
const keyId = ({ listingId, seller, token, buyer, quantity, referrer, nonce }: OrderKey) =>
  keccak256(encodeAbiParameters(keyParts, [listingId, seller, token, buyer, quantity, referrer, nonce]));

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

/** What IEscrow says, said once more. `isSigned` knows who has signed what. */
export function createEscrow(world: World, registry: Registry, isSigned: IsSigned) {
  const { clock, ledger, emit, places, coins } = world;
  const orders = ledger.table<OrderRow>(unbought);
  const disputes = ledger.table<DisputeRow>({
    ...{
      buyer: NATIVE,
      seller: NATIVE,
      phase: "none",
      openedByBuyer: false,
      untouched: false,
      ruling: "split",
      pot: 0n,
    },
    ...{ arbitrator: NATIVE, disputeId: 0n },
  });
  const payments = createPayments(world, isSigned);
  const cases = ledger.table<Hex | null>(null);
  const cancelled = ledger.table(false);
  const credits = ledger.table(0n);

  // GUARDS

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

  // MONEY

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

  // PURCHASE

  const itself = { from: places.escrow, value: 0n };
  const requirePayer = (from: Address, order: Order) => from !== places.board && requireBuyer(from, order);
  const requireAll = (received: bigint, total: bigint) =>
    received !== total && refuse("WrongReceived", received, total);

  /** Without a proof, or with one that shows nothing, it was published. */
  function take({ terms, quantity }: Order, proof?: ListingProof): Hex {
    const shown = proof && (BigInt(proof.contents) !== 0n || proof.signature !== "0x");
    return shown
      ? registry.verbs.takeUnpublished(itself, terms, quantity, proof)
      : registry.verbs.take(itself, terms, quantity);
  }

  /** What is to be paid for it. */
  function fund(order: Order, listingId: Hex): bigint {
    const { terms, quantity, buyer, referrer, nonce } = order;
    if (buyer === terms.seller) refuse("SelfPurchase", buyer);
    if (quantity === 0) refuse("ZeroQuantity");
    const held = subtotalOf(order);
    if (held > most96) refuse("AmountTooLarge", held);
    const { id, row } = find(order);
    if (row.status !== "none") refuse("OrderExists", id);
    const total = held + share(held, terms.buyerFeeBps) + depositOf(order);
    const deadline = clock.now + terms.fulfilWindow;
    orders.set({ ...unbought, status: "funded", deadline, held }, id);
    emit("OrderFunded", {
      ...{ orderId: id, listingId, buyer, seller: terms.seller, quantity, referrer, nonce, total, deadline },
    });
    return total;
  }

  function collect(from: Address, token: Address, total: bigint, value: bigint) {
    const coin = token === NATIVE ? total : 0n;
    if (value !== coin) refuse("WrongValue", value, coin);
    if (token !== NATIVE) requireAll(world.collect(token, from, total), total);
  }

  function confirmRent(id: Hex, order: Order) {
    const { status, held } = orders.get(id);
    if (status !== "shipped" || held === 0n) wrongStatus(id, status);
    const { payout } = payPart(id, order, held);
    emit("OrderConfirmed", { orderId: id, payout });
    payOut(order, payout);
  }

  function giveBack(id: Hex, order: Order, status: Status, outcome: Outcome) {
    const { toBuyer } = end(id, order, status, outcome, 0n);
    emit("OrderRefunded", { orderId: id, outcome: outcomes.indexOf(outcome), toBuyer });
    push(order.terms.token, order.buyer, toBuyer);
  }

  function claimed(id: Hex, order: Order) {
    const payout = end(id, order, "completed", "completed", orders.get(id).held);
    emit("OrderClaimed", { orderId: id, payout });
    payOut(order, payout);
  }

  function complete(id: Hex, order: Order) {
    const payout = end(id, order, "completed", "completed", orders.get(id).held);
    emit("OrderConfirmed", { orderId: id, payout });
    payOut(order, payout);
  }

  // DISPUTE

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

  function resolve(id: Hex, order: Order, ruling: Ruling) {
    const all = orders.get(id).held + depositOf(order);
    const gross = { buyer: 0n, seller: all, split: all / 2n }[ruling];
    const outcome = ({ buyer: "ruledForBuyer", seller: "ruledForSeller", split: "split" } as const)[ruling];
    const payout = end(id, order, "resolved", outcome, gross);
    emit("OrderResolved", { orderId: id, outcome: outcomes.indexOf(outcome), payout });
    payOut(order, payout);
  }

  const verbs = {
    buy({ from, value }: Call, order: Order) {
      requirePayer(from, order);
      collect(from, order.terms.token, fund(order, take(order)), value);
    },

    buyUnpublished({ from, value }: Call, order: Order, proof: ListingProof) {
      requirePayer(from, order);
      const total = fund(order, registry.verbs.takeUnpublished(itself, order.terms, order.quantity, proof));
      collect(from, order.terms.token, total, value);
    },

    buyMany({ from, value }: Call, cart: Order[], proofs: ListingProof[]) {
      if (proofs.length > 0 && proofs.length !== cart.length) refuse("WrongProofs", proofs.length, cart.length);
      let spent = 0n;
      cart.forEach((order, i) => {
        requirePayer(from, order);
        const total = fund(order, take(order, proofs[i]));
        if (order.terms.token !== NATIVE) return collect(from, order.terms.token, total, 0n);
        spent += total;
        if (spent > value) refuse("WrongValue", value, spent);
      });
      if (spent !== value) refuse("WrongValue", value, spent);
    },

    buyWithPermit({ from }: Call, order: Order, proof: ListingProof, permit: Permit) {
      requirePayer(from, order);
      const total = fund(order, take(order, proof));
      payments.permit(order, total, permit);
      collect(from, order.terms.token, total, 0n);
    },

    buyWithAuthorization(_: Call, order: Order, proof: ListingProof, authorization: Authorization) {
      const total = fund(order, take(order, proof));
      requireAll(payments.receive(order, total, authorization), total);
    },

    ship({ from }: Call, order: Order, fulfilment: Hex) {
      const { id, row } = find(order);
      requireSeller(from, order);
      if (row.status !== "funded") wrongStatus(id, row.status);
      requireInTime(row.deadline);
      const deadline = clock.now + order.terms.inspectWindow;
      orders.set({ ...row, status: "shipped", deadline }, id);
      emit("OrderShipped", { orderId: id, fulfilment, deadline });
    },

    extend({ from }: Call, order: Order, deadline: number) {
      const { id, row } = find(order);
      if (row.status === "funded") requireBuyer(from, order);
      else if (row.status === "shipped") requireSeller(from, order);
      else wrongStatus(id, row.status);
      if (row.status === "shipped" && order.terms.deposit > 0n) refuse("DepositHeld", id);
      requireInTime(row.deadline);
      if (deadline <= row.deadline) refuse("DeadlineNotLater", deadline, row.deadline);
      const latest = clock.now + mostExtension;
      if (deadline > latest) refuse("DeadlineTooLate", deadline, latest);
      orders.set({ ...row, deadline }, id);
      emit("OrderExtended", { orderId: id, deadline });
    },

    confirm({ from }: Call, order: Order) {
      const { id, row } = find(order);
      requireBuyer(from, order);
      if (order.terms.deposit > 0n) return confirmRent(id, order);
      requireRunning(id);
      complete(id, order);
      if (row.status === "disputed") abandon(id, "seller");
    },

    confirmAndReview(call: Call, order: Order, commitment: Hex, sealedReview: Hex) {
      verbs.confirm(call, order);
      const { id } = find(order);
      if (order.terms.deposit > 0n) refuse("DepositHeld", id);
      // Of Reputation.sol: nothing is no commitment, and neither is its own mark for what is published.
      if (BigInt(commitment) < 2n) refuse("EmptyCommitment", id);
      const { buyer, terms } = order;
      emit("Sealed", {
        ...{
          orderId: id,
          author: buyer,
          subject: terms.seller,
          subjectRole: roles.indexOf("seller"),
          commitment,
          sealedReview,
        },
      });
    },

    confirmWithVoucher(_: Call, order: Order, deadline: number, signature: Hex) {
      const { id, row } = find(order);
      if (row.status !== "funded" && row.status !== "shipped") wrongStatus(id, row.status);
      if (clock.now > deadline) refuse("VoucherExpired", deadline, clock.now);
      const digest = hashTypedData(voucherTypedData(places.chainId, places.escrow, { orderId: id, deadline }));
      if (!isSigned(order.buyer, digest, signature)) refuse("BadSignature", order.buyer);
      if (order.terms.deposit > 0n) return confirmRent(id, order);
      complete(id, order);
    },

    release({ from }: Call, order: Order, amount: bigint) {
      const { id, row } = find(order);
      requireBuyer(from, order);
      if (row.status !== "funded" && row.status !== "shipped") wrongStatus(id, row.status);
      if (amount === 0n || amount >= row.held) refuse("AmountOutOfBounds", amount, row.held);
      const { held, payout } = payPart(id, order, amount);
      emit("OrderReleased", { orderId: id, held, payout });
      payOut(order, payout);
    },

    refund({ from }: Call, order: Order) {
      const { id, row } = find(order);
      requireRunning(id);
      if (from !== order.terms.seller) {
        if (row.status !== "funded") requireSeller(from, order);
        requireLate(row.deadline);
      }
      // With nothing but a deposit left the rent was paid; with all of it left, and nothing sent, it is as if never bought.
      const { untouched, phase } = disputes.get(id);
      const unshipped =
        row.status === "disputed"
          ? untouched && phase === "opened"
          : row.status === "funded" && row.held === subtotalOf(order);
      const outcome = row.held === 0n ? "completed" : unshipped ? "refundedUnshipped" : "refunded";
      giveBack(id, order, row.held === 0n ? "completed" : "refunded", outcome);
      if (row.status === "disputed") abandon(id, "buyer");
    },

    claim(_: Call, order: Order) {
      const { id, row } = find(order);
      if (row.status !== "shipped") wrongStatus(id, row.status);
      requireLate(row.deadline);
      claimed(id, order);
    },

    settle({ from }: Call, order: Order, settlement: Settlement, signature: Hex) {
      const { id, row } = find(order);
      requireRunning(id);
      const signer = otherSide(from, order);
      if (settlement.orderId !== id) refuse("SettlementForOtherOrder", settlement.orderId, id);
      if (clock.now > settlement.deadline) refuse("SettlementExpired", settlement.deadline, clock.now);
      if (cancelled.get(signer, settlement.nonce)) refuse("SettlementNonceSpent", signer, settlement.nonce);
      const digest = hashTypedData(settlementTypedData(places.chainId, places.escrow, settlement));
      if (!isSigned(signer, digest, signature)) refuse("BadSignature", signer);
      const most = subtotalOf(order) + depositOf(order);
      if (settlement.sellerAmount > most) refuse("AmountOutOfBounds", settlement.sellerAmount, most);
      // Counted from the purchase: what was paid out before is part of it.
      const released = subtotalOf(order) - row.held;
      const still = settlement.sellerAmount - released;
      if (still < 0n) refuse("SettlementBelowReleased", settlement.sellerAmount, released);
      const payout = end(id, order, "resolved", "settled", still);
      emit("OrderSettled", { orderId: id, payout });
      payOut(order, payout);
      if (row.status === "disputed") abandon(id, "split");
    },

    cancelSettlement({ from }: Call, nonce: bigint) {
      cancelled.set(true, from, nonce);
      emit("SettlementCancelled", { account: from, nonce });
    },

    openDispute({ from, value }: Call, order: Order) {
      const { id, row } = find(order);
      otherSide(from, order);
      if (row.status !== "funded" && row.status !== "shipped") wrongStatus(id, row.status);
      if (row.status === "funded") requireBuyer(from, order);
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
          ...{ disputeId: 0n, untouched: row.status === "funded" && row.held === subtotalOf(order) },
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
      disputes.set({ ...dispute, phase: "raised", pot, disputeId: raised ? number : 0n }, id);
      if (!raised) return emit("DisputeRefused", { orderId: id, arbitrator, deadline });
      cases.set(id, arbitrator, number);
      emit("DisputeRaised", { orderId: id, arbitrator, disputeId: number, fee, deadline });
      emit("Dispute", {
        ...{ _arbitrator: arbitrator, _disputeID: number, _metaEvidenceID: 0n, _evidenceGroupID: BigInt(id) },
      });
    },

    resolveUnanswered(_: Call, order: Order) {
      const { id, row } = find(order);
      const { openedByBuyer, untouched } = requirePhase(id, "opened");
      requireLate(row.deadline);
      if (untouched) giveBack(id, order, "refunded", "refundedUnshipped");
      else if (!openedByBuyer && order.terms.deposit === 0n) claimed(id, order);
      else resolve(id, order, openedByBuyer ? "buyer" : "seller");
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

    withdraw({ from }: Call, token: Address, to: Address) {
      const amount = credits.get(from, token);
      if (amount === 0n) refuse("NothingToWithdraw", from, token);
      credits.set(0n, from, token);
      emit("Withdrawn", { account: from, token, to, amount });
      if (!world.pay(token, to, amount)) refuse("TransferFailed", to, token, amount);
    },

    sweep(_: Call, keys: OrderKey[]) {
      const token = keys[0]?.token ?? NATIVE;
      let amount = 0n;
      for (const key of keys) {
        if (key.token !== token) refuse("OrdersInTwoTokens", token, key.token);
        const id = keyId(key);
        const row = orders.get(id);
        if (row.status === "none" || isOpen(row.status)) wrongStatus(id, row.status);
        if (row.feeSwept || row.feePaid === 0n) continue;
        orders.set({ ...row, feeSwept: true }, id);
        emit("FeeSwept", { orderId: id, token, amount: row.feePaid });
        amount += row.feePaid;
      }
      if (amount === 0n) refuse("NothingToWithdraw", places.treasury, token);
      if (!world.pay(token, places.treasury, amount)) refuse("TransferFailed", places.treasury, token, amount);
    },

    receive({ from }: Call) {
      refuse("UnexpectedValue", from);
    },
  };

  return { verbs, orders, disputes, credits, nonces: payments.nonces };
}
