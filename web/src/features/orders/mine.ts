import { queryOptions } from "@tanstack/react-query";
import { type Address, type Hex, isAddressEqual } from "viem";
import { type Order, orderId as idOf } from "#protocol/order.ts";
import type { Seconds } from "../../lib/time.ts";
import { publicClient } from "../../services/chain.ts";
import { afterIndex } from "../../services/chainLogs.ts";
import { escrow } from "../../services/contracts.ts";
import { graphql, query, type ResultOf } from "../../services/graph.ts";
import { rememberOrder } from "../../market/journal.ts";
import { findOrder, findPurchases, orderOf, takenFields, termsFields, termsOf } from "../../market/orders/calldata.ts";
import { type TitleAndPhoto, readOrderState } from "../../market/orders/order.ts";
import { offeredTokens } from "../../market/tokens.ts";
import type { Situation } from "./life.ts";

const mineFields = graphql(
  `
    fragment MineFields on Order {
      id
      ...TakenFields
      status
      outcome
      deadline
      fundedAt
      listing {
        ...TermsFields
        metadata {
          title
          language
          photos(first: 1, orderBy: position) {
            cid
            thumbhash
          }
        }
      }
    }
  `,
  [termsFields, takenFields],
);

const mineDocument = graphql(
  `
    query Mine($account: String!) {
      open: orders(
        where: {
          and: [{ status_in: [funded, shipped, disputed] }, { or: [{ buyer: $account }, { seller: $account }] }]
        }
        orderBy: fundedAt
        orderDirection: desc
        first: 500
      ) {
        ...MineFields
      }
      ended: orders(
        where: {
          and: [{ status_in: [completed, refunded, resolved] }, { or: [{ buyer: $account }, { seller: $account }] }]
        }
        orderBy: fundedAt
        orderDirection: desc
        first: 300
      ) {
        ...MineFields
      }
    }
  `,
  [mineFields],
);

/** One of somebody's orders, for a list. */
export type Mine = {
  orderId: Hex;
  order: Order;
  fundedAt: Seconds;
  now: Pick<Situation, "status" | "outcome" | "deadline" | "held" | "dispute">;
  /** Missing when the index does not have it: the row then asks for it by itself. */
  cover: TitleAndPhoto | undefined;
};

const noDispute = { phase: "none", openedByBuyer: false, ruling: "split", pot: 0n } as const;

/**
 * Everything that somebody has bought or sold, the newest first. The index lists them; what it has not read, or everything when
 * it is gone, comes from the chain's logs; and how an order that is not over stands is the chain's word in any case.
 */
export function mineOptions(account: Address | undefined) {
  return queryOptions({
    queryKey: ["myOrders", account],
    queryFn: () => readMine(account ?? escrow.address),
    enabled: account !== undefined,
    refetchInterval: 10_000,
  });
}

async function readMine(account: Address): Promise<Mine[]> {
  const indexed = await query(mineDocument, { account: account.toLowerCase() }).catch(() => null);
  const known = indexed ? [...indexed.data.open, ...indexed.data.ended] : [];
  const [listed, fresh] = await Promise.all([
    Promise.all(known.map(listedOrder)),
    freshOrders(account, afterIndex(indexed)),
  ]);
  return [...listed, ...fresh].filter((mine) => mine !== null).sort((one, other) => other.fundedAt - one.fundedAt);
}

async function listedOrder(found: ResultOf<typeof mineFields>): Promise<Mine | null> {
  const { id: orderId, listing, status, outcome, deadline, fundedAt } = found;
  const order = orderOf(termsOf(listing), found);
  // The hash says whether the index told the truth.
  if (idOf(order) !== orderId) return null;
  rememberOrder(orderId, order);
  const { metadata } = listing;
  const over = status === "completed" || status === "refunded" || status === "resolved";
  return {
    orderId,
    order,
    fundedAt: Number(fundedAt),
    now: over
      ? { status, outcome, deadline: Number(deadline), held: 0n, dispute: noDispute }
      : await readOrderState(orderId),
    cover: metadata
      ? { title: metadata.title, language: metadata.language, photo: metadata.photos[0] ?? null }
      : undefined,
  };
}

async function freshOrders(account: Address, from: bigint): Promise<(Mine | null)[]> {
  const purchases = await findPurchases(from);
  const own = purchases.filter(
    ({ buyer, seller }) => isAddressEqual(buyer, account) || isAddressEqual(seller, account),
  );
  return Promise.all(
    own.map(async ({ orderId, blockNumber }) => {
      const [order, now, block] = await Promise.all([
        findOrder(orderId),
        readOrderState(orderId),
        publicClient.getBlock({ blockNumber }),
      ]);
      return order && { orderId, order, fundedAt: Number(block.timestamp), now, cover: undefined };
    }),
  );
}

/** Money that could not be sent to somebody and waits at the escrow, in the market's tokens and in `others`. */
export function creditsOptions(account: Address | undefined, others: readonly Address[] = []) {
  const asked = [
    ...new Set([...offeredTokens.map(({ address }) => address), ...others].map((each) => each.toLowerCase())),
  ];
  return queryOptions({
    queryKey: ["credits", account, asked],
    queryFn: async () => {
      const owner = account ?? escrow.address;
      const credits = await Promise.all(
        asked.map(async (address) => {
          const token = address as Address;
          const args = [owner, token] as const;
          return { token, amount: await publicClient.readContract({ ...escrow, functionName: "creditOf", args }) };
        }),
      );
      return credits.filter(({ amount }) => amount > 0n);
    },
    enabled: account !== undefined,
    refetchInterval: 15_000,
  });
}
