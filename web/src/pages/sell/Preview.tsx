import { ZERO_WORD } from "../../../../protocol/ids.ts";
import type { Option } from "../../../../protocol/options.ts";
import { promisesOf } from "../../features/listings/promise.ts";
import { DraftPhoto } from "../../features/selling/photos/DraftPhoto.tsx";
import { hasCondition } from "../../features/selling/form/form.ts";
import { type Fields } from "../../features/selling/form/fields.ts";
import type { Rules } from "../../features/selling/form/rules.ts";
import { optionsOf } from "../../features/selling/form/options.ts";
import { sketchOf, tokenOf } from "../../features/selling/form/terms.ts";
import { halves } from "../../market/listings/choices.ts";
import { isBooking } from "../../market/stays/stays.ts";
import { perSlot } from "../../market/stays/stayWords.ts";
import { formatAmount } from "../../lib/money.ts";
import { categoryWord, conditionWord, kindTags } from "../../market/listings/words.ts";
import { useChainTime } from "../../services/chain.ts";
import { courtGuide } from "../../services/contracts.ts";
import { offeredTokens } from "../../market/tokens.ts";
import { Money } from "../../ui/money/Money.tsx";
import { Facts } from "../../ui/page/Facts.tsx";
import { Photo } from "../../ui/page/Photo.tsx";
import { Quoted, QuotedText } from "../../ui/words/Quoted.tsx";
import { quotedLine, shownText } from "../../lib/quoted.ts";

/** The listing before it is one: the parts of its page, in the page's order. */
export function Preview({ fields, rules }: { fields: Fields; rules: Rules }) {
  const now = useChainTime();
  const token = tokenOf(fields, offeredTokens);
  const sketch = sketchOf(fields, { tokens: offeredTokens, rules, guide: courtGuide, now });
  const request = fields.kind === "request";
  const facts = [
    ...(hasCondition(fields.kind) && fields.condition
      ? [{ label: "Condition", value: conditionWord(fields.condition) }]
      : []),
    ...fields.attributes
      .filter(({ name, value }) => shownText(name) !== null && shownText(value) !== null)
      .map(({ name, value }) => ({ label: name, value })),
    ...(shownText(fields.place) !== null ? [{ label: "Place", value: fields.place }] : []),
    ...(fields.category ? [{ label: "Category", value: categoryWord(fields.category) }] : []),
  ];
  return (
    <article className="flex min-w-0 flex-col gap-5">
      {fields.photos.length === 0 ? (
        <Photo urls={[]} alt="" className="rounded-card" />
      ) : (
        <ul aria-label="Pictures" className="rail snap-mandatory rounded-card">
          {fields.photos.map((photo, position) => (
            <li key={photo.cid} className="w-full shrink-0 snap-start">
              <DraftPhoto photo={photo} alt={quotedLine(photo.alt, `Picture ${position + 1}`)} />
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-col gap-2">
        {kindTags[fields.kind] && <p className="text-quiet">{kindTags[fields.kind]}</p>}
        <p className={`font-display text-title font-strong ${shownText(fields.title) === null ? "text-quiet" : ""}`}>
          <Quoted text={fields.title.trim()} otherwise="Your title" />
        </p>
        <p className="font-display text-head font-strong">
          {sketch && sketch.price > 0n ? (
            <>
              <Money amount={sketch.price} token={token} />
              {isBooking(sketch) && <span className="text-lead"> for {perSlot(sketch, { unit: fields.unit })}</span>}
            </>
          ) : (
            <span className="text-quiet">{request ? "Open to offers" : "Your price"}</span>
          )}
        </p>
        {sketch && sketch.deposit > 0n && (
          <p className="text-quiet">plus {formatAmount(sketch.deposit, token)} deposit, which comes back to them</p>
        )}
      </div>
      {sketch && <Choices options={optionsOf(fields, token.decimals)} shown={sketch.options !== ZERO_WORD} />}
      <QuotedText text={fields.description.trim()} />
      {facts.length > 0 && <Facts facts={facts} />}
      {!request && sketch && (
        <ol className="flex flex-col gap-3 border-t border-line pt-5 text-quiet">
          {promisesOf({ ...sketch, kind: fields.kind }, now, true).map((promise) => (
            <li key={promise} className="max-w-text">
              {promise}
            </li>
          ))}
        </ol>
      )}
    </article>
  );
}

/** What buyers will choose from, by its names. */
function Choices({ options, shown }: { options: readonly Option[]; shown: boolean }) {
  if (!shown) return null;
  const lists = [halves(options, "variant"), halves(options, "delivery")].filter((names) => names.length > 0);
  return (
    <>
      {lists.map((names) => (
        <ul key={names.join()} className="flex flex-wrap gap-2">
          {names.map((name) => (
            <li key={name} className="rounded-round border border-line px-3 py-1">
              <Quoted text={name} otherwise="No name" />
            </li>
          ))}
        </ul>
      ))}
    </>
  );
}
