import { cx } from "../../lib/cx.ts";
import { languageOf, shownText } from "../../lib/quoted.ts";

type QuotedProps = {
  /** A stranger's, as it came. */
  text: string | null | undefined;
  /** What stands there when there is nothing to see: "No title". Without it, nothing. */
  otherwise?: string;
  lang?: string | null | undefined;
  className?: string;
};

/** A stranger's words within a line of ours: they run their own way, turn none of ours around, and break where they must. */
export function Quoted({ text, otherwise, lang, className }: QuotedProps) {
  const shown = shownText(text);
  if (shown === null) return otherwise === undefined ? null : <span className={className}>{otherwise}</span>;
  return (
    <bdi lang={languageOf(lang)} className={cx("wrap-anywhere", className)}>
      {shown}
    </bdi>
  );
}

/** The same as a paragraph of its own, with the lines that were typed. */
export function QuotedText({ text, otherwise, lang, className }: QuotedProps) {
  const shown = shownText(text);
  if (shown === null)
    return otherwise === undefined ? null : <p className={cx("text-quiet", className)}>{otherwise}</p>;
  return (
    <p dir="auto" lang={languageOf(lang)} className={cx("max-w-text wrap-anywhere whitespace-pre-line", className)}>
      {shown}
    </p>
  );
}
