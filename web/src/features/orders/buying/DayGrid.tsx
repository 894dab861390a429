import { ChevronLeft, ChevronRight } from "lucide-react";
import type { KeyboardEvent } from "react";
import { cx } from "../../../lib/cx.ts";
import { IconButton } from "../../../ui/actions/IconButton.tsx";

/** One day of the month that is shown. */
export type Cell = {
  /** Number of the slot. */
  index: number;
  day: number;
  /** What a screen reader says: "Fri 12 Dec, 14:00, taken". */
  label: string;
  state: "free" | "taken" | "gone" | "unknown";
  /** Part of the stay that is chosen. */
  chosen: boolean;
};

type DayGridProps = {
  /** "December 2026". */
  title: string;
  /** Days before the first in its week, from Monday on. */
  lead: number;
  cells: readonly Cell[];
  onPress: (index: number) => void;
  onBack: (() => void) | undefined;
  onForward: (() => void) | undefined;
};

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A month that shows what is taken. Arrow keys go from day to day. */
export function DayGrid({ title, lead, cells, onPress, onBack, onForward }: DayGridProps) {
  const first = cells.find(({ chosen }) => chosen) ?? cells.find(({ state }) => state === "free");

  function move(event: KeyboardEvent<HTMLElement>) {
    const key = getComputedStyle(event.currentTarget).direction === "rtl" ? mirrored(event.key) : event.key;
    const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button[data-index]")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = step === undefined || at < 0 ? undefined : buttons[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  return (
    <div className="flex max-w-md flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <IconButton
          label="The month before"
          icon={<ChevronLeft className="rtl:-scale-x-100" aria-hidden />}
          disabled={!onBack}
          onClick={onBack}
        />
        <p aria-live="polite" className="font-strong">
          {title}
        </p>
        <IconButton
          label="The month after"
          icon={<ChevronRight className="rtl:-scale-x-100" aria-hidden />}
          disabled={!onForward}
          onClick={onForward}
        />
      </div>
      <div aria-hidden className="grid grid-cols-7 text-center text-fine text-quiet">
        {weekdays.map((weekday) => (
          <span key={weekday}>{weekday}</span>
        ))}
      </div>
      <div role="group" aria-label={title} className="grid grid-cols-7 gap-y-1" onKeyDown={move}>
        {cells.map(({ index, day, label, state, chosen }, place) => (
          <button
            key={index}
            type="button"
            data-index={index}
            aria-label={label}
            aria-pressed={chosen}
            aria-disabled={state !== "free"}
            tabIndex={index === (first ?? cells[0])?.index ? 0 : -1}
            style={place === 0 ? { gridColumnStart: lead + 1 } : undefined}
            onClick={() => state === "free" && onPress(index)}
            className={cx(
              "touch min-h-11 border border-transparent text-center tabular-nums transition-colors",
              chosen && "bg-ink font-strong text-paper",
              !chosen && state === "free" && "rounded-control hover:border-ink",
              state === "taken" && "text-quiet line-through",
              state === "gone" && "text-quiet opacity-50",
              state === "unknown" && "text-quiet",
            )}
          >
            {day}
          </button>
        ))}
      </div>
    </div>
  );
}

function mirrored(key: string): string {
  if (key === "ArrowLeft") return "ArrowRight";
  return key === "ArrowRight" ? "ArrowLeft" : key;
}
