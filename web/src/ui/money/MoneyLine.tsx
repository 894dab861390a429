import type { CSSProperties, ReactNode } from "react";
import { cx } from "../../lib/cx.ts";
import { capitalized } from "../../lib/text.ts";
import { deadlineOf } from "../../lib/time.ts";
import type { Seconds } from "../../lib/time.ts";
import type { Meaning } from "./meaning.ts";

export const places = ["buyer", "escrow", "seller"] as const;
export type Place = (typeof places)[number];

/** What stands at one of the three stations. */
export type Station = {
  /** "You", "Escrow", "Bruno". */
  name: string;
  /** The money that is or was here: "120 USDC". */
  amount?: string;
  /** When it came, or what this station means. */
  note?: ReactNode;
};

/** Where the coin goes next. `sentence` is a full clause that says who moves it: "Bruno ships", "you pay". */
export type NextMove = { to: Place; sentence: string; by?: Seconds };

type MoneyLineProps = {
  stations: Record<Place, Station>;
  /** Where the coin is; "split" when part went each way. */
  at: Place | "split";
  /** What the place means for the money: the colour of the coin. */
  meaning: Meaning;
  next?: NextMove;
  now: Seconds;
};

const steps: Record<Place, number> = { buyer: 0, escrow: 0.5, seller: 1 };
const step = (at: number) => ({ "--step": at }) as CSSProperties;

/**
 * The signature of the product: where the money is, where it goes next, by when and by whose hand. Lying on wide screens,
 * upright in narrow columns, mirrored in right-to-left, one sentence to a screen reader. The coin travels when `at` changes
 * and at no other time. Its geometry is in app.css.
 */
export function MoneyLine({ stations, at, meaning, next, now }: MoneyLineProps) {
  const [first, second] = at === "split" ? [0, 1] : [steps[at], steps[at]];
  // A split is two ends at once, each with its own colour.
  const meaningAt = (place: Place) => (at !== "split" ? meaning : place === "buyer" ? "returned" : "paid");
  const segments = [segmentOf(0, at, next), segmentOf(0.5, at, next)];
  return (
    <figure data-meaning={meaning} className="@container">
      <div aria-hidden className="money-line">
        <div className="money-line-rail">
          {segments.map((segment) => (
            <span
              key={segment.from}
              className="money-line-track"
              data-state={segment.state}
              style={step(segment.from)}
            />
          ))}
          {places.map((place) => (
            <span key={place} className="money-line-dot" style={step(steps[place])} />
          ))}
          <span className="money-line-coin" data-meaning={meaningAt("buyer")} style={step(first)} />
          <span className="money-line-coin" data-meaning={meaningAt("seller")} style={step(second)} />
        </div>
        {places.map((place, position) => (
          <div key={place} data-meaning={meaningAt(place)} className="money-line-cell">
            <StationText
              place={place}
              station={stations[place]}
              here={at === "split" ? place !== "escrow" : at === place}
            />
            {next && segments[position]?.carriesNext && (
              <div className="money-line-next" data-place={place}>
                <span className="block font-strong text-meaning">{capitalized(next.sentence)}</span>
                {next.by !== undefined && (
                  <span className="block text-fine text-quiet">{deadlineOf(next.by, now)}</span>
                )}
              </div>
            )}
          </div>
        ))}
      </div>
      <figcaption className="sr-only">{moneySentence(stations, at, next, now)}</figcaption>
    </figure>
  );
}

function StationText({ place, station, here }: { place: Place; station: Station; here: boolean }) {
  return (
    <div className="money-line-station" data-place={place}>
      <span className={cx("block", here && "font-strong")}>{station.name}</span>
      {station.amount && (
        <span className={cx("block tabular-nums", here ? "font-strong text-meaning" : "text-quiet")}>
          {station.amount}
        </span>
      )}
      {station.note && <span className="block text-fine text-quiet">{station.note}</span>}
    </div>
  );
}

type Segment = { from: number; state: "past" | "forward" | "back" | "future"; carriesNext: boolean };

/** The stretch of line that begins at `from`: already travelled, to be travelled next (and which way), or not at all. */
function segmentOf(from: number, at: Place | "split", next: NextMove | undefined): Segment {
  if (at === "split") return { from, state: "past", carriesNext: false };
  const here = steps[at];
  const target = next ? steps[next.to] : here;
  const ahead = Math.min(here, target) <= from && from < Math.max(here, target);
  if (ahead)
    return {
      from,
      state: target > here ? "forward" : "back",
      carriesNext: from === (target > here ? here : here - 0.5),
    };
  return { from, state: from < here ? "past" : "future", carriesNext: false };
}

/** The whole money line as words, for those who do not see it. */
function moneySentence(
  stations: Record<Place, Station>,
  at: Place | "split",
  next: NextMove | undefined,
  now: Seconds,
): string {
  const held = (place: Place) => `${stations[place].amount ?? "the money"} is ${whose(place, stations[place].name)}`;
  const where = at === "split" ? `${held("buyer")}, ${held("seller")}` : held(at);
  const deadline = next?.by === undefined ? "" : ` ${deadlineOf(next.by, now)}`;
  return capitalized(next ? `${where}. Next, ${next.sentence}${deadline}.` : `${where}.`);
}

function whose(place: Place, name: string): string {
  if (place === "escrow") return "in escrow";
  if (name === "You") return "with you";
  // "The buyer" stands at the beginning elsewhere; a name of somebody's own keeps its letters.
  return `with ${name === "The buyer" || name === "The seller" ? name.toLowerCase() : name}`;
}
