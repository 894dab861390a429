import { quote } from "../../../../protocol/money.ts";
import { inEscrow } from "../../features/orders/moneyAt.ts";
import { Sum } from "../../features/orders/Sum.tsx";
import type { Shown } from "../../features/orders/useSituation.ts";
import { useChosen, useNaming } from "../../market/orders/chosen.ts";
import type { Side } from "../../../../protocol/side.ts";
import type { Moved } from "../../market/orders/payout.ts";
import type { Settled } from "../../market/orders/waiting.ts";
import { nativeToken } from "../../market/tokens.ts";
import { Money } from "../../ui/money/Money.tsx";

type WhereItWentProps = { shown: Shown; moved: Moved; settled: Settled };

/** What was paid in, and where all of it is now: the rows below the sum add up to it. */
export function WhereItWent({ shown: { situation, token }, moved, settled }: WhereItWentProps) {
  const { order, side } = situation;
  const { total } = quote(order);
  const chosen = useChosen(order);
  const naming = useNaming(order);
  const held = inEscrow(situation);
  const fees = total - held - moved.toSeller - moved.toBuyer;
  const row = (label: string, amount: bigint) =>
    amount > 0n ? [{ label, value: <Money amount={amount} token={token} /> }] : [];
  const { waiting, arbitration } = settled;
  const used = (who: Side) =>
    arbitration[who] > 0n
      ? [
          {
            label: side === who ? "Besides, your arbitration fee" : `Besides, the ${who}’s arbitration fee`,
            hint: "paid to be judged, and used up by it",
            value: <Money amount={arbitration[who]} token={nativeToken} />,
          },
        ]
      : [];
  const left = moved.toSeller + moved.toBuyer > 0n;
  return (
    <section aria-labelledby="sum" className="flex flex-col gap-1">
      <h2 id="sum" className="text-title">
        The sum
      </h2>
      <Sum order={order} chosen={chosen} naming={naming} token={token} total="Paid into escrow">
        {[
          ...row("In escrow now", held),
          ...row("Paid to the seller", moved.toSeller - waiting.seller),
          ...row("Waits in the escrow for the seller", waiting.seller),
          ...row("Back to the buyer", moved.toBuyer - waiting.buyer),
          ...row("Waits in the escrow for the buyer", waiting.buyer),
          ...(left ? row("Fees", fees) : []),
          ...used("buyer"),
          ...used("seller"),
        ]}
      </Sum>
    </section>
  );
}
