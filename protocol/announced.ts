import type { Address, Hex } from "viem";
import { type Announced, decodeAnnounced, type SignedCatalogue } from "./announcedFile.ts";
import { decodeCatalogue } from "./catalogueFile.ts";
import { cidOfBytes, digestOfCid, MAX_RAW_BLOCK } from "./cid.ts";
import { listingId, type Terms } from "./terms.ts";
import {
  catalogueId,
  catalogueOf,
  catalogueProofs,
  catalogueTypedData,
  type ListingProof,
  signedProof,
  termsTypedData,
} from "./listingProof.ts";

/** A listing that can be bought as it stands: what is missing in its proof is only the option, where it has some. */
export type Found = { terms: Terms; proof: ListingProof };

export type Refusal =
  /** The seller has not signed it. */
  | "unsigned"
  /** Whether he has could not be found out. */
  | "unchecked"
  /** The catalogue's file can't be had. */
  | "missing"
  /** Its file is no catalogue's, or the listings in it do not make its root. */
  | "false"
  /** It was more than the reader wants to read. */
  | "tooMany";

/** By the id of the listing or of the catalogue. */
export type Refused = { id: Hex; why: Refusal };

type Question = { address: Address; signature: Hex } & (
  ReturnType<typeof termsTypedData> | ReturnType<typeof catalogueTypedData>
);

export type Reading = {
  chainId: number;
  registry: Address;
  /** The bytes behind a digest, from wherever: they are held against it here. */
  fileOf: (contents: Hex) => Promise<Uint8Array>;
  /** `verifyTypedData` of a client of the chain: a seller may be a contract. */
  isSigned: (question: Question) => Promise<boolean>;
  /** Listings altogether; a file of many large catalogues would be somebody's memory otherwise. */
  most?: number;
};

/** Everything that a hostile file can hold, taken apart: what can be bought, each listing once, and what was left out for which reason. */
export type Read = { found: Found[]; refused: Refused[] };

/**
 * Reads what somebody has announced and believes none of it: every file by its digest, every signature by its seller, every catalogue
 * by its root. One bad entry takes nothing from the others. Whether a listing is still open, not expired and in stock is for the
 * chain to say. Throws when the announced file itself is none.
 */
export async function readAnnounced(contents: Hex, reading: Reading): Promise<Read> {
  const { listings, catalogues } = decodeAnnounced(await fileBehind(contents, reading));
  const shelf = openShelf(reading.most ?? 1_000);
  await takeListings(shelf, listings, reading);
  await takeCatalogues(shelf, catalogues, reading);
  return { found: [...shelf.found.values()], refused: shelf.refused };
}

type Shelf = { found: Map<Hex, Found>; refused: Refused[]; most: number };

function openShelf(most: number): Shelf {
  return { found: new Map(), refused: [], most };
}

async function takeListings(shelf: Shelf, listings: Announced["listings"], reading: Reading): Promise<void> {
  for (const { terms, signature } of listings) {
    const id = listingId(terms);
    if (shelf.found.has(id)) continue;
    const question = { ...termsTypedData(reading.chainId, reading.registry, terms), address: terms.seller, signature };
    const why = shelf.found.size >= shelf.most ? "tooMany" : await signatureProblem(question, reading);
    if (why) shelf.refused.push({ id, why });
    else shelf.found.set(id, { terms, proof: signedProof(signature) });
  }
}

async function takeCatalogues(shelf: Shelf, catalogues: Announced["catalogues"], reading: Reading): Promise<void> {
  const seen = new Set<Hex>();
  for (const signed of catalogues) {
    const id = catalogueId(signed.catalogue);
    // By its signature too: a false one before must not hide the right one.
    const key = `${id}${signed.signature.slice(2)}` as const;
    if (seen.has(key)) continue;
    seen.add(key);
    const listings = await listingsOf(signed, shelf, reading);
    if (typeof listings === "string") shelf.refused.push({ id, why: listings });
    else for (const found of listings) place(shelf, found);
  }
}

/** What stands on the shelf stays: a signature of its own is shorter to show than a path. */
function place(shelf: Shelf, found: Found): void {
  const id = listingId(found.terms);
  if (!shelf.found.has(id)) shelf.found.set(id, found);
}

/** All of a catalogue, or nothing: a file that does not make the root is not the one that was signed. */
async function listingsOf(
  { catalogue, signature }: SignedCatalogue,
  shelf: Shelf,
  reading: Reading,
): Promise<Found[] | Refusal> {
  if (shelf.found.size >= shelf.most) return "tooMany";
  const question = {
    ...catalogueTypedData(reading.chainId, reading.registry, catalogue),
    ...{ address: catalogue.seller, signature },
  };
  const problem = await signatureProblem(question, reading);
  if (problem) return problem;

  const file = await fileBehind(catalogue.contents, reading).catch(() => null);
  if (!file) return "missing";
  const terms = termsIn(file, catalogue);
  if (!terms) return "false";
  if (shelf.found.size + terms.length > shelf.most) return "tooMany";
  const proofOf = catalogueProofs(terms, catalogue.contents, signature);
  return terms.map((each) => ({ terms: each, proof: proofOf(each) }));
}

function termsIn(file: Uint8Array, catalogue: SignedCatalogue["catalogue"]): Terms[] | null {
  try {
    const terms = decodeCatalogue(file);
    return catalogueId(catalogueOf(terms, catalogue.contents)) === catalogueId(catalogue) ? terms : null;
  } catch {
    return null;
  }
}

async function fileBehind(contents: Hex, { fileOf }: Reading): Promise<Uint8Array> {
  const file = await fileOf(contents);
  if (file.length > MAX_RAW_BLOCK) throw new RangeError(`${file.length} bytes do not fit one block`);
  if (digestOfCid(await cidOfBytes(file)) !== contents.toLowerCase()) throw new Error(`${contents} is another file.`);
  return file;
}

async function signatureProblem(question: Question, { isSigned }: Reading): Promise<Refusal | null> {
  try {
    return (await isSigned(question)) ? null : "unsigned";
  } catch {
    return "unchecked";
  }
}
