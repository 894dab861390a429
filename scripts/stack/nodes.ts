import { readFileSync } from "node:fs";
import { join } from "node:path";
import { adminDid, nodeSeed } from "./ceramic.ts";
import type { Endpoints, Ports } from "./endpoints.ts";
import { explainFailure, installCommand, isInstalled, markInstalled } from "../bootstrap.mjs";
import { codeCache } from "./codeCache.ts";
import { CommandFailed, type Part, repository, type Supervisor } from "./supervisor.ts";

const folder = join(repository, "nodes");

/** Beside what else a first start has to do: it takes as long as all of that. */
export async function installNodes(supervisor: Supervisor): Promise<void> {
  const [command, args] = installCommand("nodes", process.versions.node);
  const name = "install-nodes";
  await supervisor.run({ name, command, args }).catch((error: Error) => {
    throw error instanceof CommandFailed ? explainFailure(readFileSync(error.log, "utf8"), error.log) : error;
  });
  markInstalled(folder);
}

export const areNodesInstalled = () => isInstalled(folder);

async function isAlive(url: string, method: string): Promise<true | undefined> {
  const response = await fetch(url, { method });
  return response.ok ? true : undefined;
}

type Place = { data: string; port: Ports; urls: Endpoints; origins: string[] };

/** IPFS with its gateway, and Ceramic, which comes up after it. */
export async function launchNodes(supervisor: Supervisor, { data, port, origins }: Omit<Place, "urls">): Promise<Part> {
  return supervisor.launch({
    name: "nodes",
    command: process.execPath,
    args: ["main.js"],
    cwd: folder,
    env: {
      DATA_DIR: data,
      CODE_CACHE: codeCache,
      IPFS_PORT: String(port.ipfs),
      GATEWAY_PORT: String(port.gateway),
      CERAMIC_PORT: String(port.ceramic),
      ALLOWED_ORIGINS: origins.join(","),
      CERAMIC_ADMIN_DID: await adminDid(),
      CERAMIC_NODE_SEED: nodeSeed,
    },
  });
}

export async function waitForIpfs(supervisor: Supervisor, part: Part, urls: Endpoints): Promise<void> {
  await supervisor.until("IPFS", () => isAlive(`${urls.ipfs}/api/v0/id`, "POST"), { part });
  await supervisor.until("the IPFS gateway", () => isAlive(`${urls.gateway}/`, "OPTIONS"), { part });
}

export async function waitForCeramic(supervisor: Supervisor, part: Part, urls: Endpoints): Promise<void> {
  const url = `${urls.ceramic}/api/v0/node/healthcheck?checkIpfs=false`;
  await supervisor.until("Ceramic", () => isAlive(url, "GET"), { part });
}

export async function startNodes(supervisor: Supervisor, { urls, ...place }: Place): Promise<Part> {
  const part = await launchNodes(supervisor, place);
  await waitForIpfs(supervisor, part, urls);
  await waitForCeramic(supervisor, part, urls);
  return part;
}
