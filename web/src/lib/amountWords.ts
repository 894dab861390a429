import { readAmount } from "./amount.ts";
import { exactAmount, formatNumber, type Token } from "./money.ts";

/** What is wrong with it and how to write it, in a sentence; undefined when it can be read. */
export function amountProblem(text: string, { symbol, decimals }: Token): string | undefined {
  const read = readAmount(text, decimals);
  if ("amount" in read) return undefined;
  switch (read.why) {
    case "ambiguous": {
      const [large, small] = read.readings;
      const plain = exactAmount(large, decimals);
      // A number that its token can't have is no reading of it.
      if (small === 0n) return `Is that ${formatNumber(large, decimals)}? Then write ${plain}.`;
      const fine = exactAmount(small, decimals);
      return `Is that ${formatNumber(large, decimals)} or ${formatNumber(small, decimals)}? Write ${plain} or ${fine}.`;
    }
    case "below zero":
      return "It can’t be less than zero: write it without the minus.";
    case "with a unit":
      return `Write the number alone: it is in ${symbol}.`;
    case "with an exponent":
      return "Write the number out in digits, without an e.";
    case "too fine":
      return decimals === 0
        ? `${symbol} has no parts: write a whole number.`
        : `${symbol} has ${decimals} digits after the point at most: write fewer.`;
    case "too long":
      return "That is more than there is of anything: write fewer digits.";
    case "not a number":
      return "Write it in digits, as 1500 or 1.50.";
  }
}
