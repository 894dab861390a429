import type { ReactNode } from "react";
import { cx } from "../../lib/cx.ts";
import type { Meaning } from "./meaning.ts";

export type Moment = {
  title: ReactNode;
  /** The date: a <When>, usually. */
  when?: ReactNode;
  detail?: ReactNode;
  state: "past" | "now" | "next";
  /** When money moved, or waits to. */
  meaning?: Meaning;
};

/** What happened, what is going on, what comes next, from the top down. */
export function Timeline({ moments }: { moments: Moment[] }) {
  return (
    <ol>
      {moments.map((moment, position) => (
        <li
          key={position}
          data-meaning={moment.meaning}
          aria-current={moment.state === "now" ? "step" : undefined}
          className="group relative grid grid-cols-[1.25rem_1fr] gap-x-4 pb-6 last:pb-0"
        >
          <span
            aria-hidden
            className={cx(
              "absolute start-[calc(0.625rem-1px)] top-6 bottom-0 w-0.5 group-last:hidden",
              moment.state === "past" ? "bg-edge" : "bg-line",
            )}
          />
          <span
            aria-hidden
            className={cx(
              "mt-1.5 size-3 justify-self-center rounded-round",
              moment.state === "next" ? "border-[1.5px] border-edge" : "bg-meaning",
              moment.state === "now" && "ring-4 ring-meaning-tint",
            )}
          />
          <div className={cx("min-w-0", moment.state === "next" && "text-quiet")}>
            <div className={cx("flex flex-wrap justify-between gap-x-4", moment.state === "now" && "font-strong")}>
              <span>{moment.title}</span>
              {moment.when && <span className="text-fine font-normal text-quiet">{moment.when}</span>}
            </div>
            {moment.detail && <div className="max-w-text text-quiet">{moment.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
