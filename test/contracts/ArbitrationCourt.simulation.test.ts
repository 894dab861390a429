import { expect } from "chai";
import { type Random, seededRandom } from "../../scripts/simulate/random.ts";
import { type Round, settleCase } from "../../scripts/simulate/settlement.ts";
import {
  drawHeader,
  drawnCase,
  fee,
  type FullRoom,
  load,
  networkHelpers,
  panelOf,
  passPhase,
  Phase,
  room,
  serve,
  standard,
  vote,
  type Votes,
} from "./support/court.ts";
import { appealed, settled } from "./support/settling.ts";

const { lockBps, incoherentBps } = standard;
const penalties = { absentPenalty: lockBps / 10_000, incoherentPenalty: (lockBps * incoherentBps) / 10_000 ** 2 };
const bondOf = (cost: bigint) => cost / 3n;

/** Some rounds are of one mind, some divided, some thinly attended. */
function votesOf(seats: number, random: Random): Votes {
  const favoured = Math.floor(random() * 3);
  const [unity, absence] = [random() < 0.5 ? 0.9 : 0.2, random() < 0.5 ? 0 : 0.3];
  return Array.from({ length: seats }, () => {
    if (random() < absence) return null;
    return random() < unity ? favoured : Math.floor(random() * 3);
  });
}

/** Draws what stands at the head of the queue, late when nobody is left to sit. */
async function drawn(parts: FullRoom, id: bigint) {
  await serve(parts);
  const { phase, phaseEnd } = await parts.court.caseOf(id);
  if (phase !== Phase.Draw) return;
  const header = await drawHeader(parts);
  await networkHelpers.time.setNextBlockTimestamp(phaseEnd + 1n);
  await parts.court.connect(parts.keeper).draw(header);
}

/** A case by chance, appealed against for so many rounds: what was voted, and what each appeal took in. */
async function played(parts: FullRoom, random: Random) {
  const { court, partyB } = parts;
  const rounds: { seats: number; panels: Votes[] }[] = [];
  const appeals: bigint[] = [];
  const id = await drawnCase(parts);
  const length = 1 + Math.floor(random() * 3);
  for (;;) {
    const { round, attempt, phase } = await court.caseOf(id);
    if (phase === Phase.Resolved) break;
    if (phase === Phase.Appeal) {
      if (rounds.length === length) {
        await passPhase(parts, id);
        continue;
      }
      appeals.push(await appealed(parts, id, partyB));
      await drawn(parts, id);
      continue;
    }
    if (rounds.length === Number(round)) {
      rounds.push({ seats: Number((await court.roundOf(id, round)).seats), panels: [] });
    }
    const votes = votesOf((await panelOf(parts, id)).length, random);
    rounds.at(-1)!.panels.push(votes);
    await vote(parts, id, votes);
    const after = await court.caseOf(id);
    if (after.phase !== Phase.Draw || after.attempt === attempt) continue;
    await drawn(parts, id);
    const isEmpty = (await court.seatsOf(id, round, 1)).length === 0;
    if (isEmpty) rounds.at(-1)!.panels.push([]);
  }
  return { id, rounds: rounds satisfies Round[], appeals };
}

function closeTo(found: bigint, fees: number, what: string) {
  const share = Number(found) / Number(fee);
  expect(Math.abs(share - fees) < 1e-9, `${what}: ${share} and ${fees}`).to.equal(true);
}

describe("the simulation's court, beside ArbitrationCourt", () => {
  it("ends cases of up to three rounds as the contract does, and pays every seat, payer and appellant the same", async function () {
    this.timeout(300_000);
    const random = seededRandom(9);
    const seen = { undecidedAppeals: 0, undecided: 0, overturned: 0, redrawn: 0, empty: 0 };
    for (let at = 0; at < 30; at++) {
      const parts = await load(room);
      const { court, pool, partyB } = parts;
      const { id, rounds, appeals } = await played(parts, random);
      const end = settleCase(rounds, penalties);
      const name = JSON.stringify(rounds);

      const { ruling, undecided } = await court.caseOf(id);
      expect([Number(ruling), undecided], name).to.deep.equal([end.ruling, end.isUndecided]);

      for (const [round, { panels, toPayer, returnsBond }] of end.rounds.entries()) {
        for (const [attempt, seats] of panels.entries()) {
          const found = await settled(parts, id, round, attempt);
          for (const [seat, { earned, slashed }] of seats.entries()) {
            closeTo(found.paid[seat]!, earned, `${name}, paid at ${round}.${attempt}.${seat}`);
            closeTo(found.slashed[seat]!, slashed, `${name}, slashed at ${round}.${attempt}.${seat}`);
          }
          if (attempt < panels.length - 1) continue;
          if (round === 0) closeTo(found.refund, toPayer, `${name}, back to who paid the first round`);
          const bond = round < appeals.length && !returnsBond ? bondOf(appeals[round]!) : 0n;
          // A ruling of 0 favours no party.
          expect(
            end.ruling === 0 ? found.partyA + found.partyB : [found.partyA, found.partyB][end.ruling - 1],
            name,
          ).to.equal(end.ruling === 0 ? 0n : bond);
        }
      }
      for (const [round, paid] of appeals.entries()) {
        const before = await pool.creditOf(partyB);
        await court.claimAppeal(id, round, partyB);
        const { returnsBond, toAppellants } = end.rounds[round]!;
        const fees = toAppellants + end.rounds[round + 1]!.toPayer;
        const back = (await pool.creditOf(partyB)) - before - (returnsBond ? bondOf(paid) : 0n);
        closeTo(back, fees, `${name}, back to who appealed against ${round}`);
      }

      seen.undecided += end.isUndecided ? 1 : 0;
      seen.undecidedAppeals += end.rounds.some(({ returnsBond }, round) => round < appeals.length && !returnsBond)
        ? 1
        : 0;
      seen.overturned += end.rounds.some(({ toAppellants }) => toAppellants > 0) ? 1 : 0;
      seen.redrawn += rounds.some(({ panels }) => panels.length > 1) ? 1 : 0;
      seen.empty += rounds.some(({ panels }) => panels.at(-1)!.length === 0) ? 1 : 0;
    }
    for (const [kind, times] of Object.entries(seen)) expect(times, kind).to.be.at.least(1);
  });
});
