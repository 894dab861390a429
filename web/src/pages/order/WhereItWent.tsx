import { quote } from "../../../../protocol/money.ts";
import { inEscrow } from "../../features/orders/moneyAt.ts";
import { Sum } from "../../features/orders/Sum.tsx";
import type { Shown } from "../../features/orders/useSituation.ts";
import { useChosen, useNaming } from "../../market/orders/chosen.ts";
import type { Moved } from "../../market/orders/payout.ts";
import { Money } from "../../ui/money/Money.tsx";

/** What was paid in, and where all of it is now: the rows below the sum add up to it. */
export function WhereItWent({ shown: { situation, token }, moved }: { shown: Shown; moved: Moved }) {
  const { order } = situation;
  const { total } = quote(order);
  const chosen = useChosen(order);
  const naming = useNaming(order);
  const held = inEscrow(situation);
  const fees = total - held - moved.toSeller - moved.toBuyer;
  const row = (label: string, amount: bigint) =>
    amount > 0n ? [{ label, value: <Money amount={amount} token={token} /> }] : [];
  const left = moved.toSeller + moved.toBuyer > 0n;
  return (
    <section aria-labelledby="sum" className="flex flex-col gap-1">
      <h2 id="sum" className="text-title">
        The sum
      </h2>
      <Sum order={order} chosen={chosen} naming={naming} token={token} total="Paid into escrow">
        {[
          ...row("In escrow now", held),
          ...row("Paid to the seller", moved.toSeller),
          ...row("Back to the buyer", moved.toBuyer),
          ...(left ? row("Fees", fees) : []),
        ]}
      </Sum>
    </section>
  );
}
