import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What one start has to know about the one before it. */
type Memory = {
  /** The market was deployed and seeded to the end. Half a market is not worth keeping. */
  isComplete: boolean;
  /** Everything was stopped in order, so graph-node's store agrees with the chain. */
  isClean: boolean;
};

export type Data = {
  folder: string;
  /** Nothing is kept from an earlier market. */
  isFresh: boolean;
  /** The last market on this data was killed; what it started may still be ending. */
  wasKilled: boolean;
  remember: (memory: Memory) => void;
  release: () => void;
};

export class AlreadyRunning extends Error {
  override name = "AlreadyRunning";
  constructor(pid: number, folder: string) {
    super(
      `A market is running on ${folder} already, as process ${pid}: stop it first with Ctrl-C in its window or kill ${pid}.`,
    );
  }
}

function read<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    return undefined;
  }
}

/** When a process began, in ticks since the machine did: with its number it names one process and no later one. */
function birth(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

/** Takes a folder for one market. `fresh` empties it, and so does a first start that never came to its end. */
export function openData(folder: string, { fresh, clear }: { fresh: boolean; clear: (folder: string) => void }): Data {
  mkdirSync(folder, { recursive: true });
  const lockFile = join(folder, "lock.json");
  const memoryFile = join(folder, "memory.json");

  const lock = read<{ pid: number; birth?: string }>(lockFile);
  if (lock && birth(lock.pid) !== undefined && birth(lock.pid) === lock.birth)
    throw new AlreadyRunning(lock.pid, folder);
  writeFileSync(lockFile, JSON.stringify({ pid: process.pid, birth: birth(process.pid) }));

  const memory = read<Memory>(memoryFile);
  const isFresh = fresh || !memory?.isComplete;
  if (isFresh) {
    clear(folder);
    for (const part of ["chain", "nodes"]) rmSync(join(folder, part), { recursive: true, force: true });
  } else if (!memory.isClean) {
    // The chain may have lost its last blocks, and graph-node can't follow it so far back. It indexes a local chain in seconds.
    clear(folder);
  }
  const remember = (next: Memory) => writeFileSync(memoryFile, JSON.stringify(next));
  remember({ isComplete: !isFresh, isClean: false });
  return {
    folder,
    isFresh,
    wasKilled: lock !== undefined,
    remember,
    release: () => {
      if (existsSync(lockFile)) rmSync(lockFile);
    },
  };
}
