import { create } from "ipfs-http-client";
import type { Hex } from "viem";
import { cidOfBytes, digestOfCid, MAX_RAW_BLOCK } from "../../protocol/cid.ts";

export type Files = {
  /** Adds a file and returns its CID, which is also computed here: a node that answers another one is not believed. */
  add: (bytes: Uint8Array) => Promise<string>;
  /** Adds a JSON or text file and returns its digest, as contracts keep it. */
  addText: (content: string | object) => Promise<Hex>;
};

export function openFiles(ipfsUrl: string): Files {
  const ipfs = create({ url: `${ipfsUrl}/api/v0` });

  async function add(bytes: Uint8Array): Promise<string> {
    if (bytes.length > MAX_RAW_BLOCK) throw new RangeError(`${bytes.length} bytes do not fit one block`);
    const expected = await cidOfBytes(bytes);
    const { cid } = await ipfs.add(bytes, { cidVersion: 1, rawLeaves: true, pin: true });
    if (cid.toString() !== expected) throw new Error(`IPFS stored ${cid.toString()}, not ${expected}`);
    return expected;
  }

  async function addText(content: string | object): Promise<Hex> {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    return digestOfCid(await add(new TextEncoder().encode(text)));
  }

  return { add, addText };
}
