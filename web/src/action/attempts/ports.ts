import { type Address, bytesToHex, numberToHex, type TransactionReceipt } from "viem";
import { ObstacleError, WalletError } from "../../lib/obstacle.ts";
import { chain, publicClient } from "../../services/chain.ts";
import { inRanges } from "../../services/chainLogs.ts";
import { deployment } from "../../services/contracts.ts";
import { walletProvider } from "../../services/wallet.ts";
import type { Deed } from "./asked.ts";
import type { Ports } from "./attempt.ts";
import { chainOf } from "./chainOf.ts";
import { type KeptAsked, keptUnder } from "./kept.ts";
import { leases, type Locks, webLocks } from "./locks.ts";

const market = `${deployment.chainId}.${deployment.contracts.Escrow.slice(2, 10)}`;

function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function channel() {
  if (typeof BroadcastChannel === "undefined") return null;
  const opened = new BroadcastChannel(`handsel.asked.${market}`);
  return {
    post: (message: unknown) => opened.postMessage(message),
    onMessage: (listener: (message: unknown) => void) =>
      opened.addEventListener("message", (event: MessageEvent<unknown>) => listener(event.data)),
  };
}

export const kept: KeptAsked = keptUnder(`handsel.asked.${market}`, {
  store: storage,
  onStored: (listener) => window.addEventListener("storage", ({ key }) => listener(key)),
  channel: channel(),
});

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Nobody to share with: what keeps this tab from itself is enough. */
const alone: Locks = { take: () => Promise.resolve(() => {}), isTaken: () => Promise.resolve(false) };

function locksHere(): Locks {
  // Only pages that came safely have them.
  const manager = (navigator as { locks?: LockManager }).locks;
  if (manager) return webLocks(manager, `handsel.${market}.`);
  const store = storage();
  if (!store) return alone;
  const every = (milliseconds: number, work: () => void) => {
    const timer = setInterval(work, milliseconds);
    return () => clearInterval(timer);
  };
  return leases(store, `handsel.lock.${market}.`, bytesToHex(crypto.getRandomValues(new Uint8Array(16))), {
    now: Date.now,
    wait,
    every,
  });
}

const locks = locksHere();

/** Asked of the wallet itself and not through a client that would try again in other ways, or take its answer for granted. */
async function send({ to, data, value }: Deed, sender: Address): Promise<unknown> {
  const provider = await walletProvider();
  const id = await provider.request({ method: "eth_chainId" });
  if (Number(id) !== chain.id) {
    throw new ObstacleError(
      "Your wallet is on another network.",
      `Switch it to ${chain.name}, and press the button again.`,
    );
  }
  const transaction = {
    from: sender,
    // It may be moved to another network while its question is open.
    chainId: numberToHex(chain.id),
    to,
    data,
    ...(value !== "0" && { value: `0x${BigInt(value).toString(16)}` as const }),
  };
  return provider.request({ method: "eth_sendTransaction", params: [transaction] }).catch((error: unknown) => {
    throw new WalletError(error);
  });
}

export const ports: Ports<TransactionReceipt> = {
  chain: chainOf(publicClient, inRanges),
  kept,
  lock: locks.take,
  isLocked: locks.isTaken,
  send,
  wait,
  now: () => Math.floor(Date.now() / 1000),
};
