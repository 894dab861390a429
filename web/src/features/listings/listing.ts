import { queryOptions } from "@tanstack/react-query";
import { kinds } from "../../../../protocol/ids.ts";
import type { Terms } from "../../../../protocol/ids.ts";
import { graphql, query } from "../../services/graph.ts";
import type { ResultOf } from "../../services/graph.ts";

const ListingDocument = graphql(`
  query Listing($id: ID!) {
    listing(id: $id) {
      id
      token
      price
      deposit
      stock
      unlimited
      left
      expiry
      fulfilWindow
      inspectWindow
      rulingWindow
      sellerFeeBps
      buyerFeeBps
      referralBps
      kind
      arbitrator
      court
      metadataDigest
      metadataCid
      epoch
      status
      createdAt
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

export type Listing = NonNullable<ResultOf<typeof ListingDocument>["listing"]>;

/** One listing, or null when there is none with this id. */
export function listingQuery(listingId: string) {
  return queryOptions({
    queryKey: ["listing", listingId.toLowerCase()],
    queryFn: async ({ signal }) =>
      (await query(ListingDocument, { id: listingId.toLowerCase() }, signal)).data.listing ?? null,
  });
}

/** The terms as the contracts know them: what a buyer binds himself to, and what every call about an order hands back. */
export function termsOf(listing: Listing): Terms {
  return {
    seller: listing.seller.id,
    token: listing.token,
    price: BigInt(listing.price),
    deposit: BigInt(listing.deposit),
    stock: Number(listing.stock),
    expiry: Number(listing.expiry),
    fulfilWindow: Number(listing.fulfilWindow),
    inspectWindow: Number(listing.inspectWindow),
    rulingWindow: Number(listing.rulingWindow),
    sellerFeeBps: listing.sellerFeeBps,
    buyerFeeBps: listing.buyerFeeBps,
    referralBps: listing.referralBps,
    kind: kinds.indexOf(listing.kind),
    arbitrator: listing.arbitrator,
    court: Number(listing.court),
    metadata: listing.metadataDigest,
    epoch: Number(listing.epoch),
  };
}

/** Whether it can be bought now, and if not, why. */
export type Availability = "forSale" | "request" | "soldOut" | "expired" | "closed" | "replaced";

export function availabilityOf(
  listing: Pick<Listing, "status" | "left" | "expiry" | "kind" | "replacedBy">,
  now: number,
): Availability {
  if (listing.replacedBy) return "replaced";
  if (listing.status === "closed") return "closed";
  if (listing.left === "0") return "soldOut";
  if (Number(listing.expiry) < now) return "expired";
  return listing.kind === "request" ? "request" : "forSale";
}
