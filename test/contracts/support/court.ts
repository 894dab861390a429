import { AbiCoder, type Addressable, type BigNumberish, keccak256, parseEther, ZeroAddress } from "ethers";
import { network } from "hardhat";
import { headerRlp, type RpcBlock } from "../../../protocol/header.ts";

export const { ethers, networkHelpers } = await network.create();
const { loadFixture, mine, time } = networkHelpers;
export type Signer = Awaited<ReturnType<typeof ethers.getSigners>>[number];

export const day = 86_400;
export const fee = parseEther("0.01");
export const keeperFee = 1_000_000_000_000_001n; // odd, so that the halves differ
export const lock = 3n * fee;
export const minStake = 5n * lock;
export const stakeOf = (i: number) => minStake + BigInt(i) * parseEther("0.01");
export const cost = 3n * fee + keeperFee;
export const keeperForDraw = keeperFee / 2n;
export const keeperForSettling = keeperFee - keeperFee / 2n;

export const poolParameters = {
  minStake,
  maxStake: 50n * minStake,
  activationDelay: 7 * day,
  exitDelay: 7 * day,
  epoch: 8,
  lookahead: 4,
  freeze: 2,
};

export const standard = {
  evidencePeriod: 3 * day,
  commitPeriod: 2 * day,
  revealPeriod: 2 * day,
  appealPeriod: 3 * day,
  drawTimeout: 3 * day,
  seats: 3,
  minSeats: 3,
  maxRounds: 4,
  hidden: true,
  fee,
  lockBps: 30_000,
  incoherentBps: 6_667,
  bondBps: 5_000,
  next: 0,
  keeperFee,
};
export const smallClaims = { ...standard, evidencePeriod: day, seats: 1, minSeats: 1, hidden: false };
export const highValue = { ...standard, seats: 5, next: 2 };
/** Like the standard court, without an appeal. */
export const final = { ...standard, maxRounds: 1, minSeats: 1, next: 3 };
/** Like the standard court, with as many appeals as the largest panel allows. */
export const patient = { ...standard, maxRounds: 6, next: 4 };
export const courts = { standard: 0, smallClaims: 1, highValue: 2, final: 3, patient: 4 } as const;

export const Phase = { None: 0n, Evidence: 1n, Draw: 2n, Commit: 3n, Reveal: 4n, Appeal: 5n, Resolved: 6n } as const;
export const SeatStatus = { Empty: 0n, Drawn: 1n, Committed: 2n, Revealed: 3n, Leaked: 4n } as const;

const zeroHash = `0x${"0".repeat(64)}`;
export const salt = (seat: number) => keccak256(AbiCoder.defaultAbiCoder().encode(["uint256"], [seat + 1]));

/** The whole room: a pool of sixteen with different stakes, a court, and a contract that brings cases. */
async function deploy(entropyOf: () => Promise<Addressable> = () => ethers.deployContract("BlockEntropy")) {
  const [treasury, partyA, partyB, keeper, ...others] = (await ethers.getSigners()) as [Signer, Signer, Signer, Signer];
  const entropy = await entropyOf();
  const nonce = await treasury.getNonce();
  const courtAddress = ethers.getCreateAddress({ from: treasury.address, nonce: nonce + 1 });
  const pool = await ethers.deployContract("ArbitratorPool", [courtAddress, entropy, poolParameters]);
  const configs = [standard, smallClaims, highValue, final, patient];
  const court = await ethers.deployContract("ArbitrationCourt", [await pool.getAddress(), treasury, configs]);
  const arbitrable = await ethers.deployContract("ArbitrableRecorder", [courtAddress, partyA, partyB]);
  return { treasury, partyA, partyB, keeper, others: others as Signer[], pool, court, arbitrable };
}

export async function join({ pool }: Pick<Room, "pool">, people: Signer[], stake: (i: number) => bigint = stakeOf) {
  for (const [i, person] of people.entries()) await pool.connect(person).stake({ value: stake(i) });
  await time.increase(poolParameters.activationDelay);
  for (const person of people) await pool.connect(person).activate();
}

export async function emptyRoom() {
  return deploy();
}

/** Room with sixteen active arbitrators. A fixture is told a connection, which is no source of randomness. */
export const room = () => roomWith();

export async function roomWith(entropyOf?: () => Promise<Addressable>) {
  const parts = await deploy(entropyOf);
  const arbitrators = parts.others.slice(0, 16);
  await join(parts, arbitrators);
  return { ...parts, arbitrators };
}

/** Room whose randomness somebody publishes, as where the chain has none of its own. */
export async function beaconRoom() {
  const parts = await roomWith(() => ethers.deployContract("ScriptedBeacon"));
  const beacon = await ethers.getContractAt("ScriptedBeacon", await parts.pool.entropy());
  return { ...parts, beacon };
}

/** `ScriptedBeacon.Manner`. */
export const Beacon = { Honest: 0, Denying: 1, Reverting: 2, Burning: 3, Mumbling: 4, CallingBack: 5 } as const;

/** Room with five, the fewest for two panels that share one person. */
export async function smallRoom() {
  const parts = await deploy();
  const arbitrators = parts.others.slice(0, 5);
  await join(parts, arbitrators);
  return { ...parts, arbitrators };
}

export type Room = Awaited<ReturnType<typeof deploy>>;
export type FullRoom = Room & { arbitrators: Signer[] };

export const load = loadFixture;

export function extraData(
  courtId: number = courts.standard,
  seats = 0,
  parties: readonly [string, string] = [ZeroAddress, ZeroAddress],
): string {
  const types = ["uint256", "uint256", "uint256", "address", "address"];
  return AbiCoder.defaultAbiCoder().encode(types, [courtId, seats, 0, ...parties]);
}

/** A case in its evidence phase. */
export async function openedCase(
  { court, arbitrable, partyA, partyB }: Room,
  { in: where = courts.standard, seats = 0, value }: { in?: number; seats?: number; value?: bigint } = {},
): Promise<bigint> {
  const data = extraData(where, seats, [partyA.address, partyB.address]);
  await arbitrable.open(2, data, { value: value ?? (await court.arbitrationCost(data)) });
  return (await court.caseCount()) - 1n;
}

export async function queuedCase(parts: Room, how?: Parameters<typeof openedCase>[1]): Promise<bigint> {
  const id = await openedCase(parts, how);
  await parts.arbitrable.closeEvidence(id);
  return id;
}

/** Mines until the head of the queue can be drawn, and answers the header of its block. */
export async function drawHeader({ court }: Pick<Room, "court">): Promise<string> {
  const [, drawBlock] = await court.nextDraw();
  // One by one: blocks mined in bulk have no mixHash.
  while (BigInt(await ethers.provider.getBlockNumber()) <= drawBlock) await mine(1);
  return headerAt(drawBlock);
}

export async function headerAt(number: bigint): Promise<string> {
  const block: RpcBlock = await ethers.provider.send("eth_getBlockByNumber", [ethers.toQuantity(number), false]);
  return headerRlp(block);
}

/** Draws whatever stands at the head of the queue. */
export async function serve(parts: Room) {
  const header = await drawHeader(parts);
  return parts.court.connect(parts.keeper).draw(header);
}

export async function drawnCase(parts: Room, how?: Parameters<typeof openedCase>[1]): Promise<bigint> {
  const id = await queuedCase(parts, how);
  await serve(parts);
  return id;
}

/** The people on the current panel, in the order of their seats. */
export async function panelOf({ court, others }: Room, id: bigint): Promise<Signer[]> {
  const { round, attempt } = await court.caseOf(id);
  const seats = await court.seatsOf(id, round, attempt);
  return seats.map(({ arbitrator }) => others.find(({ address }) => address === arbitrator)!);
}

/** A vote of each seat, or null for whoever stays away. */
export type Votes = readonly (number | null)[];

export async function commitmentFor({ court }: Room, id: bigint, person: Signer, choice: BigNumberish, seat: number) {
  const { round, attempt } = await court.caseOf(id);
  return court.commitmentOf(id, round, attempt, person, choice, salt(seat));
}

export async function commitVotes(parts: Room, id: bigint, votes: Votes) {
  const panel = await panelOf(parts, id);
  for (const [seat, choice] of votes.entries()) {
    if (choice === null) continue;
    const person = panel[seat]!;
    const commitment = await commitmentFor(parts, id, person, choice, seat);
    await parts.court.connect(person).commit(id, seat, commitment, "0x");
  }
}

/** Votes of the current panel from its drawing to its close, silences waited out. */
export async function vote(parts: Room, id: bigint, votes: Votes) {
  const { court, keeper } = parts;
  if ((await court.caseOf(id)).phase === Phase.Commit) {
    await commitVotes(parts, id, votes);
    if (votes.includes(null)) await passPhase(parts, id);
    if (votes.every((choice) => choice === null)) return;
    for (const [seat, choice] of votes.entries()) {
      if (choice !== null) await court.connect(keeper).reveal(id, seat, choice, salt(seat), zeroHash);
    }
  } else {
    const panel = await panelOf(parts, id);
    for (const [seat, choice] of votes.entries()) {
      if (choice !== null) await court.connect(panel[seat]).reveal(id, seat, choice, zeroHash, zeroHash);
    }
    if (votes.includes(null)) await passPhase(parts, id);
  }
}

/** Lets the phase run out and takes its default. */
export async function passPhase({ court, keeper }: Room, id: bigint) {
  const { phaseEnd } = await court.caseOf(id);
  await time.increaseTo(phaseEnd + 1n);
  await court.connect(keeper).advance(id);
}

/** A case of three, voted on and past its appeal. */
export async function resolvedCase(parts: Room, votes: Votes = [1, 1, 2]): Promise<bigint> {
  const id = await drawnCase(parts);
  await vote(parts, id, votes);
  if ((await parts.court.caseOf(id)).phase === Phase.Appeal) await passPhase(parts, id);
  return id;
}
