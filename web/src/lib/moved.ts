/** What left the escrow, by one step of an order or by all of them. */
export type Moved = { toSeller: bigint; toBuyer: bigint };

/** By the arguments of the escrow's event. A refund has one amount, the buyer's. */
export function payoutOf(args: object): Moved | null {
  const told = args as { payout?: Moved; outcome?: number; toBuyer?: bigint };
  if (told.payout) return somethingOf(told.payout.toSeller, told.payout.toBuyer);
  return told.outcome !== undefined && told.toBuyer !== undefined ? somethingOf(0n, told.toBuyer) : null;
}

export function somethingOf(toSeller: bigint, toBuyer: bigint): Moved | null {
  return toSeller + toBuyer > 0n ? { toSeller, toBuyer } : null;
}
