import type { ComponentProps, ReactNode } from "react";

/** A yes or no with a sentence beside it. */
export function Checkbox({ children, ...rest }: Omit<ComponentProps<"input">, "type"> & { children: ReactNode }) {
  return (
    <label className="flex min-h-11 items-start gap-3 py-2">
      <input type="checkbox" {...rest} className="mt-0.5 size-5 shrink-0 accent-ink" />
      <span className="max-w-text">{children}</span>
    </label>
  );
}
