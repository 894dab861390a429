import * as v from "valibot";
import type { Hex } from "viem";
import type { Terms } from "./terms.ts";
import type { Catalogue } from "./listingProof.ts";
import { address, bytes, readBlock, whole, word, writeBlock, WrittenTerms } from "./signedTerms.ts";

const SignedListing = v.object({ terms: WrittenTerms, signature: bytes });

const SignedCatalogue = v.object({
  catalogue: v.object({ seller: address, root: word, contents: word, epoch: whole(32) }),
  signature: bytes,
});

const AnnouncedFile = v.pipe(
  v.object({
    schema: v.literal("handsel/announced/1"),
    listings: v.pipe(v.array(SignedListing), v.maxLength(250)),
    catalogues: v.pipe(v.array(SignedCatalogue), v.maxLength(100)),
  }),
  v.check(({ listings, catalogues }) => listings.length + catalogues.length > 0, "must hold something"),
);

/** A listing that its seller has signed and nobody needs to have published (EIP-712, `termsTypedData`). */
export type SignedListing = { terms: Terms; signature: Hex };

/**
 * A catalogue that its seller has signed (EIP-712, `catalogueTypedData`). Its listings stand in the file behind `contents`
 * (protocol/catalogueFile.ts); whoever has them all can grow the tree, and with it the proof of each.
 */
export type SignedCatalogue = { catalogue: Catalogue; signature: Hex };

/** What somebody points to by `announceOffers`: listings and catalogues of any number of sellers, each signed by its own. */
export type Announced = { listings: readonly SignedListing[]; catalogues: readonly SignedCatalogue[] };

/** The file as it is added to IPFS, one raw block. */
export function encodeAnnounced({ listings = [], catalogues = [] }: Partial<Announced>): Uint8Array {
  return writeBlock({ schema: "handsel/announced/1", listings, catalogues }, decodeAnnounced);
}

/** Reads a file that somebody has pointed to. Throws when it is none; whether its signatures hold is for `readAnnounced` to find out. */
export function decodeAnnounced(encoded: Uint8Array): Announced {
  const { listings, catalogues } = v.parse(AnnouncedFile, readBlock(encoded));
  return { listings, catalogues };
}
