import { expect } from "chai";
import { seededRandom } from "../../scripts/simulate/random.ts";
import {
  courts,
  day,
  ethers,
  type FullRoom,
  load,
  networkHelpers,
  Phase,
  poolParameters,
  room,
  smallRoom,
} from "./support/court.ts";
import { type Books, checkStep, emptyBooks, freshProbe, settleAndCheck } from "./support/invariants.ts";
import { isLong, seed } from "./support/runs.ts";
import { keepAlone, tried, walker } from "./support/walk.ts";

const { time } = networkHelpers;
const disputes = isLong ? 200 : 15;
const steps = isLong ? 6_000 : 450;
/** People leave while cases are open, so there are several small markets instead of one that has long finished. */
const groups = isLong ? 20 : 1;
const together = 10;

/** The longest that a case can take when nobody pays for an appeal: two panels, each waited for and each silent. */
const bound = (3 + 2 * (3 + 2 + 2) + 3) * day;
/** Cases wait for each other's draws by blocks, and a keeper asks again every six hours. */
const latency = day;

/** Everybody takes what it is owed; what then is left was lost to rounding. */
async function closeBooks(parts: FullRoom, books: Books) {
  const { court, pool, arbitrable, arbitrators, keeper } = parts;
  for (const { id } of books.cases) {
    const { executed, round } = await court.caseOf(id);
    if (!executed) await court.connect(keeper).executeRuling(id);
    for (let r = 0; r <= Number(round); r++)
      for (const attempt of [0, 1]) await settleAndCheck(parts, books, id, r, attempt);
    for (let r = 0; r <= Number(round); r++)
      for (const contributor of books.contributors) await claim(parts, id, r, contributor);
    await arbitrable.reclaimFee(id);
    const { ruling, undecided } = await court.caseOf(id);
    const told = await arbitrable.rulingsOf(id);
    // A case that was withdrawn has none.
    expect(told.length === 0 ? undecided : told[0] === ruling, "b10.16").to.equal(true);
  }
  for (const person of arbitrators) {
    const { stake, locked } = await pool.arbitratorOf(person);
    expect(locked, "b10.14: nothing is locked once all is settled").to.equal(0n);
    if (stake > 0n) await pool.connect(person).requestExit(stake);
  }
  await time.increase(poolParameters.exitDelay);
  for (const person of arbitrators) await tried(pool.connect(person).exit());
  await checkStep(parts, books);
  for (const account of books.accounts) await tried(pool.connect(keeper).withdraw(account));
}

async function claim({ court, keeper }: FullRoom, id: bigint, round: number, contributor: string) {
  const contribution = await court.contributionOf(id, round, contributor);
  if (contribution === 0n) return;
  const { raised, need, nextSeats, courtId, stands } = await court.roundOf(id, round);
  const wasJudged = (await court.seatsOf(id, round + 1, 0)).length > 0;
  const receipt = (await (await court.connect(keeper).claimAppeal(id, round, contributor)).wait())!;
  const event = receipt.logs.map((log) => court.interface.parseLog(log)).find((log) => log?.name === "AppealClaimed");
  const amount: bigint = event!.args["amount"];
  if (!wasJudged) expect(amount, "b10.22: an appeal that nobody judged comes back whole").to.equal(contribution);
  if (!wasJudged) return;

  const { next, keeperFee } = await court.configOf(courtId);
  expect(next).to.be.oneOf([BigInt(courts.standard), BigInt(courts.highValue)]);
  const cost = (await court.roundOf(id, round + 1)).fee * nextSeats + keeperFee;
  const bond = need - cost;
  const ended = await court.caseOf(id);
  const stood = stands === 0n ? undefined : (await court.roundOf(id, stands - 1n)).ruling;
  if (ended.undecided || stood !== ended.ruling)
    expect(amount >= (bond * contribution) / raised, "b10.23: a bond against no ruling, or a wrong one").to.equal(true);
  else expect(amount <= (cost * contribution) / raised, "b10.23: no bond comes back of a lost appeal").to.equal(true);
}

async function walked(parts: FullRoom, number: number) {
  freshProbe();
  const books = await emptyBooks(parts);
  const walk = walker(parts, books, seededRandom(seed + number));
  return { books, walk };
}

describe("ArbitrationCourt and ArbitratorPool, a random walk", function () {
  this.timeout(isLong ? 3_600_000 : 300_000);

  it(`holds its 25 invariants through ${disputes} disputes, and loses at most dust: b10`, async () => {
    const parts = await load(room);
    const { books, walk } = await walked(parts, 0);
    const configs = await Promise.all(Object.values(courts).map((court) => parts.court.configOf(court)));
    for (let i = 0; i < steps; i++) await walk.step(disputes);
    await keepAlone(parts, books);
    await closeBooks(parts, books);
    for (const [court, config] of configs.entries())
      expect(await parts.court.configOf(court), "b10.24: no court changes").to.deep.equal(config);
    const [inCourt, inPool] = await Promise.all([parts.court, parts.pool].map((at) => ethers.provider.getBalance(at)));
    // A wei for every division among those who paid an appeal.
    expect(inCourt! <= BigInt(3 * books.cases.length), "b10.2: the court keeps at most dust").to.equal(true);
    expect(inPool, "b10.2: the pool keeps nothing").to.equal(0n);
    // It has been everywhere: second panels, appeals, and cases that were decided.
    const panels = [...books.drawn].map((panel) => panel.split(","));
    expect(panels.some(([, round]) => round !== "0")).to.equal(true);
    expect(panels.some(([, , attempt]) => attempt === "1")).to.equal(true);
    expect(books.cases.length).to.equal(disputes);
  });

  it(`ends ${groups * together} disputes with four in ten arbitrators and a party gone, and then with all of them: b10.9`, async () => {
    let open = 0;
    for (let group = 0; group < groups; group++) open += await leftAlone(await load(smallRoom), group);
    expect(open, "cases that nobody but the keeper was left to end").to.be.greaterThan(groups);
  });
});

/** How many cases were open when the last person left. */
async function leftAlone(parts: FullRoom, group: number): Promise<number> {
  const { books, walk } = await walked(parts, 1 + group);
  const leaving = 1 + Math.floor(walk.random() * (together - 1));
  while (books.cases.length < together) {
    if (walk.gone.size === 0 && books.cases.length >= leaving) {
      for (const person of parts.arbitrators) if (walk.chance(0.4)) walk.gone.add(person.address);
      walk.gone.add(walk.pick([parts.partyA, parts.partyB]).address);
    }
    await walk.step(together);
  }
  const alone = await time.latest();
  const open = [];
  for (const { id } of books.cases) {
    if ((await parts.court.caseOf(id)).phase !== Phase.Resolved) open.push(id);
  }
  await keepAlone(parts, books);
  for (const id of open) {
    const { phaseEnd } = await parts.court.caseOf(id);
    expect(Number(phaseEnd) - alone, `case ${id} of group ${group}`).to.be.lessThan(bound + latency);
  }
  await closeBooks(parts, books);
  const left = (await ethers.provider.getBalance(parts.court)) + (await ethers.provider.getBalance(parts.pool));
  expect(left <= BigInt(3 * books.cases.length), "at most dust is left").to.equal(true);
  return open.length;
}
