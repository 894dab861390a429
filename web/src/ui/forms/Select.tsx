import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "../../lib/cx.ts";
import { Field, inputLook } from "./Field.tsx";
import type { FieldProps } from "./Field.tsx";

type SelectProps = FieldProps &
  Omit<ComponentProps<"select">, "id"> & { options: readonly { value: string; label: string }[] };

/** The system's own list: nothing beats it on a phone. */
export function Select({ label, hint, error, optional, options, className, ...rest }: SelectProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) => (
        <span className="relative flex items-center">
          <select {...control} {...rest} className={cx(inputLook, "min-h-11 appearance-none pe-10", className)}>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown className="pointer-events-none absolute end-3 size-5 text-quiet" aria-hidden />
        </span>
      )}
    </Field>
  );
}
