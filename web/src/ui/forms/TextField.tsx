import type { ComponentProps, ReactNode } from "react";
import { cx } from "../../lib/cx.ts";
import { Field, inputLook } from "./Field.tsx";
import type { FieldProps } from "./Field.tsx";

type TextFieldProps = FieldProps &
  Omit<ComponentProps<"input">, "id"> & {
    /** Stands at the end, inside the frame: a unit. */
    suffix?: ReactNode;
  };

/** One line of text. Takes every attribute of an input, so `{...register("title")}` works. */
export function TextField({ label, hint, error, optional, suffix, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) => (
        <span className="relative flex items-center">
          <input
            {...control}
            {...rest}
            className={cx(inputLook, "min-h-11", suffix !== undefined && "pe-20", className)}
          />
          {suffix !== undefined && <span className="pointer-events-none absolute end-3 text-quiet">{suffix}</span>}
        </span>
      )}
    </Field>
  );
}
