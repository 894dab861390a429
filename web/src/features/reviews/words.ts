import { formatAmount } from "../../lib/money.ts";
import { deadlineOf, momentOf, whenOf, type Seconds } from "../../lib/time.ts";
import { otherSide, type Side, type Stage, type Windows } from "./stage.ts";

/** "Your review of the seller", "The buyer’s review of you". */
export function titleOf(author: Side, me: Side | null): string {
  const subject = otherSide(author);
  if (me === author) return `Your review of the ${subject}`;
  return `The ${author}’s review of ${me === subject ? "you" : `the ${subject}`}`;
}

/** Where a review stands and what comes next, for whoever looks. Nothing about one that is published: it speaks itself. */
export function sentenceOf(stage: Stage, author: Side, me: Side | null, windows: Windows, now: Seconds): string {
  const opensOn = momentOf(windows.closesAt + 1, now);
  const closed = momentOf(windows.closesAt, now);
  const shut = momentOf(windows.opensUntil, now);
  const other = `the ${otherSide(author)}`;
  if (me === author) {
    return {
      seal: `Nobody sees it before ${other} has written theirs, or until ${opensOn}.`,
      write: `The ${otherSide(author)} has written theirs already, under seal. Yours is public at once, and theirs can be opened then. You have until ${whenOf(windows.closesAt, now)}.`,
      missed: `You did not write one. The time for it ended on ${closed}.`,
      waits: `It is sealed. Nobody sees it before ${other} has written theirs, or until ${opensOn}. Then you open it here.`,
      open: `Your turn: open it ${deadlineOf(windows.opensUntil, now)}. One that stays closed counts for nothing, and everybody sees that you kept it back.`,
      withheld: `You sealed it and did not open it by ${shut}. It counts for nothing.`,
      published: "",
    }[stage];
  }
  const you = me === null ? `${other} has written theirs` : "you have written yours";
  return {
    seal: `Not written yet. The ${author} has until ${whenOf(windows.closesAt, now)}.`,
    write: `Not written yet. The ${author} has until ${whenOf(windows.closesAt, now)}.`,
    missed: `The ${author} did not write one. The time for it ended on ${closed}.`,
    waits: `Written and sealed. Nobody can read it before ${you}, or until ${opensOn}.`,
    open: `Written and sealed. The ${author} can open it until ${whenOf(windows.opensUntil, now)}.`,
    withheld: `Withheld: the ${author} wrote it, sealed it and did not open it by ${shut}. It counts for nothing.`,
    published: "",
  }[stage];
}

const usd = { symbol: "USD", decimals: 3 };

/** What a review weighs, from the contract's thousandths of a dollar. */
export function weightSentence(weight: bigint): string {
  if (weight === 0n) return "Counts for nothing in the score: the order left no fee.";
  return `Counts for ${formatAmount(weight, usd)} of fees.`;
}

/** What a ruling does to the record of the side that lost. `weight` is null until somebody has had it counted. */
export function rulingSentence(against: Side, weight: bigint | null): string {
  const what = `The arbitrators ruled against the ${against}`;
  if (weight === null) return `${what}. That counts in the ${against}’s score too, once somebody has it counted.`;
  if (weight === 0n) return `${what}. It stands in the ${against}’s record, but weighs nothing in the score.`;
  return `${what}. In the ${against}’s score it counts like the worst review, for ${formatAmount(weight, usd)} of fees.`;
}
