import { formatAmount, type Token } from "../../../lib/money.ts";

/** What somebody's wallet holds: of the token asked for, and of the coin that pays the network. */
export type Purse = { amount: bigint; coin: bigint };

type Asked = {
  total: bigint;
  token: Token;
  /** The coin that pays the network. */
  coin: Token;
  /** Whether the total is paid in that very coin. */
  native: boolean;
};

/** What is missing to pay `total`, in a sentence with the exact amount; null when there is enough. */
export function shortageOf({ total, token, coin, native }: Asked, purse: Purse): string | null {
  const { amount } = purse;
  if (amount < total) {
    return `Your wallet is ${formatAmount(total - amount, token)} short: it has ${formatAmount(amount, token)} of ${formatAmount(total, token)}.`;
  }
  if (native && amount === total) {
    return `Your wallet has just ${formatAmount(amount, token)}; nothing is left for the network’s fee.`;
  }
  return purse.coin === 0n ? `Your wallet has no ${coin.symbol} to pay the network’s fee with.` : null;
}
