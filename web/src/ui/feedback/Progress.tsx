import type { Meaning } from "../money/meaning.ts";

type ProgressProps = { label: string; value: number; max: number; meaning?: Meaning; words?: string };

/** How far along. `words` say it better than a bar alone: "2 of 3 photos". */
export function Progress({ label, value, max, meaning, words }: ProgressProps) {
  return (
    <div data-meaning={meaning} className="flex flex-col gap-1.5">
      <div className="flex justify-between gap-4">
        <span>{label}</span>
        {words && <span className="text-quiet tabular-nums">{words}</span>}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuetext={words}
        className="h-1.5 overflow-hidden rounded-round bg-line"
      >
        <div
          className="h-full rounded-round bg-meaning transition-[width]"
          style={{ width: `${max === 0 ? 0 : Math.min(100, (value / max) * 100)}%` }}
        />
      </div>
    </div>
  );
}
