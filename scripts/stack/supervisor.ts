import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../../", import.meta.url));

export type User = { uid: number; gid: number };

export type Program = {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
  cwd?: string;
  user?: User;
  /** How it is asked to end; what is sent when it doesn't is SIGKILL. */
  stopSignal?: NodeJS.Signals;
};

/** `how` it failed; undefined when it ended well. */
type OnEnd = (how: string | undefined, log: string) => void;

export type Part = { name: string; pid: number; stop: () => Promise<void> };

export type Supervisor = {
  launch: (program: Program) => Part;
  /** Runs a program to its end; what it said is shown only when it fails. */
  run: (program: Program) => Promise<void>;
  /** Asks again and again until the answer is not undefined; ends at once when any part dies. */
  until: <T>(what: string, seconds: number, ask: () => Promise<T | undefined>) => Promise<T>;
  /** Rejects when a part ends that was not asked to. */
  failure: Promise<never>;
  parts: () => Part[];
  stop: () => Promise<void>;
};

export class PartDied extends Error {
  override name = "PartDied";
  constructor(part: string, how: string, log: string) {
    super(
      `${part} ended by itself (${how}), so everything was stopped. Its last words, from ${log}:\n${lastLines(log)}`,
    );
  }
}

export class CommandFailed extends Error {
  override name = "CommandFailed";
  constructor(part: string, how: string, log: string) {
    super(`${part} failed (${how}). Its last words, from ${log}:\n${lastLines(log, 30)}`);
  }
}

export class NotReady extends Error {
  override name = "NotReady";
  constructor(what: string, seconds: number) {
    super(`${what} was not ready after ${seconds} seconds. The logs are in .handsel/logs/.`);
  }
}

function lastLines(file: string, count = 12): string {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n").slice(-count);
  return lines.map((line) => `    ${line}`).join("\n");
}

/** The program of that name that came with the packages, else the one of the system. */
export function findProgram(name: string): string {
  const folders = [join(repository, "node_modules/.bin"), ...(process.env.PATH ?? "").split(delimiter)];
  const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (!found)
    throw new Error(
      `"${name}" is not installed: it comes with npm install on Linux x64; elsewhere put it on the PATH.`,
    );
  return found;
}

function startWatchdog(): ChildProcess {
  const watchdog = spawn(process.execPath, [fileURLToPath(new URL("watchdog.ts", import.meta.url))], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
  });
  // It outlives us by design; neither its life nor its pipe may keep us alive.
  watchdog.unref();
  (watchdog.stdin as unknown as { unref: () => void }).unref();
  watchdog.stdin?.on("error", () => undefined);
  return watchdog;
}

/** Ends a process and those it started: politely, and after `seconds` without asking. */
async function endGroup(child: ChildProcess, polite: NodeJS.Signals, seconds: number): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const group = child.pid;
  const ended = new Promise((settle) => child.once("exit", settle));
  const send = (name: NodeJS.Signals) => {
    try {
      process.kill(-group, name);
    } catch {
      // It has just ended.
    }
  };
  send(polite);
  const timer = setTimeout(() => send("SIGKILL"), seconds * 1_000);
  await ended;
  clearTimeout(timer);
}

/** Kills what is left of a process group whose first process has ended. */
function endRest(group: number): void {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // Nothing is left.
  }
}

/** Starts programs, each with its log, its own process group, and a watchdog that ends them should this process be killed. */
export function createSupervisor(logs: string): Supervisor {
  mkdirSync(logs, { recursive: true });
  const running = new Set<Part>();
  const watchdog = startWatchdog();
  let isStopping = false;
  let fail: (error: Error) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Whoever waits for a part sees it; when nobody waits it must not end this process before the others are stopped.
  failure.catch(() => undefined);

  function start({ name, command, args, env, cwd, user, stopSignal = "SIGTERM" }: Program, onEnd: OnEnd): Part {
    const log = join(logs, `${name}.log`);
    const output = openSync(log, "w");
    const child = spawn(command, args, {
      cwd: cwd ?? repository,
      env: { ...process.env, ...env },
      stdio: ["ignore", output, output],
      // Its own process group: Ctrl-C reaches only us, and we stop the parts in order.
      detached: true,
      ...user,
    });
    closeSync(output);
    const pid = child.pid ?? 0;
    let isAsked = false;
    const part: Part = {
      name,
      pid,
      async stop() {
        isAsked = true;
        await endGroup(child, stopSignal, 8);
        forget();
      },
    };
    function forget(): void {
      running.delete(part);
      watchdog.stdin?.write(`-${pid}\n`);
    }
    child.once("error", (error) => onEnd(error.message, log));
    child.once("exit", (code, signal) => {
      if (isAsked || isStopping) return;
      // What it had started is still there when it was killed; nobody else knows of it.
      endRest(pid);
      forget();
      onEnd(code === 0 ? undefined : (signal ?? `exit code ${code}`), log);
    });
    if (pid === 0) return part;
    watchdog.stdin?.write(`+${pid} ${stopSignal}\n`);
    running.add(part);
    return part;
  }

  function launch(program: Program): Part {
    return start(program, (how, log) => fail(new PartDied(program.name, how ?? "exit code 0", log)));
  }

  function run(program: Program): Promise<void> {
    const ended = new Promise<void>((settle, reject) => {
      start(program, (how, log) => (how ? reject(new CommandFailed(program.name, how, log)) : settle()));
    });
    return Promise.race([ended, failure]);
  }

  async function until<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
    const deadline = Date.now() + seconds * 1_000;
    while (Date.now() < deadline) {
      const answer = await Promise.race([ask().catch(() => undefined), failure]);
      if (answer !== undefined) return answer;
      await Promise.race([new Promise((wake) => setTimeout(wake, 50)), failure]);
    }
    throw new NotReady(what, seconds);
  }

  async function stop(): Promise<void> {
    isStopping = true;
    // The later a part was started the more it leans on the others.
    for (const part of [...running].reverse()) await part.stop();
    watchdog.stdin?.end();
  }

  return { launch, run, until, failure, parts: () => [...running], stop };
}
