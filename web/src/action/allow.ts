import { type Address, encodeFunctionData, erc20Abi } from "viem";
import { allowanceOf, isNative } from "../market/tokens.ts";
import { ObstacleError } from "../lib/obstacle.ts";
import { publicClient } from "../services/chain.ts";
import type { Action } from "./action.ts";
import { isHash } from "./attempts/walletAnswer.ts";
import type { Ports } from "./attempts/attempt.ts";

/** Another transaction may be counted a moment before its effect can be read. */
const grace = 4;

export type Allowing = { step: "allowance"; sent: boolean; stop: () => void };

/**
 * Has the wallet allow what the call takes, when it is not allowed already. The allowance itself says whether it came about,
 * not the wallet: an answer that is an error, or the hash of nothing, may come after it was sent. True when it was asked for.
 */
export async function allow(
  { spends }: Action,
  account: Address,
  { send, wait }: Pick<Ports<unknown>, "send" | "wait">,
  report: (state: Allowing) => void,
): Promise<boolean> {
  if (!spends || isNative(spends.token)) return false;
  const { token, amount, spender } = spends;
  const isGiven = async () => (await allowanceOf(token, account, spender)) >= amount;
  if (await isGiven()) return false;
  const data = encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [spender, amount] });
  await publicClient.call({ account, to: token, data });
  const number = await publicClient.getTransactionCount({ address: account, blockTag: "pending" });

  let stop = () => {};
  const stopped = new Promise<"stopped">((resolve) => {
    stop = () => resolve("stopped");
  });
  report({ step: "allowance", sent: false, stop });
  const answered = send({ to: token, data, value: "0" }, account).then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  const first = await Promise.race([answered, stopped]);
  if (first === "stopped") throw new ObstacleError("You stopped waiting for the allowance.", "Nothing was paid.");
  if ("error" in first) {
    for (let left = grace; left > 0; left--) {
      if (await isGiven().catch(() => false)) return true;
      if (left > 1) await wait(600);
    }
    throw first.error;
  }

  report({ step: "allowance", sent: true, stop });
  const hash = isHash(first.answer) ? first.answer : null;
  const waiting = stopped.then(() => "stopped" as const);
  for (let after = 0; after < grace;) {
    if (await isGiven().catch(() => false)) return true;
    const receipt = hash && (await publicClient.getTransactionReceipt({ hash }).catch(() => null));
    if (receipt?.status === "reverted") {
      throw new ObstacleError(
        "The token refused the allowance.",
        "Nothing was paid. Its issuer may have blocked the account.",
      );
    }
    const count = await publicClient.getTransactionCount({ address: account }).catch(() => number);
    if (receipt || count > number) after++;
    if ((await Promise.race([wait(700), waiting])) === "stopped") {
      throw new ObstacleError("You stopped waiting for the allowance.", "Nothing was paid. Once it is through, pay.");
    }
  }
  throw new ObstacleError(
    "Less was allowed than the price, or the allowance was cancelled.",
    "Nothing was paid. Press the button again, and keep the sum that the wallet proposes.",
  );
}
