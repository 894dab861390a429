import { Link } from "@tanstack/react-router";
import { quote } from "../../../../protocol/money.ts";
import { termsOf } from "../../market/orders/calldata.ts";
import type { Availability, Listing } from "../../market/listings/listing.ts";
import type { Taking } from "../../features/orders/buying/useTaking.ts";
import { own } from "../../lib/lookup.ts";
import { formatAmount } from "../../lib/money.ts";
import { paths } from "../../paths/paths.ts";
import { pausedWords } from "../../market/trouble.ts";
import { usePaused } from "../../market/pause.ts";
import { useToken } from "../../market/tokens.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { AtTheThumb } from "../../ui/page/AtTheThumb.tsx";

const ended = {
  soldOut: { title: "Sold", words: "Every piece has found its buyer." },
  expired: { title: "No longer on offer", words: "Its time has run out. The seller may list it again." },
  presented: { title: "Not on offer to all", words: "Only those to whom its seller gave a signed offer can buy it." },
  closed: { title: "Taken down", words: "The seller has withdrawn it. Orders made before go on." },
  replaced: { title: "There is a newer version", words: "The seller has changed it; only the new one can be bought." },
} as const;

type NextStepProps = { listing: Listing; availability: Availability; taking: Taking };

/** The one thing to do here, or why there is nothing to do. On a phone it stands at the thumb. */
export function NextStep({ listing, availability, taking }: NextStepProps) {
  const paused = usePaused();
  if (availability === "forSale" && paused) return <Notice title="New orders are paused">{pausedWords}</Notice>;
  if (availability === "forSale") return <Buy listing={listing} taking={taking} />;
  if (availability === "request")
    return (
      <AtTheThumb>
        <Button asChild size="large" wide>
          <Link {...paths.sell(listing.id)}>Offer what they look for</Link>
        </Button>
      </AtTheThumb>
    );
  const { title, words } = ended[availability];
  return (
    <Notice
      title={title}
      action={
        <Button asChild variant="quiet">
          {listing.replacedBy ? (
            <Link {...paths.listing(listing.replacedBy.id)}>Go to the new version</Link>
          ) : (
            <Link {...paths.search(listing.metadata ? { category: listing.metadata.category } : {})}>
              Find something like it
            </Link>
          )}
        </Button>
      }
    >
      {words}
    </Notice>
  );
}

const verbs = { item: "Buy", digital: "Buy", service: "Book", rental: "Rent", request: "Buy" } as const;

function Buy({ listing, taking: { taken, wish, missing } }: Pick<NextStepProps, "listing" | "taking">) {
  const token = useToken(listing.token);
  // Without what is still to be chosen, a sum would not be the one to pay.
  const price = token && missing === null && formatAmount(quote({ terms: termsOf(listing), ...taken }).total, token);
  const verb = own(verbs, listing.kind) ?? "Buy";
  return (
    <AtTheThumb>
      <Button asChild size="large" wide>
        <Link {...paths.checkout(listing.id, wish)}>{price ? `${verb} for ${price}` : verb}</Link>
      </Button>
    </AtTheThumb>
  );
}
