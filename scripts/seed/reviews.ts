import { encodeFunctionData } from "viem";
import { reputationAbi } from "#protocol/generated/abi.ts";
import { orderKey } from "#protocol/order.ts";
import { contentOf, type Opinion, sealCopy } from "#protocol/review.ts";
import { reviewKeepersOf } from "#protocol/reviewKeepers.ts";
import { type ReviewSlip, reviewCommitment, reviewSaltTypedData, saltOfSignature } from "#protocol/vote.ts";
import type { Files } from "./files.ts";
import type { Addresses, Deal, Market } from "./market.ts";
import type { PersonName } from "./people.ts";
import type { Wallets } from "./wallets.ts";

export type Reviews = ReturnType<typeof openReviews>;

/** The three ways in which a review comes to the chain. */
export function openReviews(wallets: Wallets, files: Files, market: Market, at: Addresses) {
  function textOf({ text }: Opinion) {
    return files.addText({ schema: "handsel/review/1", text });
  }

  function slipOf(deal: Deal, author: PersonName): ReviewSlip {
    return {
      chainId: BigInt(wallets.chainId),
      reputation: at.Reputation,
      orderId: deal.id,
      author: market.account(author).address,
    };
  }

  /** The same wallet makes the same signature again, and so the same salt, as in the app. */
  function signatureOf(slip: ReviewSlip, author: PersonName) {
    return market.account(author).signTypedData(reviewSaltTypedData(slip));
  }

  async function seal(deal: Deal, author: PersonName, opinion: Opinion): Promise<void> {
    const slip = slipOf(deal, author);
    const signature = await signatureOf(slip, author);
    const commitment = reviewCommitment(
      slip,
      opinion.rating,
      await contentOf(opinion.text),
      saltOfSignature(signature),
    );
    const args = [
      orderKey(deal.order),
      commitment,
      await sealCopy(opinion, signature, reviewKeepersOf(wallets.chainId)),
    ] as const;
    const data = encodeFunctionData({ abi: reputationAbi, functionName: "seal", args });
    await wallets.send(market.account(author), { to: at.Reputation, data });
  }

  /** In clear, since the other side has sealed its own, or nothing was ever sent and there is no other side. */
  async function answer(deal: Deal, author: PersonName, opinion: Opinion): Promise<void> {
    const args = [orderKey(deal.order), opinion.rating, await textOf(opinion)] as const;
    const data = encodeFunctionData({ abi: reputationAbi, functionName: "review", args });
    await wallets.send(market.account(author), { to: at.Reputation, data });
  }

  async function reveal(deal: Deal, author: PersonName, opinion: Opinion): Promise<void> {
    const slip = slipOf(deal, author);
    const salt = saltOfSignature(await signatureOf(slip, author));
    const args = [orderKey(deal.order), slip.author, opinion.rating, await textOf(opinion), salt] as const;
    const data = encodeFunctionData({ abi: reputationAbi, functionName: "reveal", args });
    await wallets.send(market.account(author), { to: at.Reputation, data });
  }

  /** Both speak: the buyer first, the seller in answer, then the buyer's is opened. */
  async function both(deal: Deal, ofBuyer: Opinion, ofSeller: Opinion): Promise<void> {
    await seal(deal, deal.buyer, ofBuyer);
    await answer(deal, deal.seller, ofSeller);
    await reveal(deal, deal.buyer, ofBuyer);
  }

  async function reply(deal: Deal, author: PersonName, text: string): Promise<void> {
    const args = [orderKey(deal.order), await textOf({ rating: 0, text })] as const;
    const data = encodeFunctionData({ abi: reputationAbi, functionName: "reply", args });
    await wallets.send(market.account(author), { to: at.Reputation, data });
  }

  return { seal, answer, reveal, both, reply };
}
