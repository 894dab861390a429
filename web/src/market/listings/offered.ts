import type { Hex } from "viem";
import { type Terms, ZERO_WORD } from "#protocol/terms.ts";
import type { ListingMetadata } from "#protocol/metadata.ts";
import { type ListingProof, noProof } from "#protocol/listingProof.ts";
import type { Option } from "#protocol/options.ts";
import { optionProof, optionsRoot } from "#protocol/optionTree.ts";
import { optionsIn } from "./choices.ts";

// What needs trees of hashes: loaded only where there is something to choose.

/** What there is to choose from, as far as the listing's file may be believed. */
export type Offered =
  | { state: "nothing" }
  /** The file that names the options has not been read. */
  | { state: "waiting" }
  /** The file names other options than the terms are bound to: nobody can say what a buyer would get. */
  | { state: "false" }
  | { state: "options"; options: readonly Option[] };

/** The root that the words make; null when they make none. */
function rootOf(options: readonly Option[]): Hex | null {
  try {
    return optionsRoot(options);
  } catch {
    return null;
  }
}

/** Only options whose root stands in the terms are what the seller has bound themselves to. */
export function offeredOf(
  terms: Pick<Terms, "options" | "slot">,
  words: Pick<ListingMetadata, "options"> | undefined,
): Offered {
  if (!words) return terms.options === ZERO_WORD ? { state: "nothing" } : { state: "waiting" };
  const options = optionsIn(words);
  if (rootOf(options) !== terms.options) return { state: "false" };
  if (options.length === 0) return { state: "nothing" };
  // The registry sells no stay of something that is counted besides.
  if (terms.slot !== 0 && options.some(({ variant }) => variant !== undefined)) return { state: "false" };
  return { state: "options", options };
}

/** What a purchase shows of the option that it takes. */
export function proofOf(options: readonly Option[], chosen: Option): ListingProof {
  return { ...noProof, option: optionProof(options, chosen) };
}
