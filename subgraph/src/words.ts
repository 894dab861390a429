// The contracts' enums, by index. A handler turns what an event says into the word that the schema has for it.

export const kinds = ["item", "digital", "service", "rental", "request"];

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
];

export const tiers = ["none", "basic", "identity", "business"];

export const casePhases = ["none", "evidence", "draw", "commit", "reveal", "appeal", "resolved"];

export const roles = ["buyer", "seller"];
export const BUYER = 0;
export const SELLER = 1;
