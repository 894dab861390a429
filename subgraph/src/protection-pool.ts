import { BigInt, Value, ethereum } from "@graphprotocol/graph-ts";
import {
  ClaimFeeReturned,
  ClaimFiled,
  ClaimPaid,
  ClaimRuled,
  ClaimStalled,
  CoverLapsed,
  CoverSold,
  Credited,
  Deposit,
  Dispute,
  Evidence,
  Withdraw,
  Withdrawn,
} from "../generated/ProtectionPool/ProtectionPool";
import { Claim, ClaimEvidence, Cover, Order, ProtectionPool } from "../generated/schema";
import { addCredit, takeCredit } from "./credits";
import { caseId, eventId, wordOf } from "./ids";
import { skip } from "./missing";
import { accountOf } from "./store";
import { MAX_URI, clamp } from "./text";

function poolOf(event: ethereum.Event): ProtectionPool {
  const known = ProtectionPool.load(event.address);
  if (known) return known;
  const pool = new ProtectionPool(event.address);
  pool.covers = 0;
  pool.liveCovers = 0;
  pool.liveCover = BigInt.zero();
  pool.premiums = BigInt.zero();
  pool.claims = 0;
  pool.paid = BigInt.zero();
  pool.deposited = BigInt.zero();
  pool.withdrawn = BigInt.zero();
  pool.shares = BigInt.zero();
  return pool;
}

// COVER

export function handleCoverSold(event: CoverSold): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  const cover = new Cover(order.id);
  cover.pool = event.address;
  cover.order = order.id;
  cover.buyer = accountOf(event.params.buyer, event).id;
  cover.seller = accountOf(event.params.seller, event).id;
  cover.amount = event.params.amount;
  cover.premium = event.params.premium;
  cover.status = "live";
  cover.deadline = event.params.deadline;
  cover.createdAt = event.block.timestamp;
  cover.save();

  const pool = poolOf(event);
  pool.covers += 1;
  pool.liveCovers += 1;
  pool.liveCover = pool.liveCover.plus(cover.amount);
  pool.premiums = pool.premiums.plus(cover.premium);
  pool.save();
}

export function handleCoverLapsed(event: CoverLapsed): void {
  const cover = Cover.load(event.params.orderId);
  if (!cover) return skip("cover", event.params.orderId, event);

  end(cover, "lapsed", event);
}

/** What the cover promised is free for others. */
function end(cover: Cover, status: string, event: ethereum.Event): void {
  cover.status = status;
  cover.endedAt = event.block.timestamp;
  cover.save();
  const pool = poolOf(event);
  pool.liveCovers -= 1;
  pool.liveCover = pool.liveCover.minus(cover.amount);
  if (status == "paid") pool.paid = pool.paid.plus(cover.amount);
  pool.save();
}

// CLAIMS

export function handleClaimFiled(event: ClaimFiled): void {
  const cover = Cover.load(event.params.orderId);
  if (!cover) return skip("cover", event.params.orderId, event);
  cover.status = "claimed";
  cover.deadline = event.params.deadline;
  cover.save();

  const claim = new Claim(cover.id);
  claim.cover = cover.id;
  claim.disputeId = event.params.disputeId;
  claim.fee = event.params.fee;
  claim.feeReturned = BigInt.zero();
  claim.deadline = event.params.deadline;
  claim.stalled = false;
  claim.filedAt = event.block.timestamp;
  claim.save();

  const pool = poolOf(event);
  pool.claims += 1;
  pool.save();
}

/** Said right after the claim: which arbitrator has it. */
export function handleProtectionPoolDispute(event: Dispute): void {
  const id = wordOf(event.params._evidenceGroupID);
  const claim = Claim.load(id);
  if (!claim) return skip("claim", id, event);
  // Whether there is a case depends on whose arbitrator it is, as with an order's dispute.
  claim.case_ = caseId(event.params._arbitrator, event.params._disputeID);
  claim.save();
}

export function handleClaimRuled(event: ClaimRuled): void {
  const granted = event.params.granted;
  const claim = Claim.load(event.params.orderId);
  const cover = Cover.load(event.params.orderId);
  if (!claim || !cover) return skip("claim", event.params.orderId, event);
  // The generated setter takes `false` for "nothing".
  claim.set("granted", Value.fromBoolean(granted));
  claim.ruledAt = event.block.timestamp;
  claim.save();
  if (!granted) return end(cover, "refused", event);

  cover.status = "granted";
  cover.save();
}

export function handleClaimPaid(event: ClaimPaid): void {
  const claim = Claim.load(event.params.orderId);
  const cover = Cover.load(event.params.orderId);
  if (!claim || !cover) return skip("claim", event.params.orderId, event);
  claim.paidAt = event.block.timestamp;
  claim.save();

  end(cover, "paid", event);
}

export function handleClaimStalled(event: ClaimStalled): void {
  const claim = Claim.load(event.params.orderId);
  const cover = Cover.load(event.params.orderId);
  if (!claim || !cover) return skip("claim", event.params.orderId, event);
  claim.stalled = true;
  claim.ruledAt = event.block.timestamp;
  claim.save();

  end(cover, "refused", event);
}

export function handleClaimFeeReturned(event: ClaimFeeReturned): void {
  const claim = Claim.load(event.params.orderId);
  if (!claim) return skip("claim", event.params.orderId, event);
  claim.feeReturned = claim.feeReturned.plus(event.params.amount);
  claim.save();
}

export function handleProtectionPoolEvidence(event: Evidence): void {
  const id = wordOf(event.params._evidenceGroupID);
  const claim = Claim.load(id);
  if (!claim) return skip("claim", id, event);
  const evidence = new ClaimEvidence(eventId(event));
  evidence.claim = claim.id;
  evidence.arbitrator = event.params._arbitrator;
  evidence.party = accountOf(event.params._party, event).id;
  evidence.uri = clamp(event.params._evidence, MAX_URI);
  evidence.timestamp = event.block.timestamp;
  evidence.block = event.block.number;
  evidence.tx = event.transaction.hash;
  evidence.save();
}

// CAPITAL

export function handleDeposit(event: Deposit): void {
  const pool = poolOf(event);
  pool.deposited = pool.deposited.plus(event.params.assets);
  pool.shares = pool.shares.plus(event.params.shares);
  pool.save();
}

export function handleWithdraw(event: Withdraw): void {
  const pool = poolOf(event);
  pool.withdrawn = pool.withdrawn.plus(event.params.assets);
  pool.shares = pool.shares.minus(event.params.shares);
  pool.save();
}

export function handleProtectionPoolCredited(event: Credited): void {
  addCredit(event.params.account, event.params.token, event.params.amount, event);
}

export function handleProtectionPoolWithdrawn(event: Withdrawn): void {
  takeCredit(event.params.account, event.params.token, event.params.amount, event);
}
