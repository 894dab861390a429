import { setTimeout } from "node:timers/promises";
import {
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  createPublicClient,
  createWalletClient,
  encodeFunctionData,
  type Hex,
  type LocalAccount,
  http,
  parseAbi,
  type PublicClient,
  zeroAddress,
} from "viem";
import { listingRegistryAbi } from "#protocol/generated/abi.ts";
import { pausedWords } from "../../web/src/market/trouble.ts";
import type { ContractName } from "../contracts.ts";
import type { Deployment } from "../deployments.ts";

const ownedAbi = parseAbi([
  "function owner() view returns (address)",
  "function pendingOwner() view returns (address)",
]);
const safeAbi = parseAbi([
  "function getThreshold() view returns (uint256)",
  "function getOwners() view returns (address[])",
]);

/** Contracts with an owner. Only the first one's can stop anything. */
const owned = [
  "ListingRegistry",
  "Reputation",
  "Membership",
  "FeeSchedule",
  "Promotions",
  "VerificationRegistry",
] as const satisfies ContractName[];

/** Something stands in the way, and the words say what to do about it. */
export class Hindered extends Error {
  override name = "Hindered";
}

export type Office = {
  owner: Address;
  /** Named, and has not accepted. */
  successor: Address | null;
  kind: "key" | "contract" | "nobody";
  /** How many of whom have to sign, when it answers as a Safe does. */
  signers: { threshold: bigint; owners: readonly Address[] } | null;
};

export type Drill = {
  registry: Address;
  paused: boolean;
  office: Office;
  /** What the owner has to send to the registry. */
  calldata: Record<"pause" | "unpause", Hex>;
  /** Whether the chain would take it from the owner now. */
  works: boolean;
  others: { name: ContractName; owner: Address }[];
};

type Where = { rpcUrl: string; deployment: Deployment };

const open = (rpcUrl: string) => createPublicClient({ transport: http(rpcUrl, { retryCount: 1, timeout: 10_000 }) });

const dataOf = (paused: boolean) =>
  encodeFunctionData({ abi: listingRegistryAbi, functionName: "setPaused", args: [paused] });

async function connect({ rpcUrl, deployment }: Where) {
  const chain = open(rpcUrl);
  const found = await chain.getChainId();
  if (found !== deployment.chainId)
    throw new Hindered(`${rpcUrl} is chain ${found}, and this market is on chain ${deployment.chainId}.`);
  return { chain, registry: { address: deployment.contracts.ListingRegistry as Address, abi: listingRegistryAbi } };
}

async function officeOf(chain: PublicClient, address: Address): Promise<Office> {
  const contract = { address, abi: ownedAbi } as const;
  const owner = await chain.readContract({ ...contract, functionName: "owner" });
  const pending = await chain.readContract({ ...contract, functionName: "pendingOwner" });
  const successor = pending === zeroAddress ? null : pending;
  if (owner === zeroAddress) return { owner, successor, kind: "nobody", signers: null };
  const code = await chain.getCode({ address: owner });
  // An account that has delegated to a contract (EIP-7702) still has its key.
  if (!code || code.startsWith("0xef0100")) return { owner, successor, kind: "key", signers: null };
  return { owner, successor, kind: "contract", signers: await signersOf(chain, owner) };
}

async function signersOf(chain: PublicClient, address: Address): Promise<Office["signers"]> {
  const safe = { address, abi: safeAbi } as const;
  try {
    const threshold = await chain.readContract({ ...safe, functionName: "getThreshold" });
    return { threshold, owners: await chain.readContract({ ...safe, functionName: "getOwners" }) };
  } catch (error) {
    if (error instanceof BaseError) return null;
    throw error;
  }
}

/** Reads who could stop the market, with what, and whether the chain would take it. Sends nothing. */
export async function rehearse(where: Where): Promise<Drill> {
  const { chain, registry } = await connect(where);
  const office = await officeOf(chain, registry.address);
  const paused = await chain.readContract({ ...registry, functionName: "paused" });
  const calldata = { pause: dataOf(true), unpause: dataOf(false) };
  const works = await chain
    .call({ account: office.owner, to: registry.address, data: paused ? calldata.unpause : calldata.pause })
    .then(
      () => office.kind !== "nobody",
      () => false,
    );
  const others: Drill["others"] = [];
  for (const name of owned.slice(1)) {
    const address = where.deployment.contracts[name] as Address | undefined;
    if (address) others.push({ name, owner: (await officeOf(chain, address)).owner });
  }
  return { registry: registry.address, paused, office, calldata, works, others };
}

/** Publishing nothing at all is refused in a pause, and does nothing otherwise: it asks the registry itself. */
async function letsIn({ chain, registry }: Awaited<ReturnType<typeof connect>>): Promise<boolean> {
  try {
    await chain.simulateContract({ ...registry, functionName: "publishMany", args: [[]], account: zeroAddress });
    return true;
  } catch (error) {
    const reverted =
      error instanceof BaseError && error.walk((cause) => cause instanceof ContractFunctionRevertedError);
    if (reverted instanceof ContractFunctionRevertedError && reverted.data?.errorName === "Paused") return false;
    throw error;
  }
}

/** Stops the entry of the market, or opens it, and does not come back before the registry itself refuses, or lets in. */
export async function setPaused(where: Where, account: LocalAccount, paused: boolean): Promise<{ hash: Hex }> {
  const { chain, registry } = await connect(where);
  const { owner, kind } = await officeOf(chain, registry.address);
  const data = dataOf(paused);
  if (account.address !== owner) {
    const who = kind === "contract" ? "a contract, whose signers send it" : "whose key HANDSEL_KEY has to hold";
    throw new Hindered(
      `${account.address} can't do this. The owner is ${owner}, ${who}:\n  to    ${registry.address}\n  data  ${data}`,
    );
  }
  const wallet = createWalletClient({ account, transport: http(where.rpcUrl) });
  const hash = await wallet.sendTransaction({ chain: null, to: registry.address, data });
  const { status } = await chain.waitForTransactionReceipt({ hash, pollingInterval: 500 });
  if (status !== "success") throw new Hindered(`It failed on the chain: ${hash}.`);
  if ((await letsIn({ chain, registry })) === paused)
    throw new Hindered(`It was mined (${hash}), but the registry ${paused ? "still lets in" : "does not let in"}.`);
  return { hash };
}

/** Waits until an index says the same as the chain; how many milliseconds it took. */
export async function waitForIndex(graphUrl: string, paused: boolean, patience = 120_000): Promise<number> {
  const started = Date.now();
  let said: string;
  do {
    said = await ask(graphUrl).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (said === String(paused)) return Date.now() - started;
    await setTimeout(500);
  } while (Date.now() - started < patience);
  throw new Hindered(`The index at ${graphUrl} does not say so after ${patience / 1_000} seconds: ${said}.`);
}

async function ask(graphUrl: string): Promise<string> {
  const response = await fetch(graphUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: '{ market(id: "market") { paused } }' }),
    signal: AbortSignal.timeout(5_000),
  });
  const { data } = (await response.json()) as { data?: { market: { paused: boolean } | null } };
  return String(data?.market?.paused ?? "nothing");
}

function sayOffice({ owner, successor, kind, signers }: Office): string[] {
  const next = successor ? [`  ${successor} is named as the next owner, and has not accepted.`] : [];
  if (kind === "nobody") return ["Nobody can pause: the office was given up."];
  if (kind === "key")
    return [
      `Who can pause: ${owner}, an account with a single key.`,
      "  One stolen key can pause, one lost key means that nobody can: hand it to a Safe (transferOwnership, acceptOwnership).",
      ...next,
    ];
  if (!signers) return [`Who can pause: ${owner}, a contract that does not say who signs for it.`, ...next];
  const { threshold, owners } = signers;
  return [
    `Who can pause: ${owner}, for which ${threshold} of ${owners.length} have to sign:`,
    ...owners.map((each) => `  ${each}`),
    ...next,
  ];
}

/** The whole drill in words, for whoever is called at night. */
export function words({ registry, paused, office, calldata, works, others }: Drill): string[] {
  return [
    paused ? "The market is paused." : "The market is open.",
    ...sayOffice(office),
    "",
    `What to send to the ListingRegistry ${registry}:`,
    `  pause    ${calldata.pause}`,
    `  unpause  ${calldata.unpause}`,
    works
      ? `Rehearsed: sent by the owner, the ${paused ? "second" : "first"} one would go through now.`
      : "Rehearsed: it would NOT go through now.",
    "",
    "What it stops: publishing, editing, buying in any way. What it does not: shipping, confirming, refunds, disputes, rulings,",
    "withdrawals, taking listings down. Keepers and relayers go on: all that a pause leaves to do is what ends orders.",
    `The app says, on every page: “${pausedWords}”`,
    "",
    "Owners of the other contracts, who can stop nothing:",
    ...others.map(({ name, owner }) => `  ${name.padEnd(20)} ${owner}`),
  ];
}
