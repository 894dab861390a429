import type { Address, Hex } from "viem";
import type { Ballot } from "#protocol/vote.ts";
import { Card } from "../../../ui/page/Card.tsx";
import { CastVote, type VoteOption } from "./CastVote.tsx";
import { type Duty, type SeatFacts, dutySentences } from "../duty.ts";
import { GiveReasons } from "./GiveReasons.tsx";
import { OpenVote } from "./OpenVote.tsx";

type BallotCardProps = {
  ballot: Ballot;
  seat: { index: number; commitment: Hex; status: SeatFacts["status"]; justified: boolean };
  arbitrator: Address;
  hidden: boolean;
  duty: Duty;
  options: VoteOption[];
};

const titles = {
  "commit now": "Your vote",
  "vote now": "Your vote",
  "reveal now": "Open your vote",
  committed: "Your vote is in",
  revealed: "Your vote is open",
  missed: "You did not vote",
  "shown too early": "Your vote is void",
  ruled: "You judged this case",
  settled: "You judged this case",
} as const satisfies Record<Duty, string>;

/** Where my seat stands, and what it asks of me. */
export function BallotCard({ ballot, seat, arbitrator, hidden, duty, options }: BallotCardProps) {
  const casting = duty === "commit now" || duty === "vote now";
  return (
    <Card id="ballot" className="flex scroll-mt-24 flex-col gap-5">
      <div className="flex flex-col gap-1">
        <h2 className="text-title">{titles[duty]}</h2>
        <p className="max-w-text text-quiet">{dutySentences[duty]}</p>
      </div>
      {casting && (
        <CastVote ballot={ballot} seat={seat.index} arbitrator={arbitrator} hidden={hidden} options={options} />
      )}
      {duty === "reveal now" && (
        <OpenVote
          ballot={ballot}
          seat={seat.index}
          arbitrator={arbitrator}
          commitment={seat.commitment}
          options={options}
        />
      )}
      {seat.status === "revealed" && !seat.justified && (
        <GiveReasons ballot={ballot} seat={seat.index} arbitrator={arbitrator} />
      )}
    </Card>
  );
}
