import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChain } from "../../../scripts/stack/chain.ts";
import { type Endpoints, endpoints, ports } from "../../../scripts/stack/endpoints.ts";
import { buildSubgraph, startGraph, waitForGraph } from "../../../scripts/stack/graph.ts";
import { startPostgres } from "../../../scripts/stack/postgres.ts";
import { createSupervisor, repository } from "../../../scripts/stack/supervisor.ts";
import { rpc } from "../../../scripts/stack/rpc.ts";
import { type Addresses, type Emission, type Mined, emit, placeEmitters } from "./emitter.ts";
import { type Files, serveFiles } from "./files.ts";
import { people } from "./people.ts";

/** A chain whose contracts say what a test wants, and the real graph-node that reads it. */
export type Indexer = {
  addresses: Addresses;
  files: Files;
  /** Makes a contract emit an event; Ada sends the transaction unless somebody else does. */
  emit: (emission: Omit<Emission, "from"> & { from?: Emission["from"] }) => Promise<Mined>;
  /** Moves the chain's clock on; the next block has the new time. */
  wait: (seconds: number) => Promise<void>;
  /** Waits until everything emitted so far has been indexed. */
  indexed: () => Promise<number>;
  query: <T>(document: string, variables?: Record<string, unknown>) => Promise<T>;
  /** Asks until the answer satisfies: files arrive a little later than events. */
  queryUntil: <T>(document: string, isDone: (data: T) => boolean) => Promise<T>;
  urls: Endpoints;
  stop: () => Promise<void>;
};

/** Three minutes would not do for a busy machine that has never built the subgraph. */
export const startTimeout = 480_000;

function readAddresses(build: string): Addresses {
  const manifest = readFileSync(join(build, "subgraph.yaml"), "utf8");
  const found = [
    ...manifest.matchAll(/^\s+name: (\w+)\n\s+network: .*\n\s+source:\n\s+(?:abi: .*\n\s+)?address: ["']?(0x\w+)/gm),
  ];
  return Object.fromEntries(found.map(([, name, address]) => [name, address])) as Addresses;
}

/** `deploy` brings the real contracts; without it their addresses say what a test tells them to. */
export async function startIndexer(
  offset: number,
  { deploy }: { deploy?: (urls: Endpoints) => Promise<unknown> } = {},
): Promise<Indexer> {
  const folder = mkdtempSync(join(tmpdir(), "handsel-indexer-"));
  // PostgreSQL may run as another user, who has to get in.
  chmodSync(folder, 0o755);
  const [port, urls] = [ports(offset), endpoints(offset)];
  const supervisor = createSupervisor(join(folder, "logs"));
  const files = await serveFiles(port.ipfs);
  const stop = async () => {
    await supervisor.stop();
    await files.stop();
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    const [build, database] = await Promise.all([
      buildSubgraph(supervisor),
      startPostgres(supervisor, { folder: join(folder, "postgres"), port: port.postgres }),
      startChain(supervisor, { folder: join(folder, "chain"), port: port.chain, url: urls.chain }),
    ]);
    const addresses = readAddresses(build);
    await (deploy ? deploy(urls) : placeEmitters(urls.chain, addresses));
    const graph = await startGraph(supervisor, { folder, build, port, urls, database: database.url });
    const query = <T>(document: string, variables: Record<string, unknown> = {}) =>
      ask<T>(urls.graph, document, variables);
    await supervisor.until("the first answer", () => query("{ _meta { block { number } } }"));
    return {
      addresses,
      files,
      emit: (emission) => emit(urls.chain, { from: people.ada, ...emission, address: addresses[emission.contract] }),
      async wait(seconds) {
        await rpc(urls.chain, "evm_increaseTime", [seconds]);
        await rpc(urls.chain, "evm_mine");
      },
      indexed: () => waitForGraph(supervisor, urls),
      query,
      async queryUntil<T>(document: string, isDone: (data: T) => boolean) {
        return supervisor.until("the index", async () => {
          await rpc(urls.chain, "evm_mine");
          const data = await query<T>(document);
          return isDone(data) ? data : undefined;
        });
      },
      urls,
      async stop() {
        await graph.stop();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function ask<T>(url: string, query: string, variables: Record<string, unknown>): Promise<T> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string }[] };
  if (errors?.[0] || !data) throw new Error(errors?.[0]?.message ?? "no data");
  return data;
}

/** One of the example queries of subgraph/queries/. */
export function example(name: string): string {
  return readFileSync(join(repository, "subgraph/queries", `${name}.graphql`), "utf8");
}
