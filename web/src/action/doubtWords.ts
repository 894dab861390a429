import type { Asked } from "./attempts/asked.ts";
import type { Doubt } from "./attempts/attempt.ts";
import { walletSentences } from "./attempts/walletAnswer.ts";

/** What is known, what is not, and what to do about it. */
export type DoubtWords = { title: string; known: string; next: string };

const nothingYet = "The chain knows nothing of it so far.";

/** A question whose answer nobody has, in words. It claims nothing about money that the chain has not said. */
export function doubtWords(why: Doubt, { answer, once, title }: Asked): DoubtWords {
  const again = once
    ? "You can press the button again: it is the same thing, and the contracts take it once only."
    : "To begin anew, forget this one first. Should your wallet send it after all, both will happen.";
  switch (why) {
    case "unanswered":
      return {
        title: "Your wallet was asked, and this page has not heard the answer.",
        known: nothingYet,
        next: `If the question is still open in your wallet, answer it there: this page finds out what comes of it. ${again}`,
      };
    case "answered":
      return {
        title: walletSentences[answer?.trouble ?? "unknown"].title,
        known: `${nothingYet} Some wallets say so and send it all the same, so it may still come.`,
        next: `${walletSentences[answer?.trouble ?? "unknown"].remedy} ${again}`,
      };
    case "unseen":
      return {
        title: "Your wallet says that it was sent, and the chain has not seen it.",
        known: "It may be on its way still, or lost.",
        next: `Look for it in your wallet. ${again}`,
      };
    case "unsure":
      return {
        title: "A transaction of yours is waiting for its block, and it may be this one.",
        known: "Your wallet has not said so, and the chain will not say before it is carried out.",
        next: `Look in your wallet what is waiting there. ${again}`,
      };
    case "silent":
      return {
        title: "The chain does not answer, so nobody can say what became of it.",
        known: "It may have been sent.",
        next: "This page asks again by itself. You can choose another endpoint in Settings.",
      };
    case "other":
      return {
        title: "Your wallet was asked for something else here before, and that is still open.",
        known: `“${title}” ${nothingYet}`,
        next: "Look in your wallet whether it is waiting there. If you are sure that you will not send it, forget it, and press the button again.",
      };
  }
}

/** What another tab is doing, so that a second press does nothing. */
export function elsewhereWords(subject: string): string {
  return subject.startsWith("buy:")
    ? "You are buying this already, in another tab. Answer your wallet there."
    : "You are doing this already, in another tab. Answer your wallet there.";
}
