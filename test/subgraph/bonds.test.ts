import { expect } from "chai";
import type { Address } from "viem";
import { configure, courtCase } from "./support/court.ts";
import type { Mined } from "./support/emitter.ts";
import { people } from "./support/people.ts";
import { joined, publish, read } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

const emit = (event: string, args: Record<string, unknown>) => indexer().emit({ contract: "SellerBonds", event, args });
const { farah: reporter } = people;
const [seller, other]: Address[] = [
  "0x51b0000000000000000000000000000000000001",
  "0x51b0000000000000000000000000000000000002",
];
const bondFields = "account { id } amount leaving leavesAt released lost createdAt";

function post(account: Address, amount: bigint, bond = { amount, leaving: 0n, leavesAt: 0 }): Promise<Mined> {
  return emit("BondPosted", { seller: account, amount, bond });
}

async function report(reportId: bigint, account: Address, listingId: string): Promise<Mined> {
  const disputeId = 8_000n + reportId;
  const args = { reportId, seller: account, reporter, listingId, disputeId, fee: 40n, deadline: 2_000_000_000 };
  const mined = await emit("SellerReported", args);
  const group = { _arbitrator: indexer().addresses.ArbitrationCourt, _evidenceGroupID: reportId };
  await emit("Dispute", { ...group, _disputeID: disputeId, _metaEvidenceID: 0n });
  await emit("Evidence", { ...group, _party: reporter, _evidence: "/ipfs/proof" });
  return mined;
}

describe("index of bonds and reports", () => {
  const id = (number: bigint) => joined(indexer().addresses.SellerBonds.toLowerCase() as Address, number);

  it("knows what is put up, what is leaving, and what has left", async () => {
    const { timestamp } = await post(seller!, 500n);
    await indexer().indexed();
    const bond = { account: { id: seller }, released: "0", lost: "0", createdAt: String(timestamp) };
    const posted = { ...bond, amount: "500", leaving: "0", leavesAt: "0" };
    expect(await read("bond", seller!, bondFields)).to.deep.equal(posted);
    const state = { amount: 300n, leaving: 200n, leavesAt: 1_900_000_000 };
    await emit("NoticeGiven", { seller, amount: 200n, bond: state });
    await indexer().indexed();
    const noticed = { ...bond, amount: "300", leaving: "200", leavesAt: "1900000000" };
    expect(await read("bond", seller!, bondFields)).to.deep.equal(noticed);
    await emit("BondReleased", { seller, amount: 200n });
    await indexer().indexed();
    expect(await read("bond", seller!, bondFields)).to.deep.equal({ ...noticed, leaving: "0", released: "200" });
    expect(await read("account", seller!, "bond { amount }")).to.deep.equal({ bond: { amount: "300" } });
  });

  it("takes the whole bond when a report is upheld, what was leaving too", async () => {
    const listing = await publish("a listing that is reported", { seller: seller! });
    await configure(80);
    await courtCase(8_001n).create(80);
    const reported = await report(1n, seller!, listing.id);
    await indexer().indexed();
    const fields = `number seller { id } reporter { id } listingId listing { id } disputeId case { number report { id } } fee
      feeReturned status deadline toReporter toTreasury createdAt endedAt evidence { party { id } uri }`;
    const open = {
      ...{ number: "1", seller: { id: seller }, reporter: { id: reporter }, listingId: listing.id },
      ...{ listing: { id: listing.id }, disputeId: "8001", case: { number: "8001", report: { id: id(1n) } } },
      ...{ fee: "40", feeReturned: "0", status: "open", deadline: "2000000000", toReporter: "0", toTreasury: "0" },
      ...{ createdAt: String(reported.timestamp), endedAt: null },
      evidence: [{ party: { id: reporter }, uri: "/ipfs/proof" }],
    };
    expect(await read("report", id(1n), fields)).to.deep.equal(open);

    await emit("NoticeGiven", { seller, amount: 100n, bond: { amount: 200n, leaving: 100n, leavesAt: 1_900_000_001 } });
    const { timestamp } = await emit("ReportUpheld", { reportId: 1n, toReporter: 90n, toTreasury: 210n });
    await emit("ReportFeeReturned", { reportId: 1n, amount: 7n });
    await indexer().indexed();
    expect(await read("report", id(1n), fields)).to.deep.equal({
      ...{ ...open, status: "upheld", toReporter: "90", toTreasury: "210", feeReturned: "7" },
      endedAt: String(timestamp),
    });
    expect(await read("bond", seller!, "amount leaving leavesAt released lost")).to.deep.equal({
      ...{ amount: "0", leaving: "0", leavesAt: "0", released: "200", lost: "300" },
    });
  });

  it("leaves it when a report is rejected, or nobody ruled on it", async () => {
    await post(other!, 50n);
    await report(2n, other!, idOf("no such listing to report"));
    const rejected = await emit("ReportRejected", { reportId: 2n, ruling: 2n });
    await report(3n, other!, idOf("no such listing to report"));
    const expired = await emit("ReportExpired", { reportId: 3n });
    await indexer().indexed();
    const { reports } = await read<{ reports: unknown }>(
      "account",
      other!,
      "reports(orderBy: number) { status endedAt listing { id } case { id } }",
    );
    expect(reports).to.deep.equal([
      { status: "rejected", endedAt: String(rejected.timestamp), listing: null, case: null },
      { status: "expired", endedAt: String(expired.timestamp), listing: null, case: null },
    ]);
    expect(await read("bond", other!, "amount lost")).to.deep.equal({ amount: "50", lost: "0" });
  });

  it("skips a bond and a report that nobody announced, and goes on", async () => {
    const stranger = "0x51b0000000000000000000000000000000000009";
    const group = { _arbitrator: indexer().addresses.ArbitrationCourt, _evidenceGroupID: 99n };
    await emit("NoticeGiven", { seller: stranger, amount: 1n, bond: { amount: 1n, leaving: 1n, leavesAt: 1 } });
    await emit("BondReleased", { seller: stranger, amount: 1n });
    await emit("Dispute", { ...group, _disputeID: 1n, _metaEvidenceID: 0n });
    await emit("Evidence", { ...group, _party: reporter, _evidence: "/ipfs/x" });
    await emit("ReportUpheld", { reportId: 99n, toReporter: 1n, toTreasury: 1n });
    await emit("ReportRejected", { reportId: 99n, ruling: 0n });
    await emit("ReportExpired", { reportId: 99n });
    await emit("ReportFeeReturned", { reportId: 99n, amount: 1n });
    await indexer().indexed();
    expect(await read("bond", stranger, "id")).to.equal(null);
    expect(await read("report", id(99n), "id")).to.equal(null);
  });
});
