import type { Hex } from "viem";
import { contentOf, openCopy, type Opinion } from "#protocol/review.ts";
import { reviewCommitment, type ReviewSlip, saltOfSignature } from "#protocol/vote.ts";
import type { Kept } from "./keptReviews.ts";

export type Sealed = { commitment: Hex; copy: Hex };
export type Opener = Opinion & { content: Hex; salt: Hex };

async function fits(slip: ReviewSlip, commitment: Hex, opinion: Opinion, salt: Hex): Promise<Opener | null> {
  const content = await contentOf(opinion.text);
  if (reviewCommitment(slip, opinion.rating, content, salt) !== commitment) return null;
  return { ...opinion, content, salt };
}

/** What this device kept, if it is what was sealed. It opens the review for anybody who sits at the device. */
export async function openerKept(slip: ReviewSlip, { commitment }: Sealed, kept: Kept | null): Promise<Opener | null> {
  return kept?.salt ? fits(slip, commitment, kept, kept.salt) : null;
}

/**
 * What the author's signature opens: the copy on the chain, else the words that this device kept without their salt, else
 * stars without words, of which there are only five to try.
 */
export async function openerSigned(
  slip: ReviewSlip,
  { commitment, copy }: Sealed,
  kept: Kept | null,
  signature: Hex,
): Promise<Opener | null> {
  const salt = saltOfSignature(signature);
  const copied = await openCopy(copy, signature);
  const wordless = [1, 2, 3, 4, 5].map((rating) => ({ rating, text: "" }));
  for (const opinion of [copied, kept, ...wordless]) {
    const opener = opinion && (await fits(slip, commitment, opinion, salt));
    if (opener) return { rating: opener.rating, text: opener.text, content: opener.content, salt };
  }
  return null;
}
