import { concat, type Hex, keccak256, stringToHex } from "viem";

/**
 * Keepers that open sealed reviews, by chain: the X25519 keys that `npm run keeper -- --review-key` prints. Each of them can read
 * a review from the moment it is sealed, and none can change one. Where there is none, an author opens the review.
 */
const keepers: Readonly<Record<number, readonly Hex[]>> = {
  // The keeper that every local market starts with.
  31337: ["0xbcf74629de341057a5ff0fbe5c7404440134769fbf90852fb3e1c96a5b66d26e"],
};

export function reviewKeepersOf(chainId: number): readonly Hex[] {
  return keepers[chainId] ?? [];
}

/** What a keeper opens with: no other key to look after than the one that it pays its gas with. */
export function reviewSecretOf(accountKey: Hex): Hex {
  return keccak256(concat([accountKey, stringToHex("handsel/review key/1")]));
}
