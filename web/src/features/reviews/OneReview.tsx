import type { Side } from "#protocol/side.ts";
import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import type { Hex } from "viem";
import type { Order } from "#protocol/order.ts";
import { paths } from "../../paths/paths.ts";
import { shortHex } from "../../lib/text.ts";
import type { Seconds } from "../../lib/time.ts";
import { Avatar } from "../../ui/people/Avatar.tsx";
import { OpenReview } from "./writing/OpenReview.tsx";
import { PublishedReview } from "./PublishedReview.tsx";
import type { ReviewsNow } from "./queries.ts";
import { stageOf } from "./stage.ts";
import { opensItself } from "./actions.ts";
import { sentenceOf, titleOf, waitedSentence } from "./words.ts";
import { WriteReview } from "./writing/WriteReview.tsx";

type OneReviewProps = {
  orderId: Hex;
  order: Order;
  author: Side;
  me: Side | null;
  reviews: ReviewsNow;
  now: Seconds;
};

/** What one side says of the other: where it stands, and what whoever looks can do about it. */
export function OneReview({ orderId, order, author, me, reviews, now }: OneReviewProps) {
  const frame = useRef<HTMLElement>(null);
  const { said, windows, alone } = reviews;
  const stage = stageOf({ buyer: said.buyer.spoken, seller: said.seller.spoken }, author, windows, now, alone);
  const address = author === "buyer" ? order.buyer : order.terms.seller;
  const sentence =
    alone && stage === "write"
      ? waitedSentence(me === author, windows, now)
      : sentenceOf(stage, author, me, windows, now, opensItself);
  const { sealed } = said[author];
  // The button that was pressed is gone by then; the keyboard goes on from what came of it.
  const onDone = () => frame.current?.focus();
  const writing = me === author && (stage === "seal" || stage === "write");
  return (
    <article ref={frame} tabIndex={-1} aria-label={titleOf(author, me)} className="flex flex-col gap-3 py-6">
      <div className="flex items-center gap-3">
        <Link
          {...paths.profile(address)}
          aria-label={`${author === me ? "Your profile" : `Profile of the ${author}`}, ${shortHex(address)}`}
          className="shrink-0 rounded-round"
        >
          <Avatar address={address} />
        </Link>
        <h3 className="text-lead">{titleOf(author, me)}</h3>
      </div>
      <div className="flex min-w-0 flex-col gap-3 md:ps-13">
        {sentence && <p className="max-w-text text-quiet">{sentence}</p>}
        {writing && (
          <WriteReview orderId={orderId} order={order} author={address} sealing={stage === "seal"} onDone={onDone} />
        )}
        {stage === "open" && sealed && (
          <OpenReview
            orderId={orderId}
            order={order}
            author={address}
            sealed={sealed}
            mine={me === author}
            onDone={onDone}
          />
        )}
        {stage === "published" && (
          <PublishedReview
            orderId={orderId}
            order={order}
            said={said[author]}
            toMe={me !== null && me !== author}
            by={author}
            onDone={onDone}
            now={now}
          />
        )}
      </div>
    </article>
  );
}
