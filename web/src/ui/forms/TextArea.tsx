import type { ComponentProps } from "react";
import { cx } from "../../lib/cx.ts";
import { Field, inputLook } from "./Field.tsx";
import type { FieldProps } from "./Field.tsx";

/** Several lines; grows with what is typed where the browser can. */
export function TextArea({
  label,
  hint,
  error,
  optional,
  className,
  rows = 4,
  ...rest
}: FieldProps & Omit<ComponentProps<"textarea">, "id">) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) => (
        <textarea
          {...control}
          rows={rows}
          {...rest}
          className={cx(inputLook, "field-sizing-content min-h-28", className)}
        />
      )}
    </Field>
  );
}
