import { type Address, type Hex, encodeAbiParameters, keccak256 } from "viem";

/** Which panel of which case: a vote belongs to exactly one. */
export type Ballot = {
  readonly chainId: bigint;
  readonly court: Address;
  readonly id: bigint;
  readonly round: number;
  readonly attempt: number;
};

/** Which side of which order: a review belongs to exactly one. */
export type ReviewSlip = {
  readonly chainId: bigint;
  readonly reputation: Address;
  readonly orderId: Hex;
  readonly author: Address;
};

/** What an arbitrator commits to: `ArbitrationCourt.commitmentOf`, with chain and court filled in. */
export function voteCommitment(ballot: Ballot, arbitrator: Address, choice: bigint, salt: Hex): Hex {
  return keccak256(
    encodeAbiParameters(
      [
        { type: "uint256" },
        { type: "address" },
        { type: "uint256" },
        { type: "uint8" },
        { type: "uint8" },
        { type: "address" },
        { type: "uint256" },
        { type: "bytes32" },
      ],
      [ballot.chainId, ballot.court, ballot.id, ballot.round, ballot.attempt, arbitrator, choice, salt],
    ),
  );
}

/** What a reviewer seals: see `IReputation.seal`. `content` is the digest of the review's text, zero when there is none. */
export function reviewCommitment(slip: ReviewSlip, rating: number, content: Hex, salt: Hex): Hex {
  return keccak256(
    encodeAbiParameters(
      [
        { type: "uint256" },
        { type: "address" },
        { type: "bytes32" },
        { type: "address" },
        { type: "uint8" },
        { type: "bytes32" },
        { type: "bytes32" },
      ],
      [slip.chainId, slip.reputation, slip.orderId, slip.author, rating, content, salt],
    ),
  );
}

/** Signed by the arbitrator's wallet to make the salt of its vote; the same wallet makes the same salt again. */
export function voteSaltTypedData(ballot: Ballot) {
  return {
    domain: { name: "Handsel", version: "1", chainId: ballot.chainId, verifyingContract: ballot.court },
    types: {
      VoteSalt: [
        { name: "id", type: "uint256" },
        { name: "round", type: "uint8" },
        { name: "attempt", type: "uint8" },
      ],
    },
    primaryType: "VoteSalt",
    message: { id: ballot.id, round: ballot.round, attempt: ballot.attempt },
  } as const;
}

/** Signed by the reviewer's wallet to make the salt of its review. */
export function reviewSaltTypedData(slip: ReviewSlip) {
  return {
    domain: { name: "Handsel", version: "1", chainId: slip.chainId, verifyingContract: slip.reputation },
    types: {
      ReviewSalt: [
        { name: "orderId", type: "bytes32" },
        { name: "author", type: "address" },
      ],
    },
    primaryType: "ReviewSalt",
    message: { orderId: slip.orderId, author: slip.author },
  } as const;
}

/**
 * The signature itself must stay as secret as the salt. Wallets that sign with fresh randomness (some contract wallets) make
 * another salt each time, so whoever commits also keeps the salt until it is revealed.
 */
export function saltOfSignature(signature: Hex): Hex {
  return keccak256(signature);
}
