import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import type { Endpoints } from "./endpoints.ts";
import { fingerprint } from "./fingerprint.ts";
import { repository } from "./supervisor.ts";

export const configFile = join(repository, "web/vite.config.ts");

/** The app reads its endpoints from the environment that Vite hands it. */
export function tell(urls: Omit<Endpoints, "app">): void {
  Object.assign(process.env, {
    VITE_RPC_URL: urls.chain,
    VITE_GRAPH_URL: urls.graph,
    VITE_IPFS_URL: urls.ipfs,
    VITE_IPFS_GATEWAYS: urls.gateway,
    VITE_CERAMIC_URL: urls.ceramic,
  });
}

/** Where nothing can be: addresses that a build holds until it is told its own. */
const blank = {
  chain: "http://chain.handsel.invalid",
  graph: "http://graph.handsel.invalid",
  ipfs: "http://ipfs.handsel.invalid",
  gateway: "http://gateway.handsel.invalid",
  ceramic: "http://ceramic.handsel.invalid",
};

/** What else the build is told by the environment, and what it is made from beside its sources. */
function circumstances(): string[] {
  const told = Object.entries(process.env).filter(
    ([name]) => name.startsWith("VITE_") && !/_(URL|GATEWAYS)$/.test(name),
  );
  return [JSON.stringify(told.sort()), readFileSync(join(repository, "package-lock.json"), "utf8")];
}

/** Builds the web app as for production, once for the same sources, with addresses that are none. */
async function buildBlank(): Promise<string> {
  const sources = [join(repository, "web"), join(repository, "protocol")];
  const target = join(repository, ".handsel/web", fingerprint(sources, ["dist"], circumstances()));
  if (existsSync(target)) return target;
  tell(blank);
  const draft = `${target}.${process.pid}`;
  const options = { outDir: draft, emptyOutDir: true, reportCompressedSize: false };
  await build({ configFile, logLevel: "warn", build: options });
  // Somebody else may have been as fast.
  if (existsSync(target)) rmSync(draft, { recursive: true });
  else renameSync(draft, target);
  return target;
}

/** The same for all markets of these sources, but for where their parts are. */
export async function buildApp(urls: Endpoints, outDir: string): Promise<void> {
  const made = await buildBlank();
  rmSync(outDir, { recursive: true, force: true });
  cpSync(made, outDir, { recursive: true });
  for (const name of readdirSync(outDir, { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|html)$/.test(name)) continue;
    const file = join(outDir, name);
    const text = readFileSync(file, "utf8");
    const filled = (Object.keys(blank) as (keyof typeof blank)[]).reduce(
      (part, key) => part.replaceAll(blank[key], urls[key]),
      text,
    );
    if (filled !== text) writeFileSync(file, filled);
  }
}

/** For whoever builds before several markets want it at once. */
export async function prepareApp(): Promise<void> {
  await buildBlank();
}
