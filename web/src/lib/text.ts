/** 0x1234…abcd. Long enough to tell two people apart at a glance, never proof of identity. */
export function shortHex(hex: string): string {
  return hex.length <= 12 ? hex : `${hex.slice(0, 6)}…${hex.slice(-4)}`;
}

/** `count(1, "review")` is "1 review", `count(1200, "review")` is "1,200 reviews". */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat("en").format(amount)} ${amount === 1 ? one : many}`;
}

/** "Ada", "Ada and Bruno", "Ada, Bruno and Chidi". */
export function listOf(words: string[]): string {
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(words);
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
