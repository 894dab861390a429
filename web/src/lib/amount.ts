import { plainText } from "#protocol/text.ts";

/** Why a text is no amount. `readings` are the two that it has, in the token's smallest unit. */
export type Unread =
  | { why: "ambiguous"; readings: readonly [bigint, bigint] }
  | { why: "below zero" | "with a unit" | "with an exponent" | "too fine" | "too long" | "not a number" };

export type Read = { amount: bigint } | Unread;

/** More digits than any amount on a chain has. */
const most = 60;

/** 0 to 9 in whatever script they are typed: the digits of each stand in a row, from zero on. */
function plainDigit(digit: string): string {
  let code = digit.codePointAt(0) ?? 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - 1))) code -= 1;
  // Rows of some scripts follow each other.
  return String(((digit.codePointAt(0) ?? 0) - code) % 10);
}

const spaces = /[\s'’\u200e\u200f\u061c\u066c]/g;

function plainly(text: string): string {
  return plainText(text)
    .replace(/\p{Nd}/gu, plainDigit)
    .replace(/[．٫]/g, ".")
    .replace(/[，、]/g, ",")
    .replace(/[−－﹣]/g, "-")
    .replace(spaces, "");
}

function wholeAndRest(whole: string, fraction: string, decimals: number): Read {
  const digits = fraction.replace(/0+$/, "");
  if (digits.length > decimals) return { why: "too fine" };
  return { amount: BigInt(whole || "0") * 10n ** BigInt(decimals) + BigInt(digits.padEnd(decimals, "0") || "0") };
}

function whyNot(typed: string): "below zero" | "with a unit" | "with an exponent" | "not a number" {
  if (/^-[\d.,]+$/.test(typed)) return "below zero";
  if (/^[\d.,]+e[+-]?\d+$/i.test(typed)) return "with an exponent";
  if (/^[\p{L}\p{Sc}]*[\d.,]+[\p{L}\p{Sc}]*\.?-?$/u.test(typed) && /[\p{L}\p{Sc}]|-$/u.test(typed))
    return "with a unit";
  return "not a number";
}

/**
 * What a person typed, in the token's smallest unit. Point and comma both part the fraction or group the thousands; nothing is
 * guessed: half the world means 1500 by "1,500" and by "1.500", and the other half 1.5.
 */
export function readAmount(text: string, decimals: number): Read {
  if (text.length > 4 * most) return { why: "too long" };
  const typed = plainly(text);
  const grouped = /^(\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/.exec(typed) ?? /^(\d{1,3}(?:\.\d{3})+)(?:,(\d*))?$/.exec(typed);
  if (grouped) {
    const [, groups = "", fraction] = grouped;
    const parts = groups.split(/[.,]/);
    // Nobody groups a number that begins with zero.
    if (fraction !== undefined || parts.length > 2) return wholeAndRest(parts.join(""), fraction ?? "", decimals);
    const [first = "", second = ""] = parts;
    const [large, small] = [wholeAndRest(first + second, "", decimals), wholeAndRest(first, second, decimals)];
    if (/^0/.test(first)) return small;
    const readings = [large, small].map((read) => ("amount" in read ? read.amount : 0n));
    return { why: "ambiguous", readings: [readings[0] ?? 0n, readings[1] ?? 0n] };
  }
  const match = /^(\d*)(?:[.,](\d*))?$/.exec(typed);
  if (!match) return { why: whyNot(typed) };
  const [, whole = "", fraction = ""] = match;
  if (whole + fraction === "") return { why: "not a number" };
  if (whole.length + fraction.length > most) return { why: "too long" };
  return wholeAndRest(whole, fraction, decimals);
}
