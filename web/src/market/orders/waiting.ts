import type { Hash } from "viem";
import type { Outcome } from "../../../../protocol/ids.ts";

/** One credit that the escrow has written down because somebody could not be paid. */
export type Credited = { transactionHash: Hash; amount: bigint };

/**
 * What of an order's money has not reached its side and waits in the escrow: credits made by the order's own transactions, as far as
 * the account still has credit there. Never more than the order has paid to that side.
 */
export function waitingOf(
  steps: readonly Hash[],
  credits: readonly Credited[],
  { credit, paid }: { credit: bigint; paid: bigint },
): bigint {
  const own = credits
    .filter(({ transactionHash }) => steps.includes(transactionHash))
    .reduce((sum, { amount }) => sum + amount, 0n);
  return [own, credit, paid].reduce((least, amount) => (amount < least ? amount : least));
}

/** What is used up of the two sides' arbitration fees by a ruling: the loser's, or half of each side's when nobody has won. */
export function feesUsed(outcome: Outcome, fee: bigint): { buyer: bigint; seller: bigint } {
  if (outcome === "ruledForBuyer") return { buyer: 0n, seller: fee };
  if (outcome === "ruledForSeller") return { buyer: fee, seller: 0n };
  return outcome === "split" ? { buyer: fee - fee / 2n, seller: fee - fee / 2n } : { buyer: 0n, seller: 0n };
}

export type Settled = {
  /** What could not be sent and waits in the escrow. */
  waiting: { buyer: bigint; seller: bigint };
  /** What arbitration has cost each side in the end, in the native coin. */
  arbitration: { buyer: bigint; seller: bigint };
};

export const nothingSettled: Settled = { waiting: { buyer: 0n, seller: 0n }, arbitration: { buyer: 0n, seller: 0n } };
