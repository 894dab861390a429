import { useQuery } from "@tanstack/react-query";
import type { Address } from "viem";
import { roles, type ScoreRole } from "#protocol/entries.ts";
import type { Seconds } from "../../lib/time.ts";
import { SkeletonText } from "../../ui/feedback/Skeleton.tsx";
import { Record } from "./Record.tsx";
import { openingTimeOptions } from "./queries.ts";
import { chainScoresOptions, unopenedOptions } from "./score/score.ts";
import { isWithheld } from "./score/scoreFacts.ts";

type ChainRecordProps = { address: Address; role: ScoreRole; now: Seconds };

/** One side of a person while the index does not answer: the contract's own score, and what they kept back. */
export function ChainRecord({ address, role, now }: ChainRecordProps) {
  const scores = useQuery(chainScoresOptions(address));
  const { data: unopened = [] } = useQuery(unopenedOptions(address));
  const { data: openingTime = Infinity } = useQuery(openingTimeOptions);
  if (scores.isPending) return <SkeletonText lines={3} />;
  if (scores.isError) return <p className="max-w-text text-quiet">The chain does not answer either.</p>;
  const withheld = unopened.filter(
    ({ subjectRole, endedAt }) => roles[subjectRole] !== role && isWithheld(String(endedAt), openingTime, now),
  );
  return (
    <Record
      address={address}
      role={role}
      side={null}
      onChain={scores.data[role]}
      withheld={withheld.length}
      now={now}
    />
  );
}
