/**
 * One IPFS node and one Ceramic node in one process, on loopback, with their data in one folder.
 * Everything is told by the environment; the line "ready" on standard output says that all ports answer.
 */
import { mkdirSync, writeSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { join, resolve } from "node:path";

// What the engine makes of thousands of files is kept for the next start.
enableCompileCache?.(process.env.CODE_CACHE);
const started = performance.now();

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

const host = "127.0.0.1";
const folder = resolve(required("DATA_DIR"));
const ports = {
  ipfs: Number(required("IPFS_PORT")),
  gateway: Number(required("GATEWAY_PORT")),
  ceramic: Number(required("CERAMIC_PORT")),
};
const origins = required("ALLOWED_ORIGINS").split(",");
mkdirSync(join(folder, "ceramic"), { recursive: true });

// Ceramic's modules read these while they load, so the imports come after.
process.env.CERAMIC_DISABLE_ANCHORING = "true";
process.env.IPFS_FLAVOR = "go";
process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = "1";
const { startIpfs } = await import("./ipfs.js");
const { startGateway } = await import("./gateway.js");

const ipfs = await startIpfs({ folder: join(folder, "ipfs"), host, port: ports.ipfs, origins });
const gateway = await startGateway(ipfs.node, { host, port: ports.gateway });
// Takes seconds to read, in which others can use IPFS already.
const { startCeramic } = await import("./ceramic.js");
const ceramic = await startCeramic({
  folder: join(folder, "ceramic"),
  host,
  port: ports.ceramic,
  ipfs: `http://${host}:${ports.ipfs}`,
  origins,
  adminDid: required("CERAMIC_ADMIN_DID"),
  seed: required("CERAMIC_NODE_SEED"),
});

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  // Ceramic holds requests to IPFS open, so it goes first.
  for (const part of [ceramic, gateway, ipfs]) await part.stop().catch((error) => console.error(error));
  process.exit(0);
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);

writeSync(1, `ready in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
