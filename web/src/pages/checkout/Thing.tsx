import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Hex } from "viem";
import type { Terms } from "../../../../protocol/ids.ts";
import { averageRatingOf } from "../../features/listings/averageRating.ts";
import { accountOptions, usePerson } from "../../features/profile/queries.ts";
import { paths } from "../../paths/paths.ts";
import { count } from "../../lib/text.ts";
import { pictureUrls } from "../../services/ipfs.ts";
import type { TitleAndPhoto } from "../../market/orders/order.ts";
import { Photo } from "../../ui/page/Photo.tsx";
import { Stars } from "../../ui/people/Stars.tsx";
import { Quoted } from "../../ui/words/Quoted.tsx";
import { Name } from "../../ui/people/Name.tsx";

type ThingProps = { listingId: Hex; terms: Terms; cover: TitleAndPhoto | undefined; failed: boolean };

/** What is bought and from whom, with one line of trust. */
export function Thing({ listingId, terms, cover, failed }: ThingProps) {
  return (
    <div className="flex items-start gap-4">
      <Link {...paths.listing(listingId)} className="shrink-0 rounded-card" aria-label="Back to the listing">
        <Photo
          urls={cover?.photo ? pictureUrls(cover.photo.cid) : []}
          thumbhash={cover?.photo?.thumbhash}
          alt=""
          priority
          className="size-24 rounded-card text-[0] md:size-28"
        />
      </Link>
      <div className="flex min-w-0 flex-col gap-1">
        <Link {...paths.listing(listingId)} className="text-lead font-strong underline-offset-4 hover:underline">
          {cover ? (
            <Quoted text={cover.title} lang={cover.language} otherwise="No title" />
          ) : failed ? (
            "A listing whose words can’t be reached"
          ) : (
            "…"
          )}
        </Link>
        <Seller terms={terms} />
      </div>
    </div>
  );
}

function Seller({ terms }: { terms: Terms }) {
  const { name, others } = usePerson(terms.seller);
  const { data: account } = useQuery(accountOptions(terms.seller));
  return (
    <p className="flex flex-wrap gap-x-3 text-quiet">
      <span>
        from{" "}
        <Link {...paths.profile(terms.seller)} className="text-ink underline decoration-edge underline-offset-4">
          <Name address={terms.seller} name={name} others={others} />
        </Link>
      </span>
      {account && (
        <>
          <Stars {...averageRatingOf(account.seller.ratings)} />
          <span>
            {account.seller.completed === 0
              ? "Nothing sold yet"
              : `${count(account.seller.completed, "sale")} completed`}
          </span>
        </>
      )}
    </p>
  );
}
