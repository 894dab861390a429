import { existsSync, mkdirSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { putPermit2 } from "./permit2.ts";
import { rpc } from "./rpc.ts";
import { findProgram, type Supervisor } from "./supervisor.ts";

type Block = { number: `0x${string}`; timestamp: `0x${string}`; hash: `0x${string}` };

export type Chain = { genesis: string; save: () => Promise<void>; stop: () => Promise<void> };

export const chainId = 31337;

/** The whole chain in one file. Written aside and renamed: a kill at any moment leaves a file that can be read. */
async function saveState(url: string, file: string): Promise<void> {
  const packed = await rpc<string>(url, "anvil_dumpState");
  const state = await promisify(gunzip)(Buffer.from(packed.slice(2), "hex"));
  await writeFile(`${file}.next`, state);
  await rename(`${file}.next`, file);
}

/** After a restart the clock may be behind the last block, when somebody had moved it on: time must not run backwards. */
async function catchUpWithTime(url: string): Promise<void> {
  const latest = await rpc<Block>(url, "eth_getBlockByNumber", ["latest", false]);
  const ahead = Number(latest.timestamp) - Math.floor(Date.now() / 1_000);
  if (ahead > 0) await rpc(url, "evm_increaseTime", [ahead + 1]);
}

/** Saves after every block in which something happened; blocks without events can be mined again. */
function saveOnEvents(url: string, save: () => Promise<void>): () => void {
  let next = 0;
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      const head = Number(await rpc<string>(url, "eth_blockNumber"));
      const range = { fromBlock: `0x${next.toString(16)}`, toBlock: `0x${head.toString(16)}` };
      const logs = head >= next ? await rpc<unknown[]>(url, "eth_getLogs", [range]) : [];
      if (logs.length > 0) await save();
      next = head + 1;
    } catch {
      // The chain is stopping; its death is reported by who started it.
    }
    isBusy = false;
  }, 3_000);
  return () => clearInterval(timer);
}

/** A development chain with the well known accounts and Permit2, kept in a folder. A new one begins `pastDays` ago. */
export async function startChain(
  supervisor: Supervisor,
  { folder, port, url, pastDays = 0 }: { folder: string; port: number; url: string; pastDays?: number },
): Promise<Chain> {
  const file = join(folder, "state.json");
  mkdirSync(folder, { recursive: true });
  const firstTime = Math.floor(Date.now() / 1_000) - pastDays * 24 * 3_600;
  const part = supervisor.launch({
    name: "chain",
    command: findProgram("anvil"),
    args: [
      ...["--host", "127.0.0.1", "--port", String(port), "--chain-id", String(chainId), "--accounts", "20"],
      // A block a second, so that deadlines pass and graph-node sees heads; one more at once for each transaction.
      ...["--block-time", "1", "--mixed-mining", "--hardfork", "prague", "--quiet"],
      ...["--cache-path", join(folder, "history")],
      ...(existsSync(file) ? ["--load-state", file] : ["--timestamp", String(firstTime)]),
    ],
  });
  const genesis = await supervisor.until("the chain", () => rpc<Block>(url, "eth_getBlockByNumber", ["0x0", false]), {
    part,
  });
  await catchUpWithTime(url);
  await putPermit2(url);

  // One after the other: two that write the same file aside would take it from each other.
  let saving = Promise.resolve();
  const save = () => (saving = saving.catch(() => undefined).then(() => saveState(url, file)));
  const stopSaving = saveOnEvents(url, save);
  return {
    genesis: genesis.hash,
    save,
    async stop() {
      stopSaving();
      await save();
      await part.stop();
    },
  };
}
