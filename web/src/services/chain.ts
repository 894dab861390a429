import { useEffect, useState, useSyncExternalStore } from "react";
import { createPublicClient, defineChain, http } from "viem";
import { endpoints } from "../config.ts";
import { deployment } from "./contracts.ts";

export const chain = defineChain({
  id: deployment.chainId,
  name: deployment.chainId === 31337 ? "Local test chain" : deployment.network,
  nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
  rpcUrls: { default: { http: [endpoints.rpc] } },
  testnet: deployment.chainId === 31337,
});

export const publicClient = createPublicClient({
  chain,
  transport: http(endpoints.rpc, { batch: true, timeout: 10_000, retryCount: 1 }),
  pollingInterval: 1_500,
});

export type Head = {
  number: bigint;
  /** Seconds since 1970, by the chain. */
  timestamp: number;
  /** When this device heard of it, on its monotonic clock. */
  heardAt: number;
};

let head: Head | undefined;
let reachable = true;
const listeners = new Set<() => void>();
let stop: (() => void) | undefined;

function notify(): void {
  for (const listener of listeners) listener();
}

function watch(): () => void {
  return publicClient.watchBlocks({
    emitOnBegin: true,
    onBlock(block) {
      reachable = true;
      head = { number: block.number, timestamp: Number(block.timestamp), heardAt: performance.now() };
      notify();
    },
    onError() {
      if (!reachable) return;
      reachable = false;
      notify();
    },
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  stop ??= watch();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = undefined;
  };
}

/** The newest block heard of; undefined until the first. */
export function useHead(): Head | undefined {
  return useSyncExternalStore(subscribe, () => head);
}

/** When a block was heard of, by this device's clock in seconds. */
export function heardAt({ heardAt: at }: Head): number {
  return Math.floor((performance.timeOrigin + at) / 1000);
}

/** False while the chain's endpoint does not answer. */
export function useChainReachable(): boolean {
  return useSyncExternalStore(subscribe, () => reachable);
}

function timeOf(known: Head | undefined): number {
  if (!known) return Math.floor(Date.now() / 1000);
  return known.timestamp + Math.floor((performance.now() - known.heardAt) / 1000);
}

/** The newest block heard of, for code that is not a component. */
export function headNumber(): bigint | undefined {
  return head?.number;
}

/** What time it is now by the chain, for code that is not a component. */
export function chainTime(): number {
  return timeOf(head);
}

/**
 * Seconds since 1970 by the chain: the newest block's timestamp, ticking on with this device until the next block. Every
 * deadline is compared with this and never with the device's own clock, which may be wrong.
 */
export function useChainTime(): number {
  const known = useHead();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return timeOf(known);
}
