import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { isAddressEqual } from "viem";
import { ZERO_WORD } from "../../../../protocol/ids.ts";
import type { ListingMetadata } from "../../../../protocol/metadata.ts";
import { Gallery } from "../../features/listings/Gallery.tsx";
import { PriceBlock } from "../../features/listings/PriceBlock.tsx";
import { SellerFacts } from "../../features/listings/SellerFacts.tsx";
import { SmallPrint } from "../../features/listings/SmallPrint.tsx";
import { averageRatingOf } from "../../features/listings/averageRating.ts";
import { type Availability, availabilityOf } from "../../market/listings/listing.ts";
import type { Listing } from "../../market/listings/listing.ts";
import { profileOptions, usePerson } from "../../features/profile/queries.ts";
import { ScoreFact } from "../../features/profile/score/ScoreFact.tsx";
import { OptionPicker } from "../../features/orders/buying/OptionPicker.tsx";
import { StayPicker } from "../../features/orders/buying/StayPicker.tsx";
import { useTaking } from "../../features/orders/buying/useTaking.ts";
import { namingOf } from "../../market/stays/stayWords.ts";
import { paths } from "../../paths/paths.ts";
import { categoryWord, conditionWord, kindTags } from "../../market/listings/words.ts";
import { momentOf } from "../../lib/time.ts";
import type { Seconds } from "../../lib/time.ts";
import { useChainTime } from "../../services/chain.ts";
import { termsOf } from "../../market/orders/calldata.ts";
import { wordsOptions } from "../../market/orders/order.ts";
import { useToken } from "../../market/tokens.ts";
import { SkeletonText } from "../../ui/feedback/Skeleton.tsx";
import { Facts } from "../../ui/page/Facts.tsx";
import { Page } from "../../ui/page/Page.tsx";
import { Address } from "../../ui/people/Address.tsx";
import { Avatar } from "../../ui/people/Avatar.tsx";
import { Stars } from "../../ui/people/Stars.tsx";
import { useWallet } from "../../services/wallet.ts";
import { MoneyAhead } from "./MoneyAhead.tsx";
import { NextStep } from "./NextStep.tsx";
import { OwnListing } from "./OwnListing.tsx";
import { Quoted, QuotedText } from "../../ui/words/Quoted.tsx";
import { Part } from "../../ui/feedback/Part.tsx";
import { Name } from "../../ui/people/Name.tsx";
import { own } from "../../lib/lookup.ts";
import { quotedLine, shownText } from "../../lib/quoted.ts";

/** Gallery, title, price, one button, what escrow means, who sells; then everything else. */
export function ListingView({ listing }: { listing: Listing }) {
  const now = useChainTime();
  const { address } = useWallet();
  const mine = address !== undefined && isAddressEqual(address, listing.seller.id);
  const availability = availabilityOf(listing, now);
  const { metadata } = listing;
  const tag = own(kindTags, listing.kind);
  // What can be chosen or booked stands in the file alone.
  const choosing = listing.slot !== "0" || listing.options !== ZERO_WORD;
  const words = useQuery({ ...wordsOptions(listing.metadataDigest), enabled: choosing });
  const title = quotedLine(metadata?.title, metadata ? "No title" : "Listing");
  const facts = [
    ...(shownText(metadata?.condition)
      ? [{ label: "Condition", value: conditionWord(metadata?.condition ?? "") }]
      : []),
    ...attributeFacts(metadata?.attributes ?? []),
    ...(shownText(metadata?.place) ? [{ label: "Place", value: metadata?.place }] : []),
    { label: "Category", value: categoryWord(metadata?.category ?? "…") },
    { label: "On offer until", value: momentOf(Number(listing.expiry), now) },
  ];
  return (
    <Page
      title={title}
      className="grid items-start gap-x-12 gap-y-8 max-md:pb-32 md:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] md:py-10"
    >
      <Part what="The pictures" of={metadata}>
        <Gallery pictures={metadata?.photos ?? []} title={title} />
      </Part>
      <div className="flex min-w-0 flex-col gap-8 md:row-span-2">
        <div className="flex flex-col gap-4">
          {tag && <p className="text-quiet">{tag}</p>}
          <h1 dir="auto" className="text-head hyphens-auto">
            <Quoted text={metadata?.title} lang={metadata?.language} otherwise={title} />
          </h1>
          <PriceBlock listing={listing} naming={namingOf(words.data)} />
          <Part what="The seller" of={listing.seller}>
            <By seller={listing.seller} />
          </Part>
        </div>
        {mine ? (
          <OwnListing listing={listing} availability={availability} />
        ) : (
          <Take listing={listing} availability={availability} words={words.data} now={now} />
        )}
        <Part what="The seller" of={listing.seller}>
          <Seller listing={listing} now={now} />
        </Part>
      </div>
      <div className="flex min-w-0 flex-col gap-8">
        <section aria-labelledby="description">
          <h2 id="description" className="pb-3 text-title">
            Description
          </h2>
          {metadata ? (
            <QuotedText
              text={metadata.description}
              lang={metadata.language}
              otherwise="The seller has left this empty."
            />
          ) : (
            <>
              <p role="status" className="pb-4 text-quiet">
                The description is still on its way.
              </p>
              <SkeletonText lines={4} />
            </>
          )}
        </section>
        <Part what="What is known of it" of={metadata}>
          <Facts facts={facts} />
        </Part>
        <SmallPrint listing={listing} />
      </div>
    </Page>
  );
}

/** Pairs of which both halves can be seen. */
function attributeFacts(attributes: readonly { name: string; value: string }[]) {
  return attributes
    .filter(({ name, value }) => shownText(name) !== null && shownText(value) !== null)
    .map(({ name, value }) => ({ label: name, value }));
}

type TakeProps = { listing: Listing; availability: Availability; words: ListingMetadata | undefined; now: Seconds };

/** What somebody who comes to buy does: choose, go on, and see what becomes of the money. */
function Take({ listing, availability, words, now }: TakeProps) {
  const terms = termsOf(listing);
  const token = useToken(listing.token);
  const taking = useTaking({ terms, sold: Number(listing.sold) }, words, {}, now);
  const forSale = availability === "forSale";
  return (
    <>
      {forSale && taking.booking && <StayPicker terms={terms} taking={taking} naming={namingOf(words)} now={now} />}
      {forSale && taking.offered.state === "options" && token && <OptionPicker taking={taking} token={token} />}
      <NextStep listing={listing} availability={availability} taking={taking} />
      {forSale && <MoneyAhead listing={listing} taken={taking.taken} now={now} />}
    </>
  );
}

/** Who it is from, in one line beside the price. */
function By({ seller }: Pick<Listing, "seller">) {
  const { name, urls, others } = usePerson(seller.id);
  return (
    <Link
      {...paths.profile(seller.id)}
      className="group flex touch w-fit max-w-full items-center gap-2 rounded-control"
    >
      <Avatar address={seller.id} urls={urls} size="small" />
      <span className="truncate underline-offset-4 group-hover:underline">
        <Name address={seller.id} name={name} others={others} />
      </span>
      {seller.seller && (
        <span className="text-quiet">
          <Stars {...averageRatingOf(seller.seller.ratings)} short />
        </span>
      )}
    </Link>
  );
}

/** The name is what the seller says, so the address stands beside it; the promises are theirs too. */
function Seller({ listing: { seller }, now }: { listing: Listing; now: Seconds }) {
  const { data: profile } = useQuery(profileOptions(seller.id));
  const { name, urls, others } = usePerson(seller.id);
  const { seller: says } = profile ?? {};
  return (
    <SellerFacts seller={seller} name={name} others={others} urls={urls} now={now}>
      {name && (
        <p className="ps-13">
          <Address address={seller.id} />
        </p>
      )}
      <ScoreFact address={seller.id} role="seller" now={now} />
      {shownText(says?.returns) && says?.returns && (
        <p className="max-w-text pt-3">
          <span className="text-quiet">Returns, in their words: </span>
          <Quoted text={says.returns} />
        </p>
      )}
    </SellerFacts>
  );
}
