import type { DisputePhase, Outcome, Ruling, Status } from "../../../../../protocol/ids.ts";
import { silenceBrings, silenceDoes, type Silence } from "../../../market/orders/silence.ts";
import { capitalized, count } from "../../../lib/text.ts";
import { deadlineOf, whenOf } from "../../../lib/time.ts";
import type { CourtCase, Round } from "../../../market/courts/case.ts";
import { type Names, sideName } from "../../../market/side.ts";
import { rulingWords } from "../prospects/prospects.ts";

/** What the page says first: what is going on, and who must do what by when. */
export type Headline = { title: string; body: string };

export type DisputeFacts = {
  now: number;
  status: Status;
  outcome: Outcome;
  /** Of the order: to answer while the dispute is opened, to be ruled on while it is raised. */
  deadline: number;
  phase: DisputePhase;
  openedByBuyer: boolean;
  /** What comes of it if nobody answers. */
  silence: Silence;
  /** Of the escrow, once it has one. */
  ruling: Ruling;
  court: CourtCase | null;
  round: Round | null;
  names: Names;
};

export function headlineOf(standing: DisputeFacts): Headline {
  const { status, phase, ruling, court } = standing;
  if (status !== "disputed") return ended(standing);
  if (phase === "opened") return opened(standing);
  if (phase === "ruled") {
    return {
      title: `The ruling is in: ${rulingWords[ruling]}`,
      body: "The money can be paid out now. Anyone may press the button.",
    };
  }
  return court ? inCourt(standing, court) : withoutCourt(standing);
}

function opened(standing: DisputeFacts): Headline {
  const { now, deadline, openedByBuyer, names, silence } = standing;
  const opener = sideName(names, openedByBuyer ? "buyer" : "seller");
  const other = sideName(names, openedByBuyer ? "seller" : "buyer");
  const fee = `${opener.possessive} fee comes back.`;
  const brings = (opener.isYou ? silenceBrings : silenceDoes)[silence];
  if (now > deadline) {
    return {
      title: `${other.subject} did not answer in time`,
      body: `Anyone may end the dispute now. ${capitalized(brings)}, and ${fee}`,
    };
  }
  const task = `${other.subject} ${other.verb("have", "has")} to pay the same fee ${deadlineOf(deadline, now)}, so that the case goes to court.`;
  const threat = `If ${other.verb("you don’t", "that does not happen")}, ${brings}, and ${fee}`;
  return {
    title: other.isYou ? "Your answer is asked for" : `Waiting for ${other.object} to answer`,
    body: `${task} ${threat}`,
  };
}

/** What is said of a phase whose time is up and that nobody has ended yet. */
const overdue = {
  evidence: "The time for evidence is over",
  commit: "The secret vote is over",
  reveal: "The time to vote is over",
  appeal: "Nobody has appealed",
} as const;

function inCourt({ now, round }: DisputeFacts, court: CourtCase): Headline {
  const until = whenOf(court.phaseEnd, now);
  const attempt = round?.attempts.at(-1);
  const seats = attempt?.seats ?? [];
  const voted = seats.filter((seat) => seat.status === "committed" || seat.status === "revealed").length;
  const open = seats.filter((seat) => seat.status === "revealed").length;
  if (now > court.phaseEnd && court.phase in overdue) {
    const title = overdue[court.phase as keyof typeof overdue];
    return { title, body: "The case waits for its next step, which anyone can take." };
  }

  switch (court.phase) {
    case "evidence":
      return {
        title: "Both sides bring their evidence",
        body: `Until ${until}. Then ${count(round?.seats ?? court.config.seats, "stranger")} ${round?.seats === 1 ? "is" : "are"} drawn at random to judge it.`,
      };
    case "draw":
      return {
        title: "The panel is being drawn",
        body: `Block ${court.drawBlock} decides who sits on it, and nobody can choose. If too few people can be drawn ${deadlineOf(court.phaseEnd, now)}, ${court.round === 0 ? "the case ends undecided and its fee comes back." : "the ruling of the round before stands."}`,
      };
    case "commit":
      return {
        title: "The panel votes in secret",
        body: `${voted} of ${seats.length} have voted. They have until ${until}; nobody sees a vote before all are in.`,
      };
    case "reveal":
      return attempt?.hidden
        ? {
            title: "The votes are being opened",
            body: `${open} of ${voted} are open. The rest have until ${until}.`,
          }
        : { title: "The panel votes", body: `${open} of ${seats.length} have voted. The time ends ${until}.` };
    case "appeal":
      return {
        title: round?.decided
          ? `The panel has decided: ${rulingWords[round.ruling]}`
          : court.undecided
            ? "The panel found no majority: each side gets half"
            : `The panel found no majority, so the ruling before it stands: ${rulingWords[court.ruling]}`,
        body: `This becomes final ${until}, unless somebody pays for an appeal before.`,
      };
    default:
      return {
        title: finalWords(court.undecided, court.ruling),
        body: "There is no further appeal. Anyone may hand the ruling to the escrow.",
      };
  }
}

function finalWords(undecided: boolean, ruling: Ruling): string {
  return undecided ? "No majority was found: each side gets half" : `The ruling is final: ${rulingWords[ruling]}`;
}

function withoutCourt({ now, deadline }: DisputeFacts): Headline {
  return {
    title: "The arbitrator has the case",
    body:
      now > deadline
        ? "It has not ruled in time. Anyone may end the dispute now: each side gets half."
        : `It rules ${deadlineOf(deadline, now)}. If it stays silent, each side gets half.`,
  };
}

function ended({ now, deadline, outcome }: DisputeFacts): Headline {
  const titles = {
    none: "There is no dispute",
    completed: "The order was completed",
    settled: "Both sides agreed on a split",
    ruledForBuyer: "It ended for the buyer",
    ruledForSeller: "It ended for the seller",
    split: "It ended half and half",
    refundedUnshipped: "The money went back to the buyer",
    refunded: "The money went back to the buyer",
    unanswered: "The seller did not answer, so the money went back",
    neverSent: "It never came, so the money went back",
    calledOff: "The buyer called it off before it began",
  } as const satisfies Record<Outcome, string>;
  return { title: titles[outcome], body: outcome === "none" ? "" : `The order ended ${whenOf(deadline, now)}.` };
}
