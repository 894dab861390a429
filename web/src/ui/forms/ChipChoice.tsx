import { useId } from "react";
import type { ReactNode } from "react";

type ChipChoiceProps<Value extends string> = {
  legend: string;
  options: readonly { value: Value; label: string }[];
  value: Value | undefined;
  onChange: (value: Value) => void;
  /** Marks what may be left empty. */
  optional?: boolean;
  hint?: ReactNode;
};

/** One of a few that need no explaining, in a row: a kind, a condition. */
export function ChipChoice<Value extends string>({
  legend,
  options,
  value,
  onChange,
  optional = false,
  hint,
}: ChipChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-strong">
        {legend} {optional && <span className="font-normal text-quiet">(optional)</span>}
      </legend>
      <div className="flex flex-wrap gap-2">
        {options.map((option) => (
          <label
            key={option.value}
            className="inline-flex h-11 items-center rounded-round border border-line bg-raised px-4 whitespace-nowrap transition-colors hover:border-ink has-checked:border-ink has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink md:h-9 md:px-3.5"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {hint && <p className="max-w-text pt-1.5 text-fine text-quiet">{hint}</p>}
    </fieldset>
  );
}
