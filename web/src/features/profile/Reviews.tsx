import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { paths } from "../../paths/paths.ts";
import { shortHex } from "../../lib/text.ts";
import { dayOf, type Seconds } from "../../lib/time.ts";
import { Avatar } from "../../ui/people/Avatar.tsx";
import { EmptyState } from "../../ui/feedback/EmptyState.tsx";
import { Skeleton } from "../../ui/feedback/Skeleton.tsx";
import { Rating } from "../../ui/people/Stars.tsx";
import { openingTimeOptions, reviewTextOptions, usePerson, type Review } from "./queries.ts";
import { isWithheld } from "./score/scoreFacts.ts";
import { Part } from "../../ui/feedback/Part.tsx";
import { Name } from "../../ui/people/Name.tsx";
import { own } from "../../lib/lookup.ts";
import { quotedLine } from "../../lib/quoted.ts";
import { QuotedText } from "../../ui/words/Quoted.tsx";

const endings: Partial<{ [outcome in Review["outcome"]]: string }> = {
  settled: "settled between the two",
  ruledForBuyer: "after a ruling for the buyer",
  ruledForSeller: "after a ruling for the seller",
  split: "after a ruling of half and half",
  refunded: "after a refund",
  unanswered: "after a complaint that the seller did not answer",
  neverSent: "about what was never sent",
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
        <li key={review.id} className="py-5">
          <Part what="This review" of={review}>
            <div className="flex gap-4">
              <Author address={review.author.id} />
              <div className="min-w-0 flex-1">
                <ReviewBody review={review} now={now} />
              </div>
            </div>
          </Part>
        </li>
      ))}
    </ul>
  );
}

function Author({ address }: { address: Review["author"]["id"] }) {
  const { name, urls } = usePerson(address);
  return (
    <Link {...paths.profile(address)} aria-label={quotedLine(name, shortHex(address))} className="h-fit rounded-round">
      <Avatar address={address} urls={urls} />
    </Link>
  );
}

function ReviewBody({ review, now }: { review: Review; now: Seconds }) {
  const { name, others } = usePerson(review.author.id);
  const who = <Name address={review.author.id} name={name} others={others} />;
  const { data: openingTime } = useQuery(openingTimeOptions);
  if (review.status === "sealed") {
    const withheld = openingTime !== undefined && isWithheld(review.order.deadline, openingTime, now);
    return (
      <>
        <p className="font-strong">{who}</p>
        <p className="max-w-text text-quiet">
          {withheld
            ? "Withheld: written and sealed, but not opened in time. It counts for nothing."
            : "Sealed until both sides have spoken or the time is over."}
        </p>
        <OrderLink review={review} />
      </>
    );
  }
  const ending = own(endings, review.outcome);
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3">
        <span className="font-strong">{who}</span>
        {review.rating !== null && <Rating value={review.rating} />}
        <span className="text-fine text-quiet">
          {dayOf(Number(review.publishedAt), now)}
          {ending && `, ${ending}`}
        </span>
      </p>
      {review.contentCid && <Words cid={review.contentCid} />}
      {review.replyCid && (
        <div className="mt-3 border-s-2 border-line ps-4">
          <p className="text-fine text-quiet">Answer</p>
          <Words cid={review.replyCid} />
        </div>
      )}
      <OrderLink review={review} />
    </>
  );
}

function OrderLink({ review }: { review: Review }) {
  return (
    <Link
      {...paths.order(review.order.id)}
      className="inline-flex touch items-center text-fine text-quiet underline decoration-edge underline-offset-4 hover:text-ink md:min-h-8"
    >
      The order it is about
    </Link>
  );
}

function Words({ cid }: { cid: string }) {
  const { data, isPending, isError } = useQuery(reviewTextOptions(cid));
  if (isError) return <p className="text-quiet">The words are stored on IPFS, and no gateway has them now.</p>;
  if (isPending) return <Skeleton className="mt-2 h-4 w-3/5" />;
  return <QuotedText text={data} otherwise="Words that can’t be seen." />;
}
