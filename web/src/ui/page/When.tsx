import { isoOf, momentOf, relative } from "../../lib/time.ts";
import type { Seconds } from "../../lib/time.ts";

type WhenProps = {
  at: Seconds;
  /** What time it is on the chain. */
  now: Seconds;
  /** Stands before the date: "by", "since". */
  word?: string;
  /** For lists: the distance alone, the date on hover. */
  short?: boolean;
};

/** "by Fri 12 Dec, 18:00 (in 6 days)". */
export function When({ at, now, word, short = false }: WhenProps) {
  const moment = momentOf(at, now);
  return (
    <time dateTime={isoOf(at)} title={short ? moment : undefined} className="tabular-nums">
      {word && `${word} `}
      {short ? relative(at, now) : `${moment} (${relative(at, now)})`}
    </time>
  );
}
