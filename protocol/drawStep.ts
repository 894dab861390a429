import type { Address } from "viem";
import { phases } from "./due.ts";
import { arbitrationCourtAbi } from "./generated/abi.ts";
import { type Asked, seedStep, type SeedStep } from "./seed.ts";

/** What takes the head of the queue on. One that is not drawn any more needs no proof of its block's seed: any bytes do. */
export type DrawStep =
  | SeedStep
  /** It has waited for twice its draw's time, and ends without a panel. */
  | { kind: "givenUp" }
  /** Its dispute was withdrawn: it only leaves its place. */
  | { kind: "passed" };

export type Head = { id: bigint; block: bigint };

/** `now` is the chain's time. Throws for a header that can't be rebuilt. */
export async function drawStep(asked: Asked & { court: Address }, head: Head, now: number): Promise<DrawStep> {
  return (await endOfWait(asked, head.id, now)) ?? seedStep(asked, head.block, now);
}

async function endOfWait({ chain, court }: Pick<Asked, "chain"> & { court: Address }, id: bigint, now: number) {
  const at = { address: court, abi: arbitrationCourtAbi } as const;
  const { phase, phaseEnd, round } = await chain.readContract({ ...at, functionName: "caseOf", args: [id] });
  if (phases[phase] !== "draw") return { kind: "passed" } as const;
  if (now <= phaseEnd) return null;
  const { courtId } = await chain.readContract({ ...at, functionName: "roundOf", args: [id, round] });
  const { drawTimeout } = await chain.readContract({ ...at, functionName: "configOf", args: [courtId] });
  return now > phaseEnd + drawTimeout ? ({ kind: "givenUp" } as const) : null;
}
