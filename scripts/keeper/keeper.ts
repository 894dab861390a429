import { setTimeout } from "node:timers/promises";
import {
  type Account,
  createPublicClient,
  createWalletClient,
  encodeFunctionData,
  formatEther,
  formatGwei,
  type Hash,
  http,
  WaitForTransactionReceiptTimeoutError,
} from "viem";
import type { Deployment } from "../deployments.ts";
import { createArchive } from "./archive.ts";
import { isLost, networkOf, wordsOf } from "./endpoint.ts";
import type { Ledger } from "./ledger.ts";
import { openMarket } from "./market.ts";
import { openReviews, type ReviewOptions } from "./reviews.ts";
import { findWork, type Job, type Served } from "./work.ts";

export type KeeperOptions = {
  rpcUrl: string;
  deployment: Deployment;
  account: Account;
  ledger: Ledger;
  /** Above this price of gas, in wei, nothing is sent. */
  maxGasPrice: bigint;
  /** Also end orders whose deadline has passed, which earns nothing. */
  orders?: boolean;
  /** Also open sealed reviews that have a box for this keeper, which earns what the market gives for it. */
  reviews?: ReviewOptions;
  /** Where to ask for drand's beacons, on markets that draw by them. */
  drand?: readonly string[];
  /** Seconds between two looks. */
  every?: number;
  say?: (line: string) => void;
};

export type Keeper = {
  /** Does all that is due, until nothing is. Throws when the chain does not answer. */
  round: () => Promise<Done>;
  /** Looks again and again until `stop`; a chain that does not answer is waited for. */
  run: (stop: AbortSignal) => Promise<void>;
};

export type Done = { sent: number; spent: bigint };

/** No transaction may use more (EIP-7825). */
export const MOST_GAS = 16_777_216n;

/** What is estimated for one block may be a little short in the next; but a limit above the chain's own is refused unread. */
export function gasLimitOf(estimate: bigint): bigint {
  const limit = estimate + estimate / 4n;
  return limit < MOST_GAS ? limit : MOST_GAS;
}

/** How long a transaction may take to be in a block before the chain is looked at anew. */
const patience = 90_000;
/** Once what is earned is worth this many times what fetching it costs, it is fetched. */
const worthFetching = 20n;

export function openKeeper(options: KeeperOptions): Keeper {
  const { rpcUrl, deployment, account, ledger, maxGasPrice, orders = false, every = 12, say = console.log } = options;
  const { drand = [] } = options;
  const network = networkOf(deployment, rpcUrl);
  const chain = createPublicClient({
    chain: network,
    // A look is hundreds of small questions.
    transport: http(rpcUrl, { batch: true, timeout: 15_000, retryCount: 1 }),
    cacheTime: 0,
    pollingInterval: 500,
  });
  const wallet = createWalletClient({ account, chain: network, transport: http(rpcUrl, { retryCount: 0 }) });
  const market = openMarket(chain, deployment);
  const archive = createArchive();
  const reviews = options.reviews && openReviews(chain, deployment, options.reviews, archive);
  const served: Served = new Map();
  const heard = new Set<string>();

  /** A complaint that stays the same is made once. */
  function sayOnce(line: string): void {
    if (heard.has(line)) return;
    heard.add(line);
    say(line);
  }

  async function send(job: Job): Promise<bigint | undefined> {
    const data = encodeFunctionData({ abi: job.abi, functionName: job.functionName, args: job.args });
    const call = { account, to: job.address, data };
    // Asked of the chain as it is now: it refuses when another keeper was quicker, and that costs nothing.
    const gas = await chain.estimateGas(call).catch((error: unknown) => {
      if (isLost(error)) throw error;
      return undefined;
    });
    if (gas === undefined) return undefined;
    const { maxFeePerGas, maxPriorityFeePerGas } = await chain.estimateFeesPerGas();
    if (maxFeePerGas > maxGasPrice) {
      sayOnce(`Gas costs ${formatGwei(maxFeePerGas)} gwei, more than the ${formatGwei(maxGasPrice)} allowed: waiting.`);
      return undefined;
    }
    const limit = gasLimitOf(gas);
    const reservation = ledger.reserve(limit * maxFeePerGas);
    if (!reservation) {
      sayOnce(`Today's budget is spent but for ${formatEther(ledger.left())}: ${job.title} is left to others.`);
      return undefined;
    }
    return commit(job, () =>
      wallet.sendTransaction({ ...call, gas: limit, maxFeePerGas, maxPriorityFeePerGas, chain: network }),
    ).then((cost) => {
      // A transaction that may still come to be mined keeps its reservation.
      if (cost !== undefined) reservation.settle(cost);
      return cost ?? 0n;
    });
  }

  /** What it cost; zero when it never left, undefined when that can't be known yet. */
  async function commit(job: Job, dispatch: () => Promise<Hash>): Promise<bigint | undefined> {
    let hash: Hash;
    try {
      hash = await dispatch();
    } catch (error) {
      if (isLost(error)) return undefined;
      say(`${job.title}: not sent, ${wordsOf(error)}`);
      return 0n;
    }
    try {
      const receipt = await chain.waitForTransactionReceipt({ hash, timeout: patience });
      const cost = receipt.gasUsed * receipt.effectiveGasPrice;
      const fate = receipt.status === "success" ? "done" : "somebody was quicker";
      say(`${job.title}: ${fate}, for ${formatEther(cost)}`);
      return cost;
    } catch (error) {
      if (!(error instanceof WaitForTransactionReceiptTimeoutError) && !isLost(error)) throw error;
      say(`${job.title}: ${hash} is not in a block yet`);
      return undefined;
    }
  }

  async function fetchEarnings(): Promise<void> {
    const earned = await chain.readContract({ ...market.pool, functionName: "creditOf", args: [account.address] });
    if (earned === 0n) return;
    const { maxFeePerGas } = await chain.estimateFeesPerGas();
    if (earned < worthFetching * 60_000n * maxFeePerGas) return;
    const title = `earnings of ${formatEther(earned)} fetched`;
    await send({ ...market.pool, title, key: "withdraw", functionName: "withdraw", args: [account.address] });
  }

  async function look(): Promise<number> {
    let sent = 0;
    const jobs = await findWork({ chain, market, orders, reviews, archive, served, drand, say: sayOnce });
    for (const job of jobs) if ((await send(job)) !== undefined) sent++;
    if (sent > 0) heard.clear();
    return sent;
  }

  async function round(): Promise<Done> {
    const before = ledger.spent();
    let sent = 0;
    // What was done may have made something else due: the next in the queue, the payment after the ruling.
    for (let more = await look(); more > 0; more = await look()) sent += more;
    await fetchEarnings();
    return { sent, spent: ledger.spent() - before };
  }

  async function run(stop: AbortSignal): Promise<void> {
    let failures = 0;
    while (!stop.aborted) {
      try {
        await round();
        if (failures > 0) say("The chain answers again.");
        failures = 0;
      } catch (error) {
        if (failures === 0) say(`The chain does not answer, trying again: ${wordsOf(error)}`);
        failures++;
      }
      const pause = every * 1_000 * Math.min(2 ** failures, 16);
      // Keepers that look at the same moment would all send the same.
      const jitter = Math.random() * Math.min(every * 500, 2_000);
      await setTimeout(pause + jitter, undefined, { signal: stop }).catch(() => undefined);
    }
  }

  return { round, run };
}
