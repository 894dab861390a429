import { type Hex, keccak256, toBytes } from "viem";
import { type Indexer, startIndexer, startTimeout } from "./indexer.ts";

// graph-node takes seconds to start, so all files of this folder share one. What a test emits has ids of its own.

const offset = 600;
let started: Indexer | undefined;

before("start graph-node", async function () {
  this.timeout(startTimeout);
  started = await startIndexer(offset);
});

after(() => started?.stop());

/** The indexer of this run; there from the first `before` of a suite on. */
export function indexer(): Indexer {
  if (!started) throw new Error("The indexer has not been started yet.");
  return started;
}

/** An id that no other name has. */
export function idOf(name: string): Hex {
  return keccak256(toBytes(name));
}
