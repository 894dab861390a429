import { openDaily } from "../keeper/daily.ts";

/** How often each has been served today (UTC), on disk like the ledger. */
export type Tally = {
  /** Counts one more, unless that is more than `most`. */
  take: (name: string, most: number) => boolean;
  count: (name: string) => number;
};

export function openTally(file: string, today?: () => string): Tally {
  const kept = openDaily<{ counts: Record<string, number> }>(file, { counts: {} }, today);
  const count = (name: string) => kept.get().counts[name] ?? 0;
  return {
    count,
    take(name, most) {
      if (count(name) >= most) return false;
      kept.set({ counts: { ...kept.get().counts, [name]: count(name) + 1 } });
      return true;
    },
  };
}
