/**
 * npm run deploy -- <network>: deploys the market to a chain and records it in deployments/<network>.json. What breaks off goes
 * on when it is run again. Ends with 1 when something stands in the way, with 2 when it was asked for in a way that makes no sense.
 */
import { parseArgs } from "node:util";
import { formatEther } from "ethers";
import { compile } from "./artifacts.ts";
import { openChain } from "./deploy/chain.ts";
import { balanceOf } from "./deploy/cost.ts";
import { type Asked, checkChain, costOfRest, deploy, Misused, networkCalled, prepare } from "./deploy/deploy.ts";
import { isLive } from "./deploy/live.ts";
import { lineOf } from "./deploy/send.ts";
import { type Deployment, readDeployment } from "./deployments.ts";
import { networks } from "./parameters.ts";
import { explorersFor, verifyAll } from "./verify/verify.ts";

const usage = `npm run deploy -- [network] [--keep record[:Name,…]] [--dry-run] [--restart] [--verify]

  network              one of ${Object.keys(networks).join(", ")}; local when not given
  --keep               go on with contracts of an earlier edition, whose record this is (docs/migration.md)
  --dry-run            print addresses, arguments and cost, and send nothing
  --restart            give up a deployment that cannot go on, and deploy all contracts at new addresses
  --verify             only publish the sources of what is deployed at the network's explorers

  HANDSEL_RPC            the chain's endpoint, http://127.0.0.1:8545 when not given
  HANDSEL_KEY            private key of the account that pays
  HANDSEL_OWNER          who may pause what is new
  HANDSEL_TREASURY       who gets the commission
  HANDSEL_ENTROPY        an IEntropy, where the blocks' own randomness is not to be used
  HANDSEL_ETHERSCAN_KEY  with it, sources are published as soon as they are deployed
  HANDSEL_DEPLOYMENTS    folder of the records, deployments/ when not given`;

const shown = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));

/** Says what would be deployed. */
async function rehearse(asked: Asked): Promise<void> {
  const prepared = await prepare(asked);
  const { chain, wallet, steps, recorded } = prepared;
  if (recorded) return console.log(`${recorded.network} is deployed, as these sources have it. Nothing would be sent.`);
  const { gas, price, total } = await costOfRest(prepared);
  for (const { name, address, told } of steps) {
    const limit = gas.get(name);
    console.log(`${lineOf(name, address)}  ${limit ? `${limit.toLocaleString("en")} gas` : "is there"}`);
    for (const argument of told) console.log(`      ${shown(argument)}`);
  }
  const balance = await balanceOf(chain, wallet.address);
  console.log(
    `\nAt most ${formatEther(total)} ETH, at ${Number(price) / 1e9} gwei; ${wallet.address} has ${formatEther(balance)} ETH. Nothing was sent.`,
  );
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        keep: { type: "string" },
        "dry-run": { type: "boolean", default: false },
        restart: { type: "boolean", default: false },
        verify: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const [network = "local", ...rest] = positionals;
    if (rest.length > 0) throw new Misused(`One network at a time, not also ${rest.join(", ")}.`);
    return { ...values, network };
  } catch (error) {
    throw error instanceof Misused ? error : new Misused((error as Error).message);
  }
}

/** Publishes the sources of a recorded deployment; says of each contract how it went. */
async function publish(network: string, deployment: Deployment): Promise<boolean> {
  await compile({ builds: true });
  const env = process.env;
  const explorers = explorersFor({
    key: env.HANDSEL_ETHERSCAN_KEY,
    etherscan: env.HANDSEL_ETHERSCAN_API,
    sourcify: env.HANDSEL_SOURCIFY_API,
    blockscout: env.HANDSEL_BLOCKSCOUT_API ?? networkCalled(network).blockscout,
  });
  return verifyAll(deployment, explorers, { say: console.log });
}

/** The same later, when the sources are still those of what is deployed. */
async function verify({ network, rpcUrl }: Asked): Promise<boolean> {
  const parameters = networkCalled(network);
  const recorded = readDeployment(network);
  if (!recorded) throw new Misused(`deployments/ has no ${network}.json: deploy there first, or name another network.`);
  if (parameters.isDevelopment) throw new Misused(`${network} is a chain of this machine, which no explorer shows.`);
  const chain = openChain(rpcUrl);
  await checkChain(chain, network, parameters);
  await compile();
  await isLive(chain, recorded, parameters);
  return publish(network, recorded);
}

async function main(): Promise<number> {
  const { network, help, restart, ...values } = readOptions();
  if (help) {
    console.log(usage);
    return 0;
  }
  const env = process.env;
  const asked: Asked = {
    rpcUrl: env.HANDSEL_RPC ?? "http://127.0.0.1:8545",
    network,
    privateKey: env.HANDSEL_KEY,
    owner: env.HANDSEL_OWNER,
    treasury: env.HANDSEL_TREASURY,
    entropy: env.HANDSEL_ENTROPY,
    keep: values.keep,
    restart,
    say: console.log,
  };
  if (values["dry-run"]) {
    await rehearse(asked);
    return 0;
  }
  if (values.verify) return (await verify(asked)) ? 0 : 1;
  const deployment = await deploy(asked);
  // What is deployed is deployed, whatever an explorer says to it.
  if (env.HANDSEL_ETHERSCAN_KEY && deployment.arguments && !(await publish(network, deployment))) {
    console.log(`The market is deployed. To publish the rest: npm run deploy -- ${network} --verify`);
  }
  return 0;
}

if (import.meta.main) {
  process.exitCode = await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    if (error instanceof Misused) console.error(`\n${usage}`);
    return error instanceof Misused ? 2 : 1;
  });
}
