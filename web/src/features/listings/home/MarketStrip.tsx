import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Money } from "../../../ui/money/Money.tsx";
import { homeFiguresOptions } from "./homeFigures.ts";
import { steadyToken } from "../queries.ts";

const numbers = new Intl.NumberFormat("en");

/** True numbers or none: while the index has not answered, the strip is not there. */
export function MarketStrip() {
  const { data } = useQuery(homeFiguresOptions(steadyToken?.address ?? ""));
  if (!data?.market) return null;
  const { activeListings, completed, orders, disputes } = data.market;
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,9.5rem),1fr))] gap-x-6 gap-y-8 border-y border-line py-8">
      <Figure value={numbers.format(activeListings)} label="things and services on offer" />
      {steadyToken && (
        <Figure
          value={<Money amount={BigInt(data.token?.held ?? 0)} token={steadyToken} />}
          label="waiting in escrow now"
        />
      )}
      <Figure value={numbers.format(completed)} label="orders ended as both sides wanted" />
      <Figure value={numbers.format(disputes)} label={`of ${numbers.format(orders)} orders were ever disputed`} />
    </dl>
  );
}

function Figure({ value, label }: { value: ReactNode; label: string }) {
  return (
    <div className="flex flex-col-reverse justify-end">
      <dt className="text-quiet">{label}</dt>
      <dd className="font-display text-title font-strong tabular-nums md:text-head">{value}</dd>
    </div>
  );
}
