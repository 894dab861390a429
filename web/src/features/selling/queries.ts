import { queryOptions } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { cidOfDigest } from "#protocol/cid.ts";
import { listingStatuses } from "#protocol/enums.ts";
import type { Terms } from "#protocol/terms.ts";
import type { ListingMetadata } from "#protocol/metadata.ts";
import { publicClient } from "../../services/chain.ts";
import { registry } from "../../services/contracts.ts";
import { readMetadata } from "../../services/ipfs.ts";
import { findTerms } from "../../market/orders/calldata.ts";
import { optionsIn } from "../../market/listings/choices.ts";
import { readVariantsSold, type VariantsSold } from "../../market/stays/taken.ts";
import type { Rules } from "./form/rules.ts";

/** What the registry allows now. */
export async function readRules(): Promise<Rules> {
  const [paused, feeFloorBps, maxFeeBps, minWindow, maxFulfilWindow, maxInspectWindow, maxRulingWindow] =
    await Promise.all([
      publicClient.readContract({ ...registry, functionName: "paused" }),
      publicClient.readContract({ ...registry, functionName: "feeFloorBps" }),
      publicClient.readContract({ ...registry, functionName: "MAX_FEE_BPS" }),
      publicClient.readContract({ ...registry, functionName: "MIN_WINDOW" }),
      publicClient.readContract({ ...registry, functionName: "MAX_FULFIL_WINDOW" }),
      publicClient.readContract({ ...registry, functionName: "MAX_INSPECT_WINDOW" }),
      publicClient.readContract({ ...registry, functionName: "MAX_RULING_WINDOW" }),
    ]);
  return { paused, feeFloorBps, maxFeeBps, minWindow, maxFulfilWindow, maxInspectWindow, maxRulingWindow };
}

export const rulesOptions = queryOptions({ queryKey: ["listingRules"], queryFn: readRules });

export async function readEpoch(seller: Address): Promise<number> {
  return publicClient.readContract({ ...registry, functionName: "epochOf", args: [seller] });
}

/** A published listing with its own words: to be edited, or to be answered. */
export type Published = {
  terms: Terms;
  metadata: ListingMetadata;
  sold: number;
  variantsSold: VariantsSold;
  /** Whether it can be replaced; one that was closed, alone or with all others, can only be listed anew. */
  open: boolean;
};

/** Null when there is no such listing. */
export function publishedOptions(listingId: Hex) {
  return queryOptions({
    queryKey: ["published", listingId],
    queryFn: async (): Promise<Published | null> => {
      const terms = await findTerms(listingId);
      if (!terms) return null;
      const [metadata, epoch, state] = await Promise.all([
        readMetadata(cidOfDigest(terms.metadata)),
        readEpoch(terms.seller),
        publicClient.readContract({ ...registry, functionName: "stateOf", args: [listingId] }),
      ]);
      return {
        terms,
        metadata,
        sold: state.sold,
        variantsSold: await readVariantsSold(listingId, optionsIn(metadata)),
        open: listingStatuses[state.status] === "active" && epoch === terms.epoch,
      };
    },
    staleTime: 60_000,
  });
}
