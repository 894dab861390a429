import { queryOptions } from "@tanstack/react-query";
import { benchOf } from "./judging.ts";
import { publicClient } from "../../services/chain.ts";
import { court } from "../../services/contracts.ts";

/** Who would judge before one of the market's courts, and for how much. A court's rules never change. */
export function benchOptions(number: number) {
  return queryOptions({
    queryKey: ["bench", number],
    queryFn: async () =>
      benchOf(await publicClient.readContract({ ...court, functionName: "configOf", args: [number] })),
    staleTime: Infinity,
  });
}
