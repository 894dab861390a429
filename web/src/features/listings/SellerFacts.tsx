import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { paths } from "../../paths/paths.ts";
import { dayOf } from "../../lib/time.ts";
import type { Seconds } from "../../lib/time.ts";
import { Facts } from "../../ui/page/Facts.tsx";
import { Avatar } from "../../ui/people/Avatar.tsx";
import { Stars } from "../../ui/people/Stars.tsx";
import type { Listing } from "../../market/listings/listing.ts";
import { averageRatingOf } from "./averageRating.ts";
import { Name } from "../../ui/people/Name.tsx";

type SellerFactsProps = {
  seller: Listing["seller"];
  name?: string;
  /** What other accounts are called that are known here. */
  others?: readonly string[];
  urls?: readonly string[];
  now: Seconds;
  children?: ReactNode;
};

/** Who sells, in facts that the chain knows. The name is what the seller says. */
export function SellerFacts({ seller, name, others, urls, now, children }: SellerFactsProps) {
  return (
    <section aria-labelledby="seller">
      <Link {...paths.profile(seller.id)} className="group flex items-center gap-3 rounded-control">
        <Avatar address={seller.id} urls={urls} />
        <span className="min-w-0">
          <span id="seller" className="block truncate font-strong underline-offset-4 group-hover:underline">
            <Name address={seller.id} name={name} others={others} />
          </span>
          <span className="block text-fine text-quiet">
            {seller.seller ? (
              <Stars {...averageRatingOf(seller.seller.ratings)} />
            ) : (
              "Their record can’t be read right now"
            )}
          </span>
        </span>
      </Link>
      {children}
      {seller.seller && <Record record={seller.seller} since={Number(seller.createdAt)} now={now} />}
    </section>
  );
}

type RecordProps = { record: NonNullable<Listing["seller"]["seller"]>; since: Seconds; now: Seconds };

function Record({ record: { completed, disputed, orders }, since, now }: RecordProps) {
  return (
    <Facts
      className="pt-2"
      facts={[
        { label: "Sold", value: orders === 0 ? "Nothing yet" : `${completed} of ${orders} orders completed` },
        { label: "Disputed", value: disputed === 0 ? "Never" : `${disputed} of ${orders}` },
        { label: "Here since", value: dayOf(since, now) },
      ]}
    />
  );
}
