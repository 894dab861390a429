import { AlarmClock } from "lucide-react";
import { momentOf } from "../../lib/time.ts";

type ClockProps = {
  /** What has to be done until then: "Vote", "Open your vote". */
  task: string;
  until: number;
  now: number;
  /** Where it can be done, on this page: the way there on a phone, where it is not in sight. */
  href?: string;
};

/** The clock of the reading room: always in sight, by the chain's time, with seconds only when they count. */
export function Clock({ task, until, now, href }: ClockProps) {
  const left = until - now;
  return (
    <div
      data-meaning={left >= 0 ? "turn" : undefined}
      className="flex items-center gap-3 rounded-card bg-meaning-tint px-4 py-3 text-meaning"
    >
      <AlarmClock className="size-5 shrink-0" aria-hidden />
      <p className="flex flex-1 flex-wrap items-baseline justify-between gap-x-4" role="timer">
        <span>
          <span className="font-strong">{left >= 0 ? task : "The time is up"}</span>{" "}
          <span className="whitespace-nowrap">
            {left >= 0 ? "by" : "since"} {momentOf(until, now)}
          </span>
        </span>
        <span className="font-display text-title font-strong tabular-nums" aria-hidden>
          {left >= 0 ? remaining(left) : ""}
        </span>
      </p>
      {href && left >= 0 && (
        <a href={href} className="inline-flex touch items-center font-strong underline underline-offset-4 lg:hidden">
          {task}
        </a>
      )}
    </div>
  );
}

/** 93784 -> "1 d 2 h", 7384 -> "2 h 03 min", 304 -> "5:04". */
export function remaining(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, "0")} min`;
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}
