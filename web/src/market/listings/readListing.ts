import { queryOptions } from "@tanstack/react-query";
import type { Hex } from "viem";
import { query } from "../../services/graph.ts";
import { type Listing, listingDocument } from "./listing.ts";
import { listingOnChain, wordsOf } from "./listingOnChain.ts";

async function readListing(listingId: Hex, signal: AbortSignal): Promise<Listing | null> {
  try {
    const { listing } = (await query(listingDocument, { id: listingId }, signal)).data;
    // The index waits for the file longer than it takes to read it.
    if (listing) return listing.metadata ? listing : { ...listing, metadata: await wordsOf(listing.metadataCid) };
  } catch (error) {
    const listing = await listingOnChain(listingId).catch(() => null);
    if (listing) return listing;
    throw error;
  }
  return listingOnChain(listingId);
}

/** One listing, or null when there is none with this id. One that the index has not read yet comes from the chain. */
export function listingOptions(listingId: string) {
  const id = listingId.toLowerCase() as Hex;
  return queryOptions({ queryKey: ["listing", id], queryFn: ({ signal }) => readListing(id, signal) });
}
