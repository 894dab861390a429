import type { Hex } from "viem";
import { digestOfCid } from "#protocol/cid.ts";
import { publishFile } from "../../../services/ipfs.ts";

/** The reasons for a vote, as a text file on IPFS; null when there are none. */
export async function publishReasons(text: string): Promise<Hex | null> {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return digestOfCid(await publishFile(new TextEncoder().encode(trimmed)));
}
