import { expect } from "chai";
import { zeroHash } from "viem";
import { cidOfDigest } from "../../protocol/cid.ts";
import { configure, courtCase, rules } from "./support/court.ts";
import type { Mined } from "./support/emitter.ts";
import { people } from "./support/people.ts";
import { fund, joined, openDispute, publish, raise, read } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

const { chidi, dana, emil, farah, ada, bruno } = people;
const reasons = idOf("because it was broken");
type Seats = { seats: unknown[] };

describe("index of the court", () => {
  before(async () => {
    await configure(50, { next: 51 });
    await configure(51, { seats: 1, hidden: false, next: 50 });
    await configure(53, { fee: 30_000n, seats: 5, next: 51 });
  });

  context("when a court is made", () => {
    it("has its rules", async () => {
      await indexer().indexed();
      const numbers = Object.entries({ ...rules, fee: 30_000n, seats: 5, next: 51 });
      const values = numbers.map(([name, value]) => [
        name,
        typeof value === "boolean" || /eats|Bps|Rounds/.test(name) ? value : String(value),
      ]);
      const id = joined(indexer().addresses.ArbitrationCourt.toLowerCase() as `0x${string}`, 53n);
      const fields = `number config { court { number } ${Object.keys(rules).join(" ")} }`;
      expect(await read("court", id, `${fields} contract caseCount`)).to.deep.equal({
        number: "53",
        config: { court: { number: "53" }, ...Object.fromEntries(values) },
        contract: indexer().addresses.ArbitrationCourt.toLowerCase(),
        caseCount: 0,
      });
    });
  });

  context("when a case goes through a hidden vote", () => {
    // The addresses are known only once the indexer has been started.
    const court = () => courtCase(5_000n);
    let created: Mined, revealed: Mined;

    before(async () => {
      const order = await fund("a clock, judged", await publish("clock", { courtId: 50 }));
      await openDispute(order);
      created = await court().create(50);
      await court().phase("evidence", 0, 0, 2_000_000_001);
      await raise(order, 5_000n);
      await court().phase("draw");
      await court().queue(123_456n);
      await indexer().indexed();
    });

    it("is there with the rules it was opened with, and its dispute", async () => {
      const fields =
        "number arbitrable court { number } config { court { number } } seatCount fee lock choices partyA partyB createdAt";
      const found = await read("case", court().id, `${fields} createdTx dispute { disputeId order { status } } ruling`);
      expect(found).to.deep.equal({
        ...{ number: "5000", arbitrable: indexer().addresses.Escrow.toLowerCase(), court: { number: "50" } },
        ...{
          config: { court: { number: "50" } },
          seatCount: 3,
          fee: "10000",
          lock: "20000",
          choices: "2",
          partyA: bruno,
          partyB: ada,
        },
        ...{ createdAt: String(created.timestamp), createdTx: created.tx, ruling: null },
        dispute: { disputeId: "5000", order: { status: "disputed" } },
      });
    });

    it("waits for its draw", async () => {
      expect(
        await read("case", court().id, "phase drawBlock drawDeadline round attempt rounds { seatCount }"),
      ).to.deep.equal({
        phase: "draw",
        drawBlock: "123456",
        drawDeadline: "2000000010",
        round: 0,
        attempt: 0,
        rounds: [{ seatCount: 3 }],
      });
    });

    it("seats the drawn, and shows what happens on each seat", async () => {
      await court().draw([chidi, dana, emil]);
      await court().phase("commit", 0, 0, 2_000_000_020);
      const committed = await court().commit(chidi, 0, "0x5ea1ed");
      await court().commit(dana, 1);
      await court().leak(dana, 1);
      await court().phase("reveal", 0, 0, 2_000_000_030);
      revealed = await court().reveal(chidi, 0, 1n, reasons);
      await indexer().indexed();
      expect(await read("case", court().id, "phase phaseEnd drawBlock drawDeadline")).to.deep.equal({
        ...{ phase: "reveal", phaseEnd: "2000000030", drawBlock: null, drawDeadline: null },
      });
      const vote = "commitment sealedReveal choice justification justificationCid committedAt revealedAt";
      const found = await read<Seats>(
        "case",
        court().id,
        `seats(orderBy: number) { number attempt arbitrator { id } status ${vote} }`,
      );
      const empty = { choice: null, justification: null, justificationCid: null, revealedAt: null };
      const { timestamp } = revealed;
      expect(found.seats).to.containSubset([
        {
          ...{ number: 0, attempt: 0, arbitrator: { id: chidi }, status: "revealed", choice: "1" },
          ...{ commitment: idOf("vote 0"), sealedReveal: "0x5ea1ed", committedAt: String(committed.timestamp) },
          ...{ justification: reasons, justificationCid: cidOfDigest(reasons), revealedAt: String(timestamp) },
        },
        { number: 1, arbitrator: { id: dana }, status: "leaked", sealedReveal: null, ...empty },
        { number: 2, arbitrator: { id: emil }, status: "drawn", commitment: null, committedAt: null, ...empty },
      ]);
    });

    it("draws another panel when there is no majority", async () => {
      await court().close(0n, false);
      await court().phase("draw", 0, 1);
      await court().draw([farah, ada, bruno], 0, 1);
      await court().phase("reveal", 0, 1);
      await court().reveal(farah, 0, 2n, zeroHash, 0, 1);
      await indexer().indexed();
      const round = joined(court().id, 0);
      expect(await read("round", round, "number attempt seatCount ruling decided closedAt")).to.deep.equal({
        ...{ number: 0, attempt: 1, seatCount: 3, ruling: null, decided: false, closedAt: null },
      });
      const found = await read<Seats>(
        "round",
        round,
        "seats(where: { attempt: 1 }, orderBy: number) { choice justification }",
      );
      expect(found.seats).to.deep.equal([
        { choice: "2", justification: null },
        { choice: null, justification: null },
        { choice: null, justification: null },
      ]);
    });

    it("has the reasons that an arbitrator gives for a vote that somebody else opened", async () => {
      await court().justify(farah, 0, reasons, 0, 1);
      await indexer().indexed();
      const fields = "seats(where: { attempt: 1, number: 0 }) { choice justification justificationCid }";
      expect((await read<Seats>("round", joined(court().id, 0), fields)).seats).to.deep.equal([
        { choice: "2", justification: reasons, justificationCid: cidOfDigest(reasons) },
      ]);
    });

    it("counts the votes of a round", async () => {
      const { timestamp } = await court().close(2n, true, 0, 1);
      await indexer().indexed();
      const found = await read("round", joined(court().id, 0), "ruling decided closedAt config { court { number } }");
      expect(found).to.deep.equal({
        ...{ ruling: "2", decided: true, closedAt: String(timestamp), config: { court: { number: "50" } } },
      });
    });

    it("collects for an appeal, and opens the next round by the rules of the court it goes to", async () => {
      await court().phase("appeal", 0, 1);
      const paid = (contributor: string, amount: bigint, raised: bigint) =>
        court().emit("Contribution", { contributor, round: 0, amount, raised, need: 100n });
      const first = await paid(bruno, 30n, 30n);
      await paid(farah, 50n, 80n);
      await paid(bruno, 20n, 100n);
      await court().phase("draw", 1, 0);
      const claimed = await court().emit("AppealClaimed", { contributor: bruno, round: 0, amount: 75n });
      await indexer().indexed();
      const contributions = "contributions(orderBy: amount) { contributor { id } amount claimed createdAt claimedAt }";
      expect(await read("round", joined(court().id, 0), `raised need ${contributions}`)).to.containSubset({
        raised: "100",
        need: "100",
        contributions: [
          {
            ...{ contributor: { id: bruno }, amount: "50", claimed: "75" },
            ...{ createdAt: String(first.timestamp), claimedAt: String(claimed.timestamp) },
          },
          { contributor: { id: farah }, amount: "50", claimed: "0", claimedAt: null },
        ],
      });
      const next = await read(
        "round",
        joined(court().id, 1),
        "number seatCount attempt config { court { number } } decided",
      );
      expect(next).to.deep.equal({
        number: 1,
        seatCount: 0,
        attempt: 0,
        config: { court: { number: "51" } },
        decided: false,
      });
      expect(await read("case", court().id, "round attempt phase")).to.deep.equal({
        round: 1,
        attempt: 0,
        phase: "draw",
      });
    });

    it("is resolved, executed, and its seats are settled", async () => {
      const resolved = await court().emit("Resolved", { ruling: 2n, undecided: false });
      await court().emit("RulingExecuted", { ruling: 2n });
      await court().settleSeat(chidi, 0, false, 0n, 9n);
      await court().settleSeat(emil, 2, false, 0n, 20n);
      for (const slashed of [29n, 1n])
        await court().emit("AttemptSettled", { round: 0, attempt: 0, coherent: 0, slashed });
      await court().emit("FeeReturned", { amount: 6n });
      await indexer().indexed();
      expect(
        await read("case", court().id, "phase ruling undecided executed resolvedAt withdrawn feeReturned"),
      ).to.deep.equal({
        ...{ phase: "resolved", ruling: "2", undecided: false, executed: true, withdrawn: false, feeReturned: "6" },
        resolvedAt: String(resolved.timestamp),
      });
      const fields = "slashed seats(where: { attempt: 0 }, orderBy: number) { coherent paid slashed }";
      expect(await read("round", joined(court().id, 0), fields)).to.deep.equal({
        slashed: "30",
        seats: [
          { coherent: false, paid: "0", slashed: "9" },
          { coherent: null, paid: "0", slashed: "0" },
          { coherent: false, paid: "0", slashed: "20" },
        ],
      });
    });
  });
});
