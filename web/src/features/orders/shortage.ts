import { formatAmount } from "../../lib/money.ts";
import { isNative, nativeToken, type TokenInfo } from "../../services/tokens.ts";

/** What somebody's wallet holds: of the token asked for, and of the coin that pays the network. */
export type Purse = { amount: bigint; coin: bigint };

/** What is missing to pay `total`, in a sentence with the exact amount; null when there is enough. */
export function shortageOf(total: bigint, token: TokenInfo, { amount, coin }: Purse): string | null {
  if (amount < total) {
    return `Your wallet is ${formatAmount(total - amount, token)} short: it has ${formatAmount(amount, token)} of ${formatAmount(total, token)}.`;
  }
  if (isNative(token.address) && amount === total) {
    return `Your wallet has just ${formatAmount(amount, token)}; nothing is left for the network’s fee.`;
  }
  return coin === 0n ? `Your wallet has no ${nativeToken.symbol} to pay the network’s fee with.` : null;
}
