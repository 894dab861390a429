import type { Random } from "../../../scripts/simulate/random.ts";
import {
  courts,
  drawHeader,
  ethers,
  extraData,
  fee,
  type FullRoom,
  minStake,
  networkHelpers,
  Phase,
  salt,
  SeatStatus,
  type Signer,
} from "./court.ts";
import { type Books, checkStep, noteDraw, noteRuling, settleAndCheck } from "./invariants.ts";

const { mine, time } = networkHelpers;
const nobody = 2n ** 256n - 1n;
const reasons = salt(99);

/** What a step may be answered instead of being done. Anything else ends the walk. */
const refusals =
  /Frozen|StakeLocked|StakeOutOfBounds|NotYet|NothingTo|Suspended|DrawFrozen|NotReady|0x4d69b51f|InsufficientFee/;

export async function tried(sent: Promise<unknown>): Promise<boolean> {
  try {
    await sent;
    return true;
  } catch (error) {
    if (error instanceof Error && refusals.test(error.message)) return false;
    throw error;
  }
}

/** How often each kind of person does what it should not, by its place among the arbitrators. */
const absence = [0, 0.5, 0, 0, 1, 0.1, 0];
const leaks = [0, 0, 0.3, 0, 0, 0, 0];
const errs = [0.1, 0.1, 0.2, 0.5, 0.1, 0.1, 0.1];

/** People and a court that do something by chance at every step, and books that are checked after it. */
export function walker(parts: FullRoom, books: Books, random: Random) {
  const { court, pool, arbitrable, arbitrators, partyA, partyB, keeper } = parts;
  const gone = new Set<string>();
  const votes = new Map<string, number>();
  const chance = (share: number) => random() < share;
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const kind = (address: string) => arbitrators.findIndex((person) => person.address === address) % absence.length;
  const personAt = (address: string) => arbitrators.find((person) => person.address === address)!;

  async function open() {
    const where = pick([courts.standard, courts.standard, courts.smallClaims, courts.highValue, courts.final]);
    const seats = where === courts.smallClaims ? pick([0, 1, 3]) : pick([0, 0, 0, 5, 7]);
    // A party that is an arbitrator too is kept off.
    const parties: [string, string] = [partyA.address, chance(0.2) ? pick(arbitrators).address : partyB.address];
    const data = extraData(where, seats, parties);
    const value = (await court.arbitrationCost(data)) + (chance(0.3) ? BigInt(Math.floor(random() * 5e16)) : 0n);
    await arbitrable.open(2, data, { value });
    books.cases.push({ id: BigInt(books.cases.length), parties, value });
  }

  /** Takes the head off the queue, now and then so late that the chain has forgotten its block. */
  async function serve(patience = 1) {
    const [id] = await court.nextDraw();
    if (id === nobody) return;
    if (!chance(patience)) await mine(300);
    const { drawBlock } = await court.caseOf(id);
    const late = BigInt(await ethers.provider.getBlockNumber()) > drawBlock + 256n;
    const header = late ? "0x" : await drawHeader(parts);
    await court.connect(keeper).draw(header);
    await noteDraw(parts, books, id);
  }

  async function vote(id: bigint) {
    const { phase, round, attempt, phaseEnd } = await court.caseOf(id);
    const seats = await court.seatsOf(id, round, attempt);
    if (seats.length === 0 || phase === Phase.Appeal || phase === Phase.Resolved) return;
    const seat = Math.floor(random() * seats.length);
    const { arbitrator, status } = seats[seat]!;
    const key = [id, round, attempt, seat].join();
    const { hidden } = await court.attemptOf(id, round, attempt);
    if ((await time.latest()) >= phaseEnd) return;
    const away = gone.has(arbitrator) || chance(absence[kind(arbitrator)]!);
    if (phase === Phase.Commit && status === SeatStatus.Drawn && !away) {
      const choice = chance(errs[kind(arbitrator)]!) ? Math.floor(random() * 3) : 1 + Number(id % 2n);
      votes.set(key, choice);
      const commitment = await court.commitmentOf(id, round, attempt, arbitrator, choice, salt(seat));
      await court.connect(personAt(arbitrator)).commit(id, seat, commitment, "0x");
    } else if (phase === Phase.Commit && status === SeatStatus.Committed && chance(leaks[kind(arbitrator)]!)) {
      await court.connect(keeper).leak(id, seat, votes.get(key)!, salt(seat));
    } else if (phase === Phase.Reveal && hidden && status === SeatStatus.Committed) {
      // Most have left a sealed copy with a keeper.
      if (chance(0.9)) await court.connect(keeper).reveal(id, seat, votes.get(key)!, salt(seat), ethers.ZeroHash);
    } else if (phase === Phase.Reveal && !hidden && status === SeatStatus.Drawn && !away) {
      const choice = chance(errs[kind(arbitrator)]!) ? Math.floor(random() * 3) : 1 + Number(id % 2n);
      await court.connect(personAt(arbitrator)).reveal(id, seat, choice, salt(seat), reasons);
    }
  }

  async function appeal(id: bigint) {
    const left = await court.appealCost(id, "0x");
    if (left > fee * 1_000n) return;
    const payer = pick([partyA, partyB, keeper]);
    if (gone.has(payer.address)) return;
    const value = chance(0.7) ? left + BigInt(Math.floor(random() * 1e9)) : left / 3n + 1n;
    await court.connect(payer).appeal(id, "0x", { value });
    books.contributors.add(payer.address);
  }

  async function moved(id: bigint) {
    const { phase, phaseEnd } = await court.caseOf(id);
    if (phase === Phase.Draw || phase === Phase.Resolved || (await time.latest()) <= phaseEnd) return;
    await court.connect(keeper).advance(id);
    await noteRuling(parts, books, id);
  }

  async function end(id: bigint) {
    const { executed, round, attempt } = await court.caseOf(id);
    if (!executed) await court.connect(keeper).executeRuling(id);
    const at = { round: Math.floor(random() * (Number(round) + 1)), attempt: chance(0.3) ? 1 : Number(attempt) };
    await settleAndCheck(parts, books, id, at.round, at.attempt);
    if (chance(0.2)) await tried(court.claimAppeal(id, at.round, pick([partyA, partyB, keeper])));
    if (chance(0.2)) await arbitrable.reclaimFee(id);
  }

  /** Somebody in the pool does something with its stake. */
  async function stir() {
    const person: Signer = pick(arbitrators);
    if (gone.has(person.address)) return;
    const as = pool.connect(person);
    const { stake, locked, suspended } = await as.arbitratorOf(person);
    const free = stake > locked ? stake - locked : 0n;
    if (suspended && chance(0.7)) await tried(as.reactivate());
    else if (chance(0.3)) await tried(as.stake({ value: stake < minStake ? minStake : fee }));
    else if (chance(0.3)) await tried(as.activate());
    else if (chance(0.3)) await tried(as.requestExit(free / (chance(0.7) ? 10n : 1n)));
    else if (chance(0.3)) await tried(as.exit());
    else if ((await pool.creditOf(person)) > 0n) await pool.connect(keeper).withdraw(person);
  }

  async function step(most: number) {
    const id = books.cases.length > 0 ? pick(books.cases).id : undefined;
    const roll = random();
    if (id === undefined || (roll < 0.1 && books.cases.length < most)) await open();
    else if (roll < 0.2) await serve(0.97);
    else if (roll < 0.27) await time.increase(Math.floor(random() * 25_000));
    else if (roll < 0.34) await stir();
    else await act(id);
    await checkStep(parts, books);
  }

  async function act(id: bigint) {
    const { phase, round, attempt } = await court.caseOf(id);
    if (phase === Phase.Evidence && chance(0.6)) await arbitrable.closeEvidence(id);
    else if ((phase === Phase.Evidence || phase === Phase.Draw) && round + attempt === 0n && chance(0.05))
      await tried(arbitrable.withdrawDispute(id));
    else if (phase === Phase.Appeal && chance(0.5)) await appeal(id);
    else if (phase === Phase.Resolved) await end(id);
    else if (phase === Phase.Commit || phase === Phase.Reveal) for (let i = 0; i < 4; i++) await vote(id);
    await moved(id);
    await noteRuling(parts, books, id);
  }

  return { step, serve, gone, chance, pick, random };
}

/** A pool that is too small is asked again every six hours. */
const askAgain = 21_600n;

/** Only a keeper is left: it moves what can be moved, and otherwise waits for whatever comes first. */
export async function keepAlone(parts: FullRoom, books: Books): Promise<void> {
  const { court, keeper } = parts;
  for (;;) {
    const open = [];
    for (const { id } of books.cases) {
      const { phase, phaseEnd } = await court.caseOf(id);
      if (phase !== Phase.Resolved) open.push({ id, phase, phaseEnd });
    }
    if (open.length === 0) return;
    const now = BigInt(await time.latest());
    const [head] = await court.nextDraw();
    const timed = open.filter(({ phase }) => phase !== Phase.Draw);
    const first = timed.reduce((a, b) => (a.phaseEnd <= b.phaseEnd ? a : b), timed[0]!);
    if (first && first.phaseEnd < now) {
      // b10.8: one call open to anyone, a second after the deadline at the latest.
      await court.connect(keeper).advance(first.id);
      await noteRuling(parts, books, first.id);
    } else if (head !== nobody) {
      const { drawBlock } = await court.caseOf(head);
      const late = BigInt(await ethers.provider.getBlockNumber()) > drawBlock + 256n;
      await court.connect(keeper).draw(late ? "0x" : await drawHeader(parts));
      await noteDraw(parts, books, head);
      const waits = (await court.caseOf(head)).phase === Phase.Draw;
      if (waits) await sleepUntil(earlier(now + askAgain, first?.phaseEnd));
    } else if (first) {
      await time.increaseTo(first.phaseEnd + 1n);
    } else {
      // In the queue, and its block is still to come.
      await mine();
    }
    await checkStep(parts, books);
  }
}

async function sleepUntil(moment: bigint): Promise<void> {
  if (moment > BigInt(await time.latest())) await time.increaseTo(moment);
}

function earlier(moment: bigint, deadline?: bigint): bigint {
  return deadline !== undefined && deadline + 1n < moment ? deadline + 1n : moment;
}
