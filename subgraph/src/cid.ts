import { Bytes } from "@graphprotocol/graph-ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
/** CIDv1, raw block, sha2-256, 32 bytes. */
const PREFIX: u8[] = [0x01, 0x55, 0x12, 0x20];

/** Base32 of RFC 4648 in lower case, without padding. */
export function base32(bytes: Uint8Array): string {
  let text = "";
  let buffer: u32 = 0;
  let bits: u32 = 0;
  for (let i = 0; i < bytes.length; i++) {
    buffer = (buffer << 8) | bytes[i];
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((buffer >> bits) & 31);
    }
    buffer &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET.charAt((buffer << (5 - bits)) & 31) : text;
}

/** sha2-256 digest of a file of one raw block -> its CID: bafkrei… */
export function cidOf(digest: Bytes): string {
  const bytes = new Uint8Array(PREFIX.length + digest.length);
  bytes.set(PREFIX);
  bytes.set(digest, PREFIX.length);
  return "b" + base32(bytes);
}

/** Whether a digest stands for a file at all: contracts write zero when there is none. */
export function isDigest(digest: Bytes): bool {
  return digest != Bytes.empty() && digest != new Bytes(32);
}
