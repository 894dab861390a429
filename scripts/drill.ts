/**
 * npm run drill -- <network>: who can pause the market, with which key, by sending what, and what people then see. Sends nothing
 * unless told to. Ends with 1 when something stands in the way, with 2 when it was asked for in a way that makes no sense.
 */
import { parseArgs } from "node:util";
import { privateKeyToAccount } from "viem/accounts";
import { rehearse, setPaused, waitForIndex, words } from "./drill/drill.ts";
import { complain, deploymentOf, Misused, senderOf } from "./keeper/options.ts";

const usage = `npm run drill -- [network] [--pause | --unpause]

  --pause          stop new listings and new orders, and see that they are refused
  --unpause        let them in again, and see that they are

  HANDSEL_RPC      the chain's endpoint, http://127.0.0.1:8545 when not given
  HANDSEL_KEY      private key of the registry's owner, to pause or unpause
  HANDSEL_GRAPH    an index: with it, how long it takes until it says so too`;

function readOptions() {
  const { values, positionals } = readArguments();
  const [network = "local", ...rest] = positionals;
  if (rest.length > 0) throw new Misused(`One network at a time, not also ${rest.join(", ")}.`);
  if (values.pause && values.unpause) throw new Misused("Either --pause or --unpause.");
  return { ...values, network };
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        pause: { type: "boolean", default: false },
        unpause: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error));
  }
}

async function main(): Promise<void> {
  const { help, network, pause, unpause } = readOptions();
  if (help) return console.log(usage);
  const { HANDSEL_RPC, HANDSEL_GRAPH } = process.env;
  const where = { rpcUrl: HANDSEL_RPC ?? "http://127.0.0.1:8545", deployment: deploymentOf(network) };
  if (pause || unpause) {
    const account = privateKeyToAccount(senderOf(process.env).key);
    const started = Date.now();
    const { hash } = await setPaused(where, account, pause);
    const seconds = ((Date.now() - started) / 1_000).toFixed(1);
    console.log(`${pause ? "Paused" : "Open"} after ${seconds} s: ${hash}`);
    if (HANDSEL_GRAPH) {
      const lag = await waitForIndex(HANDSEL_GRAPH, pause);
      console.log(`The index says so ${(lag / 1_000).toFixed(1)} s later.`);
    }
    console.log("");
  }
  for (const line of words(await rehearse(where))) console.log(line);
}

main().catch((error: unknown) => complain(error, usage));
