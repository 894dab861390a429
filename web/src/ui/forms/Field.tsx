import { CircleAlert } from "lucide-react";
import { useId } from "react";
import type { ReactNode } from "react";

/** What a field wants of its label row and its messages. Every field component takes these. */
export type FieldProps = {
  label: string;
  hint?: ReactNode;
  /** What is wrong and what to do. Its presence marks the field invalid. */
  error?: string;
  /** Marks what may be left empty; what is required is not marked. */
  optional?: boolean;
};

export type Control = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };

/** Label, control, hint, error. `children` gets the attributes that tie the control to its texts. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: FieldProps & { children: (control: Control) => ReactNode }) {
  const id = useId();
  const messages = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="font-strong">
        {label} {optional && <span className="font-normal text-quiet">(optional)</span>}
      </label>
      {children({ id, "aria-describedby": messages || undefined, "aria-invalid": error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="max-w-text text-fine text-quiet">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="flex max-w-text gap-1.5 text-fine font-strong">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {error}
        </p>
      )}
    </div>
  );
}

/** The look shared by everything one types into. 17 pixels on a phone, or iOS zooms the page. */
export const inputLook =
  "w-full rounded-control border border-edge bg-raised px-3 py-2.5 text-lead transition-colors placeholder:text-quiet hover:border-ink focus:border-ink disabled:opacity-60 aria-invalid:border-2 aria-invalid:border-ink md:text-base";
