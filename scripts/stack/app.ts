import { join } from "node:path";
import { build, createServer, preview } from "vite";
import type { Endpoints, Ports } from "./endpoints.ts";
import { repository } from "./supervisor.ts";

export type App = { stop: () => Promise<void> };

const configFile = join(repository, "web/vite.config.ts");

/** The app reads its endpoints from the environment that Vite hands it. */
function tell(urls: Endpoints): void {
  Object.assign(process.env, {
    VITE_RPC_URL: urls.chain,
    VITE_GRAPH_URL: urls.graph,
    VITE_IPFS_URL: urls.ipfs,
    VITE_IPFS_GATEWAYS: urls.gateway,
    VITE_CERAMIC_URL: urls.ceramic,
  });
}

/** Serves the web app from its sources, told where the other parts are. */
export async function startApp(urls: Endpoints, port: Ports): Promise<App> {
  tell(urls);
  const server = await createServer({
    configFile,
    logLevel: "warn",
    clearScreen: false,
    server: { host: "127.0.0.1", port: port.app, strictPort: true },
  });
  await server.listen();
  return { stop: () => server.close() };
}

/** Builds the web app as for production, without the development wallet, and serves the files. */
export async function startBuiltApp(urls: Endpoints, port: Ports, outDir: string): Promise<App> {
  tell(urls);
  await build({ configFile, logLevel: "warn", build: { outDir, emptyOutDir: true, reportCompressedSize: false } });
  const server = await preview({
    configFile,
    logLevel: "warn",
    build: { outDir },
    preview: { host: "127.0.0.1", port: port.app, strictPort: true },
  });
  return { stop: () => server.close() };
}
