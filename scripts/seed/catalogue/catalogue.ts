import { books } from "./books.ts";
import { clothing } from "./clothing.ts";
import { crafts } from "./crafts.ts";
import { electronics } from "./electronics.ts";
import type { Entry } from "./entry.ts";
import { help } from "./help.ts";
import { home } from "./home.ts";
import { sport } from "./sport.ts";
import { tools } from "./tools.ts";

/** Everything that is for sale on the day that the market opens. */
export const catalogue: readonly Entry[] = [home, clothing, electronics, sport, books, crafts, tools, help].flat();

export function entryOf(key: string): Entry {
  const entry = catalogue.find((candidate) => candidate.key === key);
  if (!entry) throw new Error(`The catalogue has nothing called ${key}`);
  return entry;
}
