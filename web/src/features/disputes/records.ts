import { queryOptions } from "@tanstack/react-query";
import { type Address, type Hex, isAddressEqual } from "viem";
import { cidOfDigest } from "#protocol/cid.ts";
import { publicClient } from "../../services/chain.ts";
import { afterIndex, eventsOf } from "../../services/chainLogs.ts";
import { court, escrow } from "../../services/contracts.ts";
import { graphql, query } from "../../services/graph.ts";
import type { Evidence } from "./evidence/exhibits.ts";

// What happened, as lists. The index has them; what it has not read yet, or all of it when it is gone, is in the chain's logs.

const exhibitsDocument = graphql(`
  query Exhibits($order: Bytes!) {
    order(id: $order) {
      dispute {
        raisedAt
      }
      evidence(orderBy: timestamp, first: 500) {
        id
        party {
          id
        }
        uri
        timestamp
      }
    }
  }
`);

/** What both sides have brought forward about an order. */
export function exhibitsOptions(orderId: Hex) {
  return queryOptions({
    queryKey: ["exhibits", orderId],
    queryFn: () => readExhibits(orderId),
    refetchInterval: 8_000,
  });
}

async function readExhibits(orderId: Hex): Promise<{ exhibits: Evidence[]; raisedAt: number | null }> {
  const indexed = await query(exhibitsDocument, { order: orderId }).catch(() => null);
  const known: Evidence[] =
    indexed?.data.order?.evidence.map(({ id, party, uri, timestamp }) => ({
      id,
      party: party.id,
      uri,
      at: Number(timestamp),
    })) ?? [];
  const logs = await eventsOf(escrow, "Evidence", { _evidenceGroupID: BigInt(orderId) }, afterIndex(indexed));
  const fresh = await Promise.all(
    logs.map(async ({ args, blockNumber, transactionHash, logIndex }) => ({
      id: `${transactionHash}${logIndex}`,
      party: args._party,
      uri: args._evidence,
      at: await timeOf(blockNumber),
    })),
  );
  const raisedAt = indexed?.data.order?.dispute?.raisedAt;
  return { exhibits: [...known, ...fresh], raisedAt: raisedAt ? Number(raisedAt) : null };
}

const reasonsDocument = graphql(`
  query Reasons($court: Bytes!, $number: BigInt!) {
    cases(where: { contract: $court, number: $number }) {
      seats(where: { justificationCid_not: null }, first: 200) {
        round {
          number
        }
        attempt
        number
        justificationCid
      }
    }
  }
`);

/** Reasons that arbitrators published with their votes, or later: where their texts are, by `seatKey`. */
export function reasonsOptions(id: bigint | undefined) {
  return queryOptions({
    queryKey: ["reasons", id?.toString()],
    queryFn: () => readReasons(id ?? 0n),
    enabled: id !== undefined,
    refetchInterval: 8_000,
  });
}

export function seatKey(round: number, attempt: number, seat: number): string {
  return `${round}/${attempt}/${seat}`;
}

async function readReasons(id: bigint): Promise<ReadonlyMap<string, string>> {
  const indexed = await query(reasonsDocument, { court: court.address, number: id.toString() }).catch(() => null);
  const logs = await Promise.all([
    eventsOf(court, "Revealed", { id }, afterIndex(indexed)),
    eventsOf(court, "Justified", { id }, afterIndex(indexed)),
  ]);
  const reasons = new Map<string, string>();
  for (const seat of indexed?.data.cases[0]?.seats ?? []) {
    if (seat.justificationCid)
      reasons.set(seatKey(seat.round.number, seat.attempt, seat.number), seat.justificationCid);
  }
  for (const { args } of logs.flat()) {
    if (BigInt(args.justification) === 0n) continue;
    reasons.set(seatKey(args.round, args.attempt, args.seat), cidOfDigest(args.justification));
  }
  return reasons;
}

const seatsDocument = graphql(`
  query SeatsOf($arbitrator: Bytes!) {
    seats(where: { arbitrator: $arbitrator }, orderBy: drawnAt, orderDirection: desc, first: 60) {
      case {
        number
        dispute {
          id
        }
      }
    }
  }
`);

/** A case somebody was drawn for. `orderId` is null when it is not about an order of this market. */
export type SeatedCase = { id: bigint; orderId: Hex | null };

/** The cases that an arbitrator sits or sat on, the latest first. */
export function seatedCasesOptions(arbitrator: Address | undefined) {
  return queryOptions({
    queryKey: ["seatedCases", arbitrator],
    queryFn: () => readSeatedCases(arbitrator ?? court.address),
    enabled: arbitrator !== undefined,
    refetchInterval: 8_000,
  });
}

async function readSeatedCases(arbitrator: Address): Promise<SeatedCase[]> {
  const indexed = await query(seatsDocument, { arbitrator }).catch(() => null);
  const logs = await eventsOf(court, "Drawn", {}, afterIndex(indexed));
  const cases = new Map<bigint, Hex | null>();
  for (const { args } of logs.toReversed()) {
    if (args.arbitrators.some((drawn) => isAddressEqual(drawn, arbitrator))) cases.set(args.id, await orderOf(args.id));
  }
  for (const seat of indexed?.data.seats ?? []) {
    const id = BigInt(seat.case.number);
    if (!cases.has(id)) cases.set(id, seat.case.dispute?.id ?? (await orderOf(id)));
  }
  return [...cases].map(([id, orderId]) => ({ id, orderId }));
}

/** Which order a case is about, from the escrow's own record. */
async function orderOf(id: bigint): Promise<Hex | null> {
  const [raised] = await eventsOf(escrow, "DisputeRaised", { arbitrator: court.address, disputeId: id });
  return raised?.args.orderId ?? null;
}

async function timeOf(blockNumber: bigint): Promise<number> {
  return Number((await publicClient.getBlock({ blockNumber })).timestamp);
}
