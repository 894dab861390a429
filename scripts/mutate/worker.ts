/**
 * Runs the tests again and again in one process, each time with another mutant on: what takes the time, starting Hardhat and
 * reading the tests, is done once.
 */
import { relative } from "node:path";
import Mocha from "mocha";
import { repository } from "../artifacts.ts";
import { switchAddress } from "./build.ts";
import { chains } from "./chains.ts";

/** No mutant is number 0. Files are run in the order in which they stand here, each whole. */
export type Task = { number: number; files: string[] };
/** The test that failed, if one did. */
export type Report = { killer?: { title: string; file: string; error: string }; seconds: number };

process.env["HH_TEST"] = "true";
const mocha = new Mocha({ bail: true, timeout: 60_000, reporter: function silent() {} as unknown as string });
mocha.cleanReferencesAfterRun(false);
// The mutants themselves cost some.
mocha.grep(/ costs less than [\d,]+ gas$/).invert();
for (const file of process.argv.slice(2)) mocha.addFile(file);
await mocha.loadFilesAsync();
const suites = [...mocha.suite.suites];
const pristine = new Map<(typeof chains)[number], string>();

/** Chains as they were before the first test, but for the switch. */
async function turn(number: number): Promise<void> {
  for (const chain of chains) {
    const request = (method: string, ...params: unknown[]) => chain.provider.request({ method, params });
    const before = pristine.get(chain);
    if (before) await request("evm_revert", before);
    pristine.set(chain, (await request("evm_snapshot")) as string);
    await request("hardhat_setBalance", switchAddress, `0x${number.toString(16)}`);
    chain.networkHelpers.clearSnapshots();
  }
}

const fileOf = ({ file = "" }: Mocha.Suite | Mocha.Runnable) => relative(repository, file);

async function run({ number, files }: Task): Promise<Report> {
  const started = performance.now();
  await turn(number);
  mocha.suite.suites = files.flatMap((file) => suites.filter((suite) => fileOf(suite) === file));
  let killer: Report["killer"];
  await new Promise<void>((settle) => {
    const runner = mocha.run(() => settle());
    runner.once("fail", (test: Mocha.Runnable, { message }: Error) => {
      killer = { title: test.fullTitle(), file: fileOf(test), error: message.split("\n")[0] ?? "" };
    });
  });
  return { ...(killer ? { killer } : {}), seconds: (performance.now() - started) / 1_000 };
}

process.on("message", (task: Task) => void run(task).then((report) => process.send!(report)));
process.send!("ready");
