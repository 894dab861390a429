import { type Hex, bytesToHex, concat, hexToBytes, keccak256, numberToHex, stringToHex } from "viem";
import * as v from "valibot";
import { cidOfBytes, digestOfCid } from "./cid.ts";
import { ReviewText } from "./metadata.ts";
import { readJson } from "./text.ts";
import { saltOfSignature } from "./vote.ts";

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
 *
 * Each keeper gets the same key in a box of its own, so that the review opens by itself when its time has come. A keeper can read
 * it from the first moment, and can change nothing in it: what opens has to be what was committed to.
 *
 * Bytes: how many boxes; if any, an X25519 key made for this copy alone (32) and the boxes (48 each); nonce (12) and text.
 */
export async function sealCopy({ rating, text }: Opinion, signature: Hex, keepers: readonly Hex[] = []): Promise<Hex> {
  const secret = secretOf(signature);
  const boxes = await boxesFor(keepers, hexToBytes(secret).slice());
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  const plain = new TextEncoder().encode(JSON.stringify({ rating, text, salt: saltOfSignature(signature) }));
  const padded = new Uint8Array(Math.ceil(plain.length / PADDING) * PADDING).fill(SPACE);
  padded.set(plain);
  const cipher = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, await aesKey(secret), padded);
  return concat([bytesToHex(boxes), bytesToHex(nonce), bytesToHex(new Uint8Array(cipher))]);
}

/** What was sealed; null when this signature does not open it, or there is no copy. */
export async function openCopy(copy: Hex, signature: Hex): Promise<Opinion | null> {
  const opened = await openWith(copy, secretOf(signature));
  return opened && { rating: opened.rating, text: opened.text };
}

/** A keeper's pair: what authors seal to, and what opens it. */
export type ReviewKey = { publicKey: Hex; privateKey: CryptoKey };

/** The pair of whoever has this secret of 32 bytes. */
export async function reviewKeyOf(secret: Hex): Promise<ReviewKey> {
  const pkcs8 = hexToBytes(concat([PKCS8, secret])).slice();
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, "X25519", true, ["deriveBits"]);
  const { x = "" } = await crypto.subtle.exportKey("jwk", privateKey);
  const bytes = Uint8Array.from(atob(x.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  return { publicKey: bytesToHex(bytes), privateKey };
}

/** What was sealed, salt included; null when there is no box for this keeper, or nothing that can be read in it. */
export async function openBox(copy: Hex, key: ReviewKey): Promise<(Opinion & { salt: Hex }) | null> {
  const bytes = hexToBytes(copy);
  const count = bytes[0] ?? 0;
  if (count > MAX_BOXES || bytes.length < 1 + EPHEMERAL + count * BOX) return null;
  const ephemeral = bytes.slice(1, 1 + EPHEMERAL);
  for (let i = 0; i < count; i++) {
    const at = 1 + EPHEMERAL + i * BOX;
    const secret = await unbox(bytes.slice(at, at + BOX), ephemeral, key);
    const opened = secret && (await openWith(copy, secret));
    if (opened) return opened;
  }
  return null;
}

async function openWith(copy: Hex, secret: Hex): Promise<(Opinion & { salt: Hex }) | null> {
  const bytes = hexToBytes(copy);
  const count = bytes[0] ?? 0;
  const from = 1 + (count === 0 ? 0 : EPHEMERAL + count * BOX);
  try {
    const [iv, cipher] = [bytes.slice(from, from + NONCE), bytes.slice(from + NONCE)];
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await aesKey(secret), cipher);
    return v.parse(Sealed, JSON.parse(new TextDecoder().decode(plain)));
  } catch {
    return null;
  }
}

/** Nothing but their number, zero, where this browser can't make boxes: the author then opens it, as the wallet always can. */
async function boxesFor(keepers: readonly Hex[], secret: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const chosen = keepers.slice(0, MAX_BOXES);
  if (chosen.length === 0) return Uint8Array.of(0);
  try {
    const pair = await crypto.subtle.generateKey("X25519", true, ["deriveBits"]);
    const ephemeral = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const boxes = await Promise.all(
      chosen.map(async (keeper) => {
        const key = await boxKey(pair.privateKey, hexToBytes(keeper).slice(), ephemeral, hexToBytes(keeper));
        return new Uint8Array(await crypto.subtle.encrypt(ONCE, key, secret));
      }),
    );
    return hexToBytes(
      concat([numberToHex(boxes.length, { size: 1 }), ...[ephemeral, ...boxes].map((part) => bytesToHex(part))]),
    );
  } catch {
    return Uint8Array.of(0);
  }
}

async function unbox(
  box: Uint8Array<ArrayBuffer>,
  ephemeral: Uint8Array<ArrayBuffer>,
  { publicKey, privateKey }: ReviewKey,
): Promise<Hex | null> {
  try {
    const key = await boxKey(privateKey, ephemeral, ephemeral, hexToBytes(publicKey));
    return bytesToHex(new Uint8Array(await crypto.subtle.decrypt(ONCE, key, box)));
  } catch {
    return null;
  }
}

/** The key of one box: made by two X25519 keys, one of which is used for a single copy, so that it encrypts once. */
async function boxKey(
  mine: CryptoKey,
  theirs: Uint8Array<ArrayBuffer>,
  ephemeral: Uint8Array,
  keeper: Uint8Array,
): Promise<CryptoKey> {
  const other = await crypto.subtle.importKey("raw", theirs, "X25519", false, []);
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: other }, mine, 256));
  const parts = [shared, ephemeral, keeper].map((part) => bytesToHex(part));
  return aesKey(keccak256(concat([...parts, stringToHex("handsel/review box/1")])));
}

/** More than any market names; keeps a stranger's copy from costing a keeper more than a moment. */
const MAX_BOXES = 8;
const EPHEMERAL = 32;
const BOX = 48;
const NONCE = 12;
const ONCE = { name: "AES-GCM", iv: new Uint8Array(NONCE) };
/** What stands before the 32 bytes of an X25519 key in its PKCS #8 form (RFC 8410). */
const PKCS8: Hex = "0x302e020100300506032b656e04220420";
const PADDING = 256;
const SPACE = 0x20;
const Salt = v.custom<Hex>((value) => typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value));
const Sealed = v.object({ rating: v.number(), text: v.string(), salt: Salt });

function secretOf(signature: Hex): Hex {
  return keccak256(concat([signature, stringToHex("handsel/sealed review/1")]));
}

function aesKey(secret: Hex): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", hexToBytes(secret).slice(), "AES-GCM", false, ["encrypt", "decrypt"]);
}
