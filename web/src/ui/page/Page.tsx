import type { ReactNode } from "react";
import { cx } from "../../lib/cx.ts";
import { quotedLine } from "../../lib/quoted.ts";

type PageProps = {
  /** What the browser's tab and the screen reader say. */
  title: string;
  /** `page` for walls of pictures, `column` for one task at a time. */
  width?: "page" | "column";
  className?: string;
  children: ReactNode;
};

/** The frame of every page: its title, its measure, its gutters. */
export function Page({ title, width = "page", className, children }: PageProps) {
  return (
    <div
      className={cx(
        "mx-auto w-full gutters",
        width === "page" ? "max-w-page" : "max-w-column",
        className ?? "py-8 md:py-12",
      )}
    >
      <title>{title === "Handsel" ? title : `${quotedLine(title, "No title")} · Handsel`}</title>
      {children}
    </div>
  );
}
