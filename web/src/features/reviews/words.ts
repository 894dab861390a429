import { otherSide, type Side } from "../../../../protocol/side.ts";
import { formatAmount } from "../../lib/money.ts";
import { deadlineOf, momentOf, whenOf, type Seconds } from "../../lib/time.ts";
import { type Stage, type Windows } from "./stage.ts";

const onlyByAuthor = "Nobody on this market opens it for you, and until you do it counts for nothing.";

/** What the wallet is going to ask of whoever seals a review, and whether its author has to come back, and to where. */
export function sealingSentence(opensItself: boolean, onlyHere = false): string {
  const asks = "Your wallet asks for a signature that seals the review, the first time twice, which costs nothing; and then to send it.";
  if (opensItself) return `${asks} You need not come back: it opens by itself.`;
  if (!onlyHere) return `${asks} Come back to open it, with the same wallet. ${onlyByAuthor}`;
  return `Your wallet asks once. It signs differently each time, so only this device can open your review: keep what this browser has stored, and come back to open it. ${onlyByAuthor}`;
}

/** "Your review of the seller", "The buyer’s review of you". */
export function titleOf(author: Side, me: Side | null): string {
  const subject = otherSide(author);
  if (me === author) return `Your review of the ${subject}`;
  return `The ${author}’s review of ${me === subject ? "you" : `the ${subject}`}`;
}

/** Where a review stands and what comes next, for whoever looks. Nothing about one that is published: it speaks itself. */
export function sentenceOf(
  stage: Stage,
  author: Side,
  me: Side | null,
  windows: Windows,
  now: Seconds,
  opensItself = false,
): string {
  const opensOn = momentOf(windows.closesAt + 1, now);
  const closed = momentOf(windows.closesAt, now);
  const shut = momentOf(windows.opensUntil, now);
  const other = `the ${otherSide(author)}`;
  if (me === author) {
    return {
      seal: `Nobody sees it before ${other} has written theirs, or until ${opensOn}.`,
      write: `The ${otherSide(author)} has written theirs already, under seal. Yours is public at once, and theirs can be opened then. You have until ${whenOf(windows.closesAt, now)}.`,
      missed: `You did not write one. The time for it ended on ${closed}.`,
      waits: `It is sealed. Nobody sees it before ${other} has written theirs, or until ${opensOn}. ${opensItself ? "Then it opens by itself." : `Then you open it here. ${onlyByAuthor}`}`,
      open: opensItself
        ? `It can be opened now, and opens by itself. If it does not, open it here ${deadlineOf(windows.opensUntil, now)}.`
        : `Your turn: open it ${deadlineOf(windows.opensUntil, now)}. One that stays closed counts for nothing, and everybody sees that you kept it back.`,
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
    open: opensItself
      ? `Written and sealed. It opens by itself soon.`
      : `Written and sealed. The ${author} can open it until ${whenOf(windows.opensUntil, now)}.`,
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

/** What a ruling does to the record of the side that lost. Nothing is counted where its weight is null. */
export function rulingSentence(against: Side, weight: bigint | null): string {
  const what = `The arbitrators ruled against the ${against}`;
  if (weight === null) return `${what}. It does not count in the ${against}’s score.`;
  return `${what}. In the ${against}’s score that counts for ${formatAmount(weight, usd)} of fees, at no points.`;
}

/** Of an order that was never sent, while its buyer may still say so. */
export function waitedSentence(mine: boolean, windows: Windows, now: Seconds): string {
  const until = whenOf(windows.closesAt, now);
  return mine
    ? `It was never sent. You may say so until ${until}: it is public at once, stands on the seller’s page, and does not move the score, since no fee was paid.`
    : `Not written yet. The buyer has until ${until}.`;
}
