import type { Hex } from "viem";
import { digestOfNote } from "./actions.ts";

const nothing = /^0x0*$/;

/** Under which name this device keeps the note about what was sent. */
export function noteName(orderId: Hex): string {
  return `fulfilment:${orderId}`;
}

/** Whether the seller left a note's fingerprint at all. */
export function hasNote(fulfilment: Hex | null | undefined): fulfilment is Hex {
  return fulfilment != null && !nothing.test(fulfilment);
}

/** Whether a text is the very note whose fingerprint stands on the chain. Blanks around it are nobody's fault. */
export function isNote(text: string, fulfilment: Hex): boolean {
  return digestOfNote(text.trim()) === fulfilment;
}
