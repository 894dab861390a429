import { useQuery } from "@tanstack/react-query";
import type { ListingMetadata } from "../../../../../protocol/metadata.ts";
import { pictureUrls } from "../../../services/ipfs.ts";
import { useChosen, useNaming } from "../../../market/orders/chosen.ts";
import { happeningsOptions, wordsOptions } from "../../../market/orders/order.ts";
import { SkeletonText } from "../../../ui/feedback/Skeleton.tsx";
import { Facts } from "../../../ui/page/Facts.tsx";
import { Photo } from "../../../ui/page/Photo.tsx";
import { History } from "./History.tsx";
import type { DisputeView } from "../disputeView.ts";
import { termsInWords } from "./termsInWords.ts";
import { Quoted, QuotedText } from "../../../ui/words/Quoted.tsx";
import { Part } from "../../../ui/feedback/Part.tsx";
import { quotedLine } from "../../../lib/quoted.ts";

/** What was agreed and what happened: the part of a case that nobody can dispute. */
export function CaseFile({ view }: { view: DisputeView }) {
  const { order, token, now } = view;
  const words = useQuery(wordsOptions(order.terms.metadata));
  const chosen = useChosen(order);
  const naming = useNaming(order);
  const happenings = useQuery(happeningsOptions(view.orderId));
  return (
    <div className="flex flex-col gap-10">
      <section aria-labelledby="agreed" className="flex flex-col gap-5">
        <h2 id="agreed" className="text-title">
          What was agreed
        </h2>
        {words.data && (
          <Part what="What the listing said" of={words.data}>
            <Offer words={words.data} />
          </Part>
        )}
        {words.isPending && <SkeletonText />}
        {words.isError && (
          <p className="max-w-text text-quiet">The listing’s own words can’t be reached now. Its terms are on chain:</p>
        )}
        <Facts facts={termsInWords(order, token, now, { chosen, naming })} className="border-y border-line" />
      </section>
      <section aria-labelledby="happened" className="flex flex-col gap-5">
        <h2 id="happened" className="text-title">
          What happened
        </h2>
        {happenings.data ? <History happenings={happenings.data} now={now} token={token} /> : <SkeletonText />}
      </section>
    </div>
  );
}

function Offer({ words }: { words: ListingMetadata }) {
  return (
    <div className="flex flex-col gap-4">
      {words.photos.length > 0 && (
        <div className="rail gap-2 max-md:-mx-4 max-md:px-4">
          {words.photos.map((photo, position) => (
            <Photo
              key={position}
              urls={pictureUrls(photo.cid)}
              thumbhash={photo.thumbhash}
              alt={quotedLine(photo.alt, "")}
              className="size-40 shrink-0 snap-start rounded-control md:size-52"
            />
          ))}
        </div>
      )}
      <p className="text-lead font-strong">
        <Quoted text={words.title} lang={words.language} otherwise="No title" />
      </p>
      <QuotedText text={words.description} lang={words.language} />
      {words.attributes.length > 0 && (
        <Facts facts={words.attributes.map(({ name, value }) => ({ label: name, value }))} />
      )}
    </div>
  );
}
