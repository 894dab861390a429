import type { Address, Hex } from "viem";
import type { Kind, Outcome, Status } from "#protocol/enums.ts";
import { market } from "./market.ts";

type OrderRow = {
  id: Hex;
  status: Status;
  outcome: Outcome;
  buyer: { id: Address };
  listing: { id: Hex; kind: Kind; seller: { id: Address } };
  dispute: {
    phase: string;
    case: { phase: string; seats: { status: string; arbitrator: { id: Address } }[] } | null;
  } | null;
};

type ListingRow = {
  id: Hex;
  kind: Kind;
  status: string;
  slot: string;
  left: string;
  unlimited: boolean;
  metadata: { title: string | null; options: { choice: Hex }[] } | null;
};

export type Seeded = { orders: OrderRow[]; listings: ListingRow[] };

/** What the index knows of the market: ids for every kind of page. */
export async function seeded(): Promise<Seeded> {
  const query = `{
    orders(first: 500, orderBy: fundedAt) {
      id status outcome buyer { id } listing { id kind seller { id } }
      dispute { phase case { phase seats { status arbitrator { id } } } }
    }
    listings(first: 500, orderBy: createdAt) {
      id kind status slot left unlimited metadata { title options(first: 1) { choice } }
    }
  }`;
  const response = await fetch(market().endpoints.graph, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data?: Seeded; errors?: { message: string }[] };
  if (!data) throw new Error(errors?.[0]?.message ?? "The index has no answer");
  return data;
}

/** The first of each kind. */
function firstOfEach<Row>(rows: readonly Row[], kindOf: (row: Row) => string): [kind: string, row: Row][] {
  const found = new Map<string, Row>();
  for (const row of rows) if (!found.has(kindOf(row))) found.set(kindOf(row), row);
  return [...found];
}

export type Sight = { name: string; path: string };

/** Every kind of listing that the market has, and every state. */
export function listingSights({ listings }: Seeded): Sight[] {
  const kindOf = ({ kind, status, slot, left, unlimited, metadata }: ListingRow) =>
    [
      status,
      kind,
      ...(slot === "0" ? [] : ["by time"]),
      ...(metadata?.options.length ? ["with options"] : []),
      ...(!unlimited && left === "0" ? ["sold out"] : []),
    ].join(", ");
  return firstOfEach(listings, kindOf).map(([kind, { id }]) => ({
    name: `a listing: ${kind}`,
    path: `/listing/${id}`,
  }));
}

export function checkoutSights(known: Seeded): Sight[] {
  const bought = listingSights(known).filter(({ name }) => !/request|sold out/.test(name));
  return bought.slice(0, 5).map(({ name, path }) => ({
    name: name.replace("a listing", "the checkout of a listing"),
    path: path.replace("/listing/", "/checkout/"),
  }));
}

/** Every state and every end of an order. */
export function orderSights({ orders }: Seeded): Sight[] {
  return firstOfEach(orders, ({ status, outcome, listing, dispute }) =>
    [status, ...(outcome === "none" ? [listing.kind] : [outcome]), ...(dispute ? [dispute.phase] : [])].join(", "),
  ).map(([state, { id }]) => ({ name: `an order: ${state}`, path: `/order/${id}` }));
}

/** Every phase of a dispute and of its case. */
export function disputeSights({ orders }: Seeded): Sight[] {
  const disputed = orders.filter(({ dispute }) => dispute !== null);
  const running = orders.filter(({ status }) => status === "shipped").slice(0, 1);
  return firstOfEach(disputed, ({ dispute, outcome }) =>
    [dispute!.phase, dispute!.case?.phase ?? "no case", outcome].join(", "),
  )
    .map(([phase, { id }]) => ({ name: `a dispute: ${phase}`, path: `/dispute/${id}` }))
    .concat(running.map(({ id }) => ({ name: "a dispute that can be opened", path: `/dispute/${id}` })));
}
