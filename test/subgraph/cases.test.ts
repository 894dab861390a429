import { expect } from "chai";
import { zeroHash } from "viem";
import { cidOfDigest } from "#protocol/cid.ts";
import { configure, courtCase } from "./support/court.ts";
import { people } from "./support/people.ts";
import { read } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

const { chidi, dana, bruno } = people;
const reasons = idOf("because it was broken");

describe("index of cases that end early or were never announced", () => {
  before(async () => {
    await configure(52);
  });

  context("when whoever asked takes the case back, and when keys are shared", () => {
    it("says so", async () => {
      const court = courtCase(5_001n);
      await court.create(52, dana);
      await court.emit("CaseWithdrawn", {});
      const shared = await court.emit("KeyShared", { sharer: bruno, round: 0, file: reasons });
      await court.emit("Resolved", { ruling: 0n, undecided: true });
      await indexer().indexed();
      const fields = "withdrawn undecided ruling dispute { id } keyShares { sharer { id } round file cid timestamp }";
      expect(await read("case", court.id, fields)).to.deep.equal({
        ...{ withdrawn: true, undecided: true, ruling: "0", dispute: null },
        keyShares: [
          {
            ...{ sharer: { id: bruno }, round: 0, file: reasons, cid: cidOfDigest(reasons) },
            timestamp: String(shared.timestamp),
          },
        ],
      });
    });
  });

  context("given a court, case, round or seat that was never announced", () => {
    it("skips what is said of it, and goes on", async () => {
      const [ghost, known] = [courtCase(5_099n), courtCase(5_098n)];
      await ghost.create(99);
      for (const court of [ghost, known]) {
        if (court === known) await known.create(52);
        if (court === ghost) await court.phase("draw");
        if (court === ghost) await court.queue(1n);
        await court.draw([chidi], 7);
        await court.commit(chidi, 9);
        await court.reveal(chidi, 9, 1n, zeroHash);
        await court.justify(chidi, 9, reasons);
        await court.leak(chidi, 9);
        await court.settleSeat(chidi, 9, true, 1n, 0n);
        await court.close(1n, true, 7);
        await court.emit("Contribution", { contributor: bruno, round: 7, amount: 1n, raised: 1n, need: 2n });
        await court.emit("AppealClaimed", { contributor: bruno, round: 0, amount: 1n });
        await court.emit("AttemptSettled", { round: 7, attempt: 0, coherent: 0, slashed: 1n });
      }
      await ghost.emit("CaseWithdrawn", {});
      await ghost.emit("Resolved", { ruling: 1n, undecided: false });
      await ghost.emit("RulingExecuted", { ruling: 1n });
      await ghost.emit("FeeReturned", { amount: 1n });
      await ghost.emit("KeyShared", { sharer: bruno, round: 0, file: reasons });
      await indexer().indexed();
      expect(await read("case", ghost.id, "id")).to.equal(null);
      const found = await read("case", known.id, "phase seats { id } rounds { number contributions { id } slashed }");
      expect(found).to.deep.equal({
        phase: "evidence",
        seats: [],
        rounds: [{ number: 0, contributions: [], slashed: "0" }],
      });
    });
  });
});
