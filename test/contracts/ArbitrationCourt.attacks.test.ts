import { expect } from "chai";
import {
  drawHeader,
  drawnCase,
  ethers,
  fee,
  keeperForDraw,
  load,
  lock,
  passPhase,
  Phase,
  poolParameters,
  queuedCase,
  room,
  standard,
  vote,
} from "./support/court.ts";
import { appealed, settled } from "./support/settling.ts";

/*
 * One entry for each attack that the court was designed against. What another file shows already is only named here.
 *
 * Buying a share of the stake: ArbitratorPool.fairness, "draws every panel of three as often as it should"; nobody stakes more
 *   than the maximum: ArbitratorPool.stake, "reverts StakeOutOfBounds".
 * Sybil identities: the same test; two stakes together are drawn as often as their sum, whoever owns them.
 * Proving a vote to a briber: ArbitrationCourt.leak, "voids it".
 * Copying a commitment: ArbitrationCourt.reveal, "reverts WrongCommitment: b10.13".
 * Grinding the seed by timing the call: ArbitrationCourt.draw, "seats the same panel: b10.15".
 * Changing a stake after seeing the seed: ArbitratorPool.stake, .activate, .exit and .release, "reverts Frozen"; while the
 *   source of randomness is asked: ArbitrationCourt.entropy, "lets no stake move while the seed is known and nobody drawn".
 * Drawing again by taking the case back: ArbitrationCourt.withdraw, "reverts DrawFrozen, and goes through a block earlier".
 * Drawing again by keeping everybody from drawing: ArbitrationCourt.draw, "queues the case anew, even after the deadline"; how
 *   long a block is remembered: BlockHeader.t.sol.
 * Locking the honest out with many cases: ArbitratorPool.draw, "nobody whose stake carries all it can, and three times its size
 *   is what it can".
 * Staying away to force a tie: ArbitrationCourt.redraw, and ArbitrationCourt.settle, "pays those of the first who voted out of
 *   what the absent lose".
 * Lazy voters: ArbitrationCourt.settle, "pays, slashes and keeps to the wei: b10.18"; how many it takes: docs/simulation.
 * A reverting arbitrable or recipient: ArbitrationCourt.resolve, "reverts, can be tried again, and holds up no settlement:
 *   b10.17"; ArbitratorPool.credit, "reverts TransferFailed, and keeps the credit".
 * A foreign arbitrator that never rules: Escrow.resolveStalled.
 * A cheap single seat for a large order: ArbitrationCourt.appeal, "goes from the small court to the standard one".
 * A forged header: ArbitrationCourt.draw and ArbitratorPool.draw, "reverts BadHeader".
 * Reentrancy: ArbitrationCourt.resolve, "cannot …"; ArbitratorPool.credit and .exit, "pays once".
 */
describe("ArbitrationCourt under attack", () => {
  it("bribing two of three seats costs each of them its fee and two more, and an appeal undoes it", async () => {
    const parts = await load(room);
    const { court, pool, partyA } = parts;
    const id = await drawnCase(parts);
    await vote(parts, id, [2, 2, 1]);
    const paid = await appealed(parts, id, partyA);
    await court.draw(await drawHeader(parts));
    await vote(parts, id, [1, 1, 1, 1, 1, 1, 1]);
    await passPhase(parts, id);
    const first = await settled(parts, id, 0, 0);
    const loss = (lock * BigInt(standard.incoherentBps)) / 10_000n;
    expect(loss).to.be.greaterThanOrEqual(2n * fee);
    expect(first.slashed).to.deep.equal([loss, loss, 0n]);
    expect(first.paid.slice(0, 2)).to.deep.equal([0n, 0n]);
    expect(first.paid[2]).to.equal(fee + 2n * loss);
    await court.settle(id, 1, 0);
    await court.claimAppeal(id, 0, partyA);
    // A third of what was paid is the bond; the bribed seats' fees come on top.
    expect(await pool.creditOf(partyA)).to.equal(paid / 3n + 2n * fee);
    await court.executeRuling(id);
    expect(await parts.arbitrable.rulingsOf(id)).to.deep.equal([1n]);
  });

  it("outfunding: a winner who never pays anything wins, and has the appellant's bond", async () => {
    const parts = await load(room);
    const { court, pool, partyA, partyB } = parts;
    const id = await drawnCase(parts);
    await vote(parts, id, [1, 1, 1]);
    const paid = await appealed(parts, id, partyB);
    await court.draw(await drawHeader(parts));
    await vote(parts, id, [1, 1, 1, 1, 1, 1, 1]);
    await passPhase(parts, id);
    expect((await court.caseOf(id)).ruling).to.equal(1n);
    await court.settle(id, 0, 0);
    expect(await pool.creditOf(partyA)).to.equal(paid / 3n);
  });

  it("appealing for delay costs more than twice as much each time, and comes to an end", async () => {
    const parts = await load(room);
    const { court, partyB } = parts;
    const id = await drawnCase(parts);
    const started = (await ethers.provider.getBlock("latest"))!.timestamp;
    let before = 0n;
    let rounds = 0;
    for (const seats of [3, 7, 15]) {
      await vote(parts, id, Array<number>(seats).fill(1));
      if ((await court.caseOf(id)).phase !== Phase.Appeal) break;
      const paid = await appealed(parts, id, partyB);
      expect(paid).to.be.greaterThan(2n * before);
      before = paid;
      rounds += 1;
      await court.draw(await drawHeader(parts));
    }
    // Sixteen people make no panel that is larger than fifteen.
    expect(rounds).to.equal(2);
    expect((await court.caseOf(id)).phase).to.equal(Phase.Resolved);
    const { drawTimeout, commitPeriod, revealPeriod, appealPeriod } = standard;
    const longest = 3 * (2 * (drawTimeout + commitPeriod + revealPeriod) + appealPeriod);
    expect((await ethers.provider.getBlock("latest"))!.timestamp - started).to.be.lessThan(longest);
  });

  it("governance in the middle of a case: there is nobody who could change a parameter, pause a clock or move a stake", async () => {
    const { court, pool } = await load(room);
    const verbs = (contract: { interface: { forEachFunction(visit: (f: Verb) => void): void } }) => {
      const names: string[] = [];
      contract.interface.forEachFunction(({ name, stateMutability }) => {
        if (stateMutability !== "view" && stateMutability !== "pure") names.push(name);
      });
      return names.sort();
    };
    expect(verbs(court)).to.deep.equal([
      ...["advance", "appeal", "claimAppeal", "closeEvidence", "commit", "createDispute", "draw", "executeRuling"],
      ...["justify", "leak", "reclaimFee", "reveal", "settle", "shareKey", "withdrawDispute"],
    ]);
    expect(verbs(pool)).to.deep.equal([
      ...["activate", "credit", "draw", "enqueue", "exit", "reactivate", "release", "requestExit"],
      ...["setEncryptionKey", "skip", "stake", "withdraw"],
    ]);
  });

  it("spamming the queue: it pays for its own removal, and keeps nobody waiting for longer than an epoch or two", async () => {
    const parts = await load(room);
    const { court, pool, keeper } = parts;
    for (let i = 0; i < 6; i++) await queuedCase(parts);
    const honest = await queuedCase(parts);
    const { drawBlock } = await court.caseOf(honest);
    expect(drawBlock - (await court.caseOf(0)).drawBlock).to.be.lessThanOrEqual(BigInt(poolParameters.epoch) * 2n);
    let served = 0;
    while ((await court.nextDraw()).id !== 2n ** 256n - 1n) {
      await court.connect(keeper).draw(await drawHeader(parts));
      served += 1;
    }
    expect(served).to.equal(7);
    expect(await pool.creditOf(keeper)).to.equal(7n * keeperForDraw);
    expect((await court.caseOf(honest)).phase).to.equal(Phase.Commit);
  });
});

type Verb = { name: string; stateMutability: string };
