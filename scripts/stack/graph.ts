import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { networks } from "../parameters.ts";
import { type Endpoints, type Ports, subgraphName } from "./endpoints.ts";
import { fingerprint } from "./fingerprint.ts";
import { confine } from "./loopback/confine.ts";
import { rpc } from "./rpc.ts";
import { findProgram, repository, type Supervisor } from "./supervisor.ts";

/** The name of the chain in the manifest. */
const network = networks["local"]?.graphNetwork ?? "localhost";

const sources = join(repository, "subgraph");

/** What is made from the sources, or stands beside them: a new example query is no reason to index the market again. */
const ignored = ["build", "generated", "node_modules", "queries", "api.graphql", "tsconfig.json"];

/** Backtraces cost graph-node five times its speed: errors are ordinary there. */
const quiet = { RUST_BACKTRACE: "0", RUST_LIB_BACKTRACE: "0" };

/** gnd lays out each generated file by a Prettier of its own where it finds one, which costs more than to compile them. */
function onlyCompilers(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  symlinkSync(process.execPath, join(folder, "node"));
  symlinkSync(findProgram("asc"), join(folder, "asc"));
  return folder;
}

/**
 * Builds the subgraph into a folder named by the hash of its sources. Unchanged sources are not built again, and graph-node,
 * to which the path is the deployment, indexes a changed subgraph as a new version and goes on with an unchanged one.
 */
export async function buildSubgraph(supervisor: Supervisor): Promise<string> {
  const target = join(repository, ".handsel/subgraph", fingerprint([sources], ignored));
  if (existsSync(target)) return target;
  // The tool writes the network's addresses into the manifest, and its types beside the sources: it works on a copy.
  const copy = `${target}.sources`;
  const draft = `${target}.draft`;
  for (const folder of [copy, draft]) rmSync(folder, { recursive: true, force: true });
  cpSync(sources, copy, { recursive: true, filter: (file) => !ignored.includes(basename(file)) });
  const env = { ...quiet, PATH: onlyCompilers(`${target}.programs`) };
  const gnd = (args: string[]) =>
    supervisor.run({ name: `subgraph-${args[0]}`, command: findProgram("gnd"), args, cwd: copy, env });
  await gnd(["codegen", "--output-dir", "generated"]);
  await gnd(["build", "--network", network, "--output-dir", draft]);
  renameSync(draft, target);
  for (const folder of [copy, env.PATH]) rmSync(folder, { recursive: true });
  return target;
}

/**
 * graph-node's development mode indexes the manifest it was started with from the beginning each time. It gets one that ends
 * at the first block; the market is deployed over JSON-RPC, under a name, and stays.
 */
function writeBootManifest(build: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(build, join(folder, "build"), { recursive: true });
  const manifest = readFileSync(join(build, "subgraph.yaml"), "utf8");
  const ended = manifest.replace(/^(\s*)startBlock: .*$/gm, "$1startBlock: 0\n$1endBlock: 0");
  for (const file of ["subgraph.yaml", "build/subgraph.yaml"]) writeFileSync(join(folder, file), ended);
}

type Meta = { data?: { _meta: { block: { number: number }; hasIndexingErrors: boolean } } };

async function indexedBlock(url: string): Promise<number | undefined> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ _meta { block { number } hasIndexingErrors } }" }),
  });
  const { data } = (await response.json()) as Meta;
  if (data?._meta.hasIndexingErrors) throw new Error("The subgraph stopped at an error: see .handsel/logs/graph.log.");
  return data?._meta.block.number;
}

export type Graph = {
  /** Whether only this machine can reach it. */
  isConfined: boolean;
  stop: () => Promise<void>;
};

export async function startGraph(
  supervisor: Supervisor,
  {
    folder,
    build,
    port,
    urls,
    database,
  }: { folder: string; build: string; port: Ports; urls: Endpoints; database: string },
): Promise<Graph> {
  const boot = join(folder, "boot");
  writeBootManifest(build, boot);
  const program = findProgram("gnd");
  const args = [
    "dev",
    ...["--postgres-url", database, "--ethereum-rpc", `${network}:${urls.chain}`, "--ipfs", urls.ipfs],
    ...["--manifests", "./subgraph.yaml:build"],
    ...["--http-port", String(port.graph), "--admin-port", String(port.graphAdmin)],
    ...["--index-node-port", String(port.graphIndex), "--metrics-port", String(port.graphMetrics)],
  ];
  // Its ports are open to the whole network, and whoever reaches the administration may run code in it.
  const confined = await confine(program, args, {
    serves: [port.graph, port.graphAdmin, port.graphIndex, port.graphMetrics],
    uses: [port.postgres, port.chain, port.ipfs],
  });
  const part = supervisor.launch({
    name: "graph",
    command: confined?.command ?? program,
    args: confined?.args ?? args,
    cwd: boot,
    env: {
      ...quiet,
      GRAPH_LOG: "info",
      GRAPH_ALLOW_NON_DETERMINISTIC_FULLTEXT_SEARCH: "true",
      // A head that PostgreSQL failed to announce is found after a second, not after thirty.
      GRAPH_CHAIN_HEAD_WATCHER_TIMEOUT: "1",
      ETHEREUM_POLLING_INTERVAL: "250",
      // The local IPFS node says at once when it lacks a file.
      GRAPH_IPFS_TIMEOUT: "10",
    },
    // It ends at once on this one, and its store is transactional.
    stopSignal: "SIGINT",
  });

  const admin = `http://127.0.0.1:${port.graphAdmin}`;
  await supervisor.until(
    "graph-node",
    async () => {
      const created = rpc(admin, "subgraph_create", { name: subgraphName });
      await created.catch((error: Error) => {
        if (!error.message.includes("already exists")) throw error;
      });
      return true;
    },
    { part },
  );
  await rpc(admin, "subgraph_deploy", { name: subgraphName, ipfs_hash: join(build, "subgraph.yaml") });
  // It takes orders from any page that a browser on this machine has open, and nobody else has any to give.
  confined?.withdraw(port.graphAdmin);
  return {
    isConfined: confined !== undefined,
    async stop() {
      await part.stop();
      confined?.close();
    },
  };
}

/** Waits until the subgraph knows what the chain knows now. */
export async function waitForGraph(supervisor: Supervisor, urls: Endpoints): Promise<number> {
  const head = Number(await rpc<string>(urls.chain, "eth_blockNumber"));
  return supervisor.until("the subgraph", async (mark) => {
    const block = await indexedBlock(urls.graph);
    mark(block);
    return block !== undefined && block >= head ? block : undefined;
  });
}
