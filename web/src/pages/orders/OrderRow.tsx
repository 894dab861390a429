import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { quote } from "../../../../protocol/money.ts";
import { headlineOf, isOver, type Situation } from "../../features/orders/life.ts";
import type { Mine } from "../../features/orders/mine.ts";
import { useChosen, useNaming } from "../../market/orders/chosen.ts";
import { stayWords } from "../../market/stays/stayWords.ts";
import { paths } from "../../paths/paths.ts";
import { dayOf, deadlineOf, type Seconds } from "../../lib/time.ts";
import { pictureUrls } from "../../services/ipfs.ts";
import { titleAndPhotoOptions } from "../../market/orders/order.ts";
import { useToken } from "../../market/tokens.ts";
import { Money } from "../../ui/money/Money.tsx";
import { Photo } from "../../ui/page/Photo.tsx";
import { Quoted } from "../../ui/words/Quoted.tsx";

type OrderRowProps = { mine: Mine; situation: Situation; now: Seconds };

/** Picture, title, one line of what is going on, amount. */
export function OrderRow({ mine, situation, now }: OrderRowProps) {
  const { order, orderId, fundedAt } = mine;
  const asked = useQuery({ ...titleAndPhotoOptions(order.terms.metadata), enabled: mine.cover === undefined });
  const cover = mine.cover ?? asked.data;
  const token = useToken(order.terms.token);
  const chosen = useChosen(order);
  const naming = useNaming(order);
  const { meaning, title, by } = headlineOf(situation);
  return (
    <Link {...paths.order(orderId)} className="group flex items-center gap-4 rounded-control py-3">
      <Photo
        urls={cover?.photo ? pictureUrls(cover.photo.cid) : []}
        thumbhash={cover?.photo?.thumbhash}
        alt=""
        className="size-16 shrink-0 rounded-card text-[0] md:size-18"
      />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-baseline justify-between gap-4">
          <span className="truncate font-strong underline-offset-4 group-hover:underline">
            {cover ? (
              <Quoted text={cover.title} lang={cover.language} otherwise="No title" />
            ) : asked.isError ? (
              "A listing whose words can’t be reached"
            ) : (
              "…"
            )}
          </span>
          <span className="shrink-0">{token && <Money amount={quote(order).total} token={token} />}</span>
        </span>
        {chosen && <Quoted text={chosen} otherwise="Something without a name" className="truncate text-fine" />}
        {order.start > 0 && <span className="text-fine">{stayWords(order.terms, order, now, naming)}</span>}
        <span data-meaning={meaning} className="flex items-start gap-2 text-meaning">
          <span className="mt-2 size-2 shrink-0 rounded-round bg-current" aria-hidden />
          {title}
        </span>
        <span className="text-fine text-quiet">
          {isOver(situation.status)
            ? dayOf(situation.deadline, now)
            : by !== undefined
              ? deadlineOf(by, now)
              : `since ${dayOf(fundedAt, now)}`}
        </span>
      </span>
    </Link>
  );
}
