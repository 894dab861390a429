import type { Side } from "../../../../protocol/side.ts";
import { Link } from "@tanstack/react-router";
import { listingId, type Order } from "../../../../protocol/ids.ts";
import { useChosen, useNaming } from "../../market/orders/chosen.ts";
import { lengthOf, stayWords } from "../../market/stays/stayWords.ts";
import { paths } from "../../paths/paths.ts";
import type { Seconds } from "../../lib/time.ts";
import { pictureUrls } from "../../services/ipfs.ts";
import type { TitleAndPhoto } from "../../market/orders/order.ts";
import { Photo } from "../../ui/page/Photo.tsx";
import { Quoted } from "../../ui/words/Quoted.tsx";

const relations = { buyer: "You bought", seller: "You sold" } as const;
const bookings = { buyer: "You booked", seller: "Booked with you" } as const;

type ThingProps = { order: Order; cover: TitleAndPhoto | undefined; side: Side | null; now: Seconds };

/** What the order is about, in one row: the thing, which of it, from when to when. */
export function Thing({ order, cover, side, now }: ThingProps) {
  const { terms, quantity, start } = order;
  const chosen = useChosen(order);
  const naming = useNaming(order);
  return (
    <Link {...paths.listing(listingId(order.terms))} className="group flex items-center gap-4 self-start rounded-card">
      <Photo
        urls={cover?.photo ? pictureUrls(cover.photo.cid) : []}
        thumbhash={cover?.photo?.thumbhash}
        alt=""
        priority
        className="size-16 shrink-0 rounded-card text-[0]"
      />
      <span className="min-w-0">
        <span className="block text-fine text-quiet">
          {side ? (start === 0 ? relations : bookings)[side] : "An order of"}
          {start === 0 && quantity > 1 && ` ${quantity} ×`}
        </span>
        <span className="block text-lead font-strong underline-offset-4 group-hover:underline">
          {cover ? (
            <Quoted text={cover.title} lang={cover.language} otherwise="No title" />
          ) : (
            "A listing whose words can’t be reached"
          )}
        </span>
        {chosen && <Quoted text={chosen} otherwise="Something without a name" className="block" />}
        {start > 0 && (
          <span className="block">
            {lengthOf(terms, quantity, naming)}, {stayWords(terms, order, now, naming)}
          </span>
        )}
      </span>
    </Link>
  );
}
