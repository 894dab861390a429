import type { Side } from "#protocol/side.ts";
import type { Payout } from "#protocol/money.ts";
import type { Token } from "../../lib/money.ts";
import { Money } from "../../ui/money/Money.tsx";
import { SplitBar } from "../../ui/money/SplitBar.tsx";

/** Who would get what out of one sum: a bar, and the same in figures. */
export function Shares({ payout, token, side }: { payout: Payout; token: Token; side: Side | null }) {
  const fees = payout.fee + payout.referral;
  return (
    <div className="flex flex-col gap-2">
      <SplitBar payout={payout} />
      <dl className="flex flex-wrap justify-between gap-x-6 gap-y-1">
        <Share
          label={side === "buyer" ? "You" : "The buyer"}
          amount={payout.toBuyer}
          token={token}
          look="text-returned"
        />
        {fees > 0n && <Share label="Fees" amount={fees} token={token} look="text-quiet" />}
        <Share
          label={side === "seller" ? "You" : "The seller"}
          amount={payout.toSeller}
          token={token}
          look="text-paid"
        />
      </dl>
    </div>
  );
}

function Share({ label, amount, token, look }: { label: string; amount: bigint; token: Token; look: string }) {
  return (
    <div className="flex items-baseline gap-2">
      <dt className="text-fine text-quiet">{label}</dt>
      <dd className={amount > 0n ? `font-strong ${look}` : "text-quiet"}>
        {amount > 0n ? <Money amount={amount} token={token} /> : "nothing"}
      </dd>
    </div>
  );
}
