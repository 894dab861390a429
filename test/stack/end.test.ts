import { expect } from "chai";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { repository } from "../../scripts/stack/supervisor.ts";
import { copyRepository, processesOf } from "../support/copy.ts";

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(50);
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

describe("a start that is ended while it compiles", function () {
  this.timeout(240_000);
  let copy: string;
  let offset = 10_500;
  // Without the compiled contracts a start has to compile.
  before(() => (copy = copyRepository({ except: ["contracts/compiled"] })));
  after(() => rmSync(copy, { recursive: true, force: true }));

  /** A start in the midst of compiling, with a chain, PostgreSQL, nodes and the subgraph's compiler beside it. */
  async function compiling(): Promise<ChildProcess> {
    const { HANDSEL_COMPILED: _compiled, HANDSEL_DEPLOYMENTS: _records, ...env } = process.env;
    const data = join(copy, `data-${offset}`);
    const args = [join(copy, "scripts/start.ts"), "--ports-offset", String(offset++), "--data", data];
    const start = spawn(process.execPath, args, {
      cwd: copy,
      env,
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    });
    let said = "";
    start.stderr?.on("data", (part: Buffer) => (said += part.toString()));
    const isCompiling = () => processesOf(copy).some((line) => line.includes("hardhat"));
    const isAtWork = () => isCompiling() && processesOf(copy).some((line) => line.includes("anvil"));
    await until(() => isAtWork() || start.exitCode !== null);
    expect(start.exitCode, said).to.equal(null);
    return start;
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`leaves nothing behind after ${signal}, and says so by its exit code`, async () => {
      const start = await compiling();
      start.kill(signal);
      expect(await ended(start)).to.equal(130);
      // The watchdog itself ends a moment after those whom it watches.
      await until(() => processesOf(copy).every((line) => line.includes("watchdog")));
      await until(() => processesOf(copy).length === 0);
    });
  }

  it("leaves nothing behind after SIGKILL", async () => {
    const start = await compiling();
    start.kill("SIGKILL");
    await until(() => processesOf(copy).length === 0);
  });
});

describe("an installation that is ended", () => {
  let folder: string;

  /** A clone in which nothing is installed, and an npm that never comes to its end. */
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "handsel-install-"));
    for (const name of ["scripts", "bin", "nodes"]) mkdirSync(join(folder, name));
    for (const name of ["scripts/bootstrap.mjs", "package.json", "package-lock.json"]) {
      copyFileSync(join(repository, name), join(folder, name));
    }
    for (const name of ["package.json", "package-lock.json"]) {
      copyFileSync(join(repository, "nodes", name), join(folder, "nodes", name));
    }
    writeFileSync(join(folder, "bin/npm"), `#!/bin/sh\nsleep 1000 &\necho $! > "${folder}/child"\nwait\n`);
    chmodSync(join(folder, "bin/npm"), 0o755);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    it(`leaves neither npm behind after ${signal} nor what npm has started`, async () => {
      const child = join(folder, "child");
      rmSync(child, { force: true });
      const env = { ...process.env, PATH: [join(folder, "bin"), process.env.PATH].join(delimiter) };
      const args = [join(folder, "scripts/bootstrap.mjs"), "--start"];
      const bootstrap = spawn(process.execPath, args, { cwd: folder, env, stdio: "ignore" });
      await until(() => existsSync(child) && readFileSync(child, "utf8").endsWith("\n"));
      const pid = readFileSync(child, "utf8").trim();
      bootstrap.kill(signal);
      expect(await ended(bootstrap)).to.equal(code);
      await until(
        () => !existsSync(`/proc/${pid}`) || /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8")),
      );
      await until(() => processesOf(folder).length === 0);
    });
  }

  it("ends with the shell that npm runs it in, which dies of a signal without telling anybody", async () => {
    const child = join(folder, "child");
    rmSync(child, { force: true });
    const path = [join(folder, "bin"), process.env.PATH].join(delimiter);
    const env = { ...process.env, PATH: path, npm_lifecycle_event: "prestart" };
    const script = `"${process.execPath}" "${join(folder, "scripts/bootstrap.mjs")}" --start; true`;
    const shell = spawn("sh", ["-c", script], { cwd: folder, env, stdio: "ignore" });
    await until(() => existsSync(child) && readFileSync(child, "utf8").endsWith("\n"));
    shell.kill("SIGTERM");
    await until(() => processesOf(folder).length === 0);
  });
});
