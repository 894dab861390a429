import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Address } from "viem";
import { parseAmount } from "../../lib/money.ts";
import type { SearchParams } from "../../paths/searchParams.ts";
import { chainTime } from "../../services/chain.ts";
import { graphql, query } from "../../services/graph.ts";
import type { ResultOf, VariablesOf } from "../../services/graph.ts";
import { offeredTokens } from "../../market/tokens.ts";

const cardFields = graphql(`
  fragment CardFields on ListingMetadata {
    id
    title
    category
    place
    photos(first: 1, orderBy: position) {
      cid
      thumbhash
      alt
    }
    listing {
      kind
      slot
      token
      price
      status
      left
      expiry
      buyerFeeBps
      seller {
        seller {
          ratings
        }
      }
    }
  }
`);
export type Card = ResultOf<typeof cardFields>;

const listingsDocument = graphql(
  `
    query Listings(
      $where: ListingMetadata_filter!
      $orderBy: ListingMetadata_orderBy!
      $orderDirection: OrderDirection!
      $first: Int!
      $skip: Int!
    ) {
      listingMetadata_collection(
        where: $where
        orderBy: $orderBy
        orderDirection: $orderDirection
        first: $first
        skip: $skip
      ) {
        ...CardFields
      }
    }
  `,
  [cardFields],
);
type Filter = VariablesOf<typeof listingsDocument>["where"];

const matchesDocument = graphql(
  `
    query Matches($text: String!, $where: ListingMetadata_filter!, $first: Int!, $skip: Int!) {
      listingSearch(text: $text, where: $where, first: $first, skip: $skip) {
        ...CardFields
      }
    }
  `,
  [cardFields],
);

export const pageSize = 24;

/** The token in which prices are compared: two tokens have no common scale here. */
export const steadyToken = offeredTokens[0];

/**
 * PostgreSQL's query language for "every word, each as a beginning": "red bike" -> "red:* & bike:*". Everything that is
 * neither letter nor digit parts words, so that nothing a person types can break the query. Null when no word is left.
 */
export function textQuery(text: string): string | null {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  return words && words.map((word) => `${word}:*`).join(" & ");
}

/** What can be bought now, cut down by what the person has chosen. */
export function filterOf(params: SearchParams, now: number): Filter {
  const { category, kind, sort } = params;
  const min = params.min === undefined ? null : parseAmount(String(params.min), steadyToken?.decimals ?? 0);
  const max = params.max === undefined ? null : parseAmount(String(params.max), steadyToken?.decimals ?? 0);
  const byPrice = min !== null || max !== null || sort !== undefined;
  return {
    ...(category && { category }),
    listing_: {
      status: "active",
      left_gt: "0",
      // Rounded to a minute, or every second would be a query of its own.
      expiry_gte: String(Math.ceil(now / 60) * 60),
      ...(kind && { kind }),
      ...(byPrice && steadyToken && { token: steadyToken.address.toLowerCase() as `0x${string}` }),
      ...(min !== null && { price_gte: min.toString() }),
      ...(max !== null && { price_lte: max.toString() }),
    },
  };
}

async function readCards(params: SearchParams, skip: number, signal: AbortSignal): Promise<Card[]> {
  const where = filterOf(params, chainTime());
  const text = params.text && textQuery(params.text);
  if (text) {
    // The index ranks matches and can't sort them otherwise, so a price order is made here, over the best of them.
    const first = params.sort ? 200 : pageSize;
    const { data } = await query(matchesDocument, { text, where, first, skip: params.sort ? 0 : skip }, signal);
    return params.sort ? sortByPrice(data.listingSearch, params.sort) : data.listingSearch;
  }
  const { data } = await query(
    listingsDocument,
    {
      where,
      orderBy: params.sort ? "listing__price" : "listing__createdAt",
      orderDirection: params.sort === "cheapest" ? "asc" : "desc",
      first: pageSize,
      skip,
    },
    signal,
  );
  return data.listingMetadata_collection;
}

function sortByPrice(cards: Card[], sort: "cheapest" | "dearest"): Card[] {
  const sign = sort === "cheapest" ? 1 : -1;
  return cards.toSorted((one, other) => sign * Number(BigInt(one.listing.price) - BigInt(other.listing.price)));
}

/** The search page, page by page. */
export function listingsOptions(params: SearchParams) {
  return infiniteQueryOptions({
    queryKey: ["listings", params],
    queryFn: ({ pageParam, signal }) => readCards(params, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.length === pageSize ? pages.length * pageSize : undefined),
    placeholderData: keepPreviousData,
  });
}

/** The newest things of the market, for the home page. */
export function newestOptions(first: number) {
  return queryOptions({
    queryKey: ["listings", "newest", first],
    queryFn: async ({ signal }) => (await readCards({}, 0, signal)).slice(0, first),
  });
}

/** What somebody offers now, newest first. */
export function sellersListingsOptions(seller: Address) {
  return queryOptions({
    queryKey: ["listings", "by", seller.toLowerCase()],
    queryFn: async ({ signal }) => {
      const where: Filter = { listing_: { seller: seller.toLowerCase(), status: "active", left_gt: "0" } };
      const { data } = await query(
        listingsDocument,
        { where, orderBy: "listing__createdAt", orderDirection: "desc", first: pageSize, skip: 0 },
        signal,
      );
      return data.listingMetadata_collection;
    },
  });
}
