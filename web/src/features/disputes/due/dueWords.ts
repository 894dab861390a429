import type { Ruling } from "#protocol/enums.ts";
import type { Due } from "#protocol/due.ts";
import { type Silence, silenceDoes } from "../../../market/orders/silence.ts";
import { rulingWords } from "../prospects/prospects.ts";

/** What a step open to anyone does, in plain words, and whom it helps. */
type DueWords = { does: string; helps: string; button: string };

type Context = {
  id: bigint | undefined;
  ruling: Ruling;
  openedByBuyer: boolean;
  silence: Silence;
  /** Every panel that was drawn, in their order. */
  panels: readonly { round: number; attempt: number }[];
  /** What the court pays for a draw or a settling: "0.001 ETH". */
  reward: string;
};

const moves = {
  evidence: { does: "The time for evidence is over. Next a panel is drawn.", button: "Call for the panel" },
  commit: { does: "The secret vote is over. Next the votes are opened.", button: "Start opening the votes" },
  reveal: { does: "The time to vote is over. The votes that are open are counted.", button: "Count the votes" },
  appeal: { does: "Nobody has appealed in time. The ruling becomes final.", button: "Make the ruling final" },
} as const;

export function dueWords(due: Due, { id, ruling, openedByBuyer, silence, panels, reward }: Context): DueWords {
  switch (due.step) {
    case "executeAtEscrow":
      return {
        does: `The escrow pays by the ruling: ${rulingWords[ruling]}.`,
        helps: ruling === "split" ? "It helps both sides." : `It helps the ${ruling}.`,
        button: "Have it paid out",
      };
    case "resolveUnanswered":
      return {
        does: `Nobody answered in time: ${silenceDoes[silence]}, and the ${openedByBuyer ? "buyer" : "seller"} gets the arbitration fee back.`,
        helps: `It helps the ${openedByBuyer ? "buyer" : "seller"}.`,
        button: "End the dispute",
      };
    case "resolveStalled":
      return {
        does: "No ruling came in time. Each side gets half.",
        helps: "It helps both sides.",
        button: "End it half and half",
      };
    case "advance": {
      const move = moves[due.phase as keyof typeof moves];
      return { ...move, helps: "It helps whoever waits for the end." };
    }
    case "draw":
      return {
        does:
          due.id === id
            ? "The block that decides the panel is known. The panel can be drawn."
            : `Case ${due.id} is first in the queue. Its panel is drawn before this one.`,
        helps: `It helps both sides, and earns you ${reward}.`,
        button: due.id === id ? "Draw the panel" : "Draw the first in the queue",
      };
    case "executeAtCourt":
      return {
        does: "The ruling is final. The court hands it to the escrow.",
        helps: "It helps whoever the ruling is for.",
        button: "Hand over the ruling",
      };
    case "settle":
      return {
        does: "The panel is paid, and its stake is free again.",
        helps: `It helps the arbitrators, and earns you ${reward}.`,
        button: panels.length > 1 ? `Pay panel ${placeOf(due, panels) + 1}` : "Pay the panel",
      };
  }
}

function placeOf({ round, attempt }: { round: number; attempt: number }, panels: Context["panels"]): number {
  return panels.findIndex((panel) => panel.round === round && panel.attempt === attempt);
}
