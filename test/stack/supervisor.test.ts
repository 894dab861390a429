import { expect } from "chai";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSupervisor, type Supervisor } from "../../scripts/stack/supervisor.ts";

const node = process.execPath;
const forever = "setInterval(() => {}, 1000)";

function isAlive(pid: number): boolean {
  try {
    // A process that ended and that nobody has collected yet is not alive.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function waitUntil(condition: () => boolean, seconds = 10): Promise<void> {
  const deadline = Date.now() + seconds * 1_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("waited in vain");
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

describe("Supervisor", () => {
  let logs: string;
  let supervisor: Supervisor;

  beforeEach(() => {
    logs = mkdtempSync(join(tmpdir(), "handsel-supervisor-"));
    supervisor = createSupervisor(logs);
  });

  afterEach(async () => {
    await supervisor.stop();
    rmSync(logs, { recursive: true });
  });

  it("stops what it launched, the last one first", async () => {
    // Says 1 when it listens to the signal, and the time when the signal comes.
    const script = `process.on("SIGTERM", () => { console.log(Date.now()); process.exit() }); console.log(1); ${forever}`;
    const [first, second] = ["first", "second"].map((name) =>
      supervisor.launch({ name, command: node, args: ["-e", script] }),
    );
    const said = (name: string) =>
      readFileSync(join(logs, `${name}.log`), "utf8")
        .trim()
        .split("\n")
        .map(Number);
    await waitUntil(() => said("first")[0] === 1 && said("second")[0] === 1);
    await supervisor.stop();
    expect(isAlive(first?.pid ?? 0)).to.equal(false);
    expect(isAlive(second?.pid ?? 0)).to.equal(false);
    expect(said("second")[1]).to.be.at.most(said("first")[1] ?? 0);
  });

  it("stops the children of what it launched too", async () => {
    const script = `const { spawn } = require("node:child_process"); console.log(spawn("sleep", ["1000"]).pid); ${forever}`;
    supervisor.launch({ name: "parent", command: node, args: ["-e", script] });
    const grandchild = () => Number(readFileSync(join(logs, "parent.log"), "utf8"));
    await waitUntil(() => grandchild() > 0);
    const pid = grandchild();
    await supervisor.stop();
    await waitUntil(() => !isAlive(pid));
  });

  it("leaves nothing of a part that was killed, whose children nobody else knows", async () => {
    const script = `const { spawn } = require("node:child_process"); console.log(spawn("sleep", ["1000"]).pid); ${forever}`;
    const part = supervisor.launch({ name: "orphaned", command: node, args: ["-e", script] });
    const grandchild = () => Number(readFileSync(join(logs, "orphaned.log"), "utf8"));
    await waitUntil(() => grandchild() > 0);
    const pid = grandchild();
    process.kill(part.pid, "SIGKILL");
    await waitUntil(() => !isAlive(pid));
  });

  it("says which part died, how, and its last words", async () => {
    supervisor.launch({ name: "talker", command: node, args: ["-e", 'console.log("out of ink"); process.exit(3)'] });
    const error = await supervisor.failure.catch((reason: Error) => reason);
    expect(error.message).to.include("talker ended by itself (exit code 3)").and.to.include("out of ink");
  });

  it("says so too when a part was killed, and to whoever waits for another part", async () => {
    const part = supervisor.launch({ name: "victim", command: node, args: ["-e", forever] });
    const waiting = supervisor.until("something", async () => undefined).catch((reason: Error) => reason);
    process.kill(part.pid, "SIGKILL");
    expect(await waiting)
      .to.have.property("message")
      .that.includes("victim ended by itself (SIGKILL)");
  });

  it("does not take a part that it stopped for dead", async () => {
    const part = supervisor.launch({ name: "obedient", command: node, args: ["-e", forever] });
    await part.stop();
    expect(await Promise.race([supervisor.failure, Promise.resolve("alive")])).to.equal("alive");
  });

  describe("waiting", () => {
    const launch = (name: string, script: string) => supervisor.launch({ name, command: node, args: ["-e", script] });
    const never = async () => undefined;
    const ended = (waiting: Promise<unknown>) => waiting.catch((reason: Error) => reason.message);

    it("gives up on a part in which nothing moves any more", async () => {
      const part = launch("still", "setInterval(() => {}, 100_000)");
      await waitUntil(() => isAlive(part.pid));
      const said = await ended(supervisor.until("the moon", never, { part, quiet: 2 }));
      expect(said).to.include("the moon does not answer, and nothing has moved in it for 2 seconds");
    });

    it("gives up on one that takes the question and never answers", async () => {
      const part = launch("deaf", "setInterval(() => {}, 100_000)");
      const unanswered = () => new Promise<undefined>(() => undefined);
      expect(await ended(supervisor.until("the moon", unanswered, { part, quiet: 2 }))).to.include("does not answer");
    });

    for (const [how, script] of [
      ["is still logging", `setInterval(() => console.log("on my way"), 100)`],
      ["is still at work", `setInterval(() => { for (const end = Date.now() + 300; Date.now() < end;); }, 100)`],
    ] as const) {
      it(`goes on for as long as the part ${how}, however long that is`, async () => {
        const part = launch("slow", script);
        const due = Date.now() + 6_000;
        const late = async () => (Date.now() > due ? "here" : undefined);
        expect(await supervisor.until("the moon", late, { part, quiet: 3 })).to.equal("here");
      }).timeout(40_000);
    }

    it("goes on for as long as the answers get on", async () => {
      const part = launch("steps", "setInterval(() => {}, 100_000)");
      const due = Date.now() + 5_000;
      const steps = async (mark: (state: unknown) => void) => {
        mark(Math.floor(Date.now() / 500));
        return Date.now() > due ? "here" : undefined;
      };
      expect(await supervisor.until("the moon", steps, { part, quiet: 2 })).to.equal("here");
    }).timeout(20_000);
  });

  it("ends every wait when all is given up, and starts nothing any more once it stops", async () => {
    const waiting = supervisor.until("the moon", async () => undefined).catch((reason: Error) => reason.message);
    supervisor.giveUp(new Error("asked to stop"));
    expect(await waiting).to.equal("asked to stop");
    await supervisor.stop();
    const late = () => supervisor.launch({ name: "late", command: node, args: ["-e", forever] });
    expect(late).to.throw("late was not started");
  });

  it("shows what a command said only when it fails", async () => {
    await supervisor.run({ name: "good", command: node, args: ["-e", ""] });
    const bad = { name: "bad", command: node, args: ["-e", 'console.error("no such file"); process.exit(1)'] };
    const error = await supervisor.run(bad).catch((reason: Error) => reason);
    expect((error as Error).message)
      .to.include("bad failed (exit code 1)")
      .and.to.include("no such file");
  });
});

describe("Supervisor, killed", () => {
  const module = fileURLToPath(new URL("../../scripts/stack/supervisor.ts", import.meta.url));
  let logs: string;
  let owner: ChildProcess;

  beforeEach(() => {
    logs = mkdtempSync(join(tmpdir(), "handsel-supervisor-"));
  });

  afterEach(() => rmSync(logs, { recursive: true }));

  /** A process of its own that launches two parts, one of which does not listen to SIGTERM. */
  async function startOwner(): Promise<number[]> {
    const script = `
      import { createSupervisor } from ${JSON.stringify(module)};
      const supervisor = createSupervisor(${JSON.stringify(logs)});
      const launch = (name, script) => supervisor.launch({ name, command: process.execPath, args: ["-e", script] }).pid;
      const pids = [launch("a", ${JSON.stringify(forever)}), launch("b", 'process.on("SIGTERM", () => {}); console.log("deaf"); ' + ${JSON.stringify(forever)})];
      console.log(pids.join(" "));
      await supervisor.failure;`;
    owner = spawn(node, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    owner.stdout?.on("data", (part: Buffer) => (said += part.toString()));
    const deaf = join(logs, "b.log");
    await waitUntil(() => said.includes("\n") && existsSync(deaf) && readFileSync(deaf, "utf8").includes("deaf"));
    return said.trim().split(" ").map(Number);
  }

  it("leaves nothing behind after SIGKILL", async () => {
    const pids = await startOwner();
    expect(pids.every(isAlive)).to.equal(true);
    owner.kill("SIGKILL");
    await waitUntil(() => !pids.some(isAlive), 15);
  }).timeout(30_000);
});
