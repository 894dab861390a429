import { Minus, Plus } from "lucide-react";
import { UNLIMITED_STOCK } from "#protocol/terms.ts";
import { count } from "../../../lib/text.ts";
import { IconButton } from "../../../ui/actions/IconButton.tsx";
import { Field, inputLook } from "../../../ui/forms/Field.tsx";
import { readQuantity } from "./purchase.ts";

type QuantityFieldProps = { value: string; onChange: (value: string) => void; most: number; left: number };

/** How many to buy: typed or stepped, never more than there are. What was typed stays, even when it is nonsense. */
export function QuantityField({ value, onChange, most, left }: QuantityFieldProps) {
  const read = readQuantity(value, most);
  const now = "quantity" in read ? read.quantity : null;
  const step = (by: number) => onChange(String(Math.min(most, Math.max(1, (now ?? 1) + by))));
  return (
    <Field
      label="How many"
      hint={left === UNLIMITED_STOCK ? undefined : `${count(left, "piece")} left`}
      error={"problem" in read ? read.problem : undefined}
    >
      {(control) => (
        <span className="flex items-center gap-1">
          <IconButton label="One fewer" icon={<Minus aria-hidden />} disabled={now === 1} onClick={() => step(-1)} />
          <input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className={`${inputLook} max-w-20 text-center tabular-nums`}
          />
          <IconButton label="One more" icon={<Plus aria-hidden />} disabled={now === most} onClick={() => step(1)} />
        </span>
      )}
    </Field>
  );
}
