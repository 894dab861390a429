import { expect } from "chai";
import { courtCase, configure } from "./support/court.ts";
import type { Mined } from "./support/emitter.ts";
import { people } from "./support/people.ts";
import { type Funded, DOLLAR, fund, publish, read } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

const emit = (event: string, args: Record<string, unknown>) =>
  indexer().emit({ contract: "ProtectionPool", event, args });
const { ada: seller, bruno: buyer, farah } = people;
const fields = "status deadline endedAt";

describe("index of the protection pool", () => {
  let bought: Mined;
  const orders: Funded[] = [];
  const totals = () =>
    read(
      "protectionPool",
      indexer().addresses.ProtectionPool.toLowerCase(),
      "covers liveCovers liveCover premiums claims paid deposited withdrawn shares",
    );
  const order = (index: number) => orders[index]!;

  async function file(index: number, disputeId: bigint): Promise<Mined> {
    const orderId = order(index).id;
    const mined = await emit("ClaimFiled", { orderId, disputeId, fee: 40n, deadline: 2_000_000_500 + index });
    const group = { _arbitrator: indexer().addresses.ArbitrationCourt, _disputeID: disputeId, _metaEvidenceID: 0n };
    await emit("Dispute", { ...group, _evidenceGroupID: BigInt(orderId) });
    return mined;
  }

  before(async () => {
    const listing = await publish("a camera, covered", { token: DOLLAR, stock: 9 });
    for (const index of [0, 1, 2, 3]) orders.push(await fund(`covered ${index}`, listing, { nonce: BigInt(index) }));
    await emit("Deposit", { sender: farah, owner: farah, assets: 5_000n, shares: 5_000_000n });
    for (const [index, { id }] of orders.entries()) {
      const cover = { orderId: id, buyer, seller, amount: 1_000n + BigInt(index), premium: 20n };
      const mined = await emit("CoverSold", { ...cover, deadline: 2_000_000_000 + index });
      if (index === 0) bought = mined;
    }
    await indexer().indexed();
  });

  it("knows a cover: whose, of what, for how much and until when", async () => {
    const all = `pool { id } order { id } buyer { id } seller { id } amount premium createdAt claim { id } ${fields}`;
    expect(await read("cover", order(0).id, all)).to.deep.equal({
      ...{ pool: { id: indexer().addresses.ProtectionPool.toLowerCase() }, order: { id: order(0).id } },
      ...{ buyer: { id: buyer }, seller: { id: seller }, amount: "1000", premium: "20", status: "live" },
      ...{ deadline: "2000000000", createdAt: String(bought.timestamp), endedAt: null, claim: null },
    });
    expect(await read("order", order(0).id, "cover { amount }")).to.deep.equal({ cover: { amount: "1000" } });
  });

  it("sums what the capital promises, what it earned, and whose it is", async () => {
    await emit("Withdraw", { sender: farah, receiver: farah, owner: farah, assets: 500n, shares: 400_000n });
    await indexer().indexed();
    expect(await totals()).to.deep.equal({
      ...{ covers: 4, liveCovers: 4, liveCover: "4006", premiums: "80", claims: 0, paid: "0" },
      ...{ deposited: "5000", withdrawn: "500", shares: "4600000" },
    });
  });

  it("ends a cover that lapses", async () => {
    const { timestamp } = await emit("CoverLapsed", { orderId: order(0).id });
    await indexer().indexed();
    const ended = { status: "lapsed", deadline: "2000000000", endedAt: String(timestamp) };
    expect(await read("cover", order(0).id, fields)).to.deep.equal(ended);
    expect(await totals()).to.include({ liveCovers: 3, liveCover: "3006", covers: 4 });
  });

  it("follows a claim that is granted: to its case, its evidence, and until it is paid", async () => {
    await configure(90);
    await courtCase(9_000n).create(90);
    const filed = await file(1, 9_000n);
    const uri = `/ipfs/${"x".repeat(300)}`;
    const said = { _arbitrator: indexer().addresses.ArbitrationCourt, _evidenceGroupID: BigInt(order(1).id) };
    const evidence = await emit("Evidence", { ...said, _party: farah, _evidence: uri });
    await indexer().indexed();
    const about = `disputeId fee feeReturned deadline granted stalled filedAt ruledAt paidAt`;
    const claim = {
      ...{ disputeId: "9000", fee: "40", feeReturned: "0", deadline: "2000000501", granted: null, stalled: false },
      ...{ filedAt: String(filed.timestamp), ruledAt: null, paidAt: null },
    };
    const more =
      "cover { id } case { number claim { id } dispute { id } } evidence { party { id } arbitrator uri timestamp }";
    expect(await read("claim", order(1).id, `${about} ${more}`)).to.deep.equal({
      ...{ ...claim, cover: { id: order(1).id } },
      case: { number: "9000", claim: { id: order(1).id }, dispute: null },
      evidence: [
        {
          ...{ party: { id: farah }, arbitrator: indexer().addresses.ArbitrationCourt.toLowerCase() },
          ...{ uri: uri.slice(0, 200), timestamp: String(evidence.timestamp) },
        },
      ],
    });
    expect(await read("cover", order(1).id, `${fields} claim { disputeId }`)).to.deep.equal({
      ...{ status: "claimed", deadline: "2000000501", endedAt: null, claim: { disputeId: "9000" } },
    });

    const ruled = await emit("ClaimRuled", { orderId: order(1).id, granted: true });
    await indexer().indexed();
    expect(await read("cover", order(1).id, "status endedAt")).to.deep.equal({ status: "granted", endedAt: null });
    const paid = await emit("ClaimPaid", { orderId: order(1).id, buyer, amount: 1_001n });
    await emit("ClaimFeeReturned", { orderId: order(1).id, buyer, amount: 15n });
    await indexer().indexed();
    expect(await read("claim", order(1).id, about)).to.deep.equal({
      ...{ ...claim, granted: true, feeReturned: "15" },
      ...{ ruledAt: String(ruled.timestamp), paidAt: String(paid.timestamp) },
    });
    const ended = { status: "paid", endedAt: String(paid.timestamp) };
    expect(await read("cover", order(1).id, "status endedAt")).to.deep.equal(ended);
    expect(await totals()).to.include({ liveCovers: 2, liveCover: "2005", claims: 1, paid: "1001" });
  });

  it("tells a claim that was refused from one that nobody ruled on", async () => {
    await file(2, 9_001n);
    await file(3, 9_002n);
    const refused = await emit("ClaimRuled", { orderId: order(2).id, granted: false });
    const stalled = await emit("ClaimStalled", { orderId: order(3).id });
    await indexer().indexed();
    const claims = [order(2), order(3)].map(({ id }) => read("claim", id, "granted stalled ruledAt case { id }"));
    expect(await Promise.all(claims)).to.deep.equal([
      { granted: false, stalled: false, ruledAt: String(refused.timestamp), case: null },
      { granted: null, stalled: true, ruledAt: String(stalled.timestamp), case: null },
    ]);
    const covers = [order(2), order(3)].map(({ id }) => read("cover", id, "status"));
    expect(await Promise.all(covers)).to.deep.equal([{ status: "refused" }, { status: "refused" }]);
    expect(await totals()).to.include({ liveCovers: 0, liveCover: "0", claims: 3, paid: "1001" });
  });

  it("keeps what the pool owes until it is withdrawn", async () => {
    const account = "0x5180000000000000000000000000000000000001";
    await emit("Credited", { account, token: DOLLAR, amount: 30n });
    await emit("Withdrawn", { account, token: DOLLAR, to: farah, amount: 20n });
    await indexer().indexed();
    const contract = indexer().addresses.ProtectionPool.toLowerCase();
    expect(await read("account", account, "credits { contract token amount withdrawn }")).to.deep.equal({
      credits: [{ contract, token: DOLLAR, amount: "10", withdrawn: "20" }],
    });
  });

  it("skips what is said of an order, a cover or a claim that nobody announced, and goes on", async () => {
    const orderId = idOf("an order without cover");
    const group = { _arbitrator: indexer().addresses.ArbitrationCourt, _evidenceGroupID: BigInt(orderId) };
    const before = await totals();
    await emit("CoverSold", { orderId, buyer, seller, amount: 1n, premium: 1n, deadline: 1 });
    await emit("CoverLapsed", { orderId });
    await emit("ClaimFiled", { orderId, disputeId: 1n, fee: 1n, deadline: 1 });
    await emit("Dispute", { ...group, _disputeID: 1n, _metaEvidenceID: 0n });
    await emit("Evidence", { ...group, _party: farah, _evidence: "/ipfs/x" });
    await emit("ClaimRuled", { orderId, granted: true });
    await emit("ClaimPaid", { orderId, buyer, amount: 1n });
    await emit("ClaimStalled", { orderId });
    await emit("ClaimFeeReturned", { orderId, buyer, amount: 1n });
    await indexer().indexed();
    expect(await read("cover", orderId, "id")).to.equal(null);
    expect(await totals()).to.deep.equal(before);
  });
});
