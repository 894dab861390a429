import {
  BaseError,
  ContractFunctionRevertedError,
  decodeErrorResult,
  HttpRequestError,
  InsufficientFundsError,
  RawContractError,
  TimeoutError,
  WaitForTransactionReceiptTimeoutError,
} from "viem";
import { formatAmount } from "../lib/money.ts";
import { ObstacleError, WalletError } from "../lib/obstacle.ts";
import { IpfsError } from "../services/ipfs.ts";
import type { TokenInfo } from "../market/tokens.ts";
import { readAnswer, type WalletAnswer, walletSentences } from "./attempts/walletAnswer.ts";
import { type ContractErrorName, everyAbi, sentences } from "./contractErrors.ts";

export type Failure = {
  /** `rejected` is no failure at all: the person said no. */
  kind: "rejected" | "wallet" | "refused" | "short" | "unreachable" | "unknown";
  title: string;
  remedy: string;
  details: string;
};

/** Somebody has less than a step takes. Says by how much. */
export class ShortfallError extends Error {
  override readonly name = "ShortfallError";
}

const storage = {
  unreachable: "The IPFS node or its gateway does not answer. Try again in a moment, or choose others in Settings.",
  "not found": "The IPFS node took it, but the gateway does not have it yet. Try again in a moment.",
  altered: "The IPFS node or gateway handed out other bytes than it was given. Choose others in Settings.",
  "too large": "It is larger than one IPFS block. Choose something smaller.",
} as const satisfies Record<IpfsError["reason"], string>;

/** What to do when a file could not be stored or read back. */
export function storageRemedy({ reason }: IpfsError): string {
  return `${storage[reason]} What you have entered is kept.`;
}

export function shortfall(token: TokenInfo, needed: bigint, has: bigint, feeOnly: boolean): ShortfallError {
  if (feeOnly) return new ShortfallError(`Your wallet has no ${token.symbol} to pay the network’s fee with.`);
  if (has >= needed) {
    return new ShortfallError(
      `Your wallet has just ${formatAmount(has, token)}; nothing is left for the network’s fee.`,
    );
  }
  return new ShortfallError(
    `Your wallet is ${formatAmount(needed - has, token)} short: it has ${formatAmount(has, token)} of ${formatAmount(needed, token)}.`,
  );
}

function isContractError(name: string): name is ContractErrorName {
  return Object.hasOwn(sentences, name);
}

/** The name of the contract's own error, wherever it was raised on the way. */
function errorNameOf(error: BaseError): string | undefined {
  const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError);
  if (reverted instanceof ContractFunctionRevertedError) {
    if (reverted.data) return reverted.data.errorName;
    if (reverted.raw) return nameIn(reverted.raw);
  }
  const raw = error.walk((cause) => cause instanceof RawContractError);
  return raw instanceof RawContractError && typeof raw.data === "string" ? nameIn(raw.data) : undefined;
}

function nameIn(data: `0x${string}`): string | undefined {
  try {
    return decodeErrorResult({ abi: everyAbi, data }).errorName;
  } catch {
    return undefined;
  }
}

/** What a wallet said, as something one can tell a person. */
export function explainAnswer({ trouble, words }: WalletAnswer): Failure {
  const kind = trouble === "rejected" ? "rejected" : trouble === "noFunds" ? "short" : "wallet";
  return { kind, ...walletSentences[trouble], details: words };
}

/** Any error on the way of an action, as something one can tell a person. */
export function explainFailure(error: unknown): Failure {
  const details = error instanceof Error ? error.message : String(error);
  if (error instanceof WalletError) return explainAnswer(readAnswer(error));
  if (error instanceof ShortfallError)
    return { kind: "short", title: "There is not enough.", remedy: details, details };
  if (error instanceof ObstacleError)
    return { kind: "refused", title: error.message, remedy: error.remedy, details: error.details };
  if (error instanceof IpfsError)
    return { kind: "unreachable", title: "It could not be stored.", remedy: storageRemedy(error), details };
  if (error instanceof BaseError) {
    const name = errorNameOf(error);
    if (name !== undefined && isContractError(name)) {
      return { kind: "refused", title: "It did not go through.", remedy: sentences[name], details };
    }
    if (error.walk((cause) => cause instanceof InsufficientFundsError)) {
      const remedy = "Your wallet has too little to pay the network’s fee on top.";
      return { kind: "short", title: "There is not enough.", remedy, details };
    }
    const silent = error.walk(
      (cause) =>
        cause instanceof HttpRequestError ||
        cause instanceof TimeoutError ||
        cause instanceof WaitForTransactionReceiptTimeoutError,
    );
    if (silent) {
      const remedy = "Try again in a moment, or choose another endpoint in Settings.";
      return { kind: "unreachable", title: "The chain does not answer.", remedy, details };
    }
  }
  return {
    kind: "unknown",
    title: "It did not go through.",
    remedy: "Try again; if it keeps failing, reload the page.",
    details,
  };
}
