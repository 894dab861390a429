import { setTimeout } from "node:timers/promises";
import { type Hash, type Hex, zeroAddress } from "viem";
import type { Keys, Wish } from "./keys.ts";

export type Asked = { method: string; params: readonly unknown[] };

/** What a wallet has to answer with. */
export type Hands = {
  /** What a well-behaved wallet answers when its person says yes. */
  agree: () => Promise<unknown>;
  keys: Keys;
  /** An event for every page that the wallet is in. */
  tell: (event: string, payload: unknown) => Promise<void>;
  /** Something that goes on after the page has its answer. */
  meanwhile: (work: Promise<unknown>) => void;
  /** Nobody need wait for the answer: there will be none. */
  leave: () => void;
};

/** How a wallet answers a request. */
export type Way = (hands: Hands, asked: Asked) => Promise<unknown>;

export type WalletTrouble = { code: number | string; message: string; data?: unknown };

/** What a wallet throws at a page. */
export class WalletError extends Error {
  override readonly name = "WalletError";
  readonly code: number | string;
  readonly data: unknown;

  constructor({ code, message, data }: WalletTrouble) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/** A person's no, in the dress that wallets put it into. */
export const refusals = {
  "4001": { code: 4001, message: "User rejected the request." },
  "an internal error that the person denied": {
    code: -32603,
    message: "MetaMask Tx Signature: User denied transaction signature.",
  },
  ACTION_REJECTED: {
    code: "ACTION_REJECTED",
    message: 'user rejected transaction (action="sendTransaction", reason="rejected", code=ACTION_REJECTED)',
  },
  "a refusal inside of another error": {
    code: -32603,
    message: "Internal JSON-RPC error.",
    data: { originalError: { code: 4001, message: "User rejected the request." } },
  },
} as const satisfies Record<string, WalletTrouble>;

/** What else goes wrong before anything is sent. */
export const troubles = {
  unauthorised: { code: 4100, message: "The requested account and/or method has not been authorized by the user." },
  disconnected: { code: 4900, message: "The provider is disconnected from all chains." },
  "disconnected from this chain": { code: 4901, message: "The provider is disconnected from the specified chain." },
  "unknown chain": { code: 4902, message: "Unrecognized chain ID. Try adding the chain first." },
  "a question that is open already": {
    code: -32002,
    message: "Request of type 'eth_sendTransaction' already pending.",
  },
  "a transaction that it turned down": { code: -32003, message: "Transaction rejected." },
  "a nonce too low": { code: -32000, message: "nonce too low: next nonce 7, tx nonce 6" },
  "a price too low": { code: -32000, message: "replacement transaction underpriced" },
  "an error of its own": { code: -31999, message: "Keyring drawer stuck, quibble 17." },
} as const satisfies Record<string, WalletTrouble>;

export const timedOut: WalletTrouble = { code: -32603, message: "Request timed out" };

export const agree: Way = ({ agree }) => agree();

export const answer =
  (value: unknown): Way =>
  () =>
    Promise.resolve(value);

export const refuse =
  (trouble: WalletTrouble = refusals["4001"]): Way =>
  () =>
    Promise.reject(new WalletError(trouble));

export const hang: Way = ({ leave }) => {
  leave();
  return new Promise(() => {});
};

export const late =
  (time: number, then: Way = agree): Way =>
  async (hands, asked) => {
    await setTimeout(time);
    return then(hands, asked);
  };

/** It sends, and says that it could not. */
export const sendThen =
  (trouble: WalletTrouble = timedOut): Way =>
  async ({ agree }) => {
    await agree();
    throw new WalletError(trouble);
  };

/** It sends, and never says so. */
export const sendInSilence: Way = async (hands, asked) => {
  await hands.agree();
  return hang(hands, asked);
};

/** A hash of what no chain ever sees. */
export const unknownHash: Way = ({ keys }, { params }) => keys.sign(params[0] as Wish).then(({ hash }) => hash);

export const noHash = answer("0xnonsense");

/** It sends, and answers with what is no hash. */
export const sendWithoutHash: Way = async ({ agree }) => {
  await agree();
  return "0xnonsense";
};

/** Before it answers, the person goes to another account. */
export const changeAccount =
  (other: Hex, then: Way = agree): Way =>
  async (hands, asked) => {
    await hands.tell("accountsChanged", [other]);
    return then(hands, asked);
  };

/** Before it answers, the person goes to another chain. */
export const changeChain =
  (chainId: number, then: Way = agree): Way =>
  async (hands, asked) => {
    await hands.tell("chainChanged", `0x${chainId.toString(16)}`);
    return then(hands, asked);
  };

/** Signs as good wallets do not: another signature of the same text each time. */
export const signAnew: Way = ({ keys }, { method, params }) => keys.signAnew(method, params);

/** Shows the page a transaction that waits for its block; `release` ends that. */
export type Shelf = { hold: (hash: Hash, transaction: Record<string, unknown>) => () => void };

type Replacement = "spedUp" | "cancelled" | "other";

/** The first transaction waits in the line, until the person puts another with its nonce in its place. */
export const replace =
  (shelf: Shelf, how: Replacement, { after = 1_500 }: { after?: number } = {}): Way =>
  async ({ keys, meanwhile }, { params }) => {
    const wish = params[0] as Wish;
    const first = await keys.sign(wish);
    const release = shelf.hold(first.hash, first.shown);
    const place: Record<Replacement, Wish> = {
      spedUp: wish,
      cancelled: { to: keys.account.address, value: "0x0" },
      other: { to: zeroAddress, value: "0x1" },
    };
    meanwhile(
      setTimeout(after).then(async () => {
        const second = await keys.sign(place[how], { nonce: first.nonce, dearer: true });
        await keys.broadcast(second.raw);
        release();
      }),
    );
    return first.hash;
  };
