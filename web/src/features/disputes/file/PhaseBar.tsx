import { cx } from "../../../lib/cx.ts";
import { momentOf, relative, spanOf } from "../../../lib/time.ts";
import type { Step } from "./schedule.ts";

type PhaseBarProps = {
  steps: Step[];
  now: number;
  /** Of the present panel; the first needs no number. */
  round: number;
  attempt: number;
};

/** The way of a case through the court, with the date at which the running step ends. On a phone, that step and the next. */
export function PhaseBar({ steps, now, round, attempt }: PhaseBarProps) {
  const notes = [round > 0 && `Round ${round + 1}, after an appeal`, attempt > 0 && "a second panel"].filter(Boolean);
  const current = steps.findIndex(({ state }) => state === "now");
  const [running, next] = steps.slice(Math.max(current, 0));
  return (
    <section aria-label="Where the case stands" data-meaning="dispute" className="flex flex-col gap-3">
      {notes.length > 0 && <p className="text-quiet">{notes.join(", ")}</p>}
      <ol className="flex gap-x-1">
        {steps.map((step) => (
          <li
            key={step.phase}
            aria-current={step.state === "now" ? "step" : undefined}
            className="flex flex-1 flex-col gap-y-2"
          >
            <span aria-hidden className={cx("h-1.5 rounded-round", looks[step.state])} />
            <StepText step={step} now={now} className="max-md:sr-only" />
          </li>
        ))}
      </ol>
      <div aria-hidden className="flex justify-between gap-6 md:hidden">
        {running && <StepText step={running} now={now} />}
        {next && <StepText step={next} now={now} className="text-end" />}
      </div>
    </section>
  );
}

const looks = { past: "bg-dispute/45", now: "bg-dispute", next: "bg-line" } as const;

function StepText({ step, now, className }: { step: Step; now: number; className?: string }) {
  return (
    <span className={cx("flex min-w-0 flex-col", step.state === "next" && "text-quiet", className)}>
      <span className={cx(step.state === "now" && "font-strong text-dispute")}>{step.label}</span>
      <span className="text-fine text-quiet tabular-nums">{detailOf(step, now)}</span>
    </span>
  );
}

function detailOf({ phase, state, endsAt, lasts }: Step, now: number): string {
  if (state === "past") return "done";
  if (endsAt !== null && now > endsAt) return "time is up";
  if (endsAt !== null) {
    return `${phase === "draw" ? "at the latest" : "until"} ${momentOf(endsAt, now)} (${relative(endsAt, now)})`;
  }
  if (phase === "resolved") return state === "now" ? "no more appeal" : "";
  return lasts === null ? "" : `up to ${spanOf(lasts)}`;
}
