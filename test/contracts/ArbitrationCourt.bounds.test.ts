import { expect } from "chai";
import {
  courts,
  ethers,
  extraData,
  fee,
  type FullRoom,
  keeperFee,
  load,
  minStake,
  networkHelpers,
  passPhase,
  Phase,
  room,
  serve,
} from "./support/court.ts";
import { keepGas } from "./support/gas.ts";

const { time } = networkHelpers;
/** What a transaction may use at most (EIP-7825), and what we allow ourselves of it. */
const cap = 16_777_216n;
const ceiling = 12_000_000n;
const members = 512;
const atOnce = 40;
const largest = 2n ** 24n - 1n;
/** Which of the members are found varies with the blocks' randomness. */
const slack = 1.03;

async function crowdedRoom() {
  const parts = await room();
  const crowd = await ethers.deployContract("Crowd", [parts.pool]);
  const more = members - parts.arbitrators.length;
  for (let i = 0; i < more; i += atOnce) {
    const count = BigInt(Math.min(atOnce, more - i));
    await crowd.stake(count, { value: count * minStake });
  }
  await time.increase(7 * 86_400);
  for (let i = 0; i < more; i += atOnce) await crowd.activate(i, Math.min(atOnce, more - i));
  for (const rich of [parts.keeper, parts.partyB]) await networkHelpers.setBalance(rich.address, 10n ** 24n);
  return parts;
}

async function opened({ court, arbitrable, keeper, partyA, partyB }: FullRoom, seats: number, factor: bigint) {
  const data = extraData(courts.patient, seats, [partyA.address, partyB.address]);
  const id = await court.caseCount();
  const value = BigInt(seats) * fee * factor + keeperFee;
  await arbitrable.connect(keeper).open(2, data, { value });
  await arbitrable.closeEvidence(id);
  return id;
}

/**
 * The worst that anybody can bring about: cases at six times the fee have left so many members unable to carry one more at ten times
 * that as many are passed over as may be, or nearly; a case at ten times went through four rounds of two panels each, and the largest panel of its fifth stayed away as
 * well. Its second panel is to be drawn from whoever is left.
 */
async function worst() {
  const parts = await crowdedRoom();
  const { court, partyB } = parts;
  for (let i = 0; i < 3; i++) {
    await opened(parts, 31, 6n);
    await serve(parts);
  }
  const id = await opened(parts, 3, 10n);
  for (const seats of [3, 7, 15, 31, 63]) {
    await serve(parts);
    expect((await court.attemptOf(id, (await court.caseOf(id)).round, 0)).seats).to.equal(BigInt(seats));
    await passPhase(parts, id);
    if (seats === 63) break;
    await serve(parts);
    await passPhase(parts, id);
    await court.connect(partyB).appeal(id, "0x", { value: await court.appealCost(id, "0x") });
  }
  const { phase, round, attempt } = await court.caseOf(id);
  expect([phase, round, attempt]).to.deep.equal([Phase.Draw, 4n, 1n]);
  return { ...parts, id };
}

const storage = { arbitrators: 0n, members: 1n, nodes: 2n };
const word = (value: bigint) => ethers.toBeHex(value, 32);
const first = (slot: bigint) => BigInt(ethers.keccak256(word(slot)));
const reversed = (place: number) => BigInt(`0b${place.toString(2).padStart(9, "0").split("").reverse().join("")}`);

/**
 * As if every leaf that a tree may have had been taken by people who have left, but for these members, each of whom has been left
 * in another corner of it: their ways share nothing but the root's neighbourhood, and are as long as any.
 */
async function scatter({ pool }: Pick<FullRoom, "pool">) {
  const address = await pool.getAddress();
  const total = await pool.totalWeight();
  const read = async (at: bigint) => BigInt(await networkHelpers.getStorageAt(address, at));
  const write = (at: bigint, value: bigint) => networkHelpers.setStorageAt(address, at, word(value));
  expect(await read(storage.nodes)).to.equal(BigInt(members));
  const nodes = new Map<bigint, bigint>();
  for (let place = 0; place < members; place++) {
    nodes.set(BigInt(place + 1), nodes.get(BigInt(place + 1)) ?? 0n);
    const member = await read(first(storage.members) + BigInt(place));
    const record = BigInt(ethers.keccak256(word(member) + word(storage.arbitrators).slice(2))) + 1n;
    const known = await read(record);
    expect(known >> 232n, "the leaf").to.equal(BigInt(place + 1));
    const leaf = (reversed(place) << 15n) + 1n;
    await write(first(storage.members) + leaf - 1n, member);
    await write(record, (known & (2n ** 232n - 1n)) | (leaf << 232n));
    const weight = known & (2n ** 96n - 1n);
    for (let node = leaf; node <= largest; node += node & -node) nodes.set(node, (nodes.get(node) ?? 0n) + weight);
  }
  for (const [node, weight] of nodes) await write(first(storage.nodes) + node - 1n, weight);
  for (const length of [storage.members, storage.nodes]) await write(length, largest);
  expect(await pool.totalWeight()).to.equal(total);
}

async function used(sent: Promise<{ wait(): Promise<{ gasUsed: bigint } | null> }>): Promise<bigint> {
  return (await (await sent).wait())!.gasUsed;
}

/** Draws until a panel sits: one that would have to pass over too many is put off. The dearest of the draws counts. */
async function seated(parts: FullRoom, id: bigint): Promise<bigint> {
  let most = 0n;
  do {
    const gas = await used(serve(parts));
    if (gas > most) most = gas;
  } while ((await parts.court.caseOf(id)).phase === Phase.Draw);
  return most;
}

describe("ArbitrationCourt, the most that one transaction can need", function () {
  this.timeout(600_000);

  it("draws the largest panel for the second time, and pays it, within 12 million gas", async () => {
    const parts = await load(worst);
    const { court, pool, keeper, id } = parts;
    const snapshot = await networkHelpers.takeSnapshot();
    const gas = await seated(parts, id);
    const { seats } = await court.attemptOf(id, 4, 1);
    console.log(`      drawn ${seats} for ${gas}`);
    await keepGas("drawWorst", gas, ceiling, slack);
    expect(seats).to.equal(63n);

    await time.increaseTo((await court.caseOf(id)).phaseEnd + 1n);
    const closing = await used(court.connect(keeper).advance(id));
    console.log(`      closed for ${closing}`);
    expect(closing).to.be.lessThanOrEqual(ceiling);
    expect((await court.caseOf(id)).phase).to.equal(Phase.Resolved);
    const settling = await used(court.connect(keeper).settle(id, 4, 0));
    console.log(`      settled 63 for ${settling}`);
    await keepGas("settleWorst", settling, ceiling, slack);

    await snapshot.restore();
    await scatter(parts);
    const spread = await seated(parts, id);
    expect((await court.attemptOf(id, 4, 1)).seats).to.equal(seats);
    await passPhase(parts, id);
    const settlingSpread = await used(court.connect(keeper).settle(id, 4, 0));
    console.log(`      scattered over the largest tree: drawn for ${spread}, settled for ${settlingSpread}`);
    await keepGas("drawScattered", spread, ceiling, slack);
    await keepGas("settleScattered", settlingSpread, ceiling, slack);
    expect(await pool.frozen()).to.equal(false);
  });

  it("leaves a quarter of what a transaction may use to whoever sends it", () => {
    expect(ceiling + ceiling / 3n).to.be.lessThanOrEqual(cap);
  });
});
