import { type Abi, type Address, type Hex, numberToHex } from "viem";
import { beaconProof } from "../../protocol/drand.ts";
import { headerRlp, type RpcBlock } from "../../protocol/header.ts";
import { isLost, wordsOf } from "./endpoint.ts";
import type { Market } from "./market.ts";
import type { Wanted } from "./work.ts";

/** What brings a draw on: the proof of its block's seed, or first the round that it is drawn by. */
export type SeedStep = { proof: Hex } | { schedule: { address: Address; abi: Abi } };

type Drand = NonNullable<Awaited<ReturnType<Market["drandOf"]>>>;

const timeout = 10_000;

/** The next step towards the seed of a block that is over; nothing when it has to be waited for, or cannot be had from here. */
export async function seedStep(wanted: Wanted, block: bigint, now: number): Promise<SeedStep | undefined> {
  const { chain, market, say } = wanted;
  const drand = await market.drandOf();
  if (drand) return beaconStep(wanted, drand, block, now);
  const found: unknown = await chain.request({ method: "eth_getBlockByNumber", params: [numberToHex(block), false] });
  try {
    return { proof: headerRlp(found as RpcBlock) };
  } catch (error) {
    // A header of a kind that we can't rebuild keeps nobody from doing the rest.
    say(`Block ${block}: nothing can be drawn by it from here, ${wordsOf(error)}`);
    return undefined;
  }
}

async function beaconStep(
  { chain, drand: endpoints, say }: Wanted,
  entropy: Drand,
  block: bigint,
  now: number,
): Promise<SeedStep | undefined> {
  const round = await chain.readContract({ ...entropy, functionName: "roundOf", args: [block] });
  if (round === 0n) return { schedule: entropy };
  const published = await chain.readContract({ ...entropy, functionName: "timeOf", args: [round] });
  if (now < published) return undefined;
  if (endpoints.length === 0) say("This market draws by drand's beacons: name relays in HANDSEL_DRAND.");
  for (const endpoint of endpoints) {
    // A relay that lies or is down is no reason to believe the next one less: the contract judges each answer.
    try {
      const proof = await fetchBeacon(endpoint, round);
      await chain.readContract({ ...entropy, functionName: "seedOf", args: [block, proof] });
      return { proof };
    } catch (error) {
      if (isLost(error)) throw error;
      say(`${new URL(endpoint).origin} has no beacon of round ${round} that holds: ${wordsOf(error)}`);
    }
  }
  return undefined;
}

async function fetchBeacon(endpoint: string, round: bigint): Promise<Hex> {
  const url = `${endpoint.replace(/\/$/, "")}/public/${round}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(timeout) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const { signature } = (await response.json()) as { signature?: unknown };
  return beaconProof(String(signature));
}
