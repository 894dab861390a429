/**
 * npm run relay: sends purchases and vouchers that others have signed, and pays the gas. Anyone may run one, for the commission
 * of their market or as a gift; it can refuse to send, and change nothing of what was signed.
 */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatEther, getAddress, isAddress, parseEther, parseGwei } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Deployment } from "./deployments.ts";
import { openLedger } from "./keeper/ledger.ts";
import { complain, deploymentOf, Misused, positive, senderOf } from "./keeper/options.ts";
import type { Accepted } from "./relayer/policy.ts";
import { openRelayer } from "./relayer/relayer.ts";
import { serve } from "./relayer/server.ts";
import { openTally } from "./relayer/tally.ts";
import { repository } from "./stack/supervisor.ts";

const usage = `npm run relay -- [network] [options]

  HANDSEL_RPC        the chain's endpoint, http://127.0.0.1:8545 when not given
  HANDSEL_KEY        private key of the account that pays the gas; it needs nothing else
  --host, --port     where it listens: 127.0.0.1 and 8790
  --origin           a page that may ask, such as https://market.example; several may be given
  --token            a token that is relayed, and the least fee to the market that an order must bring, in its smallest
                     unit: 0x…:50000; several may be given. The test dollar, and no fee, when none is
  --budget           native coin to spend on gas in a day (UTC), 0.05
  --max-gas-price    gwei; above it nothing is sent, 50
  --per-buyer        transactions a day for one buyer, 20
  --per-address      requests a day from one network address, 100
  --behind-proxy     the last X-Forwarded-For says who asks: only behind a proxy of your own
  --data             folder of what it has spent and sent today, .handsel

  POST /purchase     {"chainId", "order", "proof"?, "authorization" | "permit2"}   answers {"hash", "orderId"}
  POST /voucher      {"chainId", "order", "deadline", "signature"}                 the same
  GET  /status       address, balance, limits, what is spent and left today
  Numbers of more than 53 bits are decimal text. What is refused answers {"reason"}, and "error" when a contract refused.`;

function readTokens(given: string[], { contracts }: Deployment): Accepted[] {
  const { TestToken } = contracts;
  if (given.length === 0 && TestToken) return [{ token: getAddress(TestToken), minFee: 0n }];
  if (given.length === 0) throw new Misused("--token says which tokens are relayed.");
  return given.map((text) => {
    const [token = "", fee = "0"] = text.split(":");
    if (!isAddress(token) || !/^\d+$/.test(fee))
      throw new Misused(`--token must be an address and a fee, 0x…:50000, not "${text}".`);
    return { token, minFee: BigInt(fee) };
  });
}

function count(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Misused(`--${name} must be a whole number, not "${text}".`);
  return Number(text);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        host: { type: "string", default: "127.0.0.1" },
        port: { type: "string", default: "8790" },
        origin: { type: "string", multiple: true, default: [] },
        token: { type: "string", multiple: true, default: [] },
        budget: { type: "string", default: "0.05" },
        "max-gas-price": { type: "string", default: "50" },
        "per-buyer": { type: "string", default: "20" },
        "per-address": { type: "string", default: "100" },
        "behind-proxy": { type: "boolean", default: false },
        data: { type: "string", default: join(repository, ".handsel") },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new Misused((error as Error).message);
  }
}

function readOptions() {
  const { values, positionals } = readArguments();
  if (values.help) return undefined;
  const [network = "local"] = positionals;
  const deployment = deploymentOf(network);
  return {
    ...values,
    ...senderOf(process.env),
    deployment,
    port: count(values.port, "port"),
    budget: positive(values.budget, "budget", parseEther),
    limits: {
      tokens: readTokens(values.token, deployment),
      maxGasPrice: positive(values["max-gas-price"], "max-gas-price", parseGwei),
      perBuyer: count(values["per-buyer"], "per-buyer"),
      perAddress: count(values["per-address"], "per-address"),
    },
  };
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) return console.log(usage);
  const { deployment, rpcUrl, limits, host, port, data, origin: origins } = options;
  const account = privateKeyToAccount(options.key);
  const ledger = openLedger(join(data, "relayer-spent.json"), options.budget);
  const tally = openTally(join(data, "relayer-served.json"));
  const relayer = openRelayer({ rpcUrl, deployment, account, ledger, tally, limits });
  const server = await serve({ relayer, host, port, origins, behindProxy: options["behind-proxy"] });
  const stopping = Promise.race((["SIGINT", "SIGTERM", "SIGHUP"] as const).map((signal) => once(process, signal)));

  console.log(
    `Relaying for ${deployment.network} as ${account.address} at http://${host}:${(server.address() as AddressInfo).port}.`,
  );
  console.log(`Up to ${formatEther(ledger.left())} for gas today.`);
  await stopping;
  server.close();
  server.closeIdleConnections();
  await relayer.settled(10);
  server.closeAllConnections();
  console.log(`Stopped. ${formatEther(ledger.spent())} spent today.`);
}

main().catch((error: unknown) => complain(error, usage));
