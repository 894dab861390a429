import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "../generate.ts";
import { buildSubgraph } from "../stack/graph.ts";
import { createSupervisor, repository } from "../stack/supervisor.ts";
import { prepareApp } from "../stack/web.ts";
import { heading, type Outcome, run, runAll, type Suite, toScreen, type Way } from "./run.ts";

/** What all of them would make, and disturb each other by. */
async function prepare(folder: string): Promise<void> {
  const supervisor = createSupervisor(join(folder, "logs"));
  const { NODE_ENV: own } = process.env;
  try {
    // The app holds what is generated, and nearly always that is what it was.
    const early = buildSubgraph(supervisor).catch(() => undefined);
    await generate({ tests: true, run: (program) => supervisor.run(program) });
    await early;
    await buildSubgraph(supervisor);
    await prepareApp();
  } finally {
    // Building for production says so to everything that is started afterwards, and React then has no tools for tests.
    if (own === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = own;
    await supervisor.stop();
  }
}

/** Mostly they wait for programs of theirs, so that a few more than there are processors get along. */
export function lanesFor(processors: number): number {
  return Math.min(Math.max(processors + 1, 2), 4);
}

type Beside = Way & { lanes?: number; prepared?: (folder: string) => Promise<void> };

/**
 * Side by side, the longest first, each as soon as a lane is free. Every suite has ports and data of its own, and its own records
 * of what is deployed: the contracts have the same addresses on each.
 */
export async function runInLanes(suites: Suite[], way: Beside = {}): Promise<Outcome[]> {
  if (suites.length < 2) return runAll(suites, way);
  const { lanes = lanesFor(availableParallelism()), prepared = prepare, ...rest } = way;
  const { write = toScreen } = rest;
  const folder = mkdtempSync(join(tmpdir(), "handsel-lanes-"));
  try {
    write(heading("prepared for all"));
    const error = await prepared(folder).catch((reason: Error) => reason);
    // Each will say so itself.
    if (error) return await runAll(suites, rest);
    write(heading("side by side"));
    const outcomes = new Map<Suite, Outcome>();
    const left = [...suites].sort((a, b) => (b.weight ?? 0) - (a.weight ?? 0));
    const work = async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        const records = join(folder, next.name.replaceAll("/", "-"));
        cpSync(join(repository, "deployments"), records, { recursive: true });
        const env = { HANDSEL_COMPILED: "1", HANDSEL_DEPLOYMENTS: records };
        outcomes.set(next, await run(next, { ...rest, beside: true, env }));
      }
    };
    await Promise.all(Array.from({ length: lanes }, work));
    return suites.map((suite) => outcomes.get(suite)!);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
