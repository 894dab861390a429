import { setTimeout } from "node:timers/promises";
import {
  ContractFactory,
  getCreateAddress,
  HDNodeWallet,
  JsonRpcProvider,
  type TransactionReceipt,
  Wallet,
} from "ethers";
import { policyPath } from "../protocol/policy.ts";
import { type Artifact, type ContractName, compile, contractNames, readArtifact } from "./artifacts.ts";
import { type Deployment, readDeployment, writeDeployment } from "./deployments.ts";
import { networks, type Parameters, TEST_MNEMONIC, TEST_TOKEN } from "./parameters.ts";

type Addresses = Record<ContractName, string>;

/** What each constructor is told. Contracts that need each other know the other's address from the deployer's nonce. */
function constructorArguments(
  parameters: Parameters,
  deployer: string,
  policy: string,
  at: Addresses,
): Record<ContractName, unknown[]> {
  const { owner = deployer, treasury = deployer, registry, pool, courts, reputation } = parameters;
  const weights = reputation.weights.map(({ token, unitsPerToken }) => ({
    token: token === TEST_TOKEN ? at.TestToken : token,
    unitsPerToken,
  }));
  return {
    ListingRegistry: [owner, at.Escrow, registry.feeFloorBps, registry.feeFloorDelay],
    Escrow: [at.ListingRegistry, treasury, policy],
    ArbitratorPool: [at.ArbitrationCourt, pool],
    ArbitrationCourt: [at.ArbitratorPool, treasury, courts],
    Reputation: [
      at.Escrow,
      owner,
      reputation.reviewWindow,
      reputation.revealWindow,
      reputation.tokenWeightDelay,
      weights,
    ],
    TestToken: [],
  };
}

/** Where contracts come to stand when they are deployed in this order. */
function addressesOf(names: readonly ContractName[], deployer: string, nonce: number): Addresses {
  const entries = names.map((name, i) => [name, getCreateAddress({ from: deployer, nonce: nonce + i })]);
  return Object.fromEntries(entries);
}

/** Blanks what the constructor writes into the code, so that what was compiled can be compared with what is deployed. */
function withoutImmutables(code: string, { immutableReferences }: Artifact): string {
  const bytes = Buffer.from(code.slice(2), "hex");
  for (const { start, length } of Object.values(immutableReferences).flat()) bytes.fill(0, start, start + length);
  return bytes.toString("hex");
}

/** Whether the recorded contracts are there. Throws when what is there is not what the sources say. */
async function isLive(provider: JsonRpcProvider, { network, contracts }: Deployment): Promise<boolean> {
  const entries = Object.entries(contracts) as [ContractName, string][];
  const codes = await Promise.all(entries.map(([, address]) => provider.getCode(address)));
  if (codes.every((code) => code === "0x")) return false;
  const other = entries.filter(([name], i) => {
    const artifact = readArtifact(name);
    return withoutImmutables(codes[i] ?? "0x", artifact) !== withoutImmutables(artifact.deployedBytecode, artifact);
  });
  if (other.length === 0) return true;
  const names = other.map(([name]) => name).join(", ");
  throw new Error(
    `The chain has other code than these sources for ${names}. A deployment that people may be using is never overwritten: ` +
      `move deployments/${network}.json away to deploy a new market beside it, or start a local one anew with --fresh.`,
  );
}

/**
 * Deploys the market that `deployments/<network>.json` does not have yet, and records it there. The same deployer with the
 * same nonce gives the same addresses, so every fresh local chain has the same ones.
 */
export async function deploy({
  rpcUrl,
  network,
  privateKey,
}: {
  rpcUrl: string;
  network: string;
  privateKey?: string;
}): Promise<Deployment> {
  const parameters = networks[network];
  if (!parameters) throw new Error(`scripts/parameters.ts knows no network called ${network}.`);
  await compile();
  const provider = new JsonRpcProvider(rpcUrl, parameters.chainId, { staticNetwork: true, pollingInterval: 250 });
  try {
    const chainId = Number(await provider.send("eth_chainId", []));
    if (chainId !== parameters.chainId) {
      throw new Error(`${rpcUrl} is chain ${chainId}, but ${network} is chain ${parameters.chainId}.`);
    }
    const recorded = readDeployment(network);
    if (recorded && (await isLive(provider, recorded))) return recorded;

    // The development chains' first account deploys where no other key is given.
    const signer = (privateKey ? new Wallet(privateKey) : HDNodeWallet.fromPhrase(TEST_MNEMONIC)).connect(provider);
    const deployment = await deployAll(provider, signer, network, parameters);
    writeDeployment(deployment);
    return deployment;
  } finally {
    provider.destroy();
  }
}

/** Asks until it is there: waiting for an event of a new block never ends on a chain that mines only when asked to. */
async function receiptOf(provider: JsonRpcProvider, hash: string): Promise<TransactionReceipt> {
  for (;;) {
    const receipt = await provider.getTransactionReceipt(hash);
    if (receipt) return receipt;
    await setTimeout(250);
  }
}

async function deployAll(
  provider: JsonRpcProvider,
  signer: Wallet | HDNodeWallet,
  network: string,
  parameters: Parameters,
): Promise<Deployment> {
  const names: ContractName[] = [...contractNames];
  if (parameters.testToken) names.push("TestToken");
  const nonce = await signer.getNonce();
  const at = addressesOf(names, signer.address, nonce);
  const args = constructorArguments(parameters, signer.address, await policyPath(), at);

  const sent: string[] = [];
  for (const [i, name] of names.entries()) {
    const { abi, bytecode } = readArtifact(name);
    const contract = await new ContractFactory(abi, bytecode, signer).deploy(...args[name], { nonce: nonce + i });
    const transaction = contract.deploymentTransaction();
    if (!transaction) throw new Error(`${name} was not sent.`);
    sent.push(transaction.hash);
  }
  const receipts = await Promise.all(sent.map((hash) => receiptOf(provider, hash)));
  for (const [i, name] of names.entries()) {
    if (receipts[i]?.status !== 1 || receipts[i]?.contractAddress !== at[name])
      throw new Error(`${name} did not come to stand at ${at[name]}.`);
  }
  const startBlock = parameters.startBlock ?? Math.min(...receipts.map((receipt) => receipt.blockNumber));
  return { chainId: parameters.chainId, network, startBlock, contracts: at };
}

if (import.meta.main) {
  const network = process.argv[2] ?? "local";
  const rpcUrl = process.env["HANDSEL_RPC"] ?? "http://127.0.0.1:8545";
  const { contracts } = await deploy({ rpcUrl, network, privateKey: process.env["HANDSEL_KEY"] });
  for (const [name, address] of Object.entries(contracts)) console.log(`${name.padEnd(18)}${address}`);
}
