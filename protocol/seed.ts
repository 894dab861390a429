import {
  type Abi,
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  ContractFunctionZeroDataError,
  ExecutionRevertedError,
  type Hex,
  numberToHex,
  type PublicClient,
} from "viem";
import { beaconProof } from "./drand.ts";
import { arbitratorPoolAbi, drandEntropyAbi } from "./generated/abi.ts";
import { headerRlp, type RpcBlock } from "./header.ts";

/** What brings a draw on once its block is over: the proof of the block's seed, or before it the round of a drand network. */
export type SeedStep =
  | { kind: "proof"; proof: Hex }
  | { kind: "schedule"; entropy: { address: Address; abi: Abi } }
  /** The round is fixed, and published later. */
  | { kind: "wait"; until: number }
  /** It is published, but no relay has it. */
  | { kind: "missing"; round: bigint };

export type Asked = {
  chain: PublicClient;
  pool: Address;
  /** Relays of a drand network, its chain hash included, where the market draws by one. The contract judges what they say. */
  relays: readonly string[];
  /** Told why a relay's answer does not hold. What it throws ends the search. */
  complain?: (relay: string, round: bigint, error: unknown) => void;
};

const timeout = 10_000;

const refusals = [ContractFunctionRevertedError, ContractFunctionZeroDataError, ExecutionRevertedError];

function isRefusal(error: unknown): boolean {
  return error instanceof BaseError && error.walk((cause) => refusals.some((kind) => cause instanceof kind)) !== null;
}

/** The source of a pool's draws, if it is one of drand's beacons: no other has a delay. */
async function drandOf({ chain, pool }: Asked) {
  const address = await chain.readContract({ address: pool, abi: arbitratorPoolAbi, functionName: "entropy" });
  const entropy = { address, abi: drandEntropyAbi } as const;
  try {
    await chain.readContract({ ...entropy, functionName: "delay" });
    return entropy;
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

/** The next step towards the seed of a block that is over; `now` is the chain's time. Throws for a header that can't be rebuilt. */
export async function seedStep(asked: Asked, block: bigint, now: number): Promise<SeedStep> {
  const { chain, relays, complain } = asked;
  const entropy = await drandOf(asked);
  if (!entropy) {
    const found: unknown = await chain.request({ method: "eth_getBlockByNumber", params: [numberToHex(block), false] });
    return { kind: "proof", proof: headerRlp(found as RpcBlock) };
  }
  const round = await chain.readContract({ ...entropy, functionName: "roundOf", args: [block] });
  if (round === 0n) return { kind: "schedule", entropy };
  const until = Number(await chain.readContract({ ...entropy, functionName: "timeOf", args: [round] }));
  if (now < until) return { kind: "wait", until };
  for (const relay of relays) {
    // One that lies or is down is no reason to believe the next one less.
    try {
      const proof = await fetchBeacon(relay, round);
      await chain.readContract({ ...entropy, functionName: "seedOf", args: [block, proof] });
      return { kind: "proof", proof };
    } catch (error) {
      complain?.(relay, round, error);
    }
  }
  return { kind: "missing", round };
}

async function fetchBeacon(relay: string, round: bigint): Promise<Hex> {
  const url = `${relay.replace(/\/$/, "")}/public/${round}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(timeout) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const { signature } = (await response.json()) as { signature?: unknown };
  return beaconProof(String(signature));
}
