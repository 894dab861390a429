import { isAddressEqual } from "viem";
import { courtNames } from "../../../../protocol/courts.ts";
import { formatBps } from "../../lib/money.ts";
import { shortHex } from "../../lib/text.ts";
import { spanOf } from "../../lib/time.ts";
import { court } from "../../services/contracts.ts";
import { CopyButton } from "../../ui/actions/CopyButton.tsx";
import { Details } from "../../ui/page/Details.tsx";
import { Facts } from "../../ui/page/Facts.tsx";
import type { Listing } from "../../market/listings/listing.ts";

/** What buyer and seller bind themselves to, in the protocol's own words. */
export function SmallPrint({ listing }: { listing: Listing }) {
  return (
    <Details summary="The terms on chain">
      <Facts
        facts={[
          { label: "Listing", hint: "Hash of all terms below", value: <Hash value={listing.id} what="listing id" /> },
          {
            label: "Metadata",
            hint: "CID of title, text and pictures",
            value: <Hash value={listing.metadataCid} what="CID" />,
          },
          { label: "Seller", value: <Hash value={listing.seller.id} what="address" /> },
          { label: "Token", value: <Hash value={listing.token} what="address" /> },
          {
            label: "Arbitrator",
            hint: courtOf(listing),
            value: <Hash value={listing.arbitrator} what="address" />,
          },
          { label: "Fulfil window", value: spanOf(Number(listing.fulfilWindow)) },
          { label: "Inspect window", value: spanOf(Number(listing.inspectWindow)) },
          { label: "Ruling window", value: spanOf(Number(listing.rulingWindow)) },
          { label: "Buyer fee", value: formatBps(listing.buyerFeeBps) },
          { label: "Seller fee", value: formatBps(listing.sellerFeeBps) },
          { label: "Referral", hint: "Out of the seller’s part", value: formatBps(listing.referralBps) },
        ]}
      />
    </Details>
  );
}

/** "Court 1, small claims": the numbers of another arbitrator have other names, or none. */
function courtOf({ arbitrator, courtId: number }: Listing): string {
  const name = isAddressEqual(arbitrator, court.address) ? courtNames[Number(number)] : undefined;
  return `Court ${number}${name ? `, ${name}` : ""}`;
}

function Hash({ value, what }: { value: string; what: string }) {
  return (
    <span className="-my-2.5 inline-flex items-center font-mono text-fine" title={value}>
      {shortHex(value)}
      <CopyButton text={value} what={what} />
    </span>
  );
}
