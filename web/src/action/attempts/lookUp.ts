import type { Address, Hash, Hex } from "viem";
import { type Asked, does, type Trace } from "./asked.ts";

export type Sent = { hash: Hash; to: Address | null; input: Hex; value: bigint; nonce: number };

/** All that is asked of the chain. It throws when nobody answers. */
export type Chain<Receipt> = {
  head: () => Promise<number>;
  receiptOf: (hash: Hash) => Promise<Receipt | null>;
  /** Mined, or waiting where the node can see it. */
  transactionOf: (hash: Hash) => Promise<Sent | null>;
  /** How many transactions an account has sent: in blocks, or waiting ones as well. */
  countOf: (account: Address, at: "latest" | "pending" | number) => Promise<number>;
  /** What an account has sent in one block. */
  sentIn: (block: number, account: Address) => Promise<Sent[]>;
  /** The transactions that left this trace from a block on, the oldest first. */
  tracesOf: (trace: Trace, from: number) => Promise<Hash[]>;
};

export type Receipted = { status: "success" | "reverted" };

/** What the chain knows of something that a wallet was asked to send. */
export type Verdict<Receipt> =
  | { is: "done"; receipt: Receipt }
  | { is: "reverted"; receipt: Receipt }
  /** Another transaction of the sender has its place, so it can't happen any more. `cancelled`: one that does nothing. */
  | { is: "replaced"; by: Hash | null; cancelled: boolean }
  /** It waits for a block. Of what the chain knows by its hash the number is certain; else something of the sender's waits. */
  | { is: "waiting"; known: Pick<Sent, "hash" | "nonce"> | null }
  /** The chain knows nothing of it so far. */
  | { is: "nowhere" };

/** So many transactions of one account are looked through, and so many blocks where the past has been forgotten. */
const most = { transactions: 8, blocks: 128 };

/** The block in which an account sent its transaction number `nonce`, within (after, head]. Null when it can't be told. */
async function blockOf<R>(
  chain: Chain<R>,
  { sender, nonce, after, head }: { sender: Address; nonce: number; after: number; head: number },
): Promise<number | null> {
  let low = after;
  let high = head;
  try {
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if ((await chain.countOf(sender, middle)) > nonce) high = middle;
      else low = middle;
    }
    return high;
  } catch {
    // Many nodes know the past of a few blocks only. Those can be looked through one by one.
    for (let block = head; block > Math.max(after, head - most.blocks); block--) {
      if ((await chain.sentIn(block, sender)).some((sent) => sent.nonce === nonce)) return block;
    }
    return null;
  }
}

/** Something that the chain may not be able to answer, where not knowing is no reason to stop looking. */
async function maybe<Value>(question: Promise<Value>): Promise<{ value: Value } | null> {
  return question.then(
    (value) => ({ value }),
    () => null,
  );
}

/**
 * Finds out what became of it, whatever the wallet said: by the hash, by the trace that the deed would leave, and by the sender's
 * own numbering, in which each number is used once. Throws when the chain does not answer.
 */
export async function lookUp<Receipt extends Receipted>(
  asked: Asked,
  chain: Chain<Receipt>,
): Promise<Verdict<Receipt>> {
  const outcome = (receipt: Receipt): Verdict<Receipt> => ({
    is: receipt.status === "success" ? "done" : "reverted",
    receipt,
  });

  const byHash = asked.hash && (await chain.receiptOf(asked.hash));
  // A hash that a wallet hands over is believed only when what it names is what was asked for.
  const named = asked.hash && (await chain.transactionOf(asked.hash));
  const ours = named ? does(named, asked.deed) : null;
  const told = byHash && (ours !== false || !asked.trace) ? byHash : null;
  if (told?.status === "success") return outcome(told);

  const nonce = named && ours ? named.nonce : asked.nonce;
  // In this order: whatever these have counted already, the traces and blocks read after them show.
  const [latest, pending] = await Promise.all([
    chain.countOf(asked.sender, "latest"),
    chain.countOf(asked.sender, "pending"),
  ]);
  const head = await chain.head();
  const traces = asked.trace && (await maybe(chain.tracesOf(asked.trace, asked.block + 1)));
  for (const hash of traces?.value ?? []) {
    const receipt = await chain.receiptOf(hash);
    if (receipt?.status === "success") return { is: "done", receipt };
  }
  // Of two that were sent for the same, the chain has turned down the second: only after the traces is that the whole truth.
  if (told) return outcome(told);

  let place: Sent | null = null;
  // A wallet that knew of more than the node did has taken a later number, so those after it are looked at too.
  for (let number = nonce; number < Math.min(latest, nonce + most.transactions); number++) {
    const block = await blockOf(chain, { sender: asked.sender, nonce: number, after: asked.block, head });
    const sent =
      block === null ? undefined : (await chain.sentIn(block, asked.sender)).find((each) => each.nonce === number);
    if (number === nonce) place = sent ?? null;
    if (!sent || !does(sent, asked.deed)) continue;
    const receipt = await chain.receiptOf(sent.hash);
    return receipt ? outcome(receipt) : { is: "waiting", known: sent };
  }
  if (named && ours && latest <= nonce) return { is: "waiting", known: named };
  if (pending > Math.max(latest, nonce)) return { is: "waiting", known: null };
  const cancelled =
    place !== null &&
    place.input === "0x" &&
    place.value === 0n &&
    place.to?.toLowerCase() === asked.sender.toLowerCase();
  // As long as its number is only a guess, somebody's other transaction may have taken that and left this one the next.
  const certain = asked.numbered || Boolean(named && ours) || cancelled;
  // Seen, and not only counted: one node may have counted this very transaction when the next one has not read its block.
  if (place && certain) return { is: "replaced", by: place.hash, cancelled };
  return { is: "nowhere" };
}
