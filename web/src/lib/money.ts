import { readAmount } from "./amount.ts";

/** What is needed to write an amount down. */
export type Token = { symbol: string; decimals: number };

type FormatOptions = {
  /** Digits after the point at most. An amount that would vanish by rounding is written out in full instead. */
  maxDigits?: number;
};

/**
 * An amount for the eye: grouped, at least two digits after the point when there are any, rounded half up.
 * 120 -> "120", 118.2 -> "118.20", 0.000001 -> "0.000001".
 */
export function formatNumber(amount: bigint, decimals: number, { maxDigits = 8 }: FormatOptions = {}): string {
  const sign = amount < 0n ? "-" : "";
  const size = amount < 0n ? -amount : amount;
  const digits = Math.min(maxDigits, decimals);
  const step = 10n ** BigInt(decimals - digits);
  const rounded = (size + step / 2n) / step;
  if (rounded === 0n && size > 0n && digits < decimals) return formatNumber(amount, decimals, { maxDigits: decimals });

  const unit = 10n ** BigInt(digits);
  const whole = (rounded / unit).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  const fraction = digits === 0 ? "" : (rounded % unit).toString().padStart(digits, "0").replace(/0+$/, "");
  return fraction === "" ? sign + whole : `${sign}${whole}.${fraction.padEnd(Math.min(2, digits), "0")}`;
}

/** "118.20 USDC". The space does not break. */
export function formatAmount(amount: bigint, token: Token, options?: FormatOptions): string {
  return `${formatNumber(amount, token.decimals, options)}\u00a0${token.symbol}`;
}

/** Every digit: for what somebody is about to pay, which must not be rounded in anybody's favour. */
export function exactly(amount: bigint, token: Token): string {
  return formatAmount(amount, token, { maxDigits: token.decimals });
}

/** Every digit, no grouping, and never to be mistaken for thousands: "1.2340". For form fields, titles and files. */
export function exactAmount(amount: bigint, decimals: number): string {
  const exact = formatNumber(amount, decimals, { maxDigits: decimals }).replaceAll(",", "");
  return /^-?[1-9]\d{0,2}\.\d{3}$/.test(exact) ? `${exact}0` : exact;
}

/** What a person typed, in the token's smallest unit, or null when it can't be read without guessing. */
export function parseAmount(text: string, decimals: number): bigint | null {
  const read = readAmount(text, decimals);
  return "amount" in read ? read.amount : null;
}

/** 250 -> "2.5 %". */
export function formatBps(bps: number): string {
  return `${new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(bps / 100)}\u00a0%`;
}
