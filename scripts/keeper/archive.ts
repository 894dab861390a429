/** Blocks that a reorg may still undo. What was read from them is read again. */
export const REORG_DEPTH = 64n;

/** What has needed nothing for longer than a reorg can reach back, and so never will again. */
export type Archive = {
  isClosed: (name: string, block: bigint) => boolean;
  /** To be told at each reading: a reorg may have opened it again. */
  note: (name: string, isDone: boolean, block: bigint) => void;
};

export function createArchive(): Archive {
  const doneSince = new Map<string, bigint>();
  return {
    isClosed(name, block) {
      const since = doneSince.get(name);
      return since !== undefined && block > since + REORG_DEPTH;
    },
    note(name, isDone, block) {
      if (!isDone) doneSince.delete(name);
      else if (!doneSince.has(name)) doneSince.set(name, block);
    },
  };
}
