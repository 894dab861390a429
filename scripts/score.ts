/**
 * npm run score -- <address>: makes an account's score anew from the chain's logs alone and compares it with the contract's.
 * Ends with 1 when the chain does not answer or says something else, with 2 when it was asked for in a way that makes no sense.
 */
import { parseArgs } from "node:util";
import { type Address, createPublicClient, getAbiItem, http, isAddress } from "viem";
import { differences, type Entry, entryOf, explain, type Line, roles } from "#protocol/entries.ts";
import { reputationAbi } from "#protocol/generated/abi.ts";
import { type Deployment, readDeployment } from "./deployments.ts";

const usage = `npm run score -- <address> [network]

  HANDSEL_RPC   the chain's endpoint, http://127.0.0.1:8545 when not given`;

/** As many blocks as most endpoints give logs of at once. */
const logRange = 5_000n;

const reviewed = getAbiItem({ abi: reputationAbi, name: "Reviewed" });
const rulingCounted = getAbiItem({ abi: reputationAbi, name: "RulingCounted" });

/** Somebody has to change what was asked for. */
class Misused extends Error {
  override name = "Misused";
}

function readOptions() {
  const { values, positionals } = readArguments();
  if (values.help) return undefined;
  const [account, network = "local", ...rest] = positionals;
  if (account === undefined) throw new Misused("Say whose score: an address, 0x and 40 hex digits.");
  if (!isAddress(account, { strict: false }))
    throw new Misused(`"${account}" is no address: it takes 0x and 40 hex digits.`);
  if (rest.length > 0) throw new Misused(`One address and one network at most, not "${rest.join(" ")}" as well.`);
  const deployment = /^[\w-]+$/.test(network) ? readDeployment(network) : undefined;
  if (!deployment?.contracts.Reputation)
    throw new Misused(`deployments/ has no ${network}.json with a Reputation: name another network.`);
  return { account, deployment, rpcUrl: process.env.HANDSEL_RPC ?? "http://127.0.0.1:8545" };
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { help: { type: "boolean", default: false } } });
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error));
  }
}

/** Everything that has ever moved the account's score, and the contract's own sums, as of one block. */
async function readChain(rpcUrl: string, { contracts, startBlock, chainId }: Deployment, account: Address) {
  const chain = createPublicClient({ transport: http(rpcUrl, { retryCount: 1, timeout: 10_000 }) });
  const reputation = { address: contracts.Reputation as Address, abi: reputationAbi } as const;
  const head = await chain.getBlock();
  const found = await chain.getChainId();
  if (found !== chainId) throw new Error(`${rpcUrl} is chain ${found}, and this market is on chain ${chainId}.`);
  const entries: Entry[] = [];
  const times = new Map<bigint, bigint>();
  async function timeOf(blockNumber: bigint): Promise<bigint> {
    const known = times.get(blockNumber) ?? (await chain.getBlock({ blockNumber })).timestamp;
    times.set(blockNumber, known);
    return known;
  }
  for (let fromBlock = BigInt(startBlock); fromBlock <= head.number; fromBlock += logRange) {
    const last = fromBlock + logRange - 1n;
    const toBlock = last < head.number ? last : head.number;
    const range = {
      address: reputation.address,
      args: { subject: account },
      fromBlock,
      toBlock,
      strict: true,
    } as const;
    const [reviews, rulings] = await Promise.all([
      chain.getLogs({ ...range, event: reviewed }),
      chain.getLogs({ ...range, event: rulingCounted }),
    ]);
    for (const { args, blockNumber } of [...reviews, ...rulings])
      entries.push(entryOf(args, await timeOf(blockNumber)));
  }
  const scores = await Promise.all(
    roles.map((_, role) =>
      chain.readContract({ ...reputation, functionName: "scoreOf", args: [account, role], blockNumber: head.number }),
    ),
  );
  return { entries, scores, now: head.timestamp };
}

const day = (seconds: bigint) => new Date(Number(seconds) * 1_000).toISOString().slice(0, 10);
const dollars = (weight: bigint) => (Number(weight) / 1_000).toFixed(3).padStart(8);
const hundredths = (share: bigint) => (Number(share) / 100).toFixed(2).padStart(6);

function lineOf({ at, orderId, rating, nth, author, weight, left, share }: Line): string {
  const what = author === null ? "ruling lost" : `${rating} of 5 stars`;
  const halved = nth > 1 ? `, number ${nth} by ${author}: weighs 1/${2 ** Math.min(nth - 1, 7)}` : "";
  return `  ${day(at)}  ${orderId}  ${what}  ${dollars(weight)} -> ${dollars(left)} USD  ${hundredths(share)} %${halved}`;
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) return console.log(usage);
  const { account, deployment, rpcUrl } = options;
  const { entries, scores, now } = await readChain(rpcUrl, deployment, account);
  roles.forEach((role, index) => {
    const { lines, score, points, confidence } = explain(entries, role, now);
    console.log(
      `\nAs a ${role}: ${hundredths(points).trim()} of 100, ${hundredths(confidence).trim()} % of it from the record.`,
    );
    console.log(`  start       everyone begins at 70.00 with 20.000 USD: ${hundredths(10_000n - confidence).trim()} %`);
    for (const line of lines) console.log(lineOf(line));
    const [sums, chainPoints, chainConfidence] = scores[index] ?? [];
    if (!sums) return;
    const chain = { num: sums.num, den: sums.den, updatedAt: BigInt(sums.updatedAt), count: BigInt(sums.count) };
    const differ = differences(score, chain);
    console.log(
      `  On the chain: ${hundredths(chainPoints ?? 0n).trim()}, ${hundredths(chainConfidence ?? 0n).trim()} %.`,
    );
    for (const { of, chain, here } of differ) console.log(`  ${of} differs: ${chain} on the chain, ${here} here.`);
    if (differ.length > 0) process.exitCode = 1;
    else console.log("  Checked against the chain: equal.");
  });
}

main().catch((error: unknown) => {
  if (!(error instanceof Misused)) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    console.error(`The chain could not be read: ${reason}`);
    process.exitCode = 1;
    return;
  }
  console.error(error.message);
  process.exitCode = 2;
});
