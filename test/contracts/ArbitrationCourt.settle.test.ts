import { expect } from "chai";
import {
  commitVotes,
  courts,
  drawnCase,
  ethers,
  fee,
  keeperForDraw,
  keeperForSettling,
  load,
  lock,
  networkHelpers,
  panelOf,
  passPhase,
  Phase,
  queuedCase,
  resolvedCase,
  room,
  salt,
  serve,
  vote,
  type Votes,
} from "./support/court.ts";
import { settled } from "./support/settling.ts";

const { mine } = networkHelpers;
/** Two thirds of the lock, as the court rounds them. */
const wrong = (lock * 6_667n) / 10_000n;

async function resolved() {
  const parts = await room();
  return { ...parts, id: await resolvedCase(parts) };
}

/** Nobody of five had a majority, one was absent; a second panel of five voted. */
async function redrawn(first: Votes, second: Votes) {
  const parts = await load(room);
  const id = await drawnCase(parts, { seats: 5 });
  await vote(parts, id, first);
  await serve(parts);
  await vote(parts, id, second);
  await passPhase(parts, id);
  return { ...parts, id };
}

describe("ArbitrationCourt.settle", () => {
  context("given the case is not resolved", () => {
    it("reverts WrongPhase", async () => {
      const parts = await load(room);
      const id = await drawnCase(parts);
      await expect(parts.court.settle(id, 0, 0))
        .to.be.revertedWithCustomError(parts.court, "WrongPhase")
        .withArgs(id, Phase.Commit);
    });
  });

  context("when there was no such attempt, or no such round", () => {
    it("reverts NothingToSettle", async () => {
      const { court, id } = await load(resolved);
      for (const [round, attempt] of [
        [0, 1],
        [1, 0],
      ] as const) {
        await expect(court.settle(id, round, attempt))
          .to.be.revertedWithCustomError(court, "NothingToSettle")
          .withArgs(id, round, attempt);
      }
    });
  });

  context("when it has been settled", () => {
    it("reverts AlreadySettled: b10.11", async () => {
      const { court, id } = await load(resolved);
      await court.settle(id, 0, 0);
      await expect(court.settle(id, 0, 0))
        .to.be.revertedWithCustomError(court, "AlreadySettled")
        .withArgs(id, 0, 0);
    });
  });

  context("given a draw is frozen", () => {
    it("reverts Frozen, until the head is served", async () => {
      const parts = await load(resolved);
      await queuedCase(parts);
      while (!(await parts.pool.frozen())) await mine(1);
      await expect(parts.court.settle(parts.id, 0, 0)).to.be.revertedWithCustomError(parts.pool, "Frozen");
      await serve(parts);
      await parts.court.settle(parts.id, 0, 0);
    });
  });

  const cases: { votes: Votes; paid: bigint[]; slashed: bigint[]; treasury: bigint }[] = [
    { votes: [1, 1, 1], paid: [fee, fee, fee], slashed: [0n, 0n, 0n], treasury: 0n },
    {
      votes: [1, 2, 1],
      paid: [fee + (fee + wrong) / 2n, 0n, fee + (fee + wrong) / 2n],
      slashed: [0n, wrong, 0n],
      treasury: (fee + wrong) % 2n,
    },
    {
      votes: [1, null, 1],
      paid: [fee + (fee + lock) / 2n, 0n, fee + (fee + lock) / 2n],
      slashed: [0n, lock, 0n],
      treasury: (fee + lock) % 2n,
    },
    // Everybody differs: as good as any, and nobody loses.
    { votes: [1, 2, 0], paid: [fee, fee, fee], slashed: [0n, 0n, 0n], treasury: 0n },
  ];
  for (const { votes, paid, slashed, treasury } of cases) {
    context(`given the votes ${votes.map((choice) => choice ?? "-").join(" ")}`, () => {
      it("pays, slashes and keeps to the wei: b10.18", async () => {
        const parts = await load(room);
        const id = await resolvedCase(parts, votes);
        const flow = await settled(parts, id, 0, 0);
        expect([flow.paid, flow.slashed, flow.treasury]).to.deep.equal([paid, slashed, treasury]);
        expect([flow.keeper, flow.refund]).to.deep.equal([keeperForSettling, 0n]);
        expect(await ethers.provider.getBalance(parts.court)).to.equal(0n);
      });
    });
  }

  it("unlocks every seat, and suspends only the absent: b10.14", async () => {
    const parts = await load(room);
    const id = await resolvedCase(parts, [1, null, 1]);
    const panel = await panelOf(parts, id);
    await parts.court.settle(id, 0, 0);
    const states = await Promise.all(panel.map((person) => parts.pool.arbitratorOf(person)));
    expect(states.map(({ locked }) => locked)).to.deep.equal([0n, 0n, 0n]);
    expect(states.map(({ suspended }) => suspended)).to.deep.equal([false, true, false]);
    expect(states[1]?.weight).to.equal(0n);
  });

  it("emits AttemptSettled, and SeatSettled for each seat", async () => {
    const parts = await load(room);
    const { court } = parts;
    const id = await resolvedCase(parts, [1, 2, 1]);
    const [first, second] = await panelOf(parts, id);
    await expect(court.settle(id, 0, 0))
      .to.emit(court, "AttemptSettled")
      .withArgs(id, 0, 0, 2, wrong)
      .to.emit(court, "SeatSettled")
      .withArgs(id, first!.address, 0, 0, 0, true, fee + (fee + wrong) / 2n, 0)
      .to.emit(court, "SeatSettled")
      .withArgs(id, second!.address, 0, 0, 1, false, 0, wrong);
  });

  context("given the panel was smaller than was paid for", () => {
    it("gives the empty seats' fees back", async () => {
      const parts = await load(room);
      const id = await drawnCase(parts, { seats: 17 });
      await vote(
        parts,
        id,
        Array.from({ length: 15 }, () => 1),
      );
      const flow = await settled(parts, id, 0, 0);
      expect(flow.refund).to.equal(2n * fee);
      expect(flow.paid).to.deep.equal(Array.from({ length: 15 }, () => fee));
    });
  });

  context("given a leaked vote", () => {
    it("counts it as absent", async () => {
      const parts = await load(room);
      const { court } = parts;
      const id = await drawnCase(parts, { in: courts.final });
      await commitVotes(parts, id, [1, 1, null]);
      await court.leak(id, 0, 1, salt(0));
      await passPhase(parts, id);
      await court.reveal(id, 1, 1, salt(1), ethers.ZeroHash);
      await serve(parts);
      await vote(parts, id, [1, 1, 1]);
      const flow = await settled(parts, id, 0, 0);
      expect(flow.slashed).to.deep.equal([lock, 0n, lock]);
      expect(flow.paid).to.deep.equal([0n, fee, 0n]);
    });
  });
});

describe("ArbitrationCourt.settle, after a second panel", () => {
  it("pays those of the first who voted out of what the absent lose", async () => {
    const parts = await redrawn([1, 2, null, null, null], [1, 1, 1, 1, 1]);
    const flow = await settled(parts, parts.id, 0, 0);
    expect(flow.slashed).to.deep.equal([0n, 0n, lock, lock, lock]);
    expect(flow.paid).to.deep.equal([fee, fee, 0n, 0n, 0n]);
    expect(flow.keeper).to.equal(keeperForDraw);
    expect(flow.treasury).to.equal(3n * lock - 2n * fee - keeperForDraw);
    expect(flow.refund).to.equal(0n);
  });

  it("pays the second one with the round's fees", async () => {
    const parts = await redrawn([1, 2, null, null, null], [1, 1, 1, 1, 1]);
    const flow = await settled(parts, parts.id, 0, 1);
    expect(flow.paid).to.deep.equal([fee, fee, fee, fee, fee]);
    expect([flow.keeper, flow.treasury]).to.deep.equal([keeperForSettling, 0n]);
    await parts.court.settle(parts.id, 0, 0);
    expect(await ethers.provider.getBalance(parts.court)).to.equal(0n);
  });

  it("gives the fees of the absent back when nobody voted at all", async () => {
    const nobody = [null, null, null, null, null];
    const parts = await redrawn(nobody, nobody);
    const first = await settled(parts, parts.id, 0, 0);
    expect([first.keeper, first.treasury]).to.deep.equal([keeperForDraw, 5n * lock - keeperForDraw]);
    const second = await settled(parts, parts.id, 0, 1);
    expect([second.keeper, second.treasury, second.refund]).to.deep.equal([keeperForSettling, 5n * lock, 5n * fee]);
    expect(second.paid).to.deep.equal([0n, 0n, 0n, 0n, 0n]);
  });

  it("spares whoever voted otherwise on the panel that did not count", async () => {
    const parts = await redrawn([2, 2, null, null, 1], [1, 1, 1, 1, 1]);
    const flow = await settled(parts, parts.id, 0, 0);
    expect(flow.slashed).to.deep.equal([0n, 0n, lock, lock, 0n]);
    expect(flow.paid).to.deep.equal([fee, fee, 0n, 0n, fee]);
  });
});
