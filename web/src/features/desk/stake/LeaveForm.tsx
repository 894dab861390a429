import { useState } from "react";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { exactAmount, formatAmount, parseAmount } from "../../../lib/money.ts";
import { spanOf } from "../../../lib/time.ts";
import { nativeToken } from "../../../market/tokens.ts";
import { Button } from "../../../ui/actions/Button.tsx";
import { AmountField } from "../../../ui/forms/AmountField.tsx";
import { requestExit } from "../actions.ts";
import { type Member, type Rules, mayLeave } from "./stake.ts";

/** Takes part or all of the stake out of the draw. What stands behind an open case stays. */
export function LeaveForm({ member, rules, frozen }: { member: Member; rules: Rules; frozen: boolean }) {
  const [typed, setTyped] = useState("");
  const free = mayLeave(member);
  const amount = parseAmount(typed, nativeToken.decimals);
  const left = amount === null ? null : member.stake - amount;
  const problem =
    amount !== null && amount > free
      ? `${formatAmount(free, nativeToken)} are free; the rest stands behind open cases.`
      : left !== null && left > 0n && left < rules.minStake
        ? `Leave at least ${formatAmount(rules.minStake, nativeToken)}, or take everything out.`
        : undefined;
  return (
    <div className="flex flex-col gap-4">
      <AmountField
        label="How much to take out"
        token={nativeToken}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={problem}
        hint={
          free > 0n && (
            <Button variant="bare" onClick={() => setTyped(exactAmount(free, nativeToken.decimals))}>
              All that is free: {formatAmount(free, nativeToken)}
            </Button>
          )
        }
      />
      <ActionButton
        action={requestExit(amount ?? 0n)}
        subject="requestExit"
        variant="quiet"
        disabled={amount === null || amount === 0n || problem !== undefined || frozen}
        summary={
          frozen
            ? "A draw is going on. No stake can change until it is done."
            : `It leaves the draw at once and can be taken out after ${spanOf(rules.exitDelay)}.`
        }
        onDone={() => setTyped("")}
      >
        Take it out of the draw
      </ActionButton>
    </div>
  );
}
