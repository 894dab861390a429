import type { Hex } from "viem";
import { createRandom } from "../../protocol/random.ts";

export type Chance = ReturnType<typeof createChance>;

/** What is drawn, and drawn again by the same seed. */
export function createChance(seed: number) {
  const { upTo, bits, hex } = createRandom(seed);
  const below = (count: number) => upTo(count - 1);
  const often = (percent: number) => below(100) < percent;
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  const mostly = <T>(wanted: T, other: () => T, percent = 88): T => (often(percent) ? wanted : other());
  /** From 0 to `most`, both included, and the ends more often than the rest. */
  function amount(most: bigint): bigint {
    if (often(10)) return most;
    return bits(most.toString(2).length + 1) % (most + 1n);
  }
  const word = (): Hex => hex(32);
  return { below, often, pick, mostly, amount, bits, word, hex };
}
