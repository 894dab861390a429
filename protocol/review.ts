import { type Hex, bytesToHex, concat, hexToBytes, keccak256, stringToHex } from "viem";
import * as v from "valibot";
import { cidOfBytes, digestOfCid } from "./cid.ts";
import { ReviewText } from "./metadata.ts";
import { readJson } from "./text.ts";

/** What somebody thinks of the other side of an order: one to five stars, and words. */
export type Opinion = { rating: number; text: string };

/** The digest that stands on the chain for a review without words. */
export const NO_TEXT: Hex = `0x${"00".repeat(32)}`;

/** Canonical bytes of a review's file: the same words always have the same digest. */
export function encodeReview(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(v.parse(ReviewText, { schema: "handsel/review/1", text })));
}

/** Reads a review's file written by a stranger. Throws `v.ValiError` when it is not one. */
export function decodeReview(bytes: Uint8Array): string {
  return v.parse(ReviewText, readJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes))).text;
}

/** What stands on the chain for these words. */
export async function contentOf(text: string): Promise<Hex> {
  return text === "" ? NO_TEXT : digestOfCid(await cidOfBytes(encodeReview(text)));
}

/**
 * The sealed copy goes on the chain beside the commitment, so that whoever sealed needs nothing but the wallet to open: no
 * device, no file. Its key comes from the signature that makes the salt, but the salt, which is public one day, does not give
 * it away. Padded, so that its length does not tell how much there was to say.
 */
export async function sealCopy({ rating, text }: Opinion, signature: Hex): Promise<Hex> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify({ rating, text }));
  const padded = new Uint8Array(Math.ceil(plain.length / PADDING) * PADDING).fill(SPACE);
  padded.set(plain);
  const cipher = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(signature), padded);
  return concat([bytesToHex(iv), bytesToHex(new Uint8Array(cipher))]);
}

/** What was sealed; null when this signature does not open it, or there is no copy. */
export async function openCopy(copy: Hex, signature: Hex): Promise<Opinion | null> {
  const bytes = hexToBytes(copy);
  try {
    const [iv, cipher] = [bytes.slice(0, 12), bytes.slice(12)];
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await keyOf(signature), cipher);
    return v.parse(Sealed, JSON.parse(new TextDecoder().decode(plain)));
  } catch {
    return null;
  }
}

const PADDING = 256;
const SPACE = 0x20;
const Sealed = v.object({ rating: v.number(), text: v.string() });

function keyOf(signature: Hex): Promise<CryptoKey> {
  const secret = keccak256(concat([signature, stringToHex("handsel/sealed review/1")]));
  return crypto.subtle.importKey("raw", hexToBytes(secret).slice(), "AES-GCM", false, ["encrypt", "decrypt"]);
}
