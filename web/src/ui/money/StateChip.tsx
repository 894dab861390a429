import type { ReactNode } from "react";
import { meaningWords } from "./meaning.ts";
import type { Meaning } from "./meaning.ts";

/** Where the money is, in one word and its colour. `children` say it more closely: "Held until 12 December". */
export function StateChip({ meaning, children }: { meaning: Meaning; children?: ReactNode }) {
  return (
    <span
      data-meaning={meaning}
      className="inline-flex items-center gap-1.5 rounded-round bg-meaning-tint px-2.5 py-0.5 text-fine font-strong whitespace-nowrap text-meaning"
    >
      <span className="size-2 rounded-round bg-current" aria-hidden />
      {children ?? meaningWords[meaning]}
    </span>
  );
}
