import { type Address, type Hash, type Hex, isAddress, isHex } from "viem";
import { isHash, isWalletAnswer, type WalletAnswer } from "./walletAnswer.ts";

/** The trace that a deed leaves in the chain's logs: where, and the event's topics; null stands for any. */
export type Trace = { address: Address; topics: (Hex | null)[] };

/** What the wallet is asked to send. Numbers are written out: this is kept as text. */
export type Deed = { to: Address; data: Hex; value: string };

/**
 * What a wallet was asked to send, as this device keeps it from before the question until its outcome is known. All that it
 * takes to find on the chain what became of it stands here: who sends it, the sender's next number and the newest block at the time.
 */
export type Asked = {
  /** What it is about: an order, a listing, "publish"… One open question per subject and sender. */
  subject: string;
  /** What the person was told that it does. */
  title: string;
  sender: Address;
  nonce: number;
  /** Whether `nonce` is the transaction's own: the chain has been seen to know it. Before, a wallet may choose a later one. */
  numbered: boolean;
  block: number;
  deed: Deed;
  trace: Trace | null;
  /** The contracts take this very call once only, so that asking again can't do it twice. */
  once: boolean;
  /** By this device's clock, in seconds. */
  askedAt: number;
  /** What the wallet said that its hash is. */
  hash: Hash | null;
  /** What the wallet said instead of a hash; the outcome may still be either. */
  answer: WalletAnswer | null;
  /** When it said either. */
  answeredAt: number | null;
};

function isDeed(value: unknown): value is Deed {
  if (typeof value !== "object" || value === null) return false;
  const { to, data, value: amount } = value as Record<string, unknown>;
  return (
    typeof to === "string" &&
    isAddress(to, { strict: false }) &&
    isHex(data) &&
    typeof amount === "string" &&
    /^\d+$/.test(amount)
  );
}

function isTrace(value: unknown): value is Trace {
  if (typeof value !== "object" || value === null) return false;
  const { address, topics } = value as Record<string, unknown>;
  return (
    typeof address === "string" &&
    isAddress(address, { strict: false }) &&
    Array.isArray(topics) &&
    topics.every((topic) => topic === null || isHash(topic))
  );
}

/** Storage may be damaged, or written by another version of the app. */
export function isAsked(value: unknown): value is Asked {
  if (typeof value !== "object" || value === null) return false;
  const { subject, title, sender, nonce, numbered, block, deed, trace, once, askedAt, hash, answer, answeredAt } =
    value as Record<string, unknown>;
  return (
    typeof subject === "string" &&
    typeof title === "string" &&
    typeof sender === "string" &&
    isAddress(sender, { strict: false }) &&
    Number.isSafeInteger(nonce) &&
    typeof numbered === "boolean" &&
    Number.isSafeInteger(block) &&
    isDeed(deed) &&
    (trace === null || isTrace(trace)) &&
    typeof once === "boolean" &&
    typeof askedAt === "number" &&
    (hash === null || isHash(hash)) &&
    (answer === null || isWalletAnswer(answer)) &&
    (answeredAt === null || typeof answeredAt === "number")
  );
}

/** Whether a transaction does what was asked for. Some wallets add a mark of their own behind the data. */
export function does(sent: { to: string | null; input: Hex; value: bigint }, { to, data, value }: Deed): boolean {
  return (
    sent.to?.toLowerCase() === to.toLowerCase() &&
    sent.value === BigInt(value) &&
    (data === "0x" ? sent.input === "0x" : sent.input.toLowerCase().startsWith(data.toLowerCase()))
  );
}

export function sameDeed(one: Deed, other: Deed): boolean {
  return (
    one.value === other.value &&
    one.to.toLowerCase() === other.to.toLowerCase() &&
    one.data.toLowerCase() === other.data.toLowerCase()
  );
}
