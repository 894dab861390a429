import { sellerKeeps } from "#protocol/money.ts";
import type { Terms } from "#protocol/terms.ts";
import { formatAmount, formatNumber, type Token } from "../../../lib/money.ts";

/** "You keep 118.20 USDC of 120", of one piece, to the digit that the contract will pay. */
export function keepLine(terms: Terms, token: Token): string {
  const digits = { maxDigits: token.decimals };
  const kept = formatAmount(sellerKeeps({ terms, quantity: 1 }), token, digits);
  const line = `You keep ${kept} of ${formatNumber(terms.price, token.decimals, digits)}`;
  if (terms.referralBps === 0) return line;
  return `${line}, or ${formatAmount(sellerKeeps({ terms, quantity: 1 }, true), token, digits)} when somebody brings the buyer`;
}
