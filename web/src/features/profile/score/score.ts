import { queryOptions } from "@tanstack/react-query";
import type { Address } from "viem";
import { type Entry, roles, type ScoreRole } from "#protocol/entries.ts";
import type { Score } from "#protocol/score.ts";
import { publicClient } from "../../../services/chain.ts";
import { reputation } from "../../../services/contracts.ts";
import { graphql, query } from "../../../services/graph.ts";
import { findScoreEntries, findUnopened } from "../../../market/scoreLogs.ts";

const reviewsDocument = graphql(`
  query ScoreReviews($subject: String!, $after: Bytes!) {
    reviews(first: 1000, orderBy: id, where: { subject: $subject, status: published, id_gt: $after }) {
      id
      author {
        id
      }
      order {
        id
      }
      subjectRole
      rating
      weight
      publishedAt
    }
  }
`);

const rulingsDocument = graphql(`
  query ScoreRulings($subject: String!, $after: Bytes!) {
    countedRulings(first: 1000, orderBy: id, where: { subject: $subject, id_gt: $after }) {
      id
      subjectRole
      weight
      timestamp
    }
  }
`);

const page = 1_000;

/** Everything that the index holds of a kind, a page after the other. */
async function all<Row extends { id: `0x${string}` }>(read: (after: `0x${string}`) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const more = await read(rows.at(-1)?.id ?? "0x");
    rows.push(...more);
    if (more.length < page) return rows;
  }
}

async function indexedEntries(address: Address, signal: AbortSignal): Promise<Entry[]> {
  const subject = address.toLowerCase();
  const [reviews, rulings] = await Promise.all([
    all(async (after) => (await query(reviewsDocument, { subject, after }, signal)).data.reviews),
    all(async (after) => (await query(rulingsDocument, { subject, after }, signal)).data.countedRulings),
  ]);
  return [
    ...reviews.map(({ author, order, subjectRole: role, rating, weight, publishedAt }) => ({
      orderId: order.id,
      role,
      author: author.id,
      rating: rating ?? 0,
      weight: BigInt(weight),
      at: BigInt(publishedAt ?? 0),
    })),
    ...rulings.map(({ id, subjectRole: role, weight, timestamp }) => ({
      orderId: id,
      role,
      author: null,
      rating: 0,
      weight: BigInt(weight),
      at: BigInt(timestamp),
    })),
  ];
}

/** All that has ever moved a person's score on either side, and who told us: the index or, without it, the chain's logs. */
export function entriesOptions(address: Address) {
  return queryOptions({
    queryKey: ["score entries", address.toLowerCase()],
    queryFn: async ({ signal }): Promise<{ entries: Entry[]; from: "index" | "chain" }> => {
      const indexed = await indexedEntries(address, signal).catch(() => null);
      if (indexed) return { entries: indexed, from: "index" };
      return { entries: await findScoreEntries(address), from: "chain" };
    },
  });
}

/** The contract's own sums for both sides of a person, straight from the chain. */
export function chainScoresOptions(address: Address) {
  return queryOptions({
    queryKey: ["chain scores", address.toLowerCase()],
    queryFn: async () => {
      const [buyer, seller] = await Promise.all(roles.map((_, role) => readScore(address, role)));
      if (!buyer || !seller) throw new Error("The chain has no score");
      return { buyer, seller } satisfies { [role in ScoreRole]: Score };
    },
  });
}

/** Reviews that a person has sealed and not opened, from the chain's logs. */
export function unopenedOptions(address: Address) {
  return queryOptions({ queryKey: ["unopened", address.toLowerCase()], queryFn: () => findUnopened(address) });
}

async function readScore(address: Address, role: number): Promise<Score> {
  const [sums] = await publicClient.readContract({ ...reputation, functionName: "scoreOf", args: [address, role] });
  return { num: sums.num, den: sums.den, updatedAt: BigInt(sums.updatedAt), count: BigInt(sums.count) };
}
