import { useState } from "react";
import { cx } from "../../lib/cx.ts";
import { identiconOf } from "./identicon.ts";

type AvatarProps = {
  address: string;
  /** Pictures to try, best first. Without one, or when none arrives, a drawing made from the address. */
  urls?: readonly string[];
  /** `small` in a line of text, `regular` beside a name, `large` on a profile. */
  size?: "small" | "regular" | "large";
};

const sizes = { small: "size-6", regular: "size-10", large: "size-24" } as const;

/** Decoration beside a name, so it says nothing to a screen reader. */
export function Avatar({ address, urls = [], size = "regular" }: AvatarProps) {
  const [failed, setFailed] = useState(0);
  const url = urls[failed];
  const look = cx("shrink-0 rounded-round bg-sunk", sizes[size]);
  if (url === undefined) return <Identicon address={address} className={look} />;
  return <img src={url} alt="" className={cx(look, "object-cover")} onError={() => setFailed(failed + 1)} />;
}

const grounds = ["fill-sunk", "fill-line", "fill-quiet", "fill-ink"] as const;
const strokes = ["text-ink", "text-ink", "text-paper", "text-paper"] as const;

function Identicon({ address, className }: { address: string; className: string }) {
  const { tiles, filled, shade } = identiconOf(address);
  return (
    <svg viewBox="0 0 36 36" aria-hidden className={cx(className, "overflow-hidden", strokes[shade])}>
      <rect width="36" height="36" className={grounds[shade]} />
      {tiles.map((tile, position) => (
        <g
          key={position}
          transform={`translate(${(position % 3) * 12} ${Math.floor(position / 3) * 12}) ${tile ? "rotate(90 6 6)" : ""}`}
        >
          {filled[position] && <path d="M0 0h6a6 6 0 0 1-6 6zM12 12h-6a6 6 0 0 1 6-6z" fill="currentColor" />}
          <path d="M6 0a6 6 0 0 1-6 6M12 6a6 6 0 0 0-6 6" fill="none" stroke="currentColor" strokeWidth="2.5" />
        </g>
      ))}
    </svg>
  );
}
