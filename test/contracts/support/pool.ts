import { ZeroHash } from "ethers";
import { ethers, headerAt, lock, networkHelpers, poolParameters, type Signer, stakeOf } from "./court.ts";

export const { loadFixture: load, mine, time } = networkHelpers;

/** A pool whose court is a person, so that a test can ask of it what only the court can. */
export async function pool() {
  const [court, stranger, ...people] = (await ethers.getSigners()) as [Signer, Signer, ...Signer[]];
  const entropy = await ethers.deployContract("BlockEntropy");
  const contract = await ethers.deployContract("ArbitratorPool", [court, entropy, poolParameters]);
  return { court, stranger, people, pool: contract, entropy };
}

/** Eight people with different stakes, all of them counted. */
export async function fullPool() {
  const parts = await pool();
  const members = parts.people.slice(0, 8);
  for (const [i, person] of members.entries()) await parts.pool.connect(person).stake({ value: stakeOf(i) });
  await time.increase(poolParameters.activationDelay);
  for (const person of members) await parts.pool.connect(person).activate();
  return { ...parts, members };
}

export type Pool = Awaited<ReturnType<typeof pool>>;

/** What a court asks of a draw, unless a test says otherwise. */
export const requestOf = (changes: object = {}) => ({
  ...{ id: 1, round: 0, attempt: 0, seats: 3, atLeast: 3, lock, excluded: [] as string[] },
  ...changes,
});

/** Mines up to the first block in which the head of the queue can be drawn, and answers its header. */
export async function ready({ pool: contract }: Pool): Promise<string> {
  const [, drawBlock] = await contract.nextDraw();
  while (BigInt(await ethers.provider.getBlockNumber()) <= drawBlock) await mine(1);
  return headerAt(drawBlock);
}

/** Draws one panel by a queue of one. */
export async function drawn(parts: Pool, changes: object = {}): Promise<string[]> {
  const { pool: contract, court } = parts;
  const request = requestOf(changes);
  await contract.connect(court).enqueue(request.id);
  const header = await ready(parts);
  const { panel } = await contract.connect(court).draw.staticCall(header, request);
  await contract.connect(court).draw(header, request);
  return [...panel];
}

/** Puts a case into the queue and mines until its draw is frozen. */
export async function freeze({ pool: contract, court }: Pool): Promise<bigint> {
  await contract.connect(court).enqueue(7);
  const [, drawBlock] = await contract.nextDraw();
  while (!(await contract.frozen())) await mine(1);
  return drawBlock;
}

/** Takes whatever waits off the queue. */
export async function thaw({ pool: contract, court }: Pool): Promise<void> {
  while ((await contract.nextDraw()).drawBlock !== 0n) await contract.connect(court).skip(false);
}

export const noHeader = "0x";
export const zeroHash = ZeroHash;
/** `ContractParty.Manner`. */
export const Party = { Taking: 0, Refusing: 1, Burning: 2, Flooding: 3, CallingBack: 4 } as const;
