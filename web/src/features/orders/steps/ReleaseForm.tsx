import { useState } from "react";
import { release as releasePart } from "#protocol/money.ts";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { formatAmount, parseAmount } from "../../../lib/money.ts";
import { AmountField } from "../../../ui/forms/AmountField.tsx";
import { release } from "./actions.ts";
import type { Shown } from "../useSituation.ts";

/** The buyer pays a part of the price out, for a part of the work. */
export function ReleaseForm({ shown: { orderId, situation, token } }: { shown: Shown }) {
  const [text, setText] = useState("");
  const { order, held } = situation;
  const amount = text === "" ? null : parseAmount(text, token.decimals);
  const error =
    amount === null
      ? undefined
      : amount === 0n
        ? "Write more than nothing."
        : amount >= held
          ? `Write less than ${formatAmount(held, token)}: to pay all of it, say that all is well.`
          : undefined;
  const valid = amount !== null && error === undefined;
  return (
    <div className="flex flex-col gap-4">
      <AmountField
        label="How much of the price"
        token={token}
        value={text}
        onChange={(event) => setText(event.target.value)}
        hint={`${formatAmount(held, token)} of the price is in escrow.`}
        error={error}
      />
      {valid ? (
        <ActionButton
          action={release(order, held, amount, token)}
          subject={`${orderId}:release`}
          meaning="paid"
          onDone={() => setText("")}
        >
          Pay {formatAmount(releasePart(order, held, amount).toSeller, token)} to the seller now
        </ActionButton>
      ) : (
        <p className="text-fine text-quiet">Good for work in steps: what is paid out can’t come back.</p>
      )}
    </div>
  );
}
