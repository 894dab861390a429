import type { Address, Hex } from "viem";
import { type Entry, entryOf } from "#protocol/entries.ts";
import { publicClient } from "../services/chain.ts";
import { escrow, reputation } from "../services/contracts.ts";
import { eventsOf } from "../services/chainLogs.ts";

// What the index says about somebody's reviews, from the chain's own logs: slower, but there as long as the chain is.

/** All that has ever moved somebody's score, on either side. */
export async function findScoreEntries(subject: Address): Promise<Entry[]> {
  const [reviews, rulings] = await Promise.all([
    eventsOf(reputation, "Reviewed", { subject }),
    eventsOf(reputation, "RulingCounted", { subject }),
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
  const [written, opened] = await Promise.all([
    eventsOf(reputation, "Sealed", { author }),
    eventsOf(reputation, "Reviewed", { author }),
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
