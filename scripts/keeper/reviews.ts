import { type Address, type Hex, type PublicClient, getAbiItem, isAddressEqual } from "viem";
import { cidOfBytes } from "#protocol/cid.ts";
import { escrowAbi, reputationAbi } from "#protocol/generated/abi.ts";
import { NATIVE } from "#protocol/terms.ts";
import { type OrderKey, orderIdOf, plainOrder } from "#protocol/order.ts";
import { contentOf, encodeReview, openBox, type Opinion, reviewKeyOf } from "#protocol/review.ts";
import { reviewCommitment } from "#protocol/vote.ts";
import type { Deployment } from "../deployments.ts";
import { type Archive, REORG_DEPTH } from "./archive.ts";
import type { Job } from "./work.ts";

/** As many blocks as most endpoints give logs of at once. */
const logRange = 5_000n;

const sealedEvent = getAbiItem({ abi: reputationAbi, name: "Sealed" });
const weighed = getAbiItem({ abi: reputationAbi, name: "TokenWeightSet" });
const funded = getAbiItem({ abi: escrowAbi, name: "OrderFunded" });
const booked = getAbiItem({ abi: escrowAbi, name: "OrderBooked" });
const chosen = getAbiItem({ abi: escrowAbi, name: "OrderChosen" });

export type ReviewOptions = {
  /** 32 bytes: what the boxes of sealed copies open with. */
  secret: Hex;
  /** The API of an IPFS node: where the words go once they are public. */
  ipfs: string;
};

type Sealed = { orderId: Hex; author: Address; subject: Address; commitment: Hex; copy: Hex };
type Opened = Opinion & { salt: Hex; content: Hex };

/** Sealed reviews whose time has come: those that have a box for this keeper are opened. */
export function openReviews(
  chain: PublicClient,
  { contracts, startBlock, chainId }: Deployment,
  { secret, ipfs }: ReviewOptions,
  archive: Archive,
) {
  const reputation = { address: contracts.Reputation as Address, abi: reputationAbi } as const;
  const escrow = { address: contracts.Escrow as Address, abi: escrowAbi } as const;
  const start = BigInt(startBlock);
  const key = reviewKeyOf(secret);
  const windows = Promise.all([
    chain.readContract({ ...reputation, functionName: "reviewWindow" }),
    chain.readContract({ ...reputation, functionName: "revealWindow" }),
  ]);
  windows.catch(() => undefined);
  const seen = new Map<string, Sealed>();
  let next = start;

  async function read(): Promise<Sealed[]> {
    const head = await chain.getBlockNumber();
    while (next <= head) {
      const toBlock = next + logRange < head ? next + logRange : head;
      const logs = await chain.getLogs({
        ...{ address: reputation.address, event: sealedEvent, fromBlock: next, toBlock, strict: true },
      });
      for (const { args } of logs) seen.set(nameOf(args), { ...args, copy: args.sealedReview });
      next = toBlock + 1n;
    }
    next = head > REORG_DEPTH ? head - REORG_DEPTH : start;
    return [...seen.values()];
  }

  async function stageOf({ orderId, author, subject }: Sealed, now: number) {
    const [reviewWindow, revealWindow] = await windows;
    const [{ at }, mine, theirs] = await Promise.all([
      chain.readContract({ ...escrow, functionName: "howEnded", args: [orderId] }),
      chain.readContract({ ...reputation, functionName: "reviewOf", args: [orderId, author] }),
      chain.readContract({ ...reputation, functionName: "reviewOf", args: [orderId, subject] }),
    ]);
    const closesAt = at + reviewWindow;
    const [commitment, published] = theirs;
    const hasSpoken = published || BigInt(commitment) !== 0n;
    const isOver = mine[1] || now > closesAt + revealWindow;
    return isOver ? "over" : hasSpoken || now > closesAt ? "due" : "waits";
  }

  /** Null where there is no box for us, or something else in it than what was committed to. */
  async function open({ orderId, author, commitment, copy }: Sealed): Promise<Opened | null> {
    const found = await openBox(copy, await key);
    if (!found) return null;
    const slip = { chainId: BigInt(chainId), reputation: reputation.address, orderId, author };
    const content = await contentOf(found.text).catch(() => null);
    if (content === null || reviewCommitment(slip, found.rating, content, found.salt) !== commitment) return null;
    return { ...found, content };
  }

  /** The order as the contract wants it proved. Its purchase names all but the token, which has a weight or makes none. */
  async function keyOf(orderId: Hex): Promise<OrderKey | undefined> {
    const of = { address: escrow.address, args: { orderId }, fromBlock: start, strict: true } as const;
    const [purchases, stays, choices, tokens] = await Promise.all([
      chain.getLogs({ ...of, event: funded }),
      chain.getLogs({ ...of, event: booked }),
      chain.getLogs({ ...of, event: chosen }),
      chain.getLogs({ address: reputation.address, event: weighed, fromBlock: start, strict: true }),
    ]);
    const purchase = purchases[0]?.args;
    if (!purchase) return undefined;
    const { listingId, seller, buyer, quantity, referrer, nonce } = purchase;
    const taken = {
      start: stays[0]?.args.start ?? plainOrder.start,
      choice: choices[0]?.args.choice ?? plainOrder.choice,
      extra: choices[0]?.args.extra ?? plainOrder.extra,
    };
    const candidates: Address[] = [NATIVE, ...tokens.map(({ args }) => args.token)];
    return candidates
      .map((token) => ({ listingId, seller, token, quantity, ...taken, buyer, referrer, nonce }))
      .find((candidate) => orderIdOf(candidate) === orderId);
  }

  async function jobOf(review: Sealed): Promise<Job | undefined> {
    const opened = await open(review);
    const order = opened && (await keyOf(review.orderId));
    if (!opened || !order) return undefined;
    // First the words, then their digest: nobody shall look for what is nowhere.
    if (opened.text !== "") await store(ipfs, encodeReview(opened.text));
    const by = isAddressEqual(review.author, order.buyer) ? "buyer" : "seller";
    return {
      ...reputation,
      title: `order ${review.orderId.slice(0, 10)}: the ${by}'s review opened`,
      key: nameOf(review),
      functionName: "reveal",
      args: [order, review.author, opened.rating, opened.content, opened.salt],
    };
  }

  async function work({ now, block }: { now: number; block: bigint }, say: (line: string) => void): Promise<Job[]> {
    const jobs: Job[] = [];
    for (const review of await read()) {
      const name = nameOf(review);
      if (archive.isClosed(name, block)) continue;
      const stage = await stageOf(review, now);
      archive.note(name, stage === "over", block);
      if (stage !== "due") continue;
      try {
        const job = await jobOf(review);
        if (job) jobs.push(job);
      } catch (error) {
        // Its words can't be stored now: the next look tries again.
        say(`${name}: can't be opened yet, ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return jobs;
  }

  return { work };
}

export type Reviews = ReturnType<typeof openReviews>;

const nameOf = ({ orderId, author }: Pick<Sealed, "orderId" | "author">) => `review ${orderId} ${author}`;

async function store(ipfs: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const form = new FormData();
  form.append("file", new Blob([bytes]));
  const url = `${ipfs.replace(/\/$/, "")}/api/v0/add?cid-version=1&raw-leaves=true&pin=true`;
  const response = await fetch(url, { method: "POST", body: form, signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`${ipfs} answered ${response.status}`);
  const { Hash } = (await response.json()) as { Hash?: string };
  const cid = await cidOfBytes(bytes);
  if (Hash !== cid) throw new Error(`${ipfs} stored ${Hash} instead of ${cid}`);
}
