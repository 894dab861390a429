import { join } from "node:path";
import { adminDid, nodeSeed } from "./ceramic.ts";
import type { Endpoints, Ports } from "./endpoints.ts";
import { type Part, repository, type Supervisor } from "./supervisor.ts";

async function isAlive(url: string, method: string): Promise<true | undefined> {
  const response = await fetch(url, { method });
  return response.ok ? true : undefined;
}

/** IPFS with its gateway, and Ceramic beside it. */
export async function startNodes(
  supervisor: Supervisor,
  { folder, port, urls, origins }: { folder: string; port: Ports; urls: Endpoints; origins: string[] },
): Promise<Part> {
  const part = supervisor.launch({
    name: "nodes",
    command: process.execPath,
    args: ["main.js"],
    cwd: join(repository, "nodes"),
    env: {
      DATA_DIR: folder,
      IPFS_PORT: String(port.ipfs),
      GATEWAY_PORT: String(port.gateway),
      CERAMIC_PORT: String(port.ceramic),
      ALLOWED_ORIGINS: origins.join(","),
      CERAMIC_ADMIN_DID: await adminDid(),
      CERAMIC_NODE_SEED: nodeSeed,
    },
  });
  const ready = [
    ["IPFS", `${urls.ipfs}/api/v0/id`, "POST"],
    ["the IPFS gateway", `${urls.gateway}/`, "OPTIONS"],
    ["Ceramic", `${urls.ceramic}/api/v0/node/healthcheck?checkIpfs=false`, "GET"],
  ] as const;
  for (const [what, url, method] of ready) await supervisor.until(what, () => isAlive(url, method), { part });
  return part;
}
