import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  ArbitrationFeesReturned,
  Credited,
  DisputeOpened,
  DisputeRaised,
  DisputeRefused,
  DisputeRuled,
  Evidence as EvidenceGiven,
  FeeSwept,
  OrderBooked,
  OrderCalledOff,
  OrderChosen,
  OrderClaimed,
  OrderConfirmed,
  OrderExtended,
  OrderFunded,
  OrderRefunded,
  OrderReleased,
  OrderResolved,
  OrderSettled,
  OrderShipped,
  SignaturesCancelled,
  Withdrawn,
} from "../generated/Escrow/Escrow";
import { CancelledNonce, Dispute, Evidence, Listing, Order, OrderEvent } from "../generated/schema";
import { isChosen, variantOf } from "./choice";
import { addCredit, takeCredit } from "./credits";
import { cancelledNonceId, caseId, eventId, optionId, wordOf } from "./ids";
import { skip } from "./missing";
import { Payout } from "./payout";
import { accountOf, tokenOf, variantSalesOf } from "./store";
import { MAX_URI, clamp } from "./text";
import { countDispute, countEnd, countFirstSale, countFunded, countPayout, countShipped } from "./totals";
import { outcomes } from "./words";

// LIFE OF AN ORDER

export function handleOrderFunded(event: OrderFunded): void {
  const listing = Listing.load(event.params.listingId);
  if (!listing) return skip("listing", event.params.listingId, event);
  const quantity = event.params.quantity;
  const order = new Order(event.params.orderId);
  order.listing = listing.id;
  order.buyer = accountOf(event.params.buyer, event).id;
  order.seller = accountOf(event.params.seller, event).id;
  order.token = listing.token;
  order.quantity = quantity;
  order.start = BigInt.zero();
  order.end = BigInt.zero();
  order.choice = new Bytes(32);
  order.extra = BigInt.zero();
  order.referrer = event.params.referrer;
  order.nonce = event.params.nonce;
  order.status = "funded";
  order.outcome = "none";
  order.deadline = event.params.deadline;
  order.subtotal = listing.price.times(quantity);
  order.deposit = listing.slot.isZero() ? listing.deposit.times(quantity) : listing.deposit;
  order.total = event.params.total;
  order.buyerFee = order.total.minus(order.subtotal).minus(order.deposit);
  order.held = order.subtotal;
  order.toSeller = BigInt.zero();
  order.toBuyer = BigInt.zero();
  order.fee = BigInt.zero();
  order.feeSwept = false;
  order.referral = BigInt.zero();
  order.steps = 0;
  order.fundedAt = event.block.timestamp;
  order.fundedBlock = event.block.number;
  order.fundedTx = event.transaction.hash;

  if (listing.orderCount == 0) countFirstSale(listing, event);
  listing.orderCount += 1;
  count(listing, quantity);
  record(order, "funded", Payout.none(), event);
  countFunded(order, listing, event);
}

/** Saves the listing with so many units more sold; less, when they are negative. Of time the calendar is made of the orders. */
function count(listing: Listing, units: BigInt): void {
  if (!listing.unlimited && listing.slot.isZero()) {
    listing.sold = listing.sold.plus(units);
    listing.left = listing.left.minus(units);
  }
  listing.save();
}

export function handleOrderBooked(event: OrderBooked): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  order.start = event.params.start;
  order.end = event.params.end;

  record(order, "booked", Payout.none(), event);
}

/** Only now it is known which part of the total was the price, and which the fee. */
export function handleOrderChosen(event: OrderChosen): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  order.choice = event.params.choice;
  order.option = optionId(order.listing, order.choice);
  order.extra = event.params.extra;
  order.subtotal = order.subtotal.plus(order.extra);
  order.held = order.subtotal;
  order.buyerFee = order.total.minus(order.subtotal).minus(order.deposit);

  countVariant(order, order.quantity);
  record(order, "chosen", Payout.none(), event);
}

function countVariant(order: Order, units: BigInt): void {
  const variant = variantOf(order.choice);
  if (!isChosen(variant)) return;
  const sales = variantSalesOf(order.listing, variant);
  sales.sold = sales.sold.plus(units);
  sales.save();
}

export function handleOrderShipped(event: OrderShipped): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  order.status = "shipped";
  order.fulfilment = event.params.fulfilment;
  order.deadline = event.params.deadline;
  order.shippedAt = event.block.timestamp;

  record(order, "shipped", Payout.none(), event);
  countShipped(order, event);
}

export function handleOrderExtended(event: OrderExtended): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  order.deadline = event.params.deadline;

  record(order, "extended", Payout.none(), event);
}

export function handleOrderReleased(event: OrderReleased): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  order.held = event.params.held;

  payOut(order, "released", Payout.of(event.params.payout), event);
}

/** With a deposit, confirming pays the rent and the order goes on until the deposit has gone back. */
export function handleOrderConfirmed(event: OrderConfirmed): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  const payout = Payout.of(event.params.payout);
  order.confirmedAt = event.block.timestamp;
  if (order.deposit.isZero()) return end(order, "confirmed", "completed", "completed", payout, event);
  order.held = BigInt.zero();

  payOut(order, "confirmed", payout, event);
}

export function handleOrderClaimed(event: OrderClaimed): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);

  end(order, "claimed", "completed", "completed", Payout.of(event.params.payout), event);
}

/** Giving back what is only a deposit any more completes the order. */
export function handleOrderRefunded(event: OrderRefunded): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  const outcome = outcomes[event.params.outcome];
  const status = outcome == "completed" ? "completed" : "refunded";

  end(order, "refunded", status, outcome, Payout.back(event.params.toBuyer), event);
}

export function handleOrderCalledOff(event: OrderCalledOff): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);

  end(order, "calledOff", "refunded", "calledOff", Payout.of(event.params.payout), event);
}

export function handleOrderSettled(event: OrderSettled): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);

  end(order, "settled", "resolved", "settled", Payout.of(event.params.payout), event);
}

export function handleOrderResolved(event: OrderResolved): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  const outcome = outcomes[event.params.outcome];

  end(order, "resolved", "resolved", outcome, Payout.of(event.params.payout), event);
}

function end(order: Order, type: string, status: string, outcome: string, payout: Payout, event: ethereum.Event): void {
  order.status = status;
  order.outcome = outcome;
  order.held = BigInt.zero();
  order.deadline = event.block.timestamp;
  order.endedAt = event.block.timestamp;
  const dispute = Dispute.load(order.id);
  if (dispute) {
    dispute.endedAt = event.block.timestamp;
    dispute.save();
  }

  if (status == "refunded") putBack(order);
  payOut(order, type, payout, event);
  countEnd(order, event);
}

/** What was taken is for sale again; the contract has no event of its own for it. */
function putBack(order: Order): void {
  count(Listing.load(order.listing)!, order.quantity.neg());
  countVariant(order, order.quantity.neg());
}

function payOut(order: Order, type: string, payout: Payout, event: ethereum.Event): void {
  order.toSeller = order.toSeller.plus(payout.toSeller);
  order.toBuyer = order.toBuyer.plus(payout.toBuyer);
  order.fee = order.fee.plus(payout.fee);
  order.referral = order.referral.plus(payout.referral);

  record(order, type, payout, event);
  countPayout(order, payout, event);
}

/** Saves the order with one more step in its history. */
function record(order: Order, type: string, payout: Payout, event: ethereum.Event): void {
  order.steps += 1;
  order.save();
  const step = new OrderEvent(eventId(event));
  step.order = order.id;
  step.number = order.steps;
  step.type = type;
  step.by = accountOf(event.transaction.from, event).id;
  if (!order.endedAt) step.deadline = order.deadline;
  if (order.endedAt) step.outcome = order.outcome;
  step.toSeller = payout.toSeller;
  step.toBuyer = payout.toBuyer;
  step.fee = payout.fee;
  step.referral = payout.referral;
  step.timestamp = event.block.timestamp;
  step.block = event.block.number;
  step.tx = event.transaction.hash;
  step.save();
}

// DISPUTES

export function handleDisputeOpened(event: DisputeOpened): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  const listing = Listing.load(order.listing)!;
  const dispute = new Dispute(order.id);
  dispute.order = order.id;
  dispute.opener = accountOf(event.params.opener, event).id;
  dispute.openerRole = dispute.opener == order.buyer ? "buyer" : "seller";
  dispute.phase = "opened";
  dispute.arbitrator = listing.arbitrator;
  dispute.openerFee = event.params.fee;
  dispute.answererFee = BigInt.zero();
  dispute.feesToBuyer = BigInt.zero();
  dispute.feesToSeller = BigInt.zero();
  dispute.refused = false;
  dispute.answerDeadline = event.params.deadline;
  dispute.openedAt = event.block.timestamp;
  dispute.save();

  order.status = "disputed";
  order.dispute = dispute.id;
  order.deadline = event.params.deadline;
  order.disputedAt = event.block.timestamp;
  record(order, "disputeOpened", Payout.none(), event);
  countDispute(order, event);
}

export function handleDisputeRaised(event: DisputeRaised): void {
  const order = Order.load(event.params.orderId);
  const dispute = Dispute.load(event.params.orderId);
  if (!order || !dispute) return skip("dispute", event.params.orderId, event);
  dispute.disputeId = event.params.disputeId;
  // Whether there is a case depends on whose arbitrator it is: our court has announced it by now, another never does.
  dispute.case_ = caseId(event.params.arbitrator, event.params.disputeId);

  raise(order, dispute, "disputeRaised", event.params.fee, event.params.deadline, event);
}

export function handleDisputeRefused(event: DisputeRefused): void {
  const order = Order.load(event.params.orderId);
  const dispute = Dispute.load(event.params.orderId);
  if (!order || !dispute) return skip("dispute", event.params.orderId, event);
  dispute.refused = true;

  raise(order, dispute, "disputeRefused", dispute.openerFee, event.params.deadline, event);
}

function raise(
  order: Order,
  dispute: Dispute,
  type: string,
  fee: BigInt,
  deadline: BigInt,
  event: ethereum.Event,
): void {
  dispute.phase = "raised";
  dispute.answererFee = fee;
  dispute.rulingDeadline = deadline;
  dispute.raisedAt = event.block.timestamp;
  dispute.save();

  order.deadline = deadline;
  record(order, type, Payout.none(), event);
}

export function handleDisputeRuled(event: DisputeRuled): void {
  const order = Order.load(event.params.orderId);
  const dispute = Dispute.load(event.params.orderId);
  if (!order || !dispute) return skip("dispute", event.params.orderId, event);
  dispute.phase = "ruled";
  dispute.ruling = event.params.ruling;
  dispute.ruledAt = event.block.timestamp;
  dispute.save();

  record(order, "disputeRuled", Payout.none(), event);
}

export function handleArbitrationFeesReturned(event: ArbitrationFeesReturned): void {
  const dispute = Dispute.load(event.params.orderId);
  if (!dispute) return skip("dispute", event.params.orderId, event);
  dispute.feesToBuyer = dispute.feesToBuyer.plus(event.params.toBuyer);
  dispute.feesToSeller = dispute.feesToSeller.plus(event.params.toSeller);
  dispute.save();
}

export function handleEscrowEvidence(event: EvidenceGiven): void {
  const orderId = wordOf(event.params._evidenceGroupID);
  const dispute = Dispute.load(orderId);
  if (!dispute) return skip("dispute", orderId, event);
  const evidence = new Evidence(eventId(event));
  evidence.order = orderId;
  evidence.dispute = dispute.id;
  evidence.arbitrator = event.params._arbitrator;
  evidence.party = accountOf(event.params._party, event).id;
  evidence.uri = clamp(event.params._evidence, MAX_URI);
  evidence.timestamp = event.block.timestamp;
  evidence.block = event.block.number;
  evidence.tx = event.transaction.hash;
  evidence.save();
}

export function handleSignaturesCancelled(event: SignaturesCancelled): void {
  const id = cancelledNonceId(event.params.account, event.params.nonce);
  if (CancelledNonce.load(id)) return;
  const cancelled = new CancelledNonce(id);
  cancelled.account = accountOf(event.params.account, event).id;
  cancelled.nonce = event.params.nonce;
  cancelled.timestamp = event.block.timestamp;
  cancelled.save();
}

// MONEY THAT WAITS

export function handleEscrowCredited(event: Credited): void {
  addCredit(event.params.account, event.params.token, event.params.amount, event);
}

export function handleEscrowWithdrawn(event: Withdrawn): void {
  takeCredit(event.params.account, event.params.token, event.params.amount, event);
}

export function handleFeeSwept(event: FeeSwept): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  order.feeSwept = true;
  order.save();

  const token = tokenOf(event.params.token);
  token.feesSwept = token.feesSwept.plus(event.params.amount);
  token.save();
}
