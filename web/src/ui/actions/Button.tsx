import { Slot } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "../../lib/cx.ts";
import type { Meaning } from "../money/meaning.ts";

export type ButtonProps = ComponentProps<"button"> & {
  /** `primary` is ink on paper, `quiet` an outline, `bare` text alone, `danger` for what destroys. */
  variant?: "primary" | "quiet" | "bare" | "danger";
  /** Only when pressing it moves money: what becomes of the money gives the colour. */
  meaning?: Meaning;
  size?: "regular" | "large";
  /** As wide as its parent. */
  wide?: boolean;
  /** What is being done, in words ("Sending…"). Shown instead of the label; presses are ignored meanwhile. */
  busy?: string | false;
  icon?: ReactNode;
  /** Lend the looks to the child, for links: `<Button asChild><Link …>Sell</Link></Button>`. */
  asChild?: boolean;
};

const shape =
  "inline-flex touch items-center justify-center gap-2 rounded-control px-4 py-2 text-center font-strong transition-[background-color,border-color,opacity,translate] select-none active:translate-y-px disabled:opacity-50 disabled:active:translate-y-0 [&_svg]:size-5 [&_svg]:shrink-0";

const looks = {
  primary: "bg-ink text-paper hover:bg-ink/85",
  quiet: "border border-edge bg-transparent hover:border-ink hover:bg-sunk",
  bare: "-mx-4 bg-transparent underline decoration-edge decoration-1 underline-offset-4 hover:decoration-ink",
  danger: "border border-danger bg-transparent text-danger hover:bg-danger hover:text-paper",
} as const;

/** The label says what happens next, with its amount: "Pay 120 USDC into escrow". */
export function Button({
  variant = "primary",
  meaning,
  size = "regular",
  wide = false,
  busy = false,
  icon,
  asChild = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const Element = asChild ? Slot.Root : "button";
  return (
    <Element
      type={asChild ? undefined : "button"}
      data-meaning={meaning}
      aria-disabled={busy ? true : undefined}
      className={cx(
        shape,
        meaning ? "bg-meaning text-paper hover:bg-meaning/88" : looks[variant],
        size === "large" && "min-h-13 px-6 text-lead",
        wide && "w-full",
        className,
      )}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {icon}
      {asChild ? <Slot.Slottable>{children}</Slot.Slottable> : busy ? <Busy words={busy} /> : children}
    </Element>
  );
}

function Busy({ words }: { words: string }) {
  return (
    <>
      <span className="size-2 animate-breathe rounded-round bg-current" aria-hidden />
      <span role="status">{words}</span>
    </>
  );
}
