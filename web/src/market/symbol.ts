import { shortHex } from "../lib/text.ts";

/**
 * What to call a token that nobody has vouched for. Its contract may say anything, so only plain letters are taken over, never
 * the symbol of a token that the market knows, and the address stands in for everything else.
 */
export function symbolOf(claimed: string, address: string, known: readonly string[]): string {
  const plain = /^[A-Za-z][A-Za-z0-9.-]{0,11}$/.test(claimed);
  const taken = known.some((symbol) => folded(symbol) === folded(claimed));
  return plain && !taken ? claimed : shortHex(address);
}

/** The same for all that looks the same: tUSD, TUSD, tUSD. with a dot. */
function folded(symbol: string): string {
  return symbol
    .toUpperCase()
    .replaceAll(/[.-]/g, "")
    .replaceAll("0", "O")
    .replaceAll(/[1I]/g, "L")
    .replaceAll("5", "S");
}
