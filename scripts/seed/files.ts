import { create } from "ipfs-http-client";
import type { Hex } from "viem";
import { cidOfBytes, digestOfCid, MAX_RAW_BLOCK } from "#protocol/cid.ts";

export type Files = {
  /**
   * Adds a file and returns its CID, which is computed here: a node that answers another one is not believed. Before there is a
   * node it only says what the file will be called, and adds it once there is one.
   */
  add: (bytes: Uint8Array) => Promise<string>;
  /** Adds a JSON or text file and returns its digest, as contracts keep it. */
  addText: (content: string | object) => Promise<Hex>;
};

export type NodeFiles = Files & {
  /** Waits until everything is there that was added before there was a node. */
  stored: () => Promise<void>;
};

/** So many at the same time are added to a node that has just come up. */
const LANES = 4;

/** `ready`: when the node is there. */
export function openFiles(ipfsUrl: string, ready: Promise<unknown> = Promise.resolve()): NodeFiles {
  const ipfs = create({ url: `${ipfsUrl}/api/v0` });
  const lanes: Promise<unknown>[] = Array.from({ length: LANES }, () => ready);
  let count = 0;
  let isReady = false;
  ready.then(
    () => (isReady = true),
    () => undefined,
  );

  async function put(bytes: Uint8Array, expected: string): Promise<void> {
    const { cid } = await ipfs.add(bytes, { cidVersion: 1, rawLeaves: true, pin: true });
    if (cid.toString() !== expected) throw new Error(`IPFS stored ${cid.toString()}, not ${expected}`);
  }

  async function add(bytes: Uint8Array): Promise<string> {
    if (bytes.length > MAX_RAW_BLOCK) throw new RangeError(`${bytes.length} bytes do not fit one block`);
    const expected = await cidOfBytes(bytes);
    if (isReady) {
      await put(bytes, expected);
      return expected;
    }
    const lane = count++ % LANES;
    const added = lanes[lane]!.then(() => put(bytes, expected));
    lanes[lane] = added;
    // Told of by `stored`; until then it must not end this process.
    added.catch(() => undefined);
    return expected;
  }

  async function stored(): Promise<void> {
    await Promise.all(lanes);
  }

  async function addText(content: string | object): Promise<Hex> {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    return digestOfCid(await add(new TextEncoder().encode(text)));
  }

  return { add, addText, stored };
}
