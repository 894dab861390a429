import { otherSide, type Side } from "#protocol/side.ts";
import type { Hex } from "viem";
import type { Order } from "#protocol/order.ts";
import { capitalized } from "../../lib/text.ts";
import { dayOf, type Seconds } from "../../lib/time.ts";
import { SkeletonText } from "../../ui/feedback/Skeleton.tsx";
import { Details } from "../../ui/page/Details.tsx";
import { Rating } from "../../ui/people/Stars.tsx";
import { AnswerForm } from "./writing/AnswerForm.tsx";
import type { Said } from "./queries.ts";
import { Words } from "./Words.tsx";
import { weightSentence } from "./words.ts";

type PublishedReviewProps = {
  orderId: Hex;
  order: Order;
  said: Said;
  by: Side;
  /** It is about whoever looks, who may answer it once. */
  toMe: boolean;
  onDone: () => void;
  now: Seconds;
};

export function PublishedReview({ orderId, order, said, by, toMe, onDone, now }: PublishedReviewProps) {
  const { published, answer } = said;
  if (!published) return <SkeletonText lines={2} />;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3">
        <Rating value={published.rating} />
        <span className="text-fine text-quiet">{dayOf(published.at, now)}</span>
      </p>
      <Words cid={published.cid} />
      <p className="text-fine text-quiet">{weightSentence(published.weight)}</p>
      {answer && (
        <div className="border-s-2 border-line ps-4">
          <p className="text-fine text-quiet">
            {toMe ? "Your answer" : `${capitalized(`the ${otherSide(by)}`)}’s answer`}, {dayOf(answer.at, now)}
          </p>
          <Words cid={answer.cid} />
        </div>
      )}
      {toMe && !answer && (
        <Details summary="Answer it">
          <AnswerForm orderId={orderId} order={order} onDone={onDone} />
        </Details>
      )}
    </>
  );
}
