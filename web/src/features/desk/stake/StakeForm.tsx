import { useState } from "react";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { exactAmount, formatAmount, parseAmount } from "../../../lib/money.ts";
import { spanOf } from "../../../lib/time.ts";
import { nativeToken } from "../../../market/tokens.ts";
import { AmountField } from "../../../ui/forms/AmountField.tsx";
import { stake } from "../actions.ts";
import { type Member, type Rules, stakeProblem } from "./stake.ts";

/** Puts money behind one's votes: the first time, or more of it. */
export function StakeForm({ member, rules, frozen }: { member: Member; rules: Rules; frozen: boolean }) {
  const first = member.stake === 0n;
  const [typed, setTyped] = useState(first ? exactAmount(rules.minStake, nativeToken.decimals) : "");
  const amount = parseAmount(typed, nativeToken.decimals);
  const problem = amount === null ? null : stakeProblem(amount, member, rules);
  const eth = (value: bigint) => formatAmount(value, nativeToken);
  return (
    <div className="flex flex-col gap-4">
      <AmountField
        label={first ? "Your stake" : "Add to your stake"}
        token={nativeToken}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        hint={
          first
            ? `At least ${eth(rules.minStake)}. Twice the stake is drawn twice as often.`
            : "It counts once you have put it into the draw."
        }
        error={
          problem === "too little"
            ? `It takes ${eth(rules.minStake)} at least.`
            : problem === "too much"
              ? `One account can stake ${eth(rules.maxStake)} at most.`
              : undefined
        }
      />
      <ActionButton
        action={stake(amount ?? 0n)}
        subject="stake"
        size="large"
        wide
        disabled={amount === null || problem !== null || frozen}
        summary={summaryOf(rules, frozen)}
        onDone={() => setTyped("")}
      >
        {amount !== null && problem === null ? `Stake ${eth(amount)}` : "Stake"}
      </ActionButton>
    </div>
  );
}

function summaryOf({ activationDelay, exitDelay }: Rules, frozen: boolean): string {
  if (frozen)
    return "A draw is going on. No stake can change until it is done, so that nobody can react to its outcome.";
  const wait =
    activationDelay === 0
      ? "You can enter the draw at once"
      : `You can enter the draw after ${spanOf(activationDelay)}`;
  return `${wait}, and leave at any time: what is not behind an open case comes back after ${spanOf(exitDelay)}.`;
}
