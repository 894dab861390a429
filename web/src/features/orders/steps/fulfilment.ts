import { type Hex, keccak256, stringToBytes } from "viem";

const nothing: Hex = `0x${"00".repeat(32)}`;

/** What stands on the chain for a note: its hash, so that the note itself stays between the two sides. */
export function digestOfNote(note: string): Hex {
  return note === "" ? nothing : keccak256(stringToBytes(note));
}

/** Under which name this device keeps the note about what was sent. */
export function noteName(orderId: Hex): string {
  return `fulfilment:${orderId}`;
}

/** Whether the seller left a note's fingerprint at all. */
export function hasNote(fulfilment: Hex | null | undefined): fulfilment is Hex {
  return fulfilment != null && fulfilment !== nothing;
}

/** Whether a text is the very note whose fingerprint stands on the chain. Blanks around it are nobody's fault. */
export function isNote(text: string, fulfilment: Hex): boolean {
  return digestOfNote(text.trim()) === fulfilment;
}
