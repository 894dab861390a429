import { BigInt, Bytes, Value } from "@graphprotocol/graph-ts";
import {
  AppealClaimed,
  AttemptSettled,
  CaseCreated,
  CaseWithdrawn,
  Committed,
  Contribution as ContributionPaid,
  CourtConfigured,
  DrawQueued,
  Drawn,
  FeeReturned,
  Justified,
  KeyShared,
  Leaked,
  PhaseChanged,
  Resolved,
  Revealed,
  RoundClosed,
  RulingExecuted,
  SeatSettled,
} from "../generated/ArbitrationCourt/ArbitrationCourt";
import { Case, Contribution, Court, CourtConfig, KeyShare, Round, Seat } from "../generated/schema";
import { cidOf, isDigest } from "./cid";
import { caseId, contributionId, courtId, eventId, roundId, seatId } from "./ids";
import { skip } from "./missing";
import { accountOf, arbitratorOf } from "./store";
import { casePhases } from "./words";

// COURTS

export function handleCourtConfigured(event: CourtConfigured): void {
  const parameters = event.params.parameters;
  const id = courtId(event.address, event.params.courtId);
  const config = new CourtConfig(id);
  config.court = id;
  config.evidencePeriod = parameters.evidencePeriod;
  config.commitPeriod = parameters.commitPeriod;
  config.revealPeriod = parameters.revealPeriod;
  config.appealPeriod = parameters.appealPeriod;
  config.drawTimeout = parameters.drawTimeout;
  config.seats = parameters.seats;
  config.minSeats = parameters.minSeats;
  config.maxRounds = parameters.maxRounds;
  config.hidden = parameters.hidden;
  config.fee = parameters.fee;
  config.lockBps = parameters.lockBps;
  config.incoherentBps = parameters.incoherentBps;
  config.bondBps = parameters.bondBps;
  config.next = parameters.next;
  config.keeperFee = parameters.keeperFee;
  config.createdAt = event.block.timestamp;
  config.save();

  const court = new Court(id);
  court.contract = event.address;
  court.number = event.params.courtId;
  court.config = id;
  court.caseCount = 0;
  court.save();
}

// LIFE OF A CASE

export function handleCaseCreated(event: CaseCreated): void {
  const court = Court.load(courtId(event.address, event.params.courtId));
  if (!court) return skip("court", courtId(event.address, event.params.courtId), event);
  court.caseCount += 1;
  court.save();

  const created = new Case(caseId(event.address, event.params.id));
  created.contract = event.address;
  created.number = event.params.id;
  created.arbitrable = event.params.arbitrable;
  created.court = court.id;
  created.config = court.config;
  created.seatCount = event.params.seats;
  created.fee = event.params.fee;
  created.lock = event.params.lock;
  created.choices = event.params.choices;
  created.partyA = event.params.partyA;
  created.partyB = event.params.partyB;
  created.phase = "evidence";
  created.phaseEnd = event.block.timestamp;
  created.round = 0;
  created.attempt = 0;
  created.undecided = false;
  created.executed = false;
  created.withdrawn = false;
  created.feeReturned = BigInt.zero();
  created.createdAt = event.block.timestamp;
  created.createdTx = event.transaction.hash;
  created.save();
  openRound(created, 0, created.config, created.seatCount);
}

function openRound(opened: Case, number: i32, config: Bytes, seats: i32): Round {
  const round = new Round(roundId(opened.id, number));
  round.case_ = opened.id;
  round.number = number;
  round.config = config;
  round.attempt = 0;
  round.seatCount = seats;
  round.decided = false;
  round.raised = BigInt.zero();
  round.slashed = BigInt.zero();
  round.save();
  return round;
}

/** The rules of an appeal: those of the court that judges the appeals of the round before. */
function configOfAppeal(opened: Case): Bytes {
  const before = Round.load(roundId(opened.id, opened.round));
  const config = before ? CourtConfig.load(before.config) : null;
  const next = config ? Court.load(courtId(opened.contract, config.next)) : null;
  return next ? next.config : opened.config;
}

export function handlePhaseChanged(event: PhaseChanged): void {
  const changed = Case.load(caseId(event.address, event.params.id));
  if (!changed) return skip("case", caseId(event.address, event.params.id), event);
  const number = event.params.round;
  let round = Round.load(roundId(changed.id, number));
  if (!round) round = openRound(changed, number, configOfAppeal(changed), 0);
  if (round.attempt != event.params.attempt) {
    round.attempt = event.params.attempt;
    round.unset("ruling");
    round.unset("closedAt");
    round.save();
  }
  changed.phase = casePhases[event.params.phase];
  changed.phaseEnd = event.params.phaseEnd;
  changed.round = number;
  changed.attempt = event.params.attempt;
  if (changed.phase != "draw") {
    changed.unset("drawBlock");
    changed.unset("drawDeadline");
  }
  changed.save();
}

export function handleDrawQueued(event: DrawQueued): void {
  const queued = Case.load(caseId(event.address, event.params.id));
  if (!queued) return skip("case", caseId(event.address, event.params.id), event);
  queued.drawBlock = event.params.drawBlock;
  queued.drawDeadline = event.params.drawDeadline;
  queued.save();
}

export function handleRoundClosed(event: RoundClosed): void {
  const id = roundId(caseId(event.address, event.params.id), event.params.round);
  const round = Round.load(id);
  if (!round) return skip("round", id, event);
  round.attempt = event.params.attempt;
  round.ruling = event.params.ruling;
  round.decided = event.params.decided;
  round.closedAt = event.block.timestamp;
  round.save();
}

export function handleCaseWithdrawn(event: CaseWithdrawn): void {
  const withdrawn = Case.load(caseId(event.address, event.params.id));
  if (!withdrawn) return skip("case", caseId(event.address, event.params.id), event);
  withdrawn.withdrawn = true;
  withdrawn.save();
}

export function handleResolved(event: Resolved): void {
  const resolved = Case.load(caseId(event.address, event.params.id));
  if (!resolved) return skip("case", caseId(event.address, event.params.id), event);
  resolved.phase = "resolved";
  resolved.ruling = event.params.ruling;
  resolved.undecided = event.params.undecided;
  resolved.resolvedAt = event.block.timestamp;
  resolved.save();
}

export function handleRulingExecuted(event: RulingExecuted): void {
  const executed = Case.load(caseId(event.address, event.params.id));
  if (!executed) return skip("case", caseId(event.address, event.params.id), event);
  executed.executed = true;
  executed.save();
}

export function handleFeeReturned(event: FeeReturned): void {
  const returned = Case.load(caseId(event.address, event.params.id));
  if (!returned) return skip("case", caseId(event.address, event.params.id), event);
  returned.feeReturned = returned.feeReturned.plus(event.params.amount);
  returned.save();
}

export function handleKeyShared(event: KeyShared): void {
  const opened = Case.load(caseId(event.address, event.params.id));
  if (!opened) return skip("case", caseId(event.address, event.params.id), event);
  const share = new KeyShare(eventId(event));
  share.case_ = opened.id;
  share.sharer = accountOf(event.params.sharer, event).id;
  share.round = event.params.round;
  share.file = event.params.file;
  share.cid = cidOf(event.params.file);
  share.timestamp = event.block.timestamp;
  share.save();
}

// SEATS

export function handleDrawn(event: Drawn): void {
  const id = roundId(caseId(event.address, event.params.id), event.params.round);
  const round = Round.load(id);
  if (!round) return skip("round", id, event);
  const panel = event.params.arbitrators;
  round.seatCount = panel.length;
  round.save();

  for (let i = 0; i < panel.length; i++) {
    const arbitrator = arbitratorOf(panel[i], event);
    arbitrator.seatsDrawn += 1;
    arbitrator.save();
    const seat = new Seat(seatId(round.id, event.params.attempt, i));
    seat.round = round.id;
    seat.case_ = round.case_;
    seat.attempt = event.params.attempt;
    seat.number = i;
    seat.arbitrator = arbitrator.id;
    seat.status = "drawn";
    seat.paid = BigInt.zero();
    seat.slashed = BigInt.zero();
    seat.drawnAt = event.block.timestamp;
    seat.save();
  }
}

function seatOf(contract: Bytes, number: BigInt, round: i32, attempt: i32, seat: i32): Bytes {
  return seatId(roundId(caseId(contract, number), round), attempt, seat);
}

export function handleCommitted(event: Committed): void {
  const at = event.params;
  const id = seatOf(event.address, at.id, at.round, at.attempt, at.seat);
  const seat = Seat.load(id);
  if (!seat) return skip("seat", id, event);
  seat.status = "committed";
  seat.commitment = at.commitment;
  if (at.sealedReveal.length > 0) seat.sealedReveal = at.sealedReveal;
  seat.committedAt = event.block.timestamp;
  seat.save();
}

export function handleRevealed(event: Revealed): void {
  const at = event.params;
  const id = seatOf(event.address, at.id, at.round, at.attempt, at.seat);
  const seat = Seat.load(id);
  if (!seat) return skip("seat", id, event);
  seat.status = "revealed";
  seat.choice = at.choice;
  justify(seat, at.justification);
  seat.revealedAt = event.block.timestamp;
  seat.save();
}

function justify(seat: Seat, justification: Bytes): void {
  if (!isDigest(justification)) return;
  seat.justification = justification;
  seat.justificationCid = cidOf(justification);
}

export function handleJustified(event: Justified): void {
  const at = event.params;
  const id = seatOf(event.address, at.id, at.round, at.attempt, at.seat);
  const seat = Seat.load(id);
  if (!seat) return skip("seat", id, event);
  justify(seat, at.justification);
  seat.save();
}

export function handleLeaked(event: Leaked): void {
  const at = event.params;
  const id = seatOf(event.address, at.id, at.round, at.attempt, at.seat);
  const seat = Seat.load(id);
  if (!seat) return skip("seat", id, event);
  seat.status = "leaked";
  seat.save();
}

export function handleSeatSettled(event: SeatSettled): void {
  const at = event.params;
  const id = seatOf(event.address, at.id, at.round, at.attempt, at.seat);
  const seat = Seat.load(id);
  if (!seat) return skip("seat", id, event);
  // The generated setter takes false for "nothing".
  seat.set("coherent", Value.fromBoolean(at.coherent));
  seat.paid = at.paid;
  seat.slashed = at.slashed;
  seat.settledAt = event.block.timestamp;
  seat.save();

  const arbitrator = arbitratorOf(at.arbitrator, event);
  if (seat.status != "revealed") arbitrator.absent += 1;
  else if (at.coherent) arbitrator.coherent += 1;
  else arbitrator.incoherent += 1;
  arbitrator.earned = arbitrator.earned.plus(at.paid);
  arbitrator.slashed = arbitrator.slashed.plus(at.slashed);
  arbitrator.save();
}

export function handleAttemptSettled(event: AttemptSettled): void {
  const id = roundId(caseId(event.address, event.params.id), event.params.round);
  const round = Round.load(id);
  if (!round) return skip("round", id, event);
  round.slashed = round.slashed.plus(event.params.slashed);
  round.save();
}

// APPEALS

export function handleContribution(event: ContributionPaid): void {
  const id = roundId(caseId(event.address, event.params.id), event.params.round);
  const round = Round.load(id);
  if (!round) return skip("round", id, event);
  round.raised = event.params.raised;
  round.need = event.params.need;
  round.save();

  const contributor = accountOf(event.params.contributor, event);
  let contribution = Contribution.load(contributionId(round.id, contributor.id));
  if (!contribution) {
    contribution = new Contribution(contributionId(round.id, contributor.id));
    contribution.round = round.id;
    contribution.contributor = contributor.id;
    contribution.amount = BigInt.zero();
    contribution.claimed = BigInt.zero();
    contribution.createdAt = event.block.timestamp;
  }
  contribution.amount = contribution.amount.plus(event.params.amount);
  contribution.save();
}

export function handleAppealClaimed(event: AppealClaimed): void {
  const round = roundId(caseId(event.address, event.params.id), event.params.round);
  const id = contributionId(round, event.params.contributor);
  const contribution = Contribution.load(id);
  if (!contribution) return skip("contribution", id, event);
  contribution.claimed = contribution.claimed.plus(event.params.amount);
  contribution.claimedAt = event.block.timestamp;
  contribution.save();
}
