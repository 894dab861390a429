import type { ReactNode } from "react";
import type { Ruling } from "#protocol/enums.ts";
import type { Payout } from "#protocol/money.ts";
import type { Token } from "../../../lib/money.ts";
import { Money } from "../../../ui/money/Money.tsx";
import { SplitBar } from "../../../ui/money/SplitBar.tsx";
import { type Names, sideName } from "../../../market/side.ts";
import type { Prospect } from "./prospects.ts";

const endings = {
  buyer: (names) => `If ${sideName(names, "buyer").object} ${sideName(names, "buyer").verb("win", "wins")}`,
  seller: (names) => `If ${sideName(names, "seller").object} ${sideName(names, "seller").verb("win", "wins")}`,
  split: () => "If nobody wins",
} as const satisfies Record<Ruling, (names: Names) => string>;

type ProspectsProps = {
  prospects: Prospect[];
  token: Token;
  names: Names;
  /** Only one is shown, and it is said elsewhere which. */
  bare?: boolean;
  /** What is said beneath one of them: the fee that comes back. */
  note?: (ruling: Ruling) => ReactNode;
};

/** What can come out, with amounts: three ends of the same money. */
export function Prospects({ prospects, token, names, bare = false, note }: ProspectsProps) {
  return (
    <ul className="divide-y divide-line">
      {prospects.map(({ ruling, payout }) => (
        <li key={ruling} className="flex flex-col gap-2 py-4 first:pt-0 last:pb-0">
          {!bare && <p className="font-strong">{endings[ruling](names)}</p>}
          <SplitBar payout={payout} />
          <Parts payout={payout} token={token} names={names} />
          {note && <p className="text-fine text-quiet">{note(ruling)}</p>}
        </li>
      ))}
    </ul>
  );
}

/** Who gets what, in words and figures, in the colours of the bar. */
export function Parts({ payout, token, names }: { payout: Payout; token: Token; names: Names }) {
  const fees = payout.fee + payout.referral;
  return (
    <dl className="flex flex-col">
      <div className="flex flex-wrap justify-between gap-x-6">
        <Part label={names.buyer} amount={payout.toBuyer} token={token} look="text-returned" />
        <Part label={names.seller} amount={payout.toSeller} token={token} look="text-paid" />
      </div>
      {fees > 0n && (
        <div className="flex justify-end gap-2 text-fine text-quiet">
          <dt>less fees of</dt>
          <dd>
            <Money amount={fees} token={token} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function Part({ label, amount, token, look }: { label: string; amount: bigint; token: Token; look: string }) {
  return (
    <div className="flex items-baseline gap-2">
      <dt className="text-fine text-quiet">{label}</dt>
      <dd className={amount > 0n ? `font-strong ${look}` : "text-quiet"}>
        {amount > 0n ? <Money amount={amount} token={token} /> : "nothing"}
      </dd>
    </div>
  );
}
