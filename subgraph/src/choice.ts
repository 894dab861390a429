import { Bytes, crypto } from "@graphprotocol/graph-ts";

// What an order takes of a listing's options, as protocol/options.ts makes it: 16 bytes for the variant, 16 for the delivery.

const HALF = 16;

/** Of words that a file has; zeros for none. */
export function choiceOf(variant: string, delivery: string): Bytes {
  return halfOf(variant).concat(halfOf(delivery));
}

function halfOf(words: string): Bytes {
  if (words.length == 0) return new Bytes(HALF);
  return Bytes.fromUint8Array(crypto.keccak256(Bytes.fromUTF8(words)).subarray(0, HALF));
}

export function variantOf(choice: Bytes): Bytes {
  return Bytes.fromUint8Array(choice.subarray(0, HALF));
}

/** Whether a choice, or its variant, is one at all. */
export function isChosen(choice: Bytes): bool {
  return choice != new Bytes(choice.length);
}
