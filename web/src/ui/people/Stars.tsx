import { Star } from "lucide-react";
import { useId } from "react";
import { cx } from "../../lib/cx.ts";
import { count } from "../../lib/text.ts";

/** A score in ink: "4.8 (32 reviews)". Without reviews it says that, instead of showing five hollow stars. */
export function Stars({ score, reviews, short = false }: { score: number; reviews: number; short?: boolean }) {
  if (reviews === 0) return <span className="text-quiet">No reviews yet</span>;
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap tabular-nums">
      <Star className="size-[1em] fill-current" aria-hidden />
      <span className="sr-only">Score</span>
      {score.toFixed(1)}
      <span className="text-quiet">({short ? reviews : count(reviews, "review")})</span>
    </span>
  );
}

/** What one person gave: five stars, so many of them full. */
export function Rating({ value }: { value: number }) {
  return (
    <span className="inline-flex items-center gap-0.5" role="img" aria-label={`${value} of 5 stars`}>
      {words.map((word, index) => (
        <Star
          key={word}
          className={cx("size-4.5", index < value ? "fill-current" : "text-edge")}
          strokeWidth={1.5}
          aria-hidden
        />
      ))}
    </span>
  );
}

const words = ["Poor", "Not good", "All right", "Good", "Excellent"] as const;

type StarsFieldProps = { legend: string; value: number; onChange: (value: number) => void };

/** One to five, each with its word. Radio buttons underneath, so arrow keys work. */
export function StarsField({ legend, value, onChange }: StarsFieldProps) {
  const name = useId();
  return (
    <fieldset>
      <legend className="font-strong">{legend}</legend>
      <div className="flex flex-wrap items-center gap-x-3">
        <div className="-ms-2 flex">
          {words.map((word, index) => (
            <label
              key={word}
              className="grid touch place-items-center rounded-control has-focus-visible:outline-2 has-focus-visible:outline-ink"
            >
              <input
                type="radio"
                name={name}
                className="sr-only"
                checked={value === index + 1}
                onChange={() => onChange(index + 1)}
                aria-label={`${index + 1}: ${word}`}
              />
              <Star
                className={cx("size-7", index < value ? "fill-current" : "text-edge")}
                strokeWidth={1.5}
                aria-hidden
              />
            </label>
          ))}
        </div>
        <span className="text-quiet">{words[value - 1] ?? "Choose one to five"}</span>
      </div>
    </fieldset>
  );
}
