import type { Phase } from "../../../../../protocol/due.ts";
import { type CourtConfig, votesHidden } from "../../../market/courts/case.ts";

/** One step of the phase bar. Only of the running step is the end known; the others say how long they last at most. */
export type Step = {
  phase: Exclude<Phase, "none">;
  label: string;
  state: "past" | "now" | "next";
  lasts: number | null;
  endsAt: number | null;
};

/** The steps of one round, in order. An open vote has no secret part. */
export function stepsOf(config: CourtConfig, at: { phase: Phase; phaseEnd: number; seats: number }): Step[] {
  const hidden = votesHidden(config, at.seats);
  const all: Omit<Step, "state" | "endsAt">[] = [
    { phase: "evidence", label: "Evidence", lasts: config.evidencePeriod },
    { phase: "draw", label: "Draw", lasts: config.drawTimeout },
    { phase: "commit", label: "Secret vote", lasts: config.commitPeriod },
    { phase: "reveal", label: hidden ? "Votes open" : "Vote", lasts: config.revealPeriod },
    { phase: "appeal", label: "Appeal", lasts: config.appealPeriod },
    { phase: "resolved", label: "Final", lasts: null },
  ];
  const steps = hidden ? all : all.filter((step) => step.phase !== "commit");
  const current = steps.findIndex((step) => step.phase === at.phase);
  return steps.map((step, index) => {
    const state = index < current ? "past" : index === current ? "now" : "next";
    return { ...step, state, endsAt: state === "now" && step.phase !== "resolved" ? at.phaseEnd : null };
  });
}

/** How long a case takes when everybody uses every second, all who are drawn vote, and nobody appeals. */
export function usualTime(config: CourtConfig): number {
  return config.evidencePeriod + votingTime(config) + config.appealPeriod;
}

/** The same when a draw has to be waited for and people stay away, so that a second panel takes their place. */
export function longestTime(config: CourtConfig): number {
  return config.evidencePeriod + 2 * (config.drawTimeout + votingTime(config)) + config.appealPeriod;
}

function votingTime(config: CourtConfig): number {
  return (votesHidden(config, config.seats) ? config.commitPeriod : 0) + config.revealPeriod;
}
