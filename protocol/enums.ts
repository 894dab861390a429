// The index of a word is its value on the chain.
export const kinds = ["item", "digital", "service", "rental", "request"] as const;
export type Kind = (typeof kinds)[number];

export const listingStatuses = ["none", "active", "closed"] as const;
export type ListingStatus = (typeof listingStatuses)[number];

export const statuses = ["none", "funded", "shipped", "disputed", "completed", "refunded", "resolved"] as const;
export type Status = (typeof statuses)[number];

export const outcomes = [
  "none",
  "completed",
  "settled",
  "ruledForBuyer",
  "ruledForSeller",
  "split",
  "refundedUnshipped",
  "refunded",
  "unanswered",
  "neverSent",
  "calledOff",
] as const;
export type Outcome = (typeof outcomes)[number];

export const disputePhases = ["none", "opened", "raised", "ruled"] as const;
export type DisputePhase = (typeof disputePhases)[number];

/** What the arbitrator answers: nobody wins, the buyer wins, the seller wins. */
export const rulings = ["split", "buyer", "seller"] as const;
export type Ruling = (typeof rulings)[number];
