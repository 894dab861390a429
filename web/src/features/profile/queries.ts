import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Address } from "viem";
import type { Profile } from "../../../../protocol/profile.ts";
import { readProfile } from "../../services/ceramic.ts";
import { publicClient } from "../../services/chain.ts";
import { reputation } from "../../services/contracts.ts";
import { graphql, query, type ResultOf } from "../../services/graph.ts";
import { pictureUrls, readReview } from "../../services/ipfs.ts";
import { shownText } from "../../lib/quoted.ts";

/** What somebody says about themselves. Never needed for money, so it may be missing anywhere. */
export function profileOptions(address: Address) {
  return queryOptions({
    queryKey: ["profile", address.toLowerCase()],
    queryFn: ({ signal }) => readProfile(address, signal),
    staleTime: 60_000,
    retry: 1,
  });
}

type Person = {
  name: string | undefined;
  urls: string[] | undefined;
  /** What other accounts are called whose profiles are known here: a name like one of theirs is marked. */
  others: string[];
};

/** A name and a picture to put beside an address. Both undefined while unknown, or for ever. */
export function usePerson(address: Address | undefined): Person {
  const queries = useQueryClient();
  const { data } = useQuery({ ...profileOptions(address ?? "0x"), enabled: Boolean(address) });
  const others = queries
    .getQueriesData<Profile | null>({ queryKey: ["profile"] })
    .flatMap(([[, account], profile]) => (account !== address?.toLowerCase() && profile?.name ? [profile.name] : []));
  return {
    name: shownText(data?.name) ?? undefined,
    urls: data?.picture ? pictureUrls(data.picture) : undefined,
    others,
  };
}

const sideFields = graphql(`
  fragment SideFields on AccountSide {
    orders
    open
    completed
    refunded
    resolved
    disputed
    disputesLost
    unanswered
    neverSent
    reviews
    ratings
    scoreNum
    scoreDen
    scoreUpdatedAt
    scoreCount
  }
`);
export type SideRow = ResultOf<typeof sideFields>;

const accountDocument = graphql(
  `
    query Account($id: ID!) {
      account(id: $id) {
        createdAt
        buyer {
          ...SideFields
        }
        seller {
          ...SideFields
        }
        reviewsReceived(first: 100, orderBy: createdAt, orderDirection: desc) {
          id
          author {
            id
          }
          subjectRole
          status
          rating
          contentCid
          replyCid
          weight
          outcome
          publishedAt
          createdAt
          order {
            id
            deadline
          }
        }
        reviewsWritten(first: 100, where: { status: sealed }) {
          subjectRole
          order {
            deadline
          }
        }
      }
    }
  `,
  [sideFields],
);
export type Account = NonNullable<ResultOf<typeof accountDocument>["account"]>;
export type Review = Account["reviewsReceived"][number];

/** An account's record on both sides and what has been said about it; null when it has never traded. */
export function accountOptions(address: Address) {
  return queryOptions({
    queryKey: ["account", address.toLowerCase()],
    queryFn: async ({ signal }) => (await query(accountDocument, { id: address.toLowerCase() }, signal)).data.account,
  });
}

/** How long after its end an order's sealed reviews can be opened. A constant of the contract. */
export const openingTimeOptions = queryOptions({
  queryKey: ["opening time"],
  queryFn: async () => {
    const [toWrite, toOpen] = await Promise.all([
      publicClient.readContract({ ...reputation, functionName: "reviewWindow" }),
      publicClient.readContract({ ...reputation, functionName: "revealWindow" }),
    ]);
    return toWrite + toOpen;
  },
  staleTime: Infinity,
});

/** The words of a review, read from IPFS and checked against the hash that the chain holds. */
export function reviewTextOptions(cid: string) {
  return queryOptions({
    queryKey: ["review text", cid],
    queryFn: ({ signal }) => readReview(cid, signal),
    staleTime: Infinity,
    retry: 1,
  });
}
