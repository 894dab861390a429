import { toQuantity } from "ethers";
import { headerRlp, mixHashOf, type RpcBlock } from "#protocol/header.ts";
import type { Parameters } from "../parameters.ts";
import { type Chain, numberFrom, Refused } from "./chain.ts";

const remedy = "give its parameters a drand network, or set HANDSEL_ENTROPY to an IEntropy";

/** Far enough from the head that every node behind an endpoint has it; the other in the reach of BLOCKHASH, with another L1 origin. */
const [near, far] = [16, 216];

/** Code that is not deployed and returns BLOCKHASH of a number, as a contract is told it. */
const readHashOf = (number: number): string => `0x7f${number.toString(16).padStart(64, "0")}405f5260205ff3`;

/** What `BlockEntropy` would make of a block: the mixHash in its header, which its hash proves. */
async function seedOf(chain: Chain, number: number): Promise<bigint> {
  const known = await chain.call<string>("eth_call", { data: readHashOf(number) }, "latest");
  const block = await chain.call<RpcBlock | null>("eth_getBlockByNumber", toQuantity(number), false);
  if (!block || block.hash !== known) {
    throw new Refused(`What this chain tells contracts is not the hash of its block ${number}: ${remedy}.`);
  }
  try {
    return BigInt(mixHashOf(headerRlp(block)));
  } catch (error) {
    throw new Refused(`The draws could read no header of this chain (${(error as Error).message}): ${remedy}.`);
  }
}

/** A court that draws by blocks without randomness could be foreseen, for good. EIP-4399: less than 2^64 is none. */
export async function checkEntropy(chain: Chain, { entropy, drand, isDevelopment }: Parameters): Promise<void> {
  if (entropy || drand || isDevelopment) return;
  const head = await numberFrom(chain, "eth_blockNumber");
  if (head <= far)
    throw new Refused(`This chain has only ${head} blocks, too few to see whether they have randomness.`);
  const [newer, older] = [await seedOf(chain, head - near), await seedOf(chain, head - far)];
  const small = [newer, older].find((value) => value >> 64n === 0n);
  if (small !== undefined) {
    throw new Refused(`This chain's blocks have no randomness (a mixHash is ${small}): ${remedy}.`);
  }
  if (newer === older) {
    throw new Refused(
      `This chain's blocks have no randomness, or its sequencer lags (mixHash of ${head - far} and ${head - near} are the same): ` +
        `try later, ${remedy}.`,
    );
  }
}
