/**
 * npm run mutate: whether the tests notice when a line is wrong. Every mutant is one small change of escrow, fees or listings;
 * one that no test notices has to be explained in survivors.json.
 *
 *   --survivors     only those that were not killed the last time
 *   --only <text>   only those whose file or function has this in its name
 *   --workers <n>   how many at a time; two when not given
 */
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { repository } from "../artifacts.ts";
import { compileSources, folder, writeSources } from "./build.ts";
import { createOrder } from "./order.ts";
import { startRunner } from "./pool.ts";
import type { Mutant } from "./schemata.ts";
import type { Report } from "./worker.ts";

const paths = [
  "contracts/Escrow.sol",
  ...["Ledger", "Disputes", "Annex", "Payouts", "Payments", "Calls", "ArbitratorCalls"].map(
    (name) => `contracts/libraries/${name}.sol`,
  ),
  ...["TermsHash", "Taking", "Calendar", "Stays"].map((name) => `contracts/libraries/${name}.sol`),
  "contracts/FeeSchedule.sol",
  "contracts/ListingRegistry.sol",
];
const starts = ["Escrow", "Payouts", "WorstCase", "ListingRegistry", "FeeSchedule", "RequestBoard"];
/** Not those about gas: the mutants themselves cost some. */
const tests = globSync(`test/contracts/{${starts.join()}}.*test.ts`, { cwd: repository })
  .filter((file) => !file.includes(".gas."))
  .sort();

type Result = { killedBy: string | null };
type Book = { version: string; isCompiled: boolean; results: Record<string, Result> };

const book = join(folder, "results.json");
const readJson = <T>(file: string, otherwise: T): T =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : otherwise;
const save = (known: Book) => writeFileSync(book, JSON.stringify(known, null, 1));

/** Takes what there is to do from one queue. */
async function each<Worker, T>(workers: Worker[], all: T[], work: (worker: Worker, one: T) => Promise<void>) {
  const queue = [...all];
  const drain = async (worker: Worker) => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) await work(worker, one);
  };
  await Promise.all(workers.map(drain));
}

/** Files that take more than this part of all the time look only at what the others have left. */
const dear = 1 / 12;

async function runAll(chosen: Mutant[], known: Book, workers: number): Promise<void> {
  const costs = new Map<string, number>();
  const { order, learn } = createOrder(tests, costs);
  const files = tests.map((file) => join(repository, file));
  const runners = Array.from({ length: workers }, () => startRunner(files));
  try {
    const started = performance.now();
    await each(runners, tests, async ({ run }, file) => {
      const { killer, seconds } = await run({ number: 0, files: [file] }, 600);
      if (killer) throw new Error(`Without any mutant a test fails: ${killer.title}: ${killer.error}`);
      costs.set(file, seconds);
    });
    const seconds = (performance.now() - started) / 1_000;
    console.log(`  ${tests.length} test files, ${seconds.toFixed(0)} s without any mutant; ${chosen.length} mutants`);
    const note = (mutant: Mutant, { killer: by }: Report) => {
      if (by) learn(mutant, by.file);
      known.results[mutant.id] = { killedBy: by ? `${by.title}: ${by.error}` : null };
      save(known);
    };
    const most = 120 + 4 * seconds;
    const total = [...costs.values()].reduce((sum, cost) => sum + cost, 0);
    const isDear = (file: string) => costs.get(file)! > dear * total;
    const hardy: Mutant[] = [];
    await each(runners, chosen, async ({ run }, mutant) => {
      const report = await run({ number: mutant.number, files: order(mutant).filter((file) => !isDear(file)) }, most);
      if (report.killer) return note(mutant, report);
      hardy.push(mutant);
      console.log(`  ${hardy.length} left to the slowest tests: ${mutant.path}:${mutant.line} ${mutant.id}`);
    });
    await each(runners, hardy, async ({ run }, mutant) => {
      note(mutant, await run({ number: mutant.number, files: order(mutant).filter(isDear) }, most));
    });
  } finally {
    for (const { stop } of runners) stop();
  }
}

/** Prints what came of it; answers how many survive unexplained. */
function print(mutants: Mutant[], { results }: Book, explained: Record<string, string>): number {
  const survives = ({ id }: Mutant) => results[id]?.killedBy === null;
  const survivors = mutants.filter(survives);
  console.log(`\n  ${"".padEnd(40)} mutants  killed  survived`);
  const row = (name: string, of: Mutant[]) => {
    const run = of.filter(({ id }) => id in results);
    const alive = run.filter(survives).length;
    const numbers = [run.length, run.length - alive, alive].map((n) => String(n).padStart(8)).join("");
    console.log(`  ${name.padEnd(40)}${numbers}`);
  };
  for (const path of paths)
    row(
      path,
      mutants.filter((mutant) => mutant.path === path),
    );
  row("all", mutants);
  for (const mutant of survivors) {
    const { path, line, id } = mutant;
    console.log(`\n  ${path}:${line}\n    ${id}\n    ${explained[id] ?? "NOT EXPLAINED"}`);
  }
  const isIdle = (id: string) => typeof results[id]?.killedBy === "string" || !mutants.some((one) => one.id === id);
  for (const id of Object.keys(explained).filter(isIdle)) console.log(`\n  Explained, and no survivor: ${id}`);
  return survivors.filter(({ id }) => !(id in explained)).length;
}

const { values: asked } = parseArgs({
  options: {
    survivors: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    workers: { type: "string", default: "2" },
  },
});
const { mutants, version } = writeSources(paths);
const before = readJson<Book>(book, { version: "", isCompiled: false, results: {} });
const isSame = before.version === version;
const isAsked = ({ path, within }: Mutant) => (path + within).includes(asked.only);
const isWhole = mutants.filter(isAsked).every(({ id }) => id in before.results);
const known: Book = { version, isCompiled: isSame && before.isCompiled, results: before.results };
// What was interrupted is gone on with; what was finished is begun anew.
if (!asked.survivors && (!isSame || isWhole)) for (const { id } of mutants.filter(isAsked)) delete known.results[id];
const chosen = mutants.filter((mutant) => isAsked(mutant) && typeof known.results[mutant.id]?.killedBy !== "string");
save({ ...known, isCompiled: false });
if (!known.isCompiled) {
  console.log(`  ${mutants.length} mutants; compiling them takes minutes`);
  await compileSources();
  known.isCompiled = true;
}
save(known);
await runAll(chosen, known, Number(asked.workers));
const unexplained = print(mutants, known, readJson(join(repository, "scripts/mutate/survivors.json"), {}));
console.log(`\n  ${unexplained} survivors are not explained.`);
process.exitCode = unexplained === 0 ? 0 : 1;
