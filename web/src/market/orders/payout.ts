/** What left the escrow, by one step of an order or by all of them. */
export type Moved = { toSeller: bigint; toBuyer: bigint };

/** By the log of a step. A refund has one amount, the buyer's. */
export function payoutOf(eventName: string, args: { payout?: Moved } | { toBuyer: bigint } | object): Moved | null {
  if ("payout" in args && args.payout) return movedOrNull(args.payout.toSeller, args.payout.toBuyer);
  return eventName === "OrderRefunded" && "toBuyer" in args ? movedOrNull(0n, args.toBuyer) : null;
}

export function movedOrNull(toSeller: bigint, toBuyer: bigint): Moved | null {
  return toSeller + toBuyer > 0n ? { toSeller, toBuyer } : null;
}
