import { type BaseWallet, formatEther, HDNodeWallet, isHexString, Wallet } from "ethers";
import { policyPath } from "../../protocol/policy.ts";
import { compile } from "../artifacts.ts";
import { type ContractName, contracts, namesFor, tokenAt } from "../contracts.ts";
import {
  type Deployment,
  type Journal,
  readDeployment,
  readJournal,
  removeJournal,
  writeDeployment,
  writeJournal,
} from "../deployments.ts";
import { networks, type Parameters, TEST_MNEMONIC } from "../parameters.ts";
import { type Chain, numberFrom, openChain, Refused } from "./chain.ts";
import { checkFunds, type Cost, estimate } from "./cost.ts";
import { checkEntropy } from "./entropy.ts";
import { keptFrom, requireKept } from "./kept.ts";
import { isLive } from "./live.ts";
import { mistakes } from "./mistakes.ts";
import { addressesOf, beginJournal, checkSame, planSteps, type Step } from "./plan.ts";
import { withoutReviewKeeper } from "./reviewKeepers.ts";
import { lineOf, sendAll } from "./send.ts";

/** Somebody has to change what was asked for. */
export class Misused extends Error {
  override name = "Misused";
}

export type Asked = {
  rpcUrl: string;
  network: string;
  privateKey?: string | undefined;
  /** Instead of those of scripts/parameters.ts. */
  owner?: string | undefined;
  treasury?: string | undefined;
  entropy?: string | undefined;
  /** Record of an earlier edition, and which of its contracts to go on with: `<file>`, or `<file>:Name,Name`. */
  keep?: string | undefined;
  /** Forget a deployment that has begun. */
  restart?: boolean;
  /** Whoever asks has seen to it that the artifacts are those of the sources. */
  isCompiled?: boolean;
  say?: (line: string) => void;
};

export function networkCalled(name: string): Parameters {
  const found = Object.hasOwn(networks, name) ? networks[name] : undefined;
  if (found) return found;
  const known = Object.keys(networks).join(", ");
  throw new Misused(`scripts/parameters.ts knows no network called ${name}; it knows ${known}.`);
}

function parametersOf({ network, owner, treasury, entropy }: Asked): Parameters {
  const found = networkCalled(network);
  const parameters = { ...found, ...(owner && { owner }), ...(treasury && { treasury }), ...(entropy && { entropy }) };
  const wrong = mistakes(parameters);
  if (wrong.length > 0) throw new Refused(`The parameters of ${network} cannot be deployed:\n  ${wrong.join("\n  ")}`);
  return parameters;
}

function walletOf({ network, privateKey }: Asked, { isDevelopment }: Parameters): BaseWallet {
  if (!privateKey) {
    // The development chains' first account deploys where no other key is given.
    if (isDevelopment) return HDNodeWallet.fromPhrase(TEST_MNEMONIC);
    throw new Misused(`HANDSEL_KEY is not set: ${network} needs the private key of an account that pays.`);
  }
  try {
    if (isHexString(privateKey, 32)) return new Wallet(privateKey);
  } catch {
    // 32 bytes, but none that can be a key.
  }
  throw new Misused("HANDSEL_KEY must hold a private key: 0x and 64 hex digits.");
}

export async function checkChain(chain: Chain, network: string, { chainId }: Parameters): Promise<void> {
  const found = await numberFrom(chain, "eth_chainId");
  if (found !== chainId) throw new Refused(`${chain.url} is chain ${found}, but ${network} is chain ${chainId}.`);
}

/** Constructors keep these addresses for good. */
async function checkPlaces(chain: Chain, { entropy, permit2, eas, isDevelopment }: Parameters): Promise<void> {
  // Who develops against a chain without Permit2 can do without that one way to pay.
  const places = { entropy, ...(!isDevelopment && { permit2, eas }) };
  for (const [name, address] of Object.entries(places)) {
    if (!address || (await chain.call<string>("eth_getCode", address, "latest")) !== "0x") continue;
    throw new Refused(`There is no contract at ${address}, which is to be the ${name}.`);
  }
}

async function genesisOf(chain: Chain): Promise<string> {
  const block = await chain.call<{ hash: string } | null>("eth_getBlockByNumber", "0x0", false);
  return block?.hash ?? "";
}

/** The nonce at which a deployment can begin: nothing of the deployer's may be on its way, or all addresses would be guesses. */
async function firstNonce(chain: Chain, deployer: string): Promise<number> {
  const mined = await numberFrom(chain, "eth_getTransactionCount", deployer, "latest");
  const offered = await numberFrom(chain, "eth_getTransactionCount", deployer, "pending");
  if (offered <= mined) return mined;
  throw new Refused(
    `${offered - mined} transaction(s) of ${deployer} wait to be mined: deploy when they are, or from another account.`,
  );
}

/** The deployment that has begun here and can go on. */
async function begun(chain: Chain, { network, restart }: Asked, deployer: string, parameters: Parameters) {
  const journal = readJournal(network);
  if (!journal || restart) return undefined;
  if (journal.genesis !== (await genesisOf(chain))) {
    if (!parameters.isDevelopment)
      throw new Refused(
        `${chain.url} is another chain than the one on which deployments/${network}.pending.json began.`,
      );
    // The chain on which it began is gone.
    return undefined;
  }
  if (journal.deployer !== deployer) {
    throw new Refused(
      `${journal.deployer} began this deployment, not ${deployer}: use its key to go on, or add --restart to begin anew.`,
    );
  }
  return journal;
}

type Prepared = {
  parameters: Parameters;
  chain: Chain;
  wallet: BaseWallet;
  /** What stands there already. */
  recorded?: Deployment;
  journal?: Journal | undefined;
  steps: Step[];
  /** The earlier edition's contracts that this market goes on with, and where its index has to begin. */
  earlier?: { contracts: Partial<Record<ContractName, string>>; startBlock: number } | undefined;
};

/** What no contract knows and everybody has to read alike. */
function guideOf(
  { courtsByValue, reputation }: Parameters,
  at: Record<string, string>,
): Pick<Deployment, "courtsByValue" | "weights"> {
  const weights = reputation.weights.map(({ token, unitsPerToken }) => ({
    token: tokenAt(token, { TestToken: at.TestToken ?? token }),
    unitsPerToken: String(unitsPerToken),
  }));
  return { courtsByValue, weights };
}

/** Everything that can be known and refused before something is sent. */
export async function prepare(asked: Asked): Promise<Prepared> {
  const { network, rpcUrl } = asked;
  const parameters = parametersOf(asked);
  const wallet = walletOf(asked, parameters);
  const earlier = asked.keep === undefined ? undefined : keptFrom(asked.keep, parameters);
  const chain = openChain(rpcUrl);
  await checkChain(chain, network, parameters);
  if (!asked.isCompiled) await compile();
  const recorded = readDeployment(network);
  if (recorded && (await isLive(chain, recorded, parameters))) {
    return { parameters, chain, wallet, recorded, steps: [] };
  }
  await checkPlaces(chain, parameters);
  await checkEntropy(chain, parameters);
  if (earlier) await requireKept(chain, earlier.contracts);
  const deployer = wallet.address;
  const journal = await begun(chain, asked, deployer, parameters);
  const nonce = journal?.nonce ?? (await firstNonce(chain, deployer));
  const { owner = deployer, treasury = deployer } = parameters;
  const known = { ...parameters, owner, treasury, policy: await policyPath() };
  const names = namesFor(parameters).filter((name) => earlier?.contracts[name] === undefined);
  const steps = planSteps(contracts, names, known, { deployer, nonce }, earlier?.contracts);
  if (journal) checkSame(journal, steps);
  return { parameters, chain, wallet, journal, steps, earlier };
}

export async function costOfRest({ chain, wallet, steps, parameters }: Prepared): Promise<Cost> {
  const used = await numberFrom(chain, "eth_getTransactionCount", wallet.address, "latest");
  const rest = steps.filter(({ nonce }) => nonce >= used);
  return estimate(chain, wallet.address, rest, parameters.l1FeeOracle);
}

/**
 * Deploys the market that `deployments/<network>.json` does not have yet, and records it there. The same deployer with the
 * same nonce gives the same addresses, so every fresh local chain has the same ones.
 */
export async function deploy(asked: Asked): Promise<Deployment> {
  const { network, say = () => undefined } = asked;
  const prepared = await prepare(asked);
  const { chain, wallet, parameters, steps, recorded, earlier } = prepared;
  if (recorded) {
    // Killed between its last two steps, it left both.
    removeJournal(network);
    say(`${network} is deployed already, as these sources have it:`);
    for (const [name, address] of Object.entries(recorded.contracts)) say(lineOf(name, address));
    // No contract knows the guide, so it may have been changed since.
    const present = { ...recorded, ...guideOf(parameters, recorded.contracts) };
    if (JSON.stringify(present) !== JSON.stringify(recorded)) writeDeployment(present);
    withoutReviewKeeper(present).forEach(say);
    return present;
  }

  const cost = await costOfRest(prepared);
  await checkFunds(chain, wallet.address, cost);
  const place = { network, chainId: parameters.chainId, genesis: await genesisOf(chain) };
  const start = { deployer: wallet.address, nonce: steps[0]?.nonce ?? 0 };
  const journal = prepared.journal ?? beginJournal(place, start, steps);
  say(
    `${prepared.journal ? "Going on" : "Deploying"} as ${wallet.address}, for ${formatEther(cost.total)} ETH at most.`,
  );
  writeJournal(journal);

  const { confirmations, isDevelopment } = parameters;
  const poll = isDevelopment ? 100 : 500;
  const receipts = await sendAll({ chain, wallet, journal, steps, cost, confirmations, poll, say });
  const all = { ...earlier?.contracts, ...addressesOf(steps) };
  const deployment: Deployment = {
    chainId: parameters.chainId,
    network,
    startBlock:
      parameters.startBlock ??
      earlier?.startBlock ??
      Math.min(...receipts.map(({ blockNumber }) => Number(blockNumber))),
    contracts: all,
    ...guideOf(parameters, all),
    ...(earlier && { kept: Object.keys(earlier.contracts) as ContractName[] }),
    ...(!isDevelopment && { arguments: Object.fromEntries(steps.map((step) => [step.name, step.arguments])) }),
  };
  if (!(await isLive(chain, deployment, parameters))) {
    throw new Refused(`${chain.url} does not show the contracts yet: run again to record them.`);
  }
  writeDeployment(deployment);
  removeJournal(network);
  say(`Recorded in deployments/${network}.json.`);
  withoutReviewKeeper(deployment).forEach(say);
  return deployment;
}
