import { graphql, type ResultOf } from "../../services/graph.ts";

export const listingDocument = graphql(`
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

type Indexed = NonNullable<ResultOf<typeof listingDocument>["listing"]>;

/** A listing, from the index or from the chain itself. Only the index can say what a seller has done before. */
export type Listing = Omit<Indexed, "seller"> & {
  seller: { id: Indexed["seller"]["id"] } & (
    Pick<Indexed["seller"], "createdAt" | "seller"> | { createdAt: null; seller: null }
  );
};

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
