import { cx } from "../../lib/cx.ts";
import { formatAmount } from "../../lib/money.ts";
import type { Token } from "../../lib/money.ts";

type MoneyProps = { amount: bigint; token: Token; className?: string };

/** An amount in tabular figures with its token after it, which is read and copied as one. Hover shows every digit. */
export function Money({ amount, token, className }: MoneyProps) {
  return (
    <data
      value={amount.toString()}
      // Isolated, so that its token stays behind it in a line that runs the other way.
      dir="ltr"
      title={formatAmount(amount, token, { maxDigits: token.decimals })}
      className={cx("whitespace-nowrap tabular-nums", className)}
    >
      {formatAmount(amount, token)}
    </data>
  );
}
