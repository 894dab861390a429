import { drawStep, type Head } from "../../../../../protocol/drawStep.ts";
import { drandRelays } from "../../../config.ts";
import { type Action, call } from "../../../action/action.ts";
import { publicClient } from "../../../services/chain.ts";
import { ObstacleError } from "../../../lib/obstacle.ts";
import { court, pool } from "../../../services/contracts.ts";
import { drandEntropyAbi } from "../../../../../protocol/generated/abi.ts";
import { draw, giveUp, passOver } from "../actions.ts";

/**
 * What takes the head of the queue on, by a block that is over. The proof is made here, so that no server has to be trusted with it;
 * a head that is not drawn any more needs none, and its block may be out of everybody's reach.
 */
export async function drawNext(head: Head): Promise<Action> {
  const { timestamp } = await publicClient.getBlock();
  const asked = { chain: publicClient, pool: pool.address, court: court.address, relays: drandRelays };
  const step = await drawStep(asked, head, Number(timestamp));
  switch (step.kind) {
    case "givenUp":
      return giveUp();
    case "passed":
      return passOver();
    case "proof":
      return draw(step.proof);
    case "schedule":
      return {
        request: call({ address: step.entropy.address, abi: drandEntropyAbi }, "schedule", [head.block]),
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
