import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { repository } from "../artifacts.ts";
import { config } from "./build.ts";
import type { Report, Task } from "./worker.ts";

const program = fileURLToPath(new URL("worker.ts", import.meta.url));

/** A process that has read the tests. It is replaced by a new one when it hangs or dies, which no test does by itself. */
export function startRunner(files: string[]) {
  let child: ChildProcess | undefined;

  async function start(): Promise<ChildProcess> {
    const started = fork(program, files, {
      cwd: repository,
      env: { ...process.env, HARDHAT_CONFIG: config },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    await new Promise((settle, reject) => {
      started.once("message", settle);
      started.once("exit", (code) => reject(new Error(`The tests cannot be read (exit code ${code}).`)));
    });
    return started;
  }

  async function run(task: Task, seconds: number): Promise<Report> {
    child ??= await start();
    const running = child;
    const answer = await new Promise<Report | string>((settle) => {
      const timer = setTimeout(() => settle(`no end after ${seconds} s`), seconds * 1_000);
      const finish = (report: Report | string) => {
        clearTimeout(timer);
        running.removeAllListeners();
        settle(report);
      };
      running.once("message", (report) => finish(report as Report));
      running.send(task);
      running.once("exit", (code, signal) => finish(`the process ended (${code ?? signal})`));
    });
    if (typeof answer !== "string") return answer;
    stop();
    return { killer: { title: answer, file: "", error: answer }, seconds };
  }

  function stop(): void {
    child?.removeAllListeners();
    child?.kill("SIGKILL");
    child = undefined;
  }

  return { run, stop };
}
