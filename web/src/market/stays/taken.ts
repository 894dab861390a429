import { queryOptions } from "@tanstack/react-query";
import { type Hex, slice } from "viem";
import { listingId, type Terms } from "#protocol/terms.ts";
import { choiceOf, type Option } from "#protocol/options.ts";
import { publicClient } from "../../services/chain.ts";
import { registry } from "../../services/contracts.ts";
import { halves } from "../listings/choices.ts";
import { startOf, type Taken } from "./stays.ts";

/** How many stays cover each of `count` slots, from number `from` on: the chain's own calendar. */
export function takenOptions(terms: Terms, from: number, count: number) {
  return queryOptions({
    queryKey: ["taken", listingId(terms), from, count],
    queryFn: async (): Promise<Taken> => {
      const args = [terms, startOf(terms, from), count] as const;
      return { from, stays: await publicClient.readContract({ ...registry, functionName: "takenAt", args }) };
    },
    refetchInterval: 10_000,
  });
}

/** How much of each variant is sold, by its words. */
export type VariantsSold = ReadonlyMap<string | undefined, bigint>;

export async function readVariantsSold(listing: Hex, options: readonly Option[]): Promise<VariantsSold> {
  const sold = await Promise.all(
    halves(options, "variant").map(async (variant) => {
      const args = [listing, slice(choiceOf({ variant }), 0, 16)] as const;
      return [variant, await publicClient.readContract({ ...registry, functionName: "variantSold", args })] as const;
    }),
  );
  return new Map(sold);
}

export function variantsSoldOptions(listing: Hex, options: readonly Option[]) {
  const variants = halves(options, "variant");
  return queryOptions({
    queryKey: ["variantsSold", listing, variants],
    queryFn: () => readVariantsSold(listing, options),
    enabled: variants.length > 0,
    refetchInterval: 10_000,
  });
}
