import { queryOptions } from "@tanstack/react-query";
import { chainTime } from "../../../services/chain.ts";
import { graphql, query } from "../../../services/graph.ts";
import { filterOf } from "../queries.ts";

const homeFiguresDocument = graphql(`
  query Market($steady: ID!) {
    market(id: "market") {
      activeListings
      orders
      openOrders
      completed
      disputes
    }
    token(id: $steady) {
      held
    }
  }
`);

/** The market in numbers, straight from the index; nulls before anything has happened. */
export function homeFiguresOptions(steady: string) {
  return queryOptions({
    queryKey: ["market", steady],
    queryFn: async ({ signal }) => (await query(homeFiguresDocument, { steady: steady.toLowerCase() }, signal)).data,
  });
}

const categoryTilesDocument = graphql(`
  query Covers($where: ListingMetadata_filter!) {
    listingMetadata_collection(where: $where, orderBy: listing__createdAt, orderDirection: desc, first: 200) {
      category
      photos(first: 1, orderBy: position) {
        cid
        thumbhash
      }
    }
  }
`);

export type CategoryTile = {
  category: string;
  listings: number;
  photo: { cid: string; thumbhash: string } | undefined;
};

/** Each category in which something is for sale, with its newest picture, the fullest first. */
export function categoryTilesOptions() {
  return queryOptions({
    queryKey: ["covers"],
    queryFn: async ({ signal }): Promise<CategoryTile[]> => {
      const { data } = await query(categoryTilesDocument, { where: filterOf({}, chainTime()) }, signal);
      const byCategory = Map.groupBy(data.listingMetadata_collection, (metadata) => metadata.category);
      const covers = [...byCategory].map(([category, found]) => ({
        category,
        listings: found.length,
        photo: found.find((metadata) => metadata.photos.length > 0)?.photos[0],
      }));
      return covers.sort((one, other) => other.listings - one.listings);
    },
  });
}
