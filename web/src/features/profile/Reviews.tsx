import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { paths } from "../../lib/paths.ts";
import { shortHex } from "../../lib/text.ts";
import { dayOf, type Seconds } from "../../lib/time.ts";
import { Avatar } from "../../ui/people/Avatar.tsx";
import { EmptyState } from "../../ui/feedback/EmptyState.tsx";
import { Skeleton } from "../../ui/feedback/Skeleton.tsx";
import { reviewTextQuery, usePerson, type Review } from "./queries.ts";

const endings: Partial<{ [outcome in Review["outcome"]]: string }> = {
  settled: "settled between the two",
  ruledForBuyer: "after a ruling for the buyer",
  ruledForSeller: "after a ruling for the seller",
  split: "after a ruling of half and half",
  refunded: "after a refund",
};

/** Published reviews, newest first; a sealed one is announced without a word of it. */
export function Reviews({ reviews, now }: { reviews: readonly Review[]; now: Seconds }) {
  if (reviews.length === 0) {
    return (
      <EmptyState title="No reviews yet">
        They can only be written about orders that were paid and have ended.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line border-y border-line">
      {reviews.map((review) => (
        <li key={review.id} className="flex gap-4 py-5">
          <Author address={review.author.id} />
          <div className="min-w-0 flex-1">
            <ReviewBody review={review} now={now} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Author({ address }: { address: Review["author"]["id"] }) {
  const { name, urls } = usePerson(address);
  return (
    <Link {...paths.profile(address)} aria-label={name ?? shortHex(address)} className="h-fit rounded-round">
      <Avatar address={address} urls={urls} />
    </Link>
  );
}

function ReviewBody({ review, now }: { review: Review; now: Seconds }) {
  const { name } = usePerson(review.author.id);
  const who = name ?? shortHex(review.author.id);
  if (review.status === "sealed") {
    return (
      <>
        <p className="font-strong">{who}</p>
        <p className="text-quiet">Sealed until both sides have spoken or the time is over.</p>
      </>
    );
  }
  const ending = endings[review.outcome];
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-strong">{who}</span>
        <span className="tabular-nums">{review.rating} of 5</span>
        <span className="text-fine text-quiet">
          {dayOf(Number(review.publishedAt), now)}
          {ending && `, ${ending}`}
        </span>
      </p>
      <Words cid={review.contentCid} />
      {review.replyCid && (
        <div className="mt-3 border-s-2 border-line ps-4">
          <p className="text-fine text-quiet">Answer</p>
          <Words cid={review.replyCid} />
        </div>
      )}
    </>
  );
}

function Words({ cid }: { cid: string | null }) {
  const { data, isPending, isError } = useQuery(reviewTextQuery(cid));
  if (cid === null) return null;
  if (isError) return <p className="text-quiet">The words are stored on IPFS, and no gateway has them now.</p>;
  if (isPending) return <Skeleton className="mt-2 h-4 w-3/5" />;
  return <p className="max-w-text whitespace-pre-line">{data}</p>;
}
