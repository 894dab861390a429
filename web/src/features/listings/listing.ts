import { queryOptions } from "@tanstack/react-query";
import type { Hex } from "viem";
import { graphql, query } from "../../services/graph.ts";
import type { ResultOf } from "../../services/graph.ts";
import { listingOnChain, wordsOf } from "./onChain.ts";

const ListingDocument = graphql(`
  query Listing($id: ID!) {
    listing(id: $id) {
      id
      token
      price
      deposit
      stock
      unlimited
      sold
      left
      expiry
      fulfilWindow
      inspectWindow
      rulingWindow
      slot
      slotOffset
      freeNotice
      lateRefundBps
      sellerFeeBps
      buyerFeeBps
      referralBps
      kind
      category
      arbitrator
      courtId
      options
      metadataDigest
      metadataCid
      epoch
      status
      replacedBy {
        id
      }
      seller {
        id
        createdAt
        seller {
          ratings
          completed
          disputed
          orders
        }
      }
      metadata {
        title
        description
        category
        condition
        place
        tags
        language
        photos(orderBy: position) {
          cid
          thumbhash
          alt
          width
          height
        }
        attributes(orderBy: position) {
          name
          value
        }
      }
    }
  }
`);

type Indexed = NonNullable<ResultOf<typeof ListingDocument>["listing"]>;

/** A listing, from the index or from the chain itself. Only the index can say what a seller has done before. */
export type Listing = Omit<Indexed, "seller"> & {
  seller: { id: Indexed["seller"]["id"] } & (
    Pick<Indexed["seller"], "createdAt" | "seller"> | { createdAt: null; seller: null }
  );
};

async function readListing(listingId: Hex, signal: AbortSignal): Promise<Listing | null> {
  try {
    const { listing } = (await query(ListingDocument, { id: listingId }, signal)).data;
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
export function listingQuery(listingId: string) {
  const id = listingId.toLowerCase() as Hex;
  return queryOptions({ queryKey: ["listing", id], queryFn: ({ signal }) => readListing(id, signal) });
}

/** Whether it can be bought now, and if not, why. */
export type Availability = "forSale" | "request" | "soldOut" | "expired" | "presented" | "closed" | "replaced";

export function availabilityOf(
  listing: Pick<Listing, "status" | "left" | "expiry" | "kind" | "replacedBy">,
  now: number,
): Availability {
  if (listing.replacedBy) return "replaced";
  if (listing.status === "closed") return "closed";
  if (listing.left === "0") return "soldOut";
  if (Number(listing.expiry) < now) return "expired";
  if (listing.status === "presented") return "presented";
  return listing.kind === "request" ? "request" : "forSale";
}
