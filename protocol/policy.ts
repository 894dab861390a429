import { cidOfBytes } from "./cid.ts";

/**
 * ERC-1497 meta-evidence: what every dispute asks and how it is judged. The escrow announces its address once, when it is
 * deployed, and every dispute points to that.
 */
export const policy = {
  category: "Marketplace",
  title: "A disputed order",
  description: [
    "A buyer and a seller disagree about an order whose money is in escrow. Judge by the listing as it stood when it was bought",
    "(its file is named by the order's terms and cannot have changed), by what the two sides show, and by nothing else.",
    "The seller must show that what was promised was sent, handed over or done in time. The buyer must show what was wrong with",
    "it. A difference that the listing had named is not a fault. Who does not answer a plain question has that held against them.",
    "Of a rental's deposit, the seller gets what the damage shown is worth, by choosing the side that comes nearer to it.",
    "Refuse to decide only when neither side can be believed: the money is then split in half.",
  ].join(" "),
  question: "Who should get the money that is still in escrow?",
  rulingOptions: {
    type: "single-select",
    titles: ["The buyer", "The seller"],
    descriptions: [
      "Everything still held goes back to the buyer.",
      "Everything still held, a deposit included, goes to the seller.",
    ],
  },
};

/** The file as it is on IPFS: one raw block. */
export function policyBytes(): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(policy));
}

export async function policyPath(): Promise<string> {
  return `/ipfs/${await cidOfBytes(policyBytes())}`;
}
