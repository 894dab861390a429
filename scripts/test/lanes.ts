import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "../generate.ts";
import { buildSubgraph } from "../stack/graph.ts";
import { createSupervisor, repository } from "../stack/supervisor.ts";
import { heading, type Outcome, runAll, type Suite, toScreen, type Way } from "./run.ts";

/**
 * Suites that mostly wait for programs of theirs. Each lane goes one by one, beside the other lanes; what is in none of them
 * goes before. Every market has ports and data of its own; only the last lane records its deployments in deployments/.
 */
export const lanes = [
  ["keeper", "relayer", "subgraph", "pages"],
  ["stack", "e2e"],
];

async function build(folder: string): Promise<void> {
  const supervisor = createSupervisor(join(folder, "logs"));
  await buildSubgraph(supervisor).finally(() => supervisor.stop());
}

/** What all of them would make, and disturb each other by. */
async function prepare(folder: string): Promise<void> {
  await generate();
  await build(folder);
}

async function runBeside(groups: Suite[][], folder: string, way: Way): Promise<Outcome[]> {
  const error = await prepare(folder).catch((reason: Error) => reason);
  // Each will say so itself.
  if (error) return runAll(groups.flat(), way);
  const { write = toScreen } = way;
  write(heading("side by side"));
  const start = (group: Suite[], i: number) => {
    const records = join(folder, String(i));
    cpSync(join(repository, "deployments"), records, { recursive: true });
    const own: Record<string, string> = i < groups.length - 1 ? { HANDSEL_DEPLOYMENTS: records } : {};
    return runAll(group, { ...way, beside: true, env: { HANDSEL_COMPILED: "1", ...own } });
  };
  return (await Promise.all(groups.map(start))).flat();
}

/** One suite after the other, or in lanes where there are two to fill. */
export async function runInLanes(suites: Suite[], way: Way = {}): Promise<Outcome[]> {
  const filled = lanes.map((lane) => suites.filter(({ name }) => lane.includes(name)));
  const groups = filled.filter(({ length }) => length > 0);
  if (groups.length < 2) return runAll(suites, way);
  const folder = mkdtempSync(join(tmpdir(), "handsel-lanes-"));
  try {
    // Early, while the compiler runs; built again only if `generate` has changed something, and then its error counts.
    const early = build(folder).catch(() => undefined);
    const outcomes = await runAll(
      suites.filter((suite) => !groups.flat().includes(suite)),
      way,
    );
    await early;
    return [...outcomes, ...(await runBeside(groups, folder, way))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
