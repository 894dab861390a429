import * as v from "valibot";
import type { Terms } from "./terms.ts";
import { readBlock, writeBlock, WrittenTerms } from "./signedTerms.ts";

const CatalogueFile = v.object({
  schema: v.literal("handsel/catalogue/1"),
  listings: v.pipe(v.array(WrittenTerms), v.minLength(1), v.maxLength(250)),
});

/**
 * The file behind a catalogue's `contents`, published or signed: all its listings, one raw block. Their ids are the leaves of the
 * catalogue's tree, in any order, since the tree sorts them.
 */
export function encodeCatalogue(listings: readonly Terms[]): Uint8Array {
  return writeBlock({ schema: "handsel/catalogue/1", listings }, decodeCatalogue);
}

/** Throws when it is no such file; whether it makes the catalogue's root is for `readAnnounced` to find out. */
export function decodeCatalogue(encoded: Uint8Array): Terms[] {
  return v.parse(CatalogueFile, readBlock(encoded)).listings;
}
