import { type DocumentNode, Kind, type OperationDefinitionNode, parse, print } from "@0no-co/graphql.web";
import { initGraphQLTada, type TadaDocumentNode } from "gql.tada";
import { useSyncExternalStore } from "react";
import { readJson } from "#protocol/text.ts";
import { endpoints } from "../config.ts";
import type { introspection } from "../generated/graphql-env.d.ts";
import { headNumber } from "./chain.ts";

/** `graphql(...)` makes a document typed by the subgraph's schema; `query(...)` sends it. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: {
    BigInt: string;
    BigDecimal: string;
    Bytes: `0x${string}`;
    Int8: string;
    Timestamp: string;
  };
}>();
export type { ResultOf, VariablesOf } from "gql.tada";

/** How far the subgraph has read the chain. */
export type IndexedBlock = { number: number; timestamp: number | null };

/** The subgraph did not answer, or answered with an error. The chain can still be asked. */
export class GraphError extends Error {
  override readonly name = "GraphError";
  readonly reason: "unreachable" | "refused";

  constructor(reason: "unreachable" | "refused", detail: string) {
    super(reason === "unreachable" ? `The index does not answer: ${detail}` : `The index refused: ${detail}`);
    this.reason = reason;
  }
}

type Answer = {
  data?: Record<string, unknown> & { _meta: { block: IndexedBlock } | null };
  errors?: { message: string }[];
};

const timeout = 8_000;
const about = (parse("{ _meta { block { number timestamp } } }").definitions[0] as OperationDefinitionNode)
  .selectionSet;

let lag = 0;
let reachable = true;
const listeners = new Set<() => void>();

function hear(heard: { block?: IndexedBlock; reachable: boolean }): void {
  // Measured when it answers: later the chain has moved on, and nobody has asked.
  if (heard.block) lag = Math.max(0, Number(headNumber() ?? 0n) - heard.block.number);
  reachable = heard.reachable;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How many blocks the subgraph was behind when it last answered. */
export function useIndexLag(): number {
  return useSyncExternalStore(subscribe, () => lag);
}

/** False once the subgraph has left a question unanswered, until it answers one. */
export function useGraphReachable(): boolean {
  return useSyncExternalStore(subscribe, () => reachable);
}

async function post(query: string, variables: unknown, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(endpoints.graph, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
      signal,
    });
    if (!response.ok) throw new GraphError("unreachable", `HTTP ${response.status}`);
    return readJson(await response.text()) as Answer;
  } catch (error) {
    // A question that nobody waits for any more says nothing about the index.
    if (!(error instanceof DOMException && error.name === "AbortError")) hear({ reachable: false });
    if (error instanceof GraphError) throw error;
    throw new GraphError("unreachable", error instanceof Error ? error.message : String(error));
  }
}

/** Asks, along with whatever else is asked, how far the subgraph has read. */
function withMeta(document: object): string {
  const { definitions, ...rest } = document as DocumentNode;
  const asked = definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
    const selections = [...definition.selectionSet.selections, ...about.selections];
    return { ...definition, selectionSet: { ...definition.selectionSet, selections } };
  });
  return print({ ...rest, definitions: asked });
}

/** Sends one query. The answer says up to which block it is true. */
export async function query<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<{ data: Result; block: IndexedBlock }> {
  const limit = AbortSignal.timeout(timeout);
  const answer = await post(withMeta(document), variables, signal ? AbortSignal.any([signal, limit]) : limit);
  if (answer.errors?.[0] || !answer.data) throw new GraphError("refused", answer.errors?.[0]?.message ?? "no data");
  const { _meta, ...data } = answer.data;
  if (!_meta) throw new GraphError("refused", "it does not say how far it has read");
  hear({ block: _meta.block, reachable: true });
  return { data: data as Result, block: _meta.block };
}

/** Waits until the subgraph has read a block, at most a minute. Resolves in any case: it is only for refreshing. */
export async function untilIndexed(block: bigint): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const answer = await post("{ _meta { block { number } } }", {}, AbortSignal.timeout(timeout)).catch(() => null);
    if (BigInt(answer?.data?._meta?.block.number ?? -1) >= block) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** Asks only how far the subgraph has read, to notice that it is back. */
export async function probeGraph(): Promise<void> {
  const answer = await post("{ _meta { block { number timestamp } } }", {}, AbortSignal.timeout(timeout)).catch(
    () => null,
  );
  if (answer?.data?._meta) hear({ block: answer.data._meta.block, reachable: true });
}
