import { join } from "node:path";
import { createServer } from "vite";
import type { Endpoints, Ports } from "./endpoints.ts";
import { repository } from "./supervisor.ts";

/** Serves the web app from its sources, told where the other parts are. */
export async function startApp(urls: Endpoints, port: Ports): Promise<{ stop: () => Promise<void> }> {
  // The app reads its endpoints from the environment that Vite hands it.
  Object.assign(process.env, {
    VITE_RPC_URL: urls.chain,
    VITE_GRAPH_URL: urls.graph,
    VITE_IPFS_URL: urls.ipfs,
    VITE_IPFS_GATEWAYS: urls.gateway,
    VITE_CERAMIC_URL: urls.ceramic,
  });
  const server = await createServer({
    configFile: join(repository, "web/vite.config.ts"),
    logLevel: "warn",
    clearScreen: false,
    server: { host: "127.0.0.1", port: port.app, strictPort: true },
  });
  await server.listen();
  return { stop: () => server.close() };
}
