import { join } from "node:path";
import { openData } from "./data.ts";
import { type Endpoints, endpoints, ports } from "./endpoints.ts";
import { memoryOfTree } from "./memory.ts";
import { startParts } from "./parts.ts";
import { requireFree, requireUsable } from "./ports.ts";
import { removeDatabase } from "./postgres.ts";
import { createProgress } from "./progress.ts";
import { createSupervisor, type Supervisor } from "./supervisor.ts";

export type StackOptions = {
  /** Where everything is kept between starts. */
  dataDir: string;
  /** Added to every port. */
  offset?: number;
  /** Fill a new market with people, listings and orders. */
  seed?: boolean;
  /** Forget the market that is kept in `dataDir`. */
  fresh?: boolean;
  /** Run somebody who moves on what is due in disputes. */
  keeper?: boolean;
  /** Serve the web app too: from its sources, or built as for production. */
  app?: "sources" | "built";
  write?: (line: string) => void;
  /** Ends a start that has not come to its end, with a Stopped; what it had started is gone by then. */
  signal?: AbortSignal;
};

export class Stopped extends Error {
  override name = "Stopped";
}

export type Stack = {
  endpoints: Endpoints;
  /** Rejects when a part ends by itself; the others have to be stopped then. */
  failure: Promise<never>;
  /** The process of each part that runs as one. */
  processes: () => Record<string, number>;
  /** Bytes of memory by part. */
  memory: () => Record<string, number>;
  stop: () => Promise<void>;
};

/** Starts a whole market on this machine: every part is the real one. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, offset = 0, fresh = false, write = console.log, signal } = options;
  const port = ports(offset);
  const urls = endpoints(offset);
  requireUsable(port);
  const data = openData(dataDir, { fresh, clear: (folder) => removeDatabase(join(folder, "postgres")) });
  let supervisor: Supervisor | undefined;
  try {
    await requireFree(port, data.wasKilled ? 8 : 0);
    supervisor = createSupervisor(join(dataDir, "logs"), write);
    const room = { supervisor, data, port, urls, progress: createProgress(write), write };
    const { failure, parts: running, stop, giveUp } = supervisor;
    const onAbort = () => giveUp(new Stopped());
    signal?.addEventListener("abort", onAbort);
    if (signal?.aborted) onAbort();
    // Much of what goes on waits for no part, and must not keep a start that is to end.
    const parts = await Promise.race([startParts(room, options), failure]);
    signal?.removeEventListener("abort", onAbort);
    return {
      endpoints: urls,
      failure,
      processes: () => Object.fromEntries(running().map(({ name, pid }) => [name, pid])),
      memory: () =>
        Object.fromEntries([
          ...running().map(({ name, pid }) => [name, memoryOfTree(pid)]),
          ["this process (app)", process.memoryUsage().rss],
        ]) as Record<string, number>,
      async stop() {
        await parts.stop().finally(stop);
        data.release();
      },
    };
  } catch (error) {
    await supervisor?.stop();
    data.release();
    throw error;
  }
}
