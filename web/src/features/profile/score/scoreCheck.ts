import { type Difference, differences } from "#protocol/entries.ts";
import type { Score } from "#protocol/score.ts";

/** Whether a score made here is the chain's, in a sentence; null while the chain has not answered. */
export function checkSentence(here: Score, chain: Score | undefined): { equal: boolean; words: string } | null {
  if (!chain) return null;
  const differ = differences(here, chain);
  if (differ.length === 0) return { equal: true, words: "Checked against the chain: equal, to the last digit." };
  const [first] = differ;
  return { equal: false, words: first ? differenceSentence(first) : "" };
}

function differenceSentence({ of, chain, here }: Difference): string {
  if (of === "count" && chain > here) {
    const missing = chain - here;
    return `The chain knows ${missing} more ${missing === 1n ? "entry" : "entries"} than this list. The chain’s number is the one that counts.`;
  }
  const what = { count: "number of entries", weight: "weight", points: "points", time: "date" }[of];
  return `This list does not make the chain’s score: the ${what} is ${chain} there and ${here} here. The chain’s number is the one that counts.`;
}
