import { queryOptions } from "@tanstack/react-query";
import type { Address } from "viem";
import { publicClient } from "../../services/chain.ts";
import { court, pool } from "../../services/contracts.ts";
import { graphql, query } from "../../services/graph.ts";
import type { ArbitratorRecord } from "./stake/StakeFacts.tsx";

/** What the pool asks of its members, and how many they are. */
export const poolOptions = queryOptions({
  queryKey: ["pool"],
  queryFn: readPool,
  refetchInterval: 15_000,
});

async function readPool() {
  const [parameters, members, weight, standard] = await Promise.all([
    publicClient.readContract({ ...pool, functionName: "parameters" }),
    publicClient.readContract({ ...pool, functionName: "activeCount" }),
    publicClient.readContract({ ...pool, functionName: "totalWeight" }),
    publicClient.readContract({ ...court, functionName: "configOf", args: [0] }),
  ]);
  return { parameters, members: Number(members), weight, standard };
}

/** Somebody's stake, and what waits to be collected. */
export function memberOptions(account: Address | undefined) {
  return queryOptions({
    queryKey: ["member", account],
    queryFn: () => readMember(account ?? pool.address),
    enabled: account !== undefined,
    refetchInterval: 8_000,
  });
}

async function readMember(account: Address) {
  const [member, credit, frozen] = await Promise.all([
    publicClient.readContract({ ...pool, functionName: "arbitratorOf", args: [account] }),
    publicClient.readContract({ ...pool, functionName: "creditOf", args: [account] }),
    publicClient.readContract({ ...pool, functionName: "frozen" }),
  ]);
  return { member, credit, frozen };
}

const recordDocument = graphql(`
  query ArbitratorRecord($id: ID!) {
    arbitrator(id: $id) {
      seatsDrawn
      coherent
      incoherent
      absent
      earned
      slashed
    }
  }
`);

/** An arbitrator's past, which only the index adds up. Null before the first stake. */
export function recordOptions(account: Address | undefined) {
  return queryOptions({
    queryKey: ["arbitratorRecord", account],
    queryFn: () => readRecord(account ?? pool.address),
    enabled: account !== undefined,
  });
}

async function readRecord(account: Address): Promise<ArbitratorRecord | null> {
  const { data } = await query(recordDocument, { id: account.toLowerCase() });
  if (!data.arbitrator) return null;
  const { earned, slashed, ...counts } = data.arbitrator;
  return { ...counts, earned: BigInt(earned), slashed: BigInt(slashed) };
}
