import { join } from "node:path";
import { deploy } from "../deploy/deploy.ts";
import type { Deployment } from "../deployments.ts";
import { generate } from "../generate.ts";
import { seed as seedMarket } from "../seed.ts";
import { type App, startApp, startBuiltApp } from "./app.ts";
import { publishModels, writeModelIds } from "./ceramic.ts";
import { type Chain, startChain } from "./chain.ts";
import { type Data, openData } from "./data.ts";
import { type Endpoints, endpoints, type Ports, ports } from "./endpoints.ts";
import { buildSubgraph, startGraph, waitForGraph } from "./graph.ts";
import { memoryOfTree } from "./memory.ts";
import { launchKeeper } from "./keeper.ts";
import { startNodes } from "./nodes.ts";
import { requireFree, requireUsable } from "./ports.ts";
import { removeDatabase, startPostgres } from "./postgres.ts";
import { createProgress, type Progress } from "./progress.ts";
import { createSupervisor, type Supervisor } from "./supervisor.ts";

export type StackOptions = {
  /** Where everything is kept between starts. */
  dataDir: string;
  /** Added to every port. */
  offset?: number;
  /** Fill a new market with people, listings and orders. */
  seed?: boolean;
  /** Forget the market that is kept in `dataDir`. */
  fresh?: boolean;
  /** Run somebody who moves on what is due in disputes. */
  keeper?: boolean;
  /** Serve the web app too: from its sources, or built as for production. */
  app?: "sources" | "built";
  write?: (line: string) => void;
};

export type Stack = {
  endpoints: Endpoints;
  /** Rejects when a part ends by itself; the others have to be stopped then. */
  failure: Promise<never>;
  /** The process of each part that runs as one. */
  processes: () => Record<string, number>;
  /** Bytes of memory by part. */
  memory: () => Record<string, number>;
  stop: () => Promise<void>;
};

/** Of scripts/parameters.ts and deployments/. */
const network = "local";

/** How far back a seeded market may reach: its chain begins in the past, and the seed brings it to the present. */
const historyDays = 120;

type Room = {
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

async function chainWithContracts(room: Room, seed: boolean): Promise<{ chain: Chain; deployment: Deployment }> {
  const { supervisor, data, port, urls, progress } = room;
  const folder = join(data.folder, "chain");
  const pastDays = seed ? historyDays : 0;
  const chain = await progress.step("chain", () =>
    startChain(supervisor, { folder, port: port.chain, url: urls.chain, pastDays }),
  );
  const deployment = await progress.step("contracts", async () => {
    const deployed = await deploy({ rpcUrl: urls.chain, network });
    if (data.isFresh) await generate();
    return deployed;
  });
  return { chain, deployment };
}

async function nodesWithModels({ supervisor, data, port, urls, progress }: Room): Promise<void> {
  const folder = join(data.folder, "nodes");
  await progress.step("IPFS and Ceramic", () =>
    startNodes(supervisor, { folder, port, urls, origins: appOrigins(port) }),
  );
  await progress.step("Ceramic models", async () => writeModelIds(await publishModels(urls.ceramic)));
}

function openGraphWarning(port: Ports): string {
  const open = [port.graph, port.graphAdmin, port.graphIndex, port.graphMetrics].join(", ");
  return `Anyone on your network can reach ports ${open}: graph-node has no setting for it and this system allows no network namespace.`;
}

function serve({ data, urls, port }: Room, app: "sources" | "built"): Promise<App> {
  return app === "sources" ? startApp(urls, port) : startBuiltApp(urls, port, join(data.folder, "web"));
}

async function startParts(
  room: Room,
  { seed = false, keeper, app }: StackOptions,
): Promise<{ stop: () => Promise<void> }> {
  const { supervisor, data, port, urls, progress } = room;
  // Takes longest on a bare clone, and nearly always its sources are those that it will have once contracts are deployed.
  const early = buildSubgraph(supervisor).catch(() => undefined);
  const [{ chain, deployment }, , database] = await Promise.all([
    chainWithContracts(room, seed),
    nodesWithModels(room),
    progress.step("PostgreSQL", () =>
      startPostgres(supervisor, { folder: join(data.folder, "postgres"), port: port.postgres }),
    ),
  ]);
  const build = await progress.step("subgraph built", async () => {
    await early;
    return buildSubgraph(supervisor);
  });
  const graph = await progress.step(
    "graph-node",
    () => startGraph(supervisor, { folder: data.folder, build, port, urls, database: database.url }),
    ({ isConfined }) => (isConfined ? "" : openGraphWarning(port)),
  );
  if (seed && data.isFresh) {
    await progress.step("market seeded", () => seedMarket({ endpoints: urls, deployment, log: room.write }));
  }
  await progress.step(
    "subgraph at the head",
    () => waitForGraph(supervisor, urls),
    (block) => `block ${block}`,
  );
  await chain.save();
  data.remember({ isComplete: true, isClean: false });
  const keeping = keeper ? launchKeeper(supervisor, { folder: data.folder, urls }) : undefined;
  const server = app ? await progress.step("app", () => serve(room, app)) : undefined;

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

/** Starts a whole market on this machine: every part is the real one. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, offset = 0, fresh = false, write = console.log } = options;
  const port = ports(offset);
  const urls = endpoints(offset);
  requireUsable(port);
  const data = openData(dataDir, { fresh, clear: (folder) => removeDatabase(join(folder, "postgres")) });
  let supervisor: Supervisor | undefined;
  try {
    await requireFree(port, data.wasKilled ? 8 : 0);
    supervisor = createSupervisor(join(dataDir, "logs"), write);
    const room = { supervisor, data, port, urls, progress: createProgress(write), write };
    const parts = await startParts(room, options);
    const { failure, parts: running, stop } = supervisor;
    return {
      endpoints: urls,
      failure,
      processes: () => Object.fromEntries(running().map(({ name, pid }) => [name, pid])),
      memory: () =>
        Object.fromEntries([
          ...running().map(({ name, pid }) => [name, memoryOfTree(pid)]),
          ["this process (app)", process.memoryUsage().rss],
        ]) as Record<string, number>,
      async stop() {
        await parts.stop().finally(stop);
        data.release();
      },
    };
  } catch (error) {
    await supervisor?.stop();
    data.release();
    throw error;
  }
}
