import type { BrowserContext } from "playwright-core";
import { type Hash, type Hex, numberToHex } from "viem";
import { rpc } from "../../../scripts/stack/rpc.ts";
import { type Keys, openKeys, type Wish } from "./keys.ts";
import { announceWallet, type Identity } from "./page.ts";
import { agree, type Hands, type Way, WalletError } from "./ways.ts";

export type WalletOptions = {
  rpcUrl: string;
  /** Of the account that it holds. */
  key: Hex;
  /** The page has been let in before. */
  connected?: boolean;
  info?: Partial<Identity>;
};

/** What a test may do to a person's wallet besides letting it sign. */
export type Wallet = {
  address: Hex;
  info: Identity;
  /** Every method that the page asked for, in order. */
  asked: string[];
  /** What it has brought to the chain, in order. */
  sent: Hash[];
  /** The next request of this method is answered in this way; said again, the one after it. */
  next: (method: string, way: Way) => void;
  /** From now on every request of this method is answered in this way. */
  always: (method: string, way: Way) => void;
  /** The wallet goes to another chain; back when told to, and not when asked with `stubborn`. */
  goTo: (chainId: number, manner?: { stubborn?: boolean }) => Promise<void>;
  /** Resolves once nothing is in its hands any more: a request that hangs is never waited for. */
  rest: () => Promise<void>;
};

const icon = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>";
let count = 0;

/**
 * Gives every page of `context` a wallet, announced by EIP-6963, that holds one account: its key signs for the real chain, and
 * each request can be told how to be answered. It goes on when its page is reloaded or closed, as a wallet's own window does.
 */
export async function installWallet(context: BrowserContext, options: WalletOptions): Promise<Wallet> {
  const { rpcUrl, key } = options;
  const number = count++;
  const info: Identity = {
    uuid: `8f2a1a52-6d0b-4d3e-9a3d-${number.toString(16).padStart(12, "0")}`,
    name: "Test Wallet",
    icon,
    rdns: "test.wallet",
    ...options.info,
  };
  const bridge = `__wallet${number}`;
  const keys = openKeys(rpcUrl, key);
  const { account } = keys;
  const asked: string[] = [];
  const sent: Hash[] = [];
  const once = new Map<string, Way[]>();
  const lasting = new Map<string, Way>();
  const atWork = new Set<Promise<unknown>>();
  let connected = options.connected ?? false;
  let elsewhere: number | undefined;
  let isStubborn = false;
  let line: Promise<unknown> = Promise.resolve();

  async function tell(event: string, payload: unknown): Promise<void> {
    const say = (page: { evaluate: (script: string) => Promise<unknown> }) =>
      page.evaluate(`${bridge}Tells?.(${JSON.stringify(event)}, ${JSON.stringify(payload)})`).catch(() => undefined);
    await Promise.all(context.pages().map(say));
  }

  /** One after the other, as a person answers them: two at once would take the same nonce. */
  function send(wish: Wish): Promise<Hash> {
    const sending = line.then(async () => broadcaster.broadcast((await keys.sign(wish)).raw));
    line = sending.catch(() => undefined);
    return sending;
  }

  const broadcaster: Keys = {
    ...keys,
    async broadcast(raw) {
      const hash = await keys.broadcast(raw);
      sent.push(hash);
      return hash;
    },
  };

  async function yes(method: string, params: readonly unknown[]): Promise<unknown> {
    switch (method) {
      case "eth_requestAccounts":
        connected = true;
        return [account.address];
      case "eth_accounts":
        return connected ? [account.address] : [];
      case "wallet_requestPermissions":
      case "wallet_getPermissions":
        connected ||= method === "wallet_requestPermissions";
        return connected ? [{ parentCapability: "eth_accounts" }] : [];
      case "wallet_revokePermissions":
        connected = false;
        return null;
      case "eth_chainId":
        return elsewhere === undefined ? rpc(rpcUrl, method) : numberToHex(elsewhere);
      case "wallet_switchEthereumChain":
      case "wallet_addEthereumChain":
        if (isStubborn) return null;
        elsewhere = undefined;
        await tell("chainChanged", (params[0] as { chainId: string }).chainId);
        return null;
      case "eth_sendTransaction":
        return send(params[0] as Wish);
      case "personal_sign":
      case "eth_signTypedData_v4":
        return keys.signText(method, params);
      default:
        return rpc(rpcUrl, method, params);
    }
  }

  function meanwhile(work: Promise<unknown>): void {
    const watched = work.catch(() => undefined).finally(() => atWork.delete(watched));
    atWork.add(watched);
  }

  async function reply(method: string, params: unknown[]) {
    asked.push(method);
    const way = once.get(method)?.shift() ?? lasting.get(method) ?? agree;
    const left = Promise.withResolvers<void>();
    const hands: Hands = { keys: broadcaster, tell, meanwhile, agree: () => yes(method, params), leave: left.resolve };
    const work = way(hands, { method, params });
    meanwhile(Promise.race([work, left.promise]));
    try {
      return { result: await work };
    } catch (error) {
      if (error instanceof WalletError) return { error: { ...error, message: error.message } };
      const { message, details } = error as Error & { details?: string };
      return { error: { code: -32000, message: details ?? message } };
    }
  }

  await context.exposeFunction(bridge, reply);
  await context.addInitScript(announceWallet, { info, bridge });
  return {
    address: account.address,
    info,
    asked,
    sent,
    next: (method, way) => void once.set(method, [...(once.get(method) ?? []), way]),
    always: (method, way) => void lasting.set(method, way),
    async goTo(chainId, { stubborn = false } = {}) {
      elsewhere = chainId;
      isStubborn = stubborn;
      await tell("chainChanged", numberToHex(chainId));
    },
    async rest() {
      while (atWork.size > 0) await Promise.all(atWork);
    },
  };
}
