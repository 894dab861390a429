/** Seeded uniform numbers in [0, 1), so that a table printed today can be printed again tomorrow. (mulberry32) */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Picks `count` different items with chances proportional to their weights, as the pool's tree does. */
export function drawByWeight<T>(
  items: readonly T[],
  weightOf: (item: T) => number,
  count: number,
  random: Random,
): T[] {
  const left = items.filter((item) => weightOf(item) > 0);
  const drawn: T[] = [];
  while (drawn.length < count && left.length > 0) {
    let ticket = random() * left.reduce((sum, item) => sum + weightOf(item), 0);
    const at = left.findIndex((item) => (ticket -= weightOf(item)) < 0);
    drawn.push(...left.splice(at === -1 ? left.length - 1 : at, 1));
  }
  return drawn;
}
