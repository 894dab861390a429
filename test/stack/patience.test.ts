import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { createPatience } from "../../scripts/stack/patience.ts";
import { processorTime } from "../../scripts/stack/work.ts";

const second = 1_000;

describe("patience", () => {
  it("counts the seconds since the last sign of life", () => {
    const { look } = createPatience();
    const at = (now: number, mark: unknown, work = 0) => look({ marks: [mark], work }, now * second);
    expect([at(0, 1), at(40, 1), at(50, 2), at(60, 2)]).to.deep.equal([0, 40, 0, 10]);
  });

  it("takes work for a sign of life, and an idle server's ticks for none", () => {
    const { look } = createPatience();
    const at = (now: number, work: number) => look({ marks: [], work }, now * second);
    expect([at(0, 1), at(60, 1.02), at(120, 1.04), at(121, 1.5), at(180, 1.6)]).to.deep.equal([0, 60, 120, 0, 59]);
  });

  it("adds up the work of a starved part, however little it gets at a time", () => {
    const { look } = createPatience();
    const idle = Array.from({ length: 20 }, (_, i) => look({ marks: [], work: i * 0.1 }, i * 10 * second));
    expect(Math.max(...idle)).to.be.below(60);
  });
});

describe("processorTime", () => {
  it("is that of a whole process group, of children too, and nothing of one that is not there", async () => {
    const burn = "for (const end = Date.now() + 5_000; Date.now() < end;);";
    const script = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(burn)}]); setInterval(() => {}, 1000)`;
    const group = spawn(process.execPath, ["-e", script], { detached: true, stdio: "ignore" });
    try {
      while (processorTime(group.pid!) < 0.5) await setTimeout(50);
    } finally {
      process.kill(-group.pid!, "SIGKILL");
    }
    await once(group, "exit");
    while (processorTime(group.pid!) > 0) await setTimeout(50);
  });
});
