import { BigInt } from "@graphprotocol/graph-ts";
import {
  BondPosted,
  BondPostedBondStruct,
  BondReleased,
  Dispute,
  Evidence,
  NoticeGiven,
  ReportExpired,
  ReportFeeReturned,
  ReportRejected,
  ReportUpheld,
  SellerReported,
} from "../generated/SellerBonds/SellerBonds";
import { Bond, Report, ReportEvidence } from "../generated/schema";
import { caseId, eventId, reportId } from "./ids";
import { skip } from "./missing";
import { accountOf } from "./store";
import { MAX_URI, clamp } from "./text";

// BONDS

export function handleBondPosted(event: BondPosted): void {
  const account = accountOf(event.params.seller, event);
  let bond = Bond.load(account.id);
  if (!bond) {
    bond = new Bond(account.id);
    bond.account = account.id;
    bond.released = BigInt.zero();
    bond.lost = BigInt.zero();
    bond.createdAt = event.block.timestamp;
  }

  save(bond, event.params.bond);
}

export function handleNoticeGiven(event: NoticeGiven): void {
  const bond = Bond.load(event.params.seller);
  if (!bond) return skip("bond", event.params.seller, event);

  // Another class by name only: both events have the struct of the contract.
  save(bond, changetype<BondPostedBondStruct>(event.params.bond));
}

function save(bond: Bond, state: BondPostedBondStruct): void {
  bond.amount = state.amount;
  bond.leaving = state.leaving;
  bond.leavesAt = state.leavesAt;
  bond.save();
}

export function handleBondReleased(event: BondReleased): void {
  const bond = Bond.load(event.params.seller);
  if (!bond) return skip("bond", event.params.seller, event);
  bond.leaving = bond.leaving.minus(event.params.amount);
  bond.released = bond.released.plus(event.params.amount);
  bond.save();
}

// REPORTS

export function handleSellerReported(event: SellerReported): void {
  const report = new Report(reportId(event.address, event.params.reportId));
  report.number = event.params.reportId;
  report.seller = accountOf(event.params.seller, event).id;
  report.reporter = accountOf(event.params.reporter, event).id;
  report.listingId = event.params.listingId;
  report.listing = event.params.listingId;
  report.disputeId = event.params.disputeId;
  report.fee = event.params.fee;
  report.feeReturned = BigInt.zero();
  report.status = "open";
  report.deadline = event.params.deadline;
  report.toReporter = BigInt.zero();
  report.toTreasury = BigInt.zero();
  report.createdAt = event.block.timestamp;
  report.save();
}

/** Said right after the report: which arbitrator has it. */
export function handleSellerBondsDispute(event: Dispute): void {
  const id = reportId(event.address, event.params._evidenceGroupID);
  const report = Report.load(id);
  if (!report) return skip("report", id, event);
  // Whether there is a case depends on whose arbitrator it is, as with an order's dispute.
  report.case_ = caseId(event.params._arbitrator, event.params._disputeID);
  report.save();
}

export function handleSellerBondsEvidence(event: Evidence): void {
  const id = reportId(event.address, event.params._evidenceGroupID);
  const report = Report.load(id);
  if (!report) return skip("report", id, event);
  const evidence = new ReportEvidence(eventId(event));
  evidence.report = report.id;
  evidence.arbitrator = event.params._arbitrator;
  evidence.party = accountOf(event.params._party, event).id;
  evidence.uri = clamp(event.params._evidence, MAX_URI);
  evidence.timestamp = event.block.timestamp;
  evidence.block = event.block.number;
  evidence.tx = event.transaction.hash;
  evidence.save();
}

/** The whole bond is lost, with what was leaving. */
export function handleReportUpheld(event: ReportUpheld): void {
  const id = reportId(event.address, event.params.reportId);
  const report = Report.load(id);
  if (!report) return skip("report", id, event);
  report.status = "upheld";
  report.toReporter = event.params.toReporter;
  report.toTreasury = event.params.toTreasury;
  report.endedAt = event.block.timestamp;
  report.save();

  const bond = Bond.load(report.seller);
  if (!bond) return skip("bond", report.seller, event);
  bond.amount = BigInt.zero();
  bond.leaving = BigInt.zero();
  bond.leavesAt = BigInt.zero();
  bond.lost = bond.lost.plus(event.params.toReporter).plus(event.params.toTreasury);
  bond.save();
}

export function handleReportRejected(event: ReportRejected): void {
  const id = reportId(event.address, event.params.reportId);
  const report = Report.load(id);
  if (!report) return skip("report", id, event);
  report.status = "rejected";
  report.endedAt = event.block.timestamp;
  report.save();
}

export function handleReportExpired(event: ReportExpired): void {
  const id = reportId(event.address, event.params.reportId);
  const report = Report.load(id);
  if (!report) return skip("report", id, event);
  report.status = "expired";
  report.endedAt = event.block.timestamp;
  report.save();
}

export function handleReportFeeReturned(event: ReportFeeReturned): void {
  const id = reportId(event.address, event.params.reportId);
  const report = Report.load(id);
  if (!report) return skip("report", id, event);
  report.feeReturned = report.feeReturned.plus(event.params.amount);
  report.save();
}
