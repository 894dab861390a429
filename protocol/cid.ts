import { base32 } from "multiformats/bases/base32";
import { CID } from "multiformats/cid";
import * as raw from "multiformats/codecs/raw";
import { create as createDigest } from "multiformats/hashes/digest";
import { sha256 } from "multiformats/hashes/sha2";
import { type Hex, bytesToHex, hexToBytes } from "viem";

/** The largest file that IPFS keeps as one raw block, so that its CID is the hash of its bytes and nothing else. */
export const MAX_RAW_BLOCK = 262_144;

/** `0x…` sha2-256 digest, as it stands in a listing's terms -> the file's CID (`bafkrei…`). */
export function cidOfDigest(digest: Hex): string {
  return CID.createV1(raw.code, createDigest(sha256.code, hexToBytes(digest))).toString(base32);
}

/** The file's CID -> the digest for the terms. Throws when it is not CIDv1, raw, sha2-256. */
export function digestOfCid(cid: string): Hex {
  const parsed = CID.parse(cid);
  if (parsed.version !== 1 || parsed.code !== raw.code || parsed.multihash.code !== sha256.code) {
    throw new TypeError(`${cid} is not a CIDv1 of a raw block hashed with sha2-256`);
  }
  return bytesToHex(parsed.multihash.digest);
}

/** The CID that a file of at most `MAX_RAW_BLOCK` bytes has, computed here rather than believed. */
export async function cidOfBytes(bytes: Uint8Array): Promise<string> {
  return CID.createV1(raw.code, await sha256.digest(bytes)).toString(base32);
}
