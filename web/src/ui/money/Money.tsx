import { cx } from "../../lib/cx.ts";
import { formatNumber } from "../../lib/money.ts";
import type { Token } from "../../lib/money.ts";

type MoneyProps = {
  amount: bigint;
  token: Token;
  /** Every digit, for sums that somebody pays by. */
  exact?: boolean;
  className?: string;
};

/** An amount in tabular figures with its token after it. Hover shows every digit. */
export function Money({ amount, token, exact = false, className }: MoneyProps) {
  const all = `${formatNumber(amount, token.decimals, { maxDigits: token.decimals })} ${token.symbol}`;
  return (
    <data value={amount.toString()} title={all} className={cx("whitespace-nowrap tabular-nums", className)}>
      {formatNumber(amount, token.decimals, exact ? { maxDigits: token.decimals } : {})}
      <span className="ms-[0.25em]">{token.symbol}</span>
    </data>
  );
}
