import { ChevronDown } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { parseAmount } from "../../../lib/money.ts";
import type { SearchParams } from "../../../paths/searchParams.ts";
import { Button } from "../../../ui/actions/Button.tsx";
import { Chip } from "../../../ui/actions/Chip.tsx";
import { AmountField } from "../../../ui/forms/AmountField.tsx";
import { steadyToken } from "../queries.ts";

type PriceFilterProps = Pick<SearchParams, "min" | "max"> & {
  onChange: (params: Pick<SearchParams, "min" | "max">) => void;
};

export function PriceFilter({ min, max, onChange }: PriceFilterProps) {
  const [from, setFrom] = useState(String(min ?? ""));
  const [to, setTo] = useState(String(max ?? ""));
  if (!steadyToken) return null;
  const { symbol, decimals } = steadyToken;
  if (min !== undefined || max !== undefined)
    return (
      <Chip removes onClick={() => onChange({ min: undefined, max: undefined })}>
        {max === undefined ? `From ${min}` : min === undefined ? `Up to ${max}` : `${min} to ${max}`} {symbol}
      </Chip>
    );

  const readable = (typed: string) => typed === "" || parseAmount(typed, decimals) !== null;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Chip>
          Price
          <ChevronDown aria-hidden />
        </Chip>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={8}
          collisionPadding={16}
          className="z-40 w-80 max-w-[calc(100vw-2rem)] animate-appear rounded-card border border-line bg-raised p-4 shadow-float"
        >
          <form
            className="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              if (readable(from) && readable(to)) onChange({ min: from || undefined, max: to || undefined });
            }}
          >
            <AmountField
              label="From"
              token={steadyToken}
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            />
            <AmountField label="Up to" token={steadyToken} value={to} onChange={(event) => setTo(event.target.value)} />
            <Button type="submit" wide>
              Show these prices
            </Button>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
