import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Hex } from "viem";
import type { SaleState } from "../../features/orders/buying/purchase.ts";
import { replacementOptions } from "../../features/orders/buying/sale.ts";
import { paths } from "../../paths/paths.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";

type Reason = Exclude<SaleState, "forSale"> | "unjudged" | "misdescribed";

const reasons = {
  soldOut: { title: "Sold out", words: "Somebody was faster." },
  expired: { title: "No longer on offer", words: "Its time has run out." },
  closed: { title: "Taken down", words: "The seller has withdrawn it." },
  request: { title: "Somebody is looking for this", words: "It can’t be bought. You can offer them one." },
  paused: {
    title: "New orders are paused",
    words: "The market takes no new orders at the moment; those that exist go on. Try again later.",
  },
  misdescribed: {
    title: "What it says and what it is bound to are not the same",
    words:
      "Its description names other things to choose from than those that its seller has to keep to. Nobody could say what you would get, so it can’t be bought here.",
  },
  unjudged: {
    title: "Nobody could judge a dispute about this",
    words:
      "The judge whom its terms name can’t be asked. If something were wrong with it, your money would be lost, so it can’t be bought here.",
  },
} as const satisfies Record<Reason, { title: string; words: string }>;

type UnsellableProps = { listingId: Hex; standing: Reason };

/** Why it can't be bought, and where to go instead. */
export function Unsellable({ listingId, standing }: UnsellableProps) {
  const { data: newer } = useQuery(replacementOptions(listingId, standing === "closed"));
  const { title, words } = newer
    ? {
        title: "There is a newer version",
        words: "The seller has changed it: look at what is new.",
      }
    : reasons[standing];
  return (
    <Notice
      title={title}
      action={
        <Button asChild variant="quiet">
          {newer ? (
            <Link {...paths.listing(newer)}>Go to the new version</Link>
          ) : standing === "request" ? (
            <Link {...paths.sell(listingId)}>Offer what they look for</Link>
          ) : standing === "paused" ? (
            <Link {...paths.listing(listingId)}>Back to the listing</Link>
          ) : (
            <Link {...paths.search()}>Find something like it</Link>
          )}
        </Button>
      }
    >
      {words}
    </Notice>
  );
}
