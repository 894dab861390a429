import { join } from "node:path";
import { compile } from "../artifacts.ts";
import { areCurrent } from "../compiled.ts";
import { deploy } from "../deploy/deploy.ts";
import type { Deployment } from "../deployments.ts";
import { generate, generateAddresses } from "../generate.ts";
import { openFiles } from "../seed/files.ts";
import { drawPictures, seed as seedMarket } from "../seed.ts";
import { type App, startApp, startBuiltApp } from "./app.ts";
import { publishModels, writeModelIds } from "./ceramic.ts";
import { startChain } from "./chain.ts";
import type { Data } from "./data.ts";
import type { Endpoints, Ports } from "./endpoints.ts";
import { buildSubgraph, startGraph, waitForGraph } from "./graph.ts";
import { launchKeeper } from "./keeper.ts";
import { areNodesInstalled, installNodes, launchNodes, waitForCeramic, waitForIpfs } from "./nodes.ts";
import { startPostgres } from "./postgres.ts";
import type { Progress } from "./progress.ts";
import type { Part, Program, Supervisor } from "./supervisor.ts";

/** Of scripts/parameters.ts and deployments/. */
const network = "local";

/** How far back a seeded market may reach: its chain begins in the past, and the seed brings it to the present. */
const historyDays = 120;

export type Room = {
  supervisor: Supervisor;
  data: Data;
  port: Ports;
  urls: Endpoints;
  progress: Progress;
  write: (line: string) => void;
};

/** The app may be opened under either name of this machine. */
function appOrigins(port: Ports): string[] {
  const asked = process.env.HANDSEL_ORIGINS?.split(",").filter(Boolean) ?? [];
  return [`http://127.0.0.1:${port.app}`, `http://localhost:${port.app}`, ...asked];
}

/** Compiles what is not compiled, under the supervisor: a compiler must not outlive a start that ends. */
async function compileContracts({ supervisor, data, progress }: Room): Promise<void> {
  const run = (program: Program) => supervisor.run(program);
  if (areCurrent()) return;
  await progress.step("contracts compiled", () => (data.isFresh ? generate({ run }) : compile({ run })));
}

/** A market's contracts, and its addresses where the others find them. */
async function deployContracts({ data, urls, progress }: Room): Promise<Deployment> {
  return progress.step("contracts", async () => {
    const deployment = await deploy({ rpcUrl: urls.chain, network, isCompiled: true });
    if (data.isFresh) generateAddresses();
    return deployment;
  });
}

async function startIpfs({ supervisor, data, port, urls, progress }: Room): Promise<Part> {
  if (!areNodesInstalled()) await progress.step("nodes installed", () => installNodes(supervisor));
  return progress.step("IPFS", async () => {
    const place = { data: join(data.folder, "nodes"), port, origins: appOrigins(port) };
    const nodes = await launchNodes(supervisor, place);
    await waitForIpfs(supervisor, nodes, urls);
    return nodes;
  });
}

async function startCeramic({ supervisor, urls, progress }: Room, nodes: Part): Promise<void> {
  await progress.step("Ceramic", async () => {
    await waitForCeramic(supervisor, nodes, urls);
    writeModelIds(await publishModels(urls.ceramic));
  });
}

function openGraphWarning(port: Ports): string {
  const open = [port.graph, port.graphAdmin, port.graphIndex, port.graphMetrics].join(", ");
  return `Anyone on your network can reach ports ${open}: graph-node has no setting for it and this system allows no network namespace.`;
}

function serve({ data, urls, port }: Room, app: "sources" | "built"): Promise<App> {
  return app === "sources" ? startApp(urls, port) : startBuiltApp(urls, port, join(data.folder, "web"));
}

/** What of a market is wanted; see `StackOptions`. */
export type Extent = { seed?: boolean; keeper?: boolean; app?: "sources" | "built" };

/** Starts everything, each thing as soon as it can be. */
export async function startParts(
  room: Room,
  { seed = false, keeper, app }: Extent,
): Promise<{ stop: () => Promise<void> }> {
  const { supervisor, data, port, urls, progress } = room;
  const isSeeded = seed && data.isFresh;
  /** Waited for later; what fails before that ends the start at once. */
  function begun<T>(work: Promise<T>): Promise<T> {
    work.catch(supervisor.giveUp);
    return work;
  }
  // Each begins as soon as what it needs is there. Nearly always the subgraph's sources are those that it will have once the
  // contracts are deployed; and what files will be called is known before there is a node to keep them.
  const compiled = begun(compileContracts(room));
  const early = compiled.then(() => buildSubgraph(supervisor)).catch(() => undefined);
  const ipfs = begun(startIpfs(room));
  const ceramic = begun(ipfs.then((nodes) => startCeramic(room, nodes)));
  const pictures = isSeeded ? begun(drawPictures()) : undefined;
  const place = { folder: join(data.folder, "chain"), port: port.chain, url: urls.chain };
  const pastDays = seed ? historyDays : 0;
  const chaining = begun(progress.step("chain", () => startChain(supervisor, { ...place, pastDays })));
  const stored = { folder: join(data.folder, "postgres"), port: port.postgres };
  const databasing = begun(progress.step("PostgreSQL", () => startPostgres(supervisor, stored)));
  const deploying = begun(Promise.all([compiled, chaining]).then(() => deployContracts(room)));
  const building = begun(
    progress.step("subgraph built", async () => {
      await Promise.all([early, deploying]);
      return buildSubgraph(supervisor);
    }),
  );
  const serving = begun(
    Promise.all([deploying, ceramic]).then(() => (app ? progress.step("app", () => serve(room, app)) : undefined)),
  );
  const files = openFiles(urls.ipfs, ipfs);
  const seeding = begun(
    deploying.then(async (deployment) => {
      const market = { endpoints: urls, deployment, files, ceramic, log: room.write, ...(pictures && { pictures }) };
      if (isSeeded) await progress.step("market seeded", () => seedMarket(market));
    }),
  );
  // A file that graph-node asks for in vain it asks for again much later.
  await ipfs.then(() => files.stored());
  const [build, database] = await Promise.all([building, databasing]);
  const graph = await progress.step(
    "graph-node",
    () => startGraph(supervisor, { folder: data.folder, build, port, urls, database: database.url }),
    ({ isConfined }) => (isConfined ? "" : openGraphWarning(port)),
  );
  const chain = await chaining;
  await Promise.all([seeding, ceramic]);
  await progress.step(
    "subgraph at the head",
    () => waitForGraph(supervisor, urls),
    (block) => `block ${block}`,
  );
  await chain.save();
  data.remember({ isComplete: true, isClean: false });
  const keeping = keeper ? launchKeeper(supervisor, { folder: data.folder, urls }) : undefined;
  const server = await serving;

  return {
    async stop() {
      await server?.stop();
      await keeping?.stop();
      // graph-node first: it must not see blocks that the saved chain won't have.
      await graph.stop();
      await database.stop();
      await chain.stop();
      data.remember({ isComplete: true, isClean: true });
    },
  };
}
