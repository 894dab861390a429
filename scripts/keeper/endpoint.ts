import { BaseError, type Chain, ContractFunctionRevertedError } from "viem";
import type { Deployment } from "../deployments.ts";

export function networkOf({ chainId, network }: Deployment, rpcUrl: string): Chain {
  return {
    id: chainId,
    name: network,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  };
}

/** The endpoint did not answer, as opposed to: it refused. */
export function isLost(error: unknown): boolean {
  return (
    error instanceof BaseError &&
    error.walk((cause) => ["HttpRequestError", "TimeoutError", "SocketClosedError"].includes((cause as Error).name)) !==
      null
  );
}

export function wordsOf(error: unknown): string {
  if (!(error instanceof BaseError)) return error instanceof Error ? error.message : String(error);
  const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError);
  return reverted instanceof ContractFunctionRevertedError
    ? (reverted.data?.errorName ?? reverted.shortMessage)
    : error.shortMessage;
}
