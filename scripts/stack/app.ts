import { once } from "node:events";
import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer, preview } from "vite";
import type { Endpoints, Ports } from "./endpoints.ts";
import { buildApp, configFile, tell } from "./web.ts";

export type App = { stop: () => Promise<void> };

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  if (server.listening) await once(server, "close");
}

/** Serves the web app from its sources, told where the other parts are. */
export async function startApp(urls: Endpoints, port: Ports): Promise<App> {
  tell(urls);
  let answer: RequestListener = () => undefined;
  const server = createHttpServer((request, response) => answer(request, response));
  // As middleware: a Vite that listens itself ends this process on SIGTERM, in the middle of an orderly stop.
  const vite = await createServer({
    configFile,
    logLevel: "warn",
    clearScreen: false,
    server: { middlewareMode: true, ws: { server } },
  });
  answer = vite.middlewares;
  server.listen(port.app, "127.0.0.1");
  await once(server, "listening");
  return {
    async stop() {
      await vite.close();
      await close(server);
    },
  };
}

/** Builds the web app as for production, without the development wallet, and serves the files. */
export async function startBuiltApp(urls: Endpoints, port: Ports, outDir: string): Promise<App> {
  await buildApp(urls, outDir);
  const server = await preview({
    configFile,
    logLevel: "warn",
    build: { outDir },
    preview: { host: "127.0.0.1", port: port.app, strictPort: true },
  });
  return { stop: () => server.close() };
}
