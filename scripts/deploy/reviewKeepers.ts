import { reviewKeepersOf } from "../../protocol/reviewKeepers.ts";

/** What is said of a market on which nobody opens sealed reviews but who wrote them. */
export function withoutReviewKeeper({ network, chainId }: { network: string; chainId: number }): string[] {
  if (reviewKeepersOf(chainId).length > 0) return [];
  return [
    `No keeper opens reviews on ${network} yet: a sealed one opens only by its author, and counts for nothing until then. ` +
      `docs/deployment.md says how to name one, before the app is built.`,
  ];
}
