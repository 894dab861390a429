import {
  type Account,
  type Address,
  BaseError,
  createPublicClient,
  createWalletClient,
  decodeErrorResult,
  encodeFunctionData,
  type Hash,
  type Hex,
  http,
  isHex,
  parseAbi,
  WaitForTransactionReceiptTimeoutError,
} from "viem";
import { escrowAbi, listingRegistryAbi, testTokenAbi } from "#protocol/generated/abi.ts";
import { type Order, orderId } from "#protocol/order.ts";
import type { Deployment } from "../deployments.ts";
import { isLost, networkOf, wordsOf } from "../keeper/endpoint.ts";
import type { Ledger, Reservation } from "../keeper/ledger.ts";
import { type Limits, MAX_GAS, requireChain, requireCheapGas, requireWorth } from "./policy.ts";
import { chainAway, Refusal } from "./refusal.ts";
import type { Purchase, Voucher } from "./requests.ts";
import type { Tally } from "./tally.ts";

export type RelayerOptions = {
  rpcUrl: string;
  deployment: Deployment;
  account: Account;
  ledger: Ledger;
  tally: Tally;
  limits: Limits;
  say?: (line: string) => void;
};

export type Relayed = { hash: Hash; orderId: Hex };

export type Relayer = {
  /** `from`: who asks, by its address on the network. Throws a `Refusal`. */
  purchase: (purchase: Purchase, from: string) => Promise<Relayed>;
  voucher: (voucher: Voucher, from: string) => Promise<Relayed>;
  status: () => Promise<Record<string, unknown>>;
  /** Resolves when no transaction is on its way any more, or after `seconds`. */
  settled: (seconds: number) => Promise<void>;
};

/** How long a transaction may take to be in a block before its buyer may send another. */
const patience = 90_000;

// Whose refusals are understood: the market's contracts, dollars like the local one, and Permit2.
const errorAbi = [
  ...escrowAbi,
  ...listingRegistryAbi,
  ...testTokenAbi,
  ...parseAbi([
    "error SignatureExpired(uint256 signatureDeadline)",
    "error InvalidSigner()",
    "error InvalidNonce()",
    "error InvalidContractSignature()",
  ]),
];

export function openRelayer(options: RelayerOptions): Relayer {
  const { rpcUrl, deployment, account, ledger, tally, limits, say = console.log } = options;
  const network = networkOf(deployment, rpcUrl);
  const transport = http(rpcUrl, { timeout: 10_000, retryCount: 1 });
  const chain = createPublicClient({ chain: network, transport, cacheTime: 0, pollingInterval: 500 });
  const wallet = createWalletClient({ account, chain: network, transport: http(rpcUrl, { retryCount: 0 }) });
  const escrow = deployment.contracts.Escrow as Address;
  /** Who has a transaction on its way. */
  const pending = new Map<Address, Promise<void>>();
  /** One account sends one transaction after the other, or two would have the same number. */
  let line: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = line.then(work);
    line = turn.catch(() => undefined);
    return turn;
  }

  async function ask<T>(question: Promise<T>): Promise<T> {
    try {
      return await question;
    } catch (error) {
      throw isLost(error) ? chainAway() : error;
    }
  }

  /** What the call needs; the contracts' own reason when they refuse it. */
  async function gasFor(data: Hex): Promise<bigint> {
    try {
      const gas = await chain.estimateGas({ account, to: escrow, data });
      if (gas <= MAX_GAS) return gas + gas / 4n;
    } catch (error) {
      if (isLost(error)) throw chainAway();
      throw reasonOf(error);
    }
    throw new Refusal(422, `This needs more than ${MAX_GAS} gas, more than any honest order does.`);
  }

  async function dispatch(title: string, data: Hex): Promise<{ hash: Hash; reservation: Reservation }> {
    const gas = await gasFor(data);
    const { maxFeePerGas, maxPriorityFeePerGas } = await ask(chain.estimateFeesPerGas());
    requireCheapGas(maxFeePerGas, limits);
    const reservation = ledger.reserve(gas * maxFeePerGas);
    if (!reservation)
      throw new Refusal(503, "This relayer has spent what it may spend on gas today. It begins anew at midnight UTC.");
    const call = { to: escrow, data, gas, maxFeePerGas, maxPriorityFeePerGas, chain: network };
    try {
      const hash = await wallet.sendTransaction(call);
      say(`${title}: sent, ${hash}`);
      return { hash, reservation };
    } catch (error) {
      // What may have left all the same keeps its reservation.
      if (isLost(error)) throw chainAway();
      reservation.settle(0n);
      say(`${title}: not sent, ${wordsOf(error)}`);
      throw new Refusal(502, "The chain did not take the transaction. Nothing was paid.");
    }
  }

  async function follow(title: string, hash: Hash, reservation: Reservation): Promise<void> {
    try {
      const { gasUsed, effectiveGasPrice, status } = await chain.waitForTransactionReceipt({ hash, timeout: patience });
      reservation.settle(gasUsed * effectiveGasPrice);
      say(`${title}: ${status === "success" ? "done" : "refused in the block"}`);
    } catch (error) {
      if (!(error instanceof WaitForTransactionReceiptTimeoutError) && !isLost(error)) throw error;
      say(`${title}: ${hash} is not in a block yet`);
    }
  }

  function requireTurn(name: string, most: number, who: string): void {
    if (!tally.take(name, most))
      throw new Refusal(429, `${who} has been served ${most} times today. Try again tomorrow.`);
  }

  async function relay(verb: string, { chainId, order }: { chainId: number; order: Order }, data: Hex, from: string) {
    const { buyer } = order;
    requireChain(chainId, deployment.chainId);
    requireWorth(order, limits);
    requireTurn(`from ${from}`, limits.perAddress, "Your address on the network");
    if (tally.count(`for ${buyer}`) >= limits.perBuyer)
      throw new Refusal(429, `${buyer} has been served ${limits.perBuyer} times today. Try again tomorrow.`);
    const id = orderId(order);
    const title = `${verb} ${id.slice(0, 10)}`;
    return inTurn(async () => {
      if (pending.has(buyer))
        throw new Refusal(409, "Another transaction of this buyer is on its way. Wait until it is in a block.");
      const { hash, reservation } = await dispatch(title, data);
      // Only what cost the relayer something counts against a buyer: strangers could use it up with refusals otherwise.
      tally.take(`for ${buyer}`, limits.perBuyer);
      const done = follow(title, hash, reservation).catch((error: unknown) => say(`${title}: ${wordsOf(error)}`));
      const gone = done.finally(() => pending.delete(buyer));
      pending.set(buyer, gone);
      return { hash, orderId: id };
    });
  }

  return {
    purchase({ order, proof, authorization, permit2, chainId }, from) {
      const data = authorization
        ? encodeFunctionData({
            abi: escrowAbi,
            functionName: "buyWithAuthorization",
            args: [order, proof, authorization],
          })
        : encodeFunctionData({ abi: escrowAbi, functionName: "buyWithPermit2", args: [order, proof, permit2!] });
      return relay("purchase", { chainId, order }, data, from);
    },
    voucher({ order, nonce, deadline, signature, chainId }, from) {
      const args = [order, { nonce, deadline, signature }] as const;
      const data = encodeFunctionData({ abi: escrowAbi, functionName: "confirmWithVoucher", args });
      return relay("voucher", { chainId, order }, data, from);
    },
    async status() {
      const balance = await ask(chain.getBalance({ address: account.address }));
      const { chainId, network: name } = deployment;
      const spent = { spentToday: ledger.spent(), leftToday: ledger.left() };
      return {
        chainId,
        network: name,
        escrow,
        address: account.address,
        balance,
        limits,
        ...spent,
        pending: pending.size,
      };
    },
    async settled(seconds) {
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((wake) => (timer = setTimeout(wake, seconds * 1_000)));
      await Promise.race([Promise.all(pending.values()), enough]);
      clearTimeout(timer);
    },
  };
}

function reasonOf(error: unknown): Refusal {
  const cause = error instanceof BaseError ? error.walk((inner) => isHex((inner as { data?: unknown }).data)) : null;
  try {
    const { data } = cause as unknown as { data: Hex };
    const { errorName, args = [] } = decodeErrorResult({ abi: errorAbi, data });
    // A token that says why in words.
    const words = String(errorName) === "Error" ? String(args[0]) : `${errorName}(${args.join(", ")})`;
    return new Refusal(422, `The contracts refuse it: ${words}.`, errorName);
  } catch {
    return new Refusal(422, `The contracts refuse it: ${wordsOf(error)}`);
  }
}
