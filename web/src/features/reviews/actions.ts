import type { Address, Hex } from "viem";
import { type Order, orderIdOf, orderKey } from "../../../../protocol/ids.ts";
import { contentOf, encodeReview, type Opinion, sealCopy } from "../../../../protocol/review.ts";
import { reviewKeepersOf } from "../../../../protocol/reviewKeepers.ts";
import { reviewCommitment, type ReviewSlip, saltOfSignature } from "../../../../protocol/vote.ts";
import { digestOfCid } from "../../../../protocol/cid.ts";
import { type Action, call, trace } from "../../action/action.ts";
import { deployment, reputation } from "../../services/contracts.ts";
import { publishFile } from "../../services/ipfs.ts";
import type { Opener } from "./writing/opening.ts";

const reviewKeepers = reviewKeepersOf(deployment.chainId);
/** Whether this market names somebody who opens what is sealed, so that its author need not come back. */
export const opensItself = reviewKeepers.length > 0;

// One function per verb. `summary` is what a person reads before the wallet opens.

export function slipOf(orderId: Hex, author: Address): ReviewSlip {
  return { chainId: BigInt(deployment.chainId), reputation: reputation.address, orderId, author };
}

/** The words go to IPFS only when the review is opened: a file there is no secret. */
export async function seal(order: Order, slip: ReviewSlip, opinion: Opinion, signature: Hex): Promise<Action> {
  const salt = saltOfSignature(signature);
  const commitment = reviewCommitment(slip, opinion.rating, await contentOf(opinion.text), salt);
  return {
    request: call(reputation, "seal", [orderKey(order), commitment, await sealCopy(opinion, signature, reviewKeepers)]),
    trace: trace(reputation, "Sealed", { orderId: orderIdOf(orderKey(order)), author: slip.author }),
    once: true,
    summary: opensItself
      ? "You seal your review. It opens by itself when its time has come, and nobody can change it. Whoever opens it for you could read it before; nobody else can."
      : "You seal your review. Nobody can read it until you open it, and nobody can change it. Nobody on this market opens it for you.",
  };
}

export async function review(order: Order, { rating, text }: Opinion): Promise<Action> {
  return {
    request: call(reputation, "review", [orderKey(order), rating, await published(text)]),
    trace: trace(reputation, "Reviewed", { orderId: orderIdOf(orderKey(order)) }),
    once: true,
    summary: "You publish your review. It can’t be changed or taken back.",
  };
}

export async function reveal(order: Order, author: Address, opener: Opener): Promise<Action> {
  const { rating, text, content, salt } = opener;
  await published(text);
  return {
    request: call(reputation, "reveal", [orderKey(order), author, rating, content, salt]),
    summary: "A sealed review becomes public, as it was written.",
  };
}

export async function reply(order: Order, text: string): Promise<Action> {
  return {
    request: call(reputation, "reply", [orderKey(order), await published(text)]),
    trace: trace(reputation, "Replied", { orderId: orderIdOf(orderKey(order)) }),
    once: true,
    summary: "You publish your answer. There is one, and it can’t be changed or taken back.",
  };
}

/** Stores the words, and says what stands on the chain for them. */
async function published(text: string): Promise<Hex> {
  return text === "" ? contentOf(text) : digestOfCid(await publishFile(encodeReview(text)));
}
