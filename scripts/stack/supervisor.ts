import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createPatience } from "./patience.ts";
import { processorTime } from "./work.ts";

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

export type Part = { name: string; pid: number; log: string; stop: () => Promise<void> };

/** Asks for what is waited for. What it marks counts as getting on whenever it changes. */
type Ask<T> = (mark: (state: unknown) => void) => Promise<T | undefined>;

type Waiting = {
  /** Whose work is waited for; everybody's when not given. */
  part?: Part;
  /** So many seconds without any sign of life, and it is given up. */
  quiet?: number;
};

export type Supervisor = {
  launch: (program: Program) => Part;
  /** Runs a program to its end; what it said is shown only when it fails. */
  run: (program: Program) => Promise<void>;
  /** Asks again and again until the answer is not undefined; ends at once when any part dies, and when nothing moves any more. */
  until: <T>(what: string, ask: Ask<T>, waiting?: Waiting) => Promise<T>;
  /** Rejects when a part ends that was not asked to, or when all is given up. */
  failure: Promise<never>;
  /** Ends every wait with this reason. */
  giveUp: (reason: Error) => void;
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
  readonly log: string;
  constructor(part: string, how: string, log: string) {
    super(`${part} failed (${how}). Its last words, from ${log}:\n${lastLines(log, 30)}`);
    this.log = log;
  }
}

export class NotReady extends Error {
  override name = "NotReady";
  constructor(what: string, quiet: number, logs: string) {
    super(`${what} does not answer, and nothing has moved in it for ${quiet} seconds. The logs are in ${logs}.`);
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

/** How often a person is told what is waited for. */
const TELL = 30_000;
/** How often one looks whether anything moves. */
const LOOK = 2_000;

/** Starts programs, each with its log, its own process group, and a watchdog that ends them should this process be killed. */
export function createSupervisor(logs: string, say: (line: string) => void = () => undefined): Supervisor {
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
    // Nobody would stop it any more.
    if (isStopping) throw new Error(`${name} was not started: everything is being stopped.`);
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
      log,
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

  async function run(program: Program): Promise<void> {
    const ended = new Promise<void>((settle, reject) => {
      start(program, (how, log) => (how ? reject(new CommandFailed(program.name, how, log)) : settle()));
    });
    return Promise.race([ended, failure]);
  }

  /** What can be seen of a part, or of all of them. */
  function signsOf(part: Part | undefined, state: unknown) {
    const looked = part ? [part] : [...running];
    const work = looked.reduce((sum, { pid }) => sum + processorTime(pid), 0);
    return { marks: [state, ...looked.map(({ log }) => statSync(log).size)], work };
  }

  async function until<T>(what: string, ask: Ask<T>, { part, quiet = 180 }: Waiting = {}): Promise<T> {
    const patience = createPatience();
    const began = performance.now();
    const pause = (time: number) => new Promise<undefined>((wake) => setTimeout(wake, time, undefined));
    let [lookedAt, toldAt] = [-Infinity, began];
    let state: unknown;

    function look(): void {
      const now = performance.now();
      if (now - lookedAt < Math.min(LOOK, quiet * 100)) return;
      lookedAt = now;
      const still = patience.look(signsOf(part, state), now);
      if (still >= quiet) throw new NotReady(what, quiet, logs);
      if (now - toldAt < TELL) return;
      toldAt = now;
      const seconds = Math.round((now - began) / 1_000);
      const how = still < 15 ? "it is at work" : `nothing has moved for ${Math.round(still)} s`;
      say(`  … waiting for ${what}, ${seconds} s: ${how}`);
    }

    for (;;) {
      let isOver = false;
      const attempt = ask((next) => (state = next))
        .catch(() => undefined)
        .finally(() => (isOver = true));
      // One that gets no answer at all must not keep us from looking whether anything moves.
      while (!isOver) {
        const answer = await Promise.race([attempt, pause(Math.min(LOOK, quiet * 100)), failure]);
        if (answer !== undefined) return answer;
        look();
      }
      await Promise.race([pause(50), failure]);
    }
  }

  async function stop(): Promise<void> {
    isStopping = true;
    // The later a part was started the more it leans on the others.
    for (const part of [...running].reverse()) await part.stop();
    watchdog.stdin?.end();
  }

  return { launch, run, until, failure, giveUp: fail, parts: () => [...running], stop };
}
