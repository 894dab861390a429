/** Numbers that look random and are the same on every run: mulberry32. */
export function createRandom(seed: number) {
  let state = seed;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  /** From 0 to `most`, both included. */
  const upTo = (most: number) => Math.floor(next() * (most + 1));
  /** From 0 to below 2^`bits`: of every length, not only of the longest. */
  function bits(most: number): bigint {
    let value = 0n;
    for (let left = upTo(most); left > 0; left -= 16) value = (value << 16n) | BigInt(upTo(0xffff));
    return value & ((1n << BigInt(most)) - 1n);
  }
  const hex = (bytes: number): `0x${string}` =>
    `0x${Array.from({ length: bytes }, () => upTo(255).toString(16).padStart(2, "0")).join("")}`;
  return { upTo, bits, hex };
}
