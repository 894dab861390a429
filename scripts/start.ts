/** npm start: a whole market on this machine, until Ctrl-C. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import "./stack/codeCache.ts";
import { ports } from "./stack/endpoints.ts";
import { BadPorts, offsetOf, requireUsable } from "./stack/ports.ts";
import { repository } from "./stack/supervisor.ts";
import type { Stack } from "./stack/stack.ts";

const { values } = parseArgs({
  options: {
    fresh: { type: "boolean", default: false },
    report: { type: "boolean", default: false },
    "ports-offset": { type: "string", default: "0" },
    data: { type: "string", default: join(repository, ".handsel") },
  },
});

function printAddresses({ endpoints }: Stack): void {
  const rows = [
    ["App", endpoints.app],
    ["GraphQL", endpoints.graph],
    ["Chain RPC", endpoints.chain],
    ["IPFS RPC", endpoints.ipfs],
    ["IPFS gateway", endpoints.gateway],
    ["Ceramic", endpoints.ceramic],
  ];
  console.log();
  for (const [name, url] of rows) console.log(`  ${name?.padEnd(14)} ${url}`);
}

function printMemory({ memory }: Stack): void {
  const parts = Object.entries(memory());
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`.padStart(8);
  console.log("\n  Memory");
  for (const [name, bytes] of parts) console.log(`  ${name.padEnd(20)} ${megabytes(bytes)}`);
  console.log(`  ${"together".padEnd(20)} ${megabytes(parts.reduce((sum, [, bytes]) => sum + bytes, 0))}`);
}

/** Ends with the first of the signals that ask for an end. */
function askedToStop(): AbortSignal {
  const asking = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => asking.abort());
  // npm hands a signal to a shell, which dies of it and tells nobody.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && asking.abort(), 300).unref();
  return asking.signal;
}

function say(error: unknown): void {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
}

async function main(): Promise<number> {
  const offset = offsetOf(values["ports-offset"]);
  requireUsable(ports(offset));
  const signal = askedToStop();
  console.log("Starting the market");
  // Takes a second or more to read, which a refusal need not wait for.
  const { startStack, Stopped } = await import("./stack/stack.ts");
  const stack = await startStack({
    dataDir: values.data,
    ...{ offset, seed: true, fresh: values.fresh, keeper: true, app: "sources", signal },
  }).catch((error: unknown) => {
    if (error instanceof Stopped) return undefined;
    throw error;
  });
  if (!stack) return 130;

  printAddresses(stack);
  if (values.report) printMemory(stack);
  console.log(
    `\nReady in ${process.uptime().toFixed(1)} s. Ctrl-C stops everything; the data stays in ${values.data}.`,
  );

  let code = 0;
  const asked = new Promise<void>((settle) => {
    if (signal.aborted) settle();
    signal.addEventListener("abort", () => settle());
  });
  await Promise.race([asked, stack.failure]).catch((error: unknown) => {
    say(error);
    code = 1;
  });
  console.log("\nStopping");
  await stack.stop().catch((error: unknown) => {
    if (code === 0) say(error);
    code = 1;
  });
  return code;
}

process.exit(
  await main().catch((error: unknown) => {
    say(error);
    return error instanceof BadPorts ? 2 : 1;
  }),
);
