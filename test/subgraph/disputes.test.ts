import { expect } from "chai";
import type { Mined } from "./support/emitter.ts";
import { people } from "./support/people.ts";
import {
  type Funded,
  type Published,
  fund,
  nothing,
  openDispute,
  publish,
  raise,
  read,
  step,
} from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

const openerFields = "order { id } opener { id } openerRole phase arbitrator openerFee openedAt";

function evidence(order: Funded | { id: `0x${string}` }, party: string, uri: string): Promise<Mined> {
  const args = { _arbitrator: people.emil, _evidenceGroupID: BigInt(order.id), _party: party, _evidence: uri };
  return indexer().emit({ contract: "Escrow", event: "Evidence", args });
}

describe("index of disputes", () => {
  let listing: Published;
  before(async () => {
    listing = await publish("radio", { seller: people.ada, stock: 100, arbitrator: people.emil });
  });

  context("when the buyer opens one", () => {
    let order: Funded, opened: Mined;

    before(async () => {
      order = await fund("radio, noisy", listing);
      opened = await openDispute(order);
      await indexer().indexed();
    });

    it("knows who opened it, how, and what it waits for", async () => {
      const fields = `${openerFields} answererFee refused answerDeadline disputeId case { id } rulingDeadline ruling`;
      expect(await read("dispute", order.id, fields)).to.deep.equal({
        order: { id: order.id },
        opener: { id: people.bruno },
        openerRole: "buyer",
        phase: "opened",
        arbitrator: people.emil,
        openerFee: "40",
        openedAt: String(opened.timestamp),
        answererFee: "0",
        refused: false,
        answerDeadline: "2000000100",
        ...{ disputeId: null, case: null, rulingDeadline: null, ruling: null },
      });
    });

    it("makes the order disputed, until the answer is due", async () => {
      const fields = "status deadline disputedAt dispute { id } events(orderBy: number) { type }";
      expect(await read("order", order.id, fields)).to.deep.equal({
        status: "disputed",
        deadline: "2000000100",
        disputedAt: String(opened.timestamp),
        dispute: { id: order.id },
        events: [{ type: "funded" }, { type: "disputeOpened" }],
      });
    });
  });

  context("when the other side answers, both bring evidence, and a stranger's arbitrator rules", () => {
    let order: Funded, raised: Mined, ruled: Mined, end: Mined;
    const files: Mined[] = [];

    before(async () => {
      order = await fund("radio, silent", listing);
      await openDispute(order, people.ada);
      raised = await raise(order, 900n, people.emil);
      files.push(await evidence(order, people.bruno, "/ipfs/first"));
      files.push(await evidence(order, people.ada, `/ipfs/${"x".repeat(400)}`));
      ruled = await step(order.id, "DisputeRuled", { ruling: 2n });
      await step(order.id, "ArbitrationFeesReturned", { toBuyer: 3n, toSeller: 40n });
      await step(order.id, "ArbitrationFeesReturned", { toBuyer: 4n, toSeller: 0n });
      end = await step(order.id, "OrderResolved", { outcome: 4, payout: { ...nothing, toSeller: 10_000n } });
      await indexer().indexed();
    });

    it("follows it to its end", async () => {
      const fields = "openerRole phase answererFee disputeId ruling rulingDeadline raisedAt ruledAt endedAt";
      expect(await read("dispute", order.id, fields)).to.deep.equal({
        ...{ openerRole: "seller", phase: "ruled", answererFee: "40", disputeId: "900", ruling: "2" },
        ...{ rulingDeadline: "2000000200", raisedAt: String(raised.timestamp), ruledAt: String(ruled.timestamp) },
        endedAt: String(end.timestamp),
      });
    });

    it("sums the arbitration fees that came back", async () => {
      const found = await read("dispute", order.id, "feesToBuyer feesToSeller");
      expect(found).to.deep.equal({ feesToBuyer: "7", feesToSeller: "40" });
    });

    it("has no case, because another's arbitrator announces none here", async () => {
      expect(await read("dispute", order.id, "case { id }")).to.deep.equal({ case: null });
    });

    it("has the evidence of both, a text too long cut off", async () => {
      const fields = "order { id } dispute { id } arbitrator party { id } uri timestamp block tx";
      const found = await read<{ evidence: unknown[] }>("dispute", order.id, `evidence(orderBy: block) { ${fields} }`);
      const [first, second] = files as [Mined, Mined];
      const common = { order: { id: order.id }, dispute: { id: order.id }, arbitrator: people.emil };
      const when = ({ timestamp, block, tx }: Mined) => ({ timestamp: `${timestamp}`, block: `${block}`, tx });
      expect(found.evidence).to.deep.equal([
        { ...common, party: { id: people.bruno }, uri: "/ipfs/first", ...when(first) },
        { ...common, party: { id: people.ada }, uri: `/ipfs/${"x".repeat(194)}`, ...when(second) },
      ]);
    });

    it("has its steps among the order's", async () => {
      const found = await read("order", order.id, "status outcome events(orderBy: number) { type deadline }");
      expect(found).to.deep.equal({
        ...{ status: "resolved", outcome: "ruledForSeller" },
        events: [
          { type: "funded", deadline: "2000000000" },
          { type: "disputeOpened", deadline: "2000000100" },
          { type: "disputeRaised", deadline: "2000000200" },
          { type: "disputeRuled", deadline: "2000000200" },
          { type: "resolved", deadline: null },
        ],
      });
    });
  });

  context("when the arbitrator refuses it", () => {
    it("is raised all the same, and says so", async () => {
      const order = await fund("radio, refused", listing);
      await openDispute(order);
      const args = { arbitrator: people.emil, deadline: 2_000_000_300 };
      const refused = await step(order.id, "DisputeRefused", args);
      await indexer().indexed();
      const fields = "phase refused answererFee raisedAt rulingDeadline disputeId case { id }";
      expect(await read("dispute", order.id, fields)).to.deep.equal({
        ...{ phase: "raised", refused: true, answererFee: "40", raisedAt: String(refused.timestamp) },
        ...{ rulingDeadline: "2000000300", disputeId: null, case: null },
      });
      const steps = await read("order", order.id, "deadline events(where: { number: 3 }) { type }");
      expect(steps).to.deep.equal({ deadline: "2000000300", events: [{ type: "disputeRefused" }] });
    });
  });

  context("when nobody answers, or the two settle", () => {
    it("ends where it was", async () => {
      const [unanswered, settled] = [await fund("radio, unanswered", listing), await fund("radio, settled", listing)];
      await step(unanswered.id, "OrderShipped", { fulfilment: unanswered.id, deadline: 2_000_000_050 });
      for (const order of [unanswered, settled]) await openDispute(order);
      await step(unanswered.id, "OrderResolved", { outcome: 8, payout: nothing });
      await step(settled.id, "OrderSettled", { payout: nothing });
      await indexer().indexed();
      const outcomes = [];
      for (const { id } of [unanswered, settled]) {
        const found = await read<{ endedAt: string }>("dispute", id, "phase endedAt order { outcome status }");
        expect(Number(found.endedAt)).to.be.at.least(settled.timestamp);
        outcomes.push(found);
      }
      expect(outcomes).to.containSubset([
        { phase: "opened", order: { outcome: "unanswered", status: "resolved" } },
        { phase: "opened", order: { outcome: "settled", status: "resolved" } },
      ]);
    });
  });

  context("when the buyer does not answer a seller's dispute", () => {
    it("completes the order, counts no lost dispute, and knows of the fees that go back afterwards", async () => {
      const order = await fund("radio, sent and complained about by its seller", listing);
      await step(order.id, "OrderShipped", { fulfilment: order.id, deadline: 2_000_000_050 });
      await openDispute(order, listing.terms.seller);
      const lost = async () =>
        (await read<{ buyer: { disputesLost: number } }>("account", people.bruno, "buyer { disputesLost }")).buyer;
      await indexer().indexed();
      const before = await lost();
      const payout = { toSeller: 9_700n, toBuyer: 0n, fee: 300n, referral: 0n };
      const { timestamp } = await step(order.id, "OrderClaimed", { payout });
      await step(order.id, "ArbitrationFeesReturned", { toBuyer: 0n, toSeller: 40n });
      await indexer().indexed();
      const fields = "phase openerRole endedAt feesToBuyer feesToSeller order { status outcome toSeller }";
      expect(await read("dispute", order.id, fields)).to.deep.equal({
        ...{ phase: "opened", openerRole: "seller", endedAt: String(timestamp), feesToBuyer: "0", feesToSeller: "40" },
        order: { status: "completed", outcome: "completed", toSeller: "9700" },
      });
      expect(await lost()).to.deep.equal(before);
    });
  });

  context("given an order or a dispute that was never announced", () => {
    it("skips what is said of it, and goes on", async () => {
      const ghost = { id: idOf("no such dispute"), listing } as Funded;
      const quiet = await fund("radio, without a dispute", listing);
      for (const order of [ghost, quiet]) {
        if (order === ghost) await openDispute(order);
        await raise(order, 901n);
        await step(order.id, "DisputeRefused", { arbitrator: people.emil, deadline: 1 });
        await step(order.id, "DisputeRuled", { ruling: 1n });
        await step(order.id, "ArbitrationFeesReturned", { toBuyer: 1n, toSeller: 1n });
        await evidence(order, people.bruno, "/ipfs/for nobody");
      }
      await indexer().indexed();
      expect(await read("dispute", ghost.id, "id")).to.equal(null);
      expect(await read("dispute", quiet.id, "id")).to.equal(null);
      const found = await read("order", quiet.id, "status steps evidence { id }");
      expect(found).to.deep.equal({ status: "funded", steps: 1, evidence: [] });
    });
  });
});
