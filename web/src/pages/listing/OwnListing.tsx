import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { isAddressEqual } from "viem";
import { sellerKeeps } from "#protocol/money.ts";
import { ActionButton } from "../../action/ActionButton.tsx";
import { termsOf } from "../../market/orders/calldata.ts";
import type { Availability, Listing } from "../../market/listings/listing.ts";
import { isMisplaced } from "../../market/courts/judging.ts";
import { close } from "../../features/selling/actions.ts";
import { isBooking } from "../../market/stays/stays.ts";
import { paths } from "../../paths/paths.ts";
import { court, courtGuide } from "../../services/contracts.ts";
import { useToken } from "../../market/tokens.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { Money } from "../../ui/money/Money.tsx";
import { Dialog } from "../../ui/overlays/Dialog.tsx";
import { AtTheThumb } from "../../ui/page/AtTheThumb.tsx";
import { Facts } from "../../ui/page/Facts.tsx";

const standing = {
  forSale: { title: "This is yours", words: "Everybody can buy it." },
  request: { title: "This is yours", words: "Everybody can answer it." },
  soldOut: { title: "Sold out", words: "Put it up again if there is more of it." },
  expired: { title: "Its time has run out", words: "Nobody can buy it. Put it up again if it is still there." },
  presented: {
    title: "You have signed it",
    words: "Only those to whom you gave the signed offer can buy it. Publish it to offer it to everybody.",
  },
  closed: { title: "Closed", words: "Nobody can buy it. Orders made before go on as agreed." },
  replaced: {
    title: "You have replaced it",
    words: "Only the newer version can be bought. Orders made from this one go on.",
  },
} as const satisfies Record<Availability, { title: string; words: string }>;

type OwnListingProps = { listing: Listing; availability: Availability };

/** What stands in the place of the buy button when one looks at one's own: numbers, a change, an end. */
export function OwnListing({ listing, availability }: OwnListingProps) {
  const token = useToken(listing.token);
  const terms = termsOf(listing);
  const { title, words } = standing[availability];
  const request = listing.kind === "request";
  return (
    <section aria-label="Your listing" className="flex flex-col gap-4">
      <Notice title={title}>{words}</Notice>
      {!request && isAddressEqual(terms.arbitrator, court.address) && isMisplaced(terms, courtGuide) && (
        <Notice title="Its court is one for other sums">
          A court is chosen by what one piece puts at stake. Edit the listing, and the new version goes before the right
          one.
        </Notice>
      )}
      {!request && (
        <Facts
          facts={[
            ...(isBooking(terms)
              ? [{ label: "At a time", value: terms.stock.toLocaleString("en") }]
              : [
                  { label: "Sold", value: Number(listing.sold).toLocaleString("en") },
                  {
                    label: "Left",
                    value: listing.unlimited ? "As many as people want" : Number(listing.left).toLocaleString("en"),
                  },
                ]),
            ...(token
              ? [
                  {
                    label: "You keep of each",
                    value: <Money amount={sellerKeeps({ terms, quantity: 1 })} token={token} />,
                  },
                ]
              : []),
          ]}
        />
      )}
      <Steps listing={listing} availability={availability} />
    </section>
  );
}

function Steps({ listing, availability }: OwnListingProps) {
  const onOffer = availability === "forSale" || availability === "request";
  if (listing.replacedBy) {
    return (
      <AtTheThumb>
        <Button asChild size="large" wide>
          <Link {...paths.listing(listing.replacedBy.id)}>Go to the new version</Link>
        </Button>
      </AtTheThumb>
    );
  }
  return (
    <AtTheThumb>
      <div className="flex gap-3">
        <Button asChild size="large" wide>
          <Link {...paths.edit(listing.id)}>{onOffer ? "Edit" : "Put it up again"}</Link>
        </Button>
        {listing.status === "active" && <CloseIt listing={listing} />}
      </div>
    </AtTheThumb>
  );
}

/** Asks once more: it can't be opened again. */
function CloseIt({ listing }: { listing: Listing }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="danger" size="large" wide onClick={() => setAsking(true)}>
        Close listing
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="Close this listing?"
        description="It stays closed for good; you can put the same thing up again as a new listing."
        footer={
          <>
            <Button variant="quiet" onClick={() => setAsking(false)}>
              Keep it
            </Button>
            <ActionButton
              wide
              variant="danger"
              action={close(termsOf(listing))}
              subject={`close:${listing.id}`}
              summary={false}
              onDone={() => setAsking(false)}
            >
              Close it for good
            </ActionButton>
          </>
        }
      >
        <p>{close(termsOf(listing)).summary} Your wallet asks once.</p>
      </Dialog>
    </>
  );
}
