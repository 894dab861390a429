import { useId } from "react";
import type { ReactNode } from "react";
import { cx } from "../../lib/cx.ts";
import { Quoted } from "../../ui/words/Quoted.tsx";

export type ChoiceOption<Value extends string> = {
  value: Value;
  title: string;
  detail?: ReactNode;
  disabled?: boolean;
};

type ChoiceProps<Value extends string> = {
  legend: string;
  options: readonly ChoiceOption<Value>[];
  value: Value | undefined;
  onChange: (value: Value) => void;
  /** Side by side from a tablet's width up. */
  columns?: 1 | 2 | 3;
};

/** One of a few, each with room to say what it means: kinds of listing, votes, ways of paying. */
export function Choice<Value extends string>({ legend, options, value, onChange, columns = 1 }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-strong">{legend}</legend>
      <div className={cx("grid gap-2", columns === 2 && "md:grid-cols-2", columns === 3 && "md:grid-cols-3")}>
        {options.map((option) => (
          <label
            key={option.value}
            className="flex gap-3 rounded-card border border-line bg-raised p-4 transition-colors hover:border-edge has-checked:border-ink has-checked:outline has-checked:outline-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink has-disabled:opacity-50"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
              className="mt-1 size-4 shrink-0 accent-ink focus-visible:outline-none"
            />
            <span className="min-w-0">
              <Quoted text={option.title} otherwise="No name" className="block font-strong" />
              {option.detail && <span className="block text-quiet">{option.detail}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
