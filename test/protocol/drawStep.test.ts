import { expect } from "chai";
import type { PublicClient } from "viem";
import { phases } from "../../protocol/due.ts";
import { drawStep } from "../../protocol/drawStep.ts";

const now = 1_790_000_000;
const timeout = 4 * 86_400;

/** A chain on which one case heads the queue, whose block is out of everybody's reach. */
function chainWith(phase: (typeof phases)[number], phaseEnd: number): PublicClient {
  const answers: Record<string, unknown> = {
    caseOf: { phase: phases.indexOf(phase), phaseEnd, round: 1 },
    roundOf: { config: 2 },
    configOf: { drawTimeout: timeout },
  };
  return {
    readContract: async ({ functionName }: { functionName: string }) => {
      if (functionName in answers) return answers[functionName];
      throw new Error("no seed can be had here");
    },
    request: async () => {
      throw new Error("no header can be had here");
    },
  } as unknown as PublicClient;
}

const head = { id: 7n, block: 5n };
const nobody = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const step = (chain: PublicClient) => drawStep({ chain, pool: nobody, court: nobody, relays: [] }, head, now);

describe("drawStep", () => {
  it("asks nobody for a seed where the case's time to be drawn is over", async () => {
    expect(await step(chainWith("draw", now - timeout - 1))).to.deep.equal({ kind: "givenUp" });
  });

  it("asks nobody for a seed where the case was withdrawn", async () => {
    expect(await step(chainWith("resolved", now - 1))).to.deep.equal({ kind: "passed" });
  });

  it("needs the block's seed up to the last second of its time", async () => {
    for (const end of [now + 1, now, now - 1, now - timeout]) {
      const error = await step(chainWith("draw", end)).catch((reason: Error) => reason);
      expect(error, String(end)).to.match(/can be had here/);
    }
  });
});
