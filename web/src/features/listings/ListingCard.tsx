import { Link } from "@tanstack/react-router";
import { perSlot } from "../../market/stays/stayWords.ts";
import { paths } from "../../paths/paths.ts";
import { pictureUrls } from "../../services/ipfs.ts";
import { useToken } from "../../market/tokens.ts";
import { Skeleton } from "../../ui/feedback/Skeleton.tsx";
import { Money } from "../../ui/money/Money.tsx";
import { Photo } from "../../ui/page/Photo.tsx";
import { Stars } from "../../ui/people/Stars.tsx";
import type { Card } from "./queries.ts";
import { averageRatingOf } from "./averageRating.ts";
import { kindTags } from "../../market/listings/words.ts";
import { Quoted } from "../../ui/words/Quoted.tsx";
import { own } from "../../lib/lookup.ts";

/** Picture, price, title, one line of trust. Nothing more. */
export function ListingCard({ card, priority = false }: { card: Card; priority?: boolean }) {
  const { listing } = card;
  const token = useToken(listing.token);
  const [photo] = card.photos;
  const tag = own(kindTags, listing.kind);
  return (
    <Link {...paths.listing(card.id)} className="group block rounded-card">
      <span className="relative block">
        <Photo
          urls={photo ? pictureUrls(photo.cid) : []}
          thumbhash={photo?.thumbhash}
          alt=""
          priority={priority}
          className="rounded-card transition-opacity group-hover:opacity-90"
        />
        {tag && (
          <span className="absolute start-2 top-2 rounded-control bg-paper px-2 py-0.5 text-fine font-strong">
            {tag}
          </span>
        )}
      </span>
      <span className="block pt-2.5">
        <span className="block min-h-6 text-lead font-strong">
          {listing.price === "0" ? "Open to offers" : token && <Money amount={BigInt(listing.price)} token={token} />}
          {listing.slot !== "0" && (
            <span className="text-base font-normal"> for {perSlot({ slot: Number(listing.slot) }, null)}</span>
          )}
        </span>
        <span dir="auto" className="line-clamp-2 decoration-1 underline-offset-4 group-hover:underline">
          <Quoted text={card.title} otherwise="No title" />
        </span>
        <span className="flex flex-wrap gap-x-2 text-fine text-quiet">
          <Stars {...averageRatingOf(listing.seller.seller.ratings)} short />
          <Quoted text={card.place} className="truncate" />
        </span>
      </span>
    </Link>
  );
}

export function ListingCardSkeleton() {
  return (
    <span className="block">
      <Skeleton className="aspect-square rounded-card" />
      <Skeleton className="mt-3.5 h-4 w-24" />
      <Skeleton className="mt-3 h-3.5 w-4/5" />
      <Skeleton className="mt-3 mb-1 h-3 w-2/5" />
    </span>
  );
}
