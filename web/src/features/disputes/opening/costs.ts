import { formatAmount, type Token } from "../../../lib/money.ts";

/** What a dispute costs whoever opens it, by how it ends: the fee is paid in advance by each side, and one of the two is used up. */
export function costsOfOpening(fee: bigint, coin: Token): { label: string; value: string; hint?: string }[] {
  return [
    { label: "Costs you now", value: formatAmount(fee, coin) },
    { label: "If you win", value: "nothing", hint: "Your fee comes back to you; the other side’s is used up." },
    { label: "If nobody wins", value: formatAmount(fee - fee / 2n, coin), hint: "Half of your fee comes back to you." },
    {
      label: "If you lose",
      value: formatAmount(fee, coin),
      hint: "Your fee is used up, besides what you are judged to lose.",
    },
    { label: "If the other side does not answer", value: "nothing", hint: "Your fee comes back to you." },
  ];
}
