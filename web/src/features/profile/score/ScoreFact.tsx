import { useQuery } from "@tanstack/react-query";
import type { Address } from "viem";
import type { ScoreRole } from "#protocol/entries.ts";
import type { Seconds } from "../../../lib/time.ts";
import { chainScoresOptions } from "./score.ts";
import { ScoreDoor } from "./ScoreDoor.tsx";
import { trustOf } from "./scoreFacts.ts";

type ScoreFactProps = { address: Address; role: ScoreRole; now: Seconds };

/** Somebody's score in one line, by the chain, with the door to how it came about. Nothing while the chain has not answered. */
export function ScoreFact({ address, role, now }: ScoreFactProps) {
  const { data } = useQuery(chainScoresOptions(address));
  if (!data) return null;
  return (
    <div className="flex flex-col gap-2 pt-3">
      <p>
        <span className="text-quiet">Score as a {role}: </span>
        <span className="tabular-nums">{trustOf(data[role], now).points.toFixed(1)} of 100</span>
      </p>
      <ScoreDoor address={address} role={role} now={now} />
    </div>
  );
}
