import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { ethers, type FullRoom, keeperFee, Phase, SeatStatus } from "./court.ts";

const zero = 0n;

/** What a walk knows by itself, to compare with what the contracts say. */
export type Books = {
  cases: { id: bigint; parties: [string, string]; value: bigint }[];
  contributors: Set<string>;
  /** Locks behind seats that are not settled. */
  locked: bigint;
  settled: Set<string>;
  drawn: Set<string>;
  /** `phase,round,attempt` of each case and when that ends. */
  phases: Map<bigint, { at: string; end: bigint }>;
  frozen?: { head: bigint; weights: string };
  accounts: string[];
};

export async function emptyBooks({ arbitrators, partyA, partyB, keeper, treasury }: FullRoom): Promise<Books> {
  const people = [...arbitrators, partyA, partyB, keeper, treasury];
  return {
    cases: [],
    contributors: new Set(),
    locked: 0n,
    settled: new Set(),
    drawn: new Set(),
    phases: new Map(),
    accounts: people.map(({ address }) => address),
  };
}

let probe: { at?: Promise<Awaited<ReturnType<typeof deployProbe>>> } = {};
const deployProbe = () => ethers.deployContract("CourtProbe");

/** A probe of this chain; a fixture that goes back in time loses it. */
export function freshProbe() {
  probe = { at: deployProbe() };
}

/** What has to hold at every moment. */
export async function checkStep({ pool }: FullRoom, books: Books): Promise<void> {
  const contract = await (probe.at ??= deployProbe());
  const sums = await contract.sums(pool, books.accounts);
  const balance = await ethers.provider.getBalance(pool);
  expect(balance, "b10.1: the pool holds stakes, exits and credits").to.equal(
    sums.stakes + sums.exiting + sums.credits,
  );
  expect(await pool.totalWeight(), "b10.3: the tree adds up").to.equal(sums.weights);
  expect(await pool.activeCount(), "b10.3: and counts").to.equal(sums.active);
  expect(sums.wrongWeights, "b10.4: a weight is the stake that counts, or nothing").to.equal(0n);
  expect(sums.locked, "b10.5: locked is what stands behind unsettled seats").to.equal(books.locked);

  const [head] = await pool.nextDraw();
  const isFrozen = await pool.frozen();
  if (isFrozen && books.frozen?.head === head)
    expect(sums.weightsHash, "b10.12: no weight changes from the freeze to the draw").to.equal(books.frozen.weights);
  books.frozen = isFrozen ? { head, weights: sums.weightsHash } : undefined;
}

/** Whoever has been drawn by the last call, if anybody. */
export async function noteDraw(parts: FullRoom, books: Books, id: bigint): Promise<void> {
  const { court, arbitrable } = parts;
  await noteRuling(parts, books, id);
  const { round, attempt, courtId } = await court.caseOf(id);
  const key = [id, round, attempt].join();
  const seats = (await court.seatsOf(id, round, attempt)).map(({ arbitrator }) => arbitrator);
  if (seats.length === 0 || books.drawn.has(key)) return;
  books.drawn.add(key);

  const { lock, seats: paidFor } = await court.roundOf(id, round);
  books.locked += lock * BigInt(seats.length);
  expect(new Set(seats).size, "b10.6: nobody sits twice").to.equal(seats.length);
  for (const outsider of [...books.cases[Number(id)]!.parties, await arbitrable.getAddress(), ZeroAddress])
    expect(seats, "b10.7: no party and no arbitrable sits").not.to.include(outsider);
  if (attempt === 1n) {
    const first = (await court.seatsOf(id, round, 0)).map(({ arbitrator }) => arbitrator);
    expect(
      seats.filter((person) => first.includes(person)),
      "b10.7: a second panel is of others",
    ).to.deep.equal([]);
  }
  expect(seats.length % 2, "b10.25: panels are odd").to.equal(1);
  expect(round < (await court.configOf(courtId)).maxRounds, "b10.25: rounds end").to.equal(true);
  expect(BigInt(seats.length) <= paidFor, "b10.25: no more sit than are paid").to.equal(true);
  for (let r = 0n; r < round; r++) {
    const before = await court.roundOf(id, r);
    const judged = await court.seatsOf(id, r, before.lastAttempt);
    expect(paidFor > before.seats, "b10.25: an appeal pays for a larger panel").to.equal(true);
    if (before.decided || r === round - 1n)
      expect(seats.length >= judged.length, "b10.25: and is judged by no fewer").to.equal(true);
  }
}

/** The case as it is now. */
export async function noteRuling({ court, arbitrable }: FullRoom, books: Books, id: bigint): Promise<void> {
  const { phase, round, attempt, phaseEnd, ruling, choices, executed, undecided, stands } = await court.caseOf(id);
  expect(ruling <= choices, "b10.10: a ruling is one of the choices").to.equal(true);
  const decided = [];
  for (let r = 0n; r <= round; r++) decided.push(await court.roundOf(id, r));
  const last = decided.findLastIndex((one) => one.decided);
  expect(stands, "the last round that decided something stands").to.equal(BigInt(last + 1));
  expect(ruling, "and has ruled").to.equal(last < 0 ? zero : decided[last]!.ruling);
  if (phase === Phase.Appeal || phase === Phase.Resolved)
    expect(undecided, "undecided is what nobody has decided").to.equal(last < 0);
  if (undecided) expect(ruling, "an undecided case is ruled 0").to.equal(zero);
  const at = [phase, round, attempt].join();
  const known = books.phases.get(id);
  if (known?.at === at) expect(phaseEnd, "b10.24: a phase ends when it said it would").to.equal(known.end);
  books.phases.set(id, { at, end: phaseEnd });
  if (phase !== Phase.Resolved) return;
  const rulings = await arbitrable.rulingsOf(id);
  expect(rulings.length <= (executed ? 1 : 0), "b10.16: an arbitrable is told once, in the end").to.equal(true);
  for (const given of rulings) expect(given, "b10.16: and what was ruled").to.equal(ruling);
}

/** Whether stakes will be frozen in the block that a transaction sent now comes to be in. */
async function freezesNext({ court, pool }: FullRoom): Promise<boolean> {
  const [head, drawBlock] = await court.nextDraw();
  if (head === 2n ** 256n - 1n) return false;
  const { freeze } = await pool.parameters();
  return BigInt(await ethers.provider.getBlockNumber()) + 1n + freeze >= drawBlock;
}

/** Settles one attempt, if it can be, and follows every wei of it. */
export async function settleAndCheck(parts: FullRoom, books: Books, id: bigint, round: number, attempt: number) {
  const { court, pool, keeper } = parts;
  const key = [id, round, attempt].join();
  const r = await court.roundOf(id, round);
  const settling = court.connect(keeper).settle;
  if (books.settled.has(key)) {
    const again = await settling.staticCall(id, round, attempt).catch((error: Error) => error.message);
    expect(again, "b10.11: an attempt is settled once").to.match(/AlreadySettled/);
    return;
  }
  if ((await court.seatsOf(id, round, 0)).length === 0 || BigInt(attempt) > r.lastAttempt) return;
  if (await freezesNext(parts)) return;

  const seats = await court.seatsOf(id, round, attempt);
  const stakes = await Promise.all(seats.map(async (seat) => (await pool.arbitratorOf(seat.arbitrator)).stake));
  const owed = async () => {
    const returned = await Promise.all([0, 1, 2, 3].map(async (n) => (await court.roundOf(id, n)).returned));
    return returned.reduce((sum, part) => sum + part, await court.refundOf(id));
  };
  const before = await owed();
  const receipt = (await (await settling(id, round, attempt)).wait())!;
  books.settled.add(key);
  books.locked -= r.lock * BigInt(seats.length);

  let [credited, slashed] = [0n, 0n];
  for (const log of receipt.logs) {
    const event = pool.interface.parseLog(log) ?? court.interface.parseLog(log);
    if (event?.name === "Credited") credited += event.args["amount"];
    if (event?.name !== "SeatSettled") continue;
    const { seat, coherent, paid, slashed: taken } = event.args;
    slashed += taken;
    expect(taken <= stakes[Number(seat)]!, "b10.19: a slash is never more than the stake").to.equal(true);
    if (coherent) expect(taken, "b10.20: whoever was right loses nothing").to.equal(0n);
    if (seats[Number(seat)]!.status !== SeatStatus.Revealed)
      expect([coherent, paid], "b10.21: whoever stayed away is not paid").to.deep.equal([false, 0n]);
  }
  const counts = BigInt(attempt) === r.lastAttempt;
  const next = await court.seatsOf(id, round + 1, 0);
  const { bondBps, next: court2 } = await court.configOf(r.courtId);
  const cost = (await court.roundOf(id, round + 1)).fee * r.nextSeats + (await court.configOf(court2)).keeperFee;
  const bond = next.length > 0 ? (cost * bondBps) / 10_000n : 0n;
  const came = counts ? r.fee * r.seats + keeperFee - keeperFee / 2n + bond + slashed : slashed;
  expect(credited + (await owed()) - before, "b10.18: what is paid is what came in").to.equal(came);
}
