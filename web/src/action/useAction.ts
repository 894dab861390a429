import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import {
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  erc20Abi,
  type Hash,
  TransactionNotFoundError,
  type TransactionReceipt,
} from "viem";
import { publicClient } from "../services/chain.ts";
import { explainFailure, type Failure, shortfall } from "./failure.ts";
import { untilIndexed } from "../services/graph.ts";
import { forgetPending, pendingOf, rememberPending } from "../market/journal.ts";
import { allowanceOf, balanceOf, isNative, nativeToken, readToken } from "../market/tokens.ts";
import { askForWallet, useWallet, walletClient } from "../services/wallet.ts";

type Writing = "nonpayable" | "payable";

export type ContractCall = {
  address: Address;
  abi: Abi;
  functionName: string;
  args: readonly unknown[];
  value?: bigint;
};

/** One on-chain verb: what is sent, and what the person reads before the wallet opens. */
export type Action = {
  request: ContractCall;
  summary: string;
  /** Tokens that the call takes from the sender. Exactly this much is allowed first, when it is not already. */
  spends?: { token: Address; amount: bigint; spender: Address };
};

/** Checks a call against its ABI where it is written down; `Action` itself is about any contract. */
export function call<
  const abi extends Abi,
  name extends ContractFunctionName<abi, Writing>,
  const args extends ContractFunctionArgs<abi, Writing, name>,
>(
  contract: { readonly address: Address; readonly abi: abi },
  functionName: name,
  args: args,
  value?: bigint,
): ContractCall {
  return { ...contract, abi: contract.abi, functionName, args: args as readonly unknown[], value };
}

export type ActionState =
  | { step: "idle" }
  | { step: "checking" }
  /** The wallet asks to allow the escrow this much of a token; `sent` once it has been allowed and is on its way. */
  | { step: "allowance"; sent: boolean }
  | { step: "wallet" }
  | { step: "sent"; hash: Hash }
  | { step: "done"; receipt: TransactionReceipt }
  | { step: "rejected" }
  /** `sent` when it left the wallet and nobody can say yet what became of it. */
  | { step: "failed"; failure: Failure; sent: boolean };

/** Subjects somebody is at work on in this tab, so that a second press does nothing. */
const atWork = new Set<string>();

async function checkFunds(action: Action, account: Address): Promise<void> {
  const { spends } = action;
  const value = action.request.value ?? 0n;
  const gasCoin = await publicClient.getBalance({ address: account });
  if (gasCoin <= value) throw shortfall(nativeToken, value, gasCoin, value === 0n);
  if (!spends || isNative(spends.token)) return;
  const [balance, token] = await Promise.all([balanceOf(spends.token, account), readToken(spends.token)]);
  if (balance < spends.amount) throw shortfall(token, spends.amount, balance, false);
}

async function waitFor(hash: Hash): Promise<TransactionReceipt> {
  const receipt = await publicClient.waitForTransactionReceipt({ hash, timeout: 10 * 60_000, pollingInterval: 500 });
  forgetPending(hash);
  if (receipt.status === "reverted") throw new Error("The chain took the transaction and turned it down.");
  return receipt;
}

/** Forgets what the chain does not know of. Whatever it may still take is waited for again, and never sent twice. */
async function forgetLost(hash: Hash): Promise<void> {
  const error = await publicClient.getTransaction({ hash }).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof TransactionNotFoundError) forgetPending(hash);
}

async function allow(action: Action, account: Address, report: (state: ActionState) => void): Promise<void> {
  const { spends } = action;
  if (!spends || isNative(spends.token)) return;
  if ((await allowanceOf(spends.token, account, spends.spender)) >= spends.amount) return;
  report({ step: "allowance", sent: false });
  const client = await walletClient();
  const { request } = await publicClient.simulateContract({
    account,
    address: spends.token,
    abi: erc20Abi,
    functionName: "approve",
    args: [spends.spender, spends.amount],
  });
  const hash = await client.writeContract(request);
  report({ step: "allowance", sent: true });
  await waitFor(hash);
}

/** Asks every open query again: now for what is read from the chain, later for what is read from the subgraph. */
function refetch(queries: QueryClient, block: bigint): void {
  void queries.invalidateQueries();
  void untilIndexed(block).then(() => queries.invalidateQueries());
}

type Options = {
  /** What it is about. One transaction per subject at a time, remembered over a reload. */
  subject: string;
  onDone?: (receipt: TransactionReceipt) => void;
};

/**
 * The life of one on-chain action: checks, explains, asks the wallet, waits, and makes the page true. Survives a reload
 * while the transaction is on its way, and a second press changes nothing.
 */
export function useAction({ subject, onDone }: Options) {
  const { address, wrongChain } = useWallet();
  const queries = useQueryClient();
  const [state, setState] = useState<ActionState>(() => {
    const pending = pendingOf(subject);
    return pending ? { step: "sent", hash: pending.hash } : { step: "idle" };
  });
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });

  const follow = useCallback(
    async (hash: Hash) => {
      const receipt = await waitFor(hash);
      setState({ step: "done", receipt });
      refetch(queries, receipt.blockNumber);
      done.current?.(receipt);
    },
    [queries],
  );

  const fail = useCallback(
    async (error: unknown) => {
      const failure = explainFailure(error);
      if (failure.kind === "rejected") return setState({ step: "rejected" });
      const pending = pendingOf(subject);
      if (pending) await forgetLost(pending.hash);
      setState({ step: "failed", failure, sent: pendingOf(subject) !== undefined });
    },
    [subject],
  );

  useEffect(() => {
    const pending = pendingOf(subject);
    if (!pending || atWork.has(subject)) return;
    atWork.add(subject);
    Promise.resolve(pending.hash)
      .then(follow)
      .catch(fail)
      .finally(() => atWork.delete(subject));
  }, [subject, follow, fail]);

  const run = useCallback(
    async (prepare: Action | (() => Promise<Action>)) => {
      if (!address || wrongChain) return askForWallet();
      if (atWork.has(subject)) return;
      atWork.add(subject);
      try {
        const pending = pendingOf(subject);
        if (pending) {
          setState({ step: "sent", hash: pending.hash });
          return await follow(pending.hash);
        }
        setState({ step: "checking" });
        const action = typeof prepare === "function" ? await prepare() : prepare;
        await checkFunds(action, address);
        await allow(action, address, setState);
        const { request } = await publicClient.simulateContract({ account: address, ...action.request });
        setState({ step: "wallet" });
        const client = await walletClient();
        const hash = await client.writeContract(request);
        rememberPending({ hash, subject, title: action.summary, sentAt: Math.floor(Date.now() / 1000) });
        setState({ step: "sent", hash });
        await follow(hash);
      } catch (error) {
        await fail(error);
      } finally {
        atWork.delete(subject);
      }
    },
    [address, wrongChain, subject, follow, fail],
  );

  const reset = useCallback(() => setState({ step: "idle" }), []);
  return { state, run, reset };
}
