import { payout } from "#protocol/money.ts";
import { formatAmount } from "../../../lib/money.ts";
import type { Happening } from "../../../market/orders/order.ts";
import type { Meaning } from "../../../ui/money/meaning.ts";
import { MoneyLine } from "../../../ui/money/MoneyLine.tsx";
import type { DisputeView } from "../disputeView.ts";

/** The money line of a disputed order: in escrow while it runs, with whoever it went to afterwards. */
export function WhereTheMoneyIs({ view, end }: { view: DisputeView; end: Happening["payout"] }) {
  const { order, token, held, names, now, status, dispute } = view;
  if (status !== "disputed") return <Ended view={view} end={end} />;
  const note = dispute.phase === "ruled" ? "Can be paid out now" : "Stays here until it is decided";
  return (
    <MoneyLine
      stations={{
        buyer: { name: names.buyer },
        escrow: { name: "Escrow", amount: formatAmount(payout(order, held, 0n).toBuyer, token), note },
        seller: { name: names.seller },
      }}
      at="escrow"
      meaning="dispute"
      now={now}
    />
  );
}

function Ended({ view, end }: { view: DisputeView; end: Happening["payout"] }) {
  const { token, names, now } = view;
  if (!end) return null;
  const both = end.toBuyer > 0n && end.toSeller > 0n;
  const meaning: Meaning = end.toSeller > end.toBuyer ? "paid" : "returned";
  const amount = (part: bigint) => (part > 0n ? { amount: formatAmount(part, token) } : {});
  return (
    <MoneyLine
      stations={{
        buyer: { name: names.buyer, ...amount(end.toBuyer) },
        escrow: { name: "Escrow" },
        seller: { name: names.seller, ...amount(end.toSeller) },
      }}
      at={both ? "split" : end.toSeller > 0n ? "seller" : "buyer"}
      meaning={meaning}
      now={now}
    />
  );
}
