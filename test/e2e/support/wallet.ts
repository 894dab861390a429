import { setTimeout } from "node:timers/promises";
import type { BrowserContext } from "playwright-core";

type Rpc = { result?: unknown; error?: { code: number; message: string; data?: unknown } };

/** What a test may do to a person's wallet besides letting it sign. */
export type Wallet = {
  address: `0x${string}`;
  /** Every method that the page asked for, in order. */
  asked: string[];
  /** The next request that needs consent is refused, as by a person pressing "Reject". */
  rejectNext: () => void;
  /** The wallet takes so many milliseconds to say which account it holds. */
  dawdle: (time: number) => void;
  /** The wallet is on another network, until the person agrees to switch. */
  goElsewhere: () => void;
};

const needConsent = new Set([
  "eth_requestAccounts",
  "eth_sendTransaction",
  "personal_sign",
  "eth_signTypedData_v4",
  "wallet_switchEthereumChain",
]);

/**
 * Gives every page of `context` a wallet announced by EIP-6963 that holds one account. It forwards to the chain's own RPC,
 * which signs for its development accounts: from the page's side it is a wallet like any other.
 */
export async function installWallet(context: BrowserContext, rpcUrl: string, address: `0x${string}`): Promise<Wallet> {
  const asked: string[] = [];
  let reject = false;
  let connected = false;
  let elsewhere = false;
  let pause = 0;

  async function answer(method: string, params: unknown[]): Promise<Rpc> {
    asked.push(method);
    if (reject && needConsent.has(method)) {
      reject = false;
      return { error: { code: 4001, message: "User rejected the request." } };
    }
    if (method === "eth_accounts") await setTimeout(pause);
    if (method === "eth_requestAccounts") connected = true;
    if (method === "eth_requestAccounts" || method === "eth_accounts") return { result: connected ? [address] : [] };
    if (method === "wallet_requestPermissions" || method === "wallet_getPermissions") {
      connected ||= method === "wallet_requestPermissions";
      return { result: connected ? [{ parentCapability: "eth_accounts" }] : [] };
    }
    if (method === "wallet_switchEthereumChain") {
      elsewhere = false;
      return { result: null };
    }
    if (method === "eth_chainId" && elsewhere) return { result: "0x1" };
    const response = await fetch(rpcUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    return (await response.json()) as Rpc;
  }

  await context.exposeFunction("__handselTestWallet", answer);
  await context.addInitScript(announceWallet);
  return {
    address,
    asked,
    rejectNext: () => {
      reject = true;
    },
    dawdle: (time) => {
      pause = time;
    },
    goElsewhere: () => {
      elsewhere = true;
    },
  };
}

/** Runs inside the page, so it may use nothing from this module. */
function announceWallet() {
  type Bridge = (method: string, params: unknown[]) => Promise<Rpc>;
  type Listener = (value: unknown) => void;
  const listeners = new Map<string, Set<Listener>>();
  const bridge = (globalThis as unknown as { __handselTestWallet: Bridge }).__handselTestWallet;
  const provider = {
    on: (event: string, listener: Listener) =>
      listeners.set(event, (listeners.get(event) ?? new Set<Listener>()).add(listener)),
    removeListener: (event: string, listener: Listener) => listeners.get(event)?.delete(listener),
    request: async ({ method, params }: { method: string; params?: unknown[] }) => {
      const answer = await bridge(method, params ?? []);
      if (answer.error) throw Object.assign(new Error(answer.error.message), answer.error);
      if (method === "wallet_switchEthereumChain") {
        const [{ chainId }] = params as [{ chainId: string }];
        for (const listener of listeners.get("chainChanged") ?? []) listener(chainId);
      }
      return answer.result;
    },
  };
  const info = {
    uuid: "8f2a1a52-6d0b-4d3e-9a3d-5a0f0a7c2b11",
    name: "Test Wallet",
    icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
    rdns: "test.wallet",
  };
  const announce = () =>
    window.dispatchEvent(
      new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info: Object.freeze(info), provider }) }),
    );
  window.addEventListener("eip6963:requestProvider", announce);
  announce();
}
