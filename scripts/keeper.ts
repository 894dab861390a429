/**
 * npm run keeper: triggers what is due in disputes and earns the court's keeper fee. Anyone may run one, against any network
 * of deployments/; several at once do no harm.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatEther, parseEther, parseGwei } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { reviewKeyOf } from "#protocol/review.ts";
import { reviewSecretOf } from "#protocol/reviewKeepers.ts";
import { openKeeper } from "./keeper/keeper.ts";
import { openLedger } from "./keeper/ledger.ts";
import { complain, deploymentOf, drandOf, positive, senderOf } from "./keeper/options.ts";
import { repository } from "./stack/supervisor.ts";

const usage = `npm run keeper -- [network] [--budget 0.01] [--max-gas-price 50] [--every 12] [--orders] [--once] [--ledger file]
       npm run keeper -- --review-key

  HANDSEL_RPC        the chain's endpoint, http://127.0.0.1:8545 when not given
  HANDSEL_KEY        private key of the account that pays the gas and earns the fees
  HANDSEL_IPFS       API of an IPFS node; when given, sealed reviews that authors sealed for this keeper too are opened
  HANDSEL_DRAND      relays of the drand network that the market draws by, with its chain hash, separated by commas
  --budget           native coin to spend on gas in a day (UTC)
  --max-gas-price    gwei; above it nothing is sent
  --every            seconds between two looks
  --orders           also refund and claim orders whose deadline has passed, which earns nothing
  --once             look once, and end
  --review-key       print what authors seal to, for protocol/reviewKeepers.ts: whoever has HANDSEL_KEY can read what they seal`;

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      budget: { type: "string", default: "0.01" },
      "max-gas-price": { type: "string", default: "50" },
      every: { type: "string", default: "12" },
      orders: { type: "boolean", default: false },
      once: { type: "boolean", default: false },
      "review-key": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      ledger: { type: "string", default: join(repository, ".handsel/keeper.json") },
    },
  });
  if (values.help) return undefined;
  const [network = "local"] = positionals;
  return {
    ...values,
    ...senderOf(process.env),
    deployment: deploymentOf(network),
    drand: drandOf(network, process.env),
    budget: positive(values.budget, "budget", parseEther),
    maxGasPrice: positive(values["max-gas-price"], "max-gas-price", parseGwei),
    every: Number(positive(values.every, "every", parseEther)) / 1e18,
  };
}

/** For the list of protocol/reviewKeepers.ts. */
async function printReviewKey(): Promise<void> {
  const { publicKey } = await reviewKeyOf(reviewSecretOf(senderOf(process.env).key));
  console.log(publicKey);
}

async function main(): Promise<void> {
  if (process.argv.includes("--review-key")) return printReviewKey();
  const options = readOptions();
  if (!options) return console.log(usage);
  const { deployment, rpcUrl, drand, orders, once, every, maxGasPrice } = options;
  const account = privateKeyToAccount(options.key);
  const ledger = openLedger(options.ledger, options.budget);
  const ipfs = process.env.HANDSEL_IPFS;
  const reviews = ipfs ? { secret: reviewSecretOf(options.key), ipfs } : undefined;
  const keeper = openKeeper({
    rpcUrl,
    deployment,
    account,
    ledger,
    maxGasPrice,
    orders,
    drand,
    every,
    ...(reviews && { reviews }),
  });
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());

  console.log(`Keeping ${deployment.network} as ${account.address}, up to ${formatEther(ledger.left())} today.`);
  if (once) {
    const { sent, spent } = await keeper.round();
    console.log(`${sent} sent, ${formatEther(spent)} spent.`);
  } else {
    await keeper.run(stop.signal);
    console.log(`Stopped. ${formatEther(ledger.spent())} spent today.`);
  }
}

main().catch((error: unknown) => complain(error, usage));
