import { seedStep } from "../../../../../protocol/seed.ts";
import { drandRelays } from "../../../config.ts";
import { type Action, call } from "../../../action/useAction.ts";
import { publicClient } from "../../../services/chain.ts";
import { ObstacleError } from "../../../lib/obstacle.ts";
import { pool } from "../../../services/contracts.ts";
import { drandEntropyAbi } from "../../../../../protocol/generated/abi.ts";
import { draw } from "../actions.ts";

/** What has a panel drawn by a block that is over. The proof is made here, so that no server has to be trusted with it. */
export async function drawNext(block: bigint): Promise<Action> {
  const { timestamp } = await publicClient.getBlock();
  const asked = { chain: publicClient, pool: pool.address, relays: drandRelays };
  const step = await seedStep(asked, block, Number(timestamp));
  switch (step.kind) {
    case "proof":
      return draw(step.proof);
    case "schedule":
      return {
        request: call({ address: step.entropy.address, abi: drandEntropyAbi }, "schedule", [block]),
        summary:
          "You fix the random beacon that the panel will be drawn by: one that nobody knows yet. It is published in some minutes; then the panel can be drawn.",
      };
    case "wait":
      throw new ObstacleError(
        "The random beacon is not published yet.",
        `Try again after ${new Date(step.until * 1_000).toLocaleTimeString()}.`,
      );
    case "missing":
      throw new ObstacleError("No relay has the random beacon.", "Try again in a moment. A keeper may be quicker.");
  }
}
