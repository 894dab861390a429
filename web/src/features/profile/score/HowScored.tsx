import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { Address } from "viem";
import { explain, type Line, type ScoreRole } from "#protocol/entries.ts";
import { paths } from "../../../paths/paths.ts";
import { dayOf, isoOf, type Seconds } from "../../../lib/time.ts";
import { ErrorState } from "../../../ui/feedback/ErrorState.tsx";
import { SkeletonText } from "../../../ui/feedback/Skeleton.tsx";
import { Details } from "../../../ui/page/Details.tsx";
import { Facts } from "../../../ui/page/Facts.tsx";
import { Rating } from "../../../ui/people/Stars.tsx";
import { feesOf, percentOf, reckoningOf, valueOf, whyWeight } from "./entryWords.ts";
import { chainScoresOptions, entriesOptions } from "./score.ts";
import { checkSentence } from "./scoreCheck.ts";

type HowScoredProps = { address: Address; role: ScoreRole; now: Seconds };

/** Everything that made a score, reckoned anew on this device and compared with the contract. */
export function HowScored({ address, role, now }: HowScoredProps) {
  const told = useQuery(entriesOptions(address));
  const chain = useQuery(chainScoresOptions(address));
  if (told.isPending) return <SkeletonText lines={5} />;
  if (told.isError) {
    return (
      <ErrorState
        title="The list can’t be read right now."
        remedy="Neither the index nor the chain answers. Try again, or choose other endpoints in Settings."
        onRetry={() => void told.refetch()}
        details={told.error.message}
      />
    );
  }
  const { lines, score, points, confidence } = explain(told.data.entries, role, BigInt(now));
  const check = checkSentence(score, chain.data?.[role]);
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-text">{reckoningOf(lines, points)}</p>
      <ul className="divide-y divide-line border-y border-line">
        {lines.map((line) => (
          <Entry key={`${line.orderId}:${line.author ?? "ruling"}`} line={line} now={now} />
        ))}
        <li className="flex items-baseline justify-between gap-6 py-3">
          <span>
            Where everyone starts
            <span className="block text-fine text-quiet">Counts as 70 of 100, for 20 USD of fees. It never fades.</span>
          </span>
          <span className="shrink-0 tabular-nums">{percentOf(10_000n - confidence)}</span>
        </li>
      </ul>
      <Facts
        facts={[
          { label: "Score", value: `${(Number(points) / 100).toFixed(1)} of 100`, strong: true },
          {
            label: "Confidence",
            value: percentOf(confidence),
            hint: "How much of the score rests on this list, and not on the start.",
          },
        ]}
      />
      {check && (
        <p
          role="status"
          className="flex max-w-text gap-2 text-fine text-quiet [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0"
        >
          {check.equal ? <CircleCheck aria-hidden /> : <TriangleAlert aria-hidden />}
          <span>
            {check.words}
            {told.data.from === "chain" && " The index does not answer, so the list was read from the chain as well."}
          </span>
        </p>
      )}
      {chain.isError && (
        <p role="status" className="max-w-text text-fine text-quiet">
          The chain does not answer, so this could not be compared with it.
        </p>
      )}
      <Details summary="The exact rule">
        <p className="max-w-text text-quiet">
          The score is the average of all values, each weighed by the fee that its order paid, from 20 USD at the start
          on. Weights fade by half every 180 days. Stars from one to five are worth 0, 25, 50, 75 and 100; a lost ruling
          is worth 0, with twice the weight. The second review by the same person weighs a half, the third a quarter,
          down to 1/128. One order weighs 20 USD at most. The contract rounds down at each step, so the last digit may
          be lower than a calculator says.
        </p>
      </Details>
    </div>
  );
}

function Entry({ line, now }: { line: Line; now: Seconds }) {
  const at = Number(line.at);
  const why = whyWeight(line);
  return (
    <li className="flex items-baseline justify-between gap-6 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3">
          {line.author === null ? <span className="font-strong">Ruling lost</span> : <Rating value={line.rating} />}
          <time dateTime={isoOf(at)} className="text-fine text-quiet">
            {dayOf(at, now)}
          </time>
        </p>
        <p className="text-fine text-quiet">
          Worth {valueOf(line)}.{" "}
          {line.weight > 0n && `Counted for ${feesOf(line.weight)} of fees, now for ${feesOf(line.left)}. `}
          {why}
        </p>
        <Link
          {...paths.order(line.orderId)}
          className="inline-flex touch items-center text-fine text-quiet underline decoration-edge underline-offset-4 hover:text-ink md:min-h-8"
        >
          The order
        </Link>
      </div>
      <span className="shrink-0 tabular-nums">
        <span className="sr-only">Share of the score: </span>
        {percentOf(line.share)}
      </span>
    </li>
  );
}
