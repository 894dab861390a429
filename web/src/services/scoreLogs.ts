import { type Address, getAbiItem, type Hex } from "viem";
import { type Entry, entryOf } from "../../../protocol/entries.ts";
import { publicClient } from "./chain.ts";
import { escrow, reputation } from "./contracts.ts";
import { inRanges, start } from "./logs.ts";

// What the index says about somebody's reviews, from the chain's own logs: slower, but there as long as the chain is.

const reviewed = getAbiItem({ abi: reputation.abi, name: "Reviewed" });
const rulingCounted = getAbiItem({ abi: reputation.abi, name: "RulingCounted" });
const sealed = getAbiItem({ abi: reputation.abi, name: "Sealed" });

/** All that has ever moved somebody's score, on either side. */
export async function findScoreEntries(subject: Address): Promise<Entry[]> {
  const latest = await publicClient.getBlockNumber();
  const about = { address: reputation.address, args: { subject }, strict: true } as const;
  const [reviews, rulings] = await Promise.all([
    inRanges(start, latest, (fromBlock, toBlock) =>
      publicClient.getLogs({ ...about, event: reviewed, fromBlock, toBlock }),
    ),
    inRanges(start, latest, (fromBlock, toBlock) =>
      publicClient.getLogs({ ...about, event: rulingCounted, fromBlock, toBlock }),
    ),
  ]);
  return Promise.all(
    [...reviews, ...rulings].map(async ({ args, blockNumber }) =>
      entryOf(args, (await publicClient.getBlock({ blockNumber })).timestamp),
    ),
  );
}

/** A review that somebody has sealed and not opened so far. */
export type Unopened = { orderId: Hex; subjectRole: number; endedAt: number };

export async function findUnopened(author: Address): Promise<Unopened[]> {
  const latest = await publicClient.getBlockNumber();
  const by = { address: reputation.address, args: { author }, strict: true } as const;
  const [written, opened] = await Promise.all([
    inRanges(start, latest, (fromBlock, toBlock) => publicClient.getLogs({ ...by, event: sealed, fromBlock, toBlock })),
    inRanges(start, latest, (fromBlock, toBlock) =>
      publicClient.getLogs({ ...by, event: reviewed, fromBlock, toBlock }),
    ),
  ]);
  const shown = new Set(opened.map(({ args }) => args.orderId));
  const closed = written.filter(({ args }) => !shown.has(args.orderId));
  return Promise.all(
    closed.map(async ({ args: { orderId, subjectRole } }) => {
      const { deadline } = await publicClient.readContract({ ...escrow, functionName: "stateOf", args: [orderId] });
      return { orderId, subjectRole, endedAt: deadline };
    }),
  );
}
