import { cx } from "../../lib/cx.ts";
import { formatAmount } from "../../lib/money.ts";
import type { Token } from "../../lib/money.ts";

type MoneyProps = {
  amount: bigint;
  token: Token;
  /** Every digit, for sums that somebody pays by. */
  exact?: boolean;
  className?: string;
};

/** An amount in tabular figures with its token after it, which is read and copied as one. Hover shows every digit. */
export function Money({ amount, token, exact = false, className }: MoneyProps) {
  const all = formatAmount(amount, token, { maxDigits: token.decimals });
  return (
    <data
      value={amount.toString()}
      // Isolated, so that its token stays behind it in a line that runs the other way.
      dir="ltr"
      title={all}
      className={cx("whitespace-nowrap tabular-nums", className)}
    >
      {exact ? all : formatAmount(amount, token)}
    </data>
  );
}
