import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Address, isAddressEqual } from "viem";
import { quote } from "../../../../protocol/money.ts";
import { termsOf } from "../../features/listings/listing.ts";
import type { Availability, Listing } from "../../features/listings/listing.ts";
import { formatAmount } from "../../lib/money.ts";
import { paths } from "../../lib/paths.ts";
import { useWallet } from "../../services/wallet.ts";
import { useToken } from "../../services/tokens.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";

const ended = {
  soldOut: { title: "Sold", words: "Every piece has found its buyer." },
  expired: { title: "No longer on offer", words: "Its time has run out. The seller may list it again." },
  closed: { title: "Taken down", words: "The seller has withdrawn it. Orders made before go on." },
  replaced: { title: "There is a newer version", words: "The seller has changed it; only the new one can be bought." },
} as const;

/** The one thing to do here, or why there is nothing to do. On a phone it stands at the thumb. */
export function NextStep({ listing, availability }: { listing: Listing; availability: Availability }) {
  const { address } = useWallet();
  const mine = address !== undefined && isAddressEqual(address, listing.seller.id);
  if (mine && (availability === "forSale" || availability === "request")) return <Yours account={address} />;
  if (availability === "forSale") return <Buy listing={listing} />;
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

/** Nobody can buy from themselves. */
function Yours({ account }: { account: Address }) {
  return (
    <Notice
      title="This is yours"
      action={
        <Button asChild variant="quiet">
          <Link {...paths.profile(account)}>All that you offer</Link>
        </Button>
      }
    >
      Others see the button to buy it here.
    </Notice>
  );
}

const verbs = { item: "Buy", digital: "Buy", service: "Book", rental: "Rent", request: "Buy" } as const;

function Buy({ listing }: { listing: Listing }) {
  const token = useToken(listing.token);
  const price = token && formatAmount(quote(termsOf(listing), 1).total, token);
  return (
    <AtTheThumb>
      <Button asChild size="large" wide>
        <Link {...paths.checkout(listing.id)}>
          {price ? `${verbs[listing.kind]} for ${price}` : verbs[listing.kind]}
        </Link>
      </Button>
    </AtTheThumb>
  );
}

function AtTheThumb({ children }: { children: ReactNode }) {
  return (
    <div className="max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:border-t max-md:border-line max-md:bg-paper max-md:px-4 max-md:pt-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      {children}
    </div>
  );
}
