import * as v from "valibot";
import { type Address, type Hex, isAddressEqual } from "viem";
import { type CourtGuide, courtOfListing } from "../../../../../protocol/courts.ts";
import { kinds, NATIVE, type Terms, UNLIMITED_STOCK } from "../../../../../protocol/ids.ts";
import { categoryCode, ListingMetadata } from "../../../../../protocol/metadata.ts";
import { MAX_HELD } from "../../../../../protocol/money.ts";
import { optionsRoot } from "../../../../../protocol/optionTree.ts";
import { exactAmount, parseAmount, type Token } from "../../../lib/money.ts";
import { bookingFieldsOf, bookingTerms, bookingWords, isBooked } from "./booking.ts";
import { hasCondition, isCategory, isCondition, tagsOf, usualDaysOnOffer } from "./form.ts";
import { type Fields } from "./fields.ts";
import { optionFieldsOf, optionProblems, optionsOf, optionWords, stockOf } from "./options.ts";
import type { Rules } from "./rules.ts";

export type SaleToken = Token & { address: Address };

/** More than any court needs without appeals. An edit may lengthen it, never shorten it. */
const usualRulingWindow = 90 * 86_400;
const noFile: Hex = `0x${"00".repeat(32)}`;

export function tokenOf({ token }: Pick<Fields, "token">, tokens: readonly SaleToken[]): SaleToken {
  const found = tokens.find(({ address }) => address.toLowerCase() === token.toLowerCase()) ?? tokens[0];
  if (!found) throw new Error("There is no token to sell for");
  return found;
}

type Sale = {
  tokens: readonly SaleToken[];
  seller: Address;
  epoch: number;
  /** Who judges disputes about new listings. An edit stays with the judge that it has; its court follows the price. */
  arbitrator: Address;
  metadata: Hex;
  /** By the chain. */
  now: number;
  rules: Rules;
  /** By which the court is chosen, unless the judge is not the market's. */
  guide: CourtGuide;
  replaced?: Terms;
};

/** The terms that a valid form makes. */
export function termsOf(
  fields: Fields,
  { tokens, seller, epoch, arbitrator, metadata, now, rules, guide, replaced }: Sale,
): Terms {
  const token = tokenOf(fields, tokens);
  const request = fields.kind === "request";
  const amount = (text: string) => (text.trim() === "" ? 0n : (parseAmount(text, token.decimals) ?? 0n));
  const sums = {
    token: token.address,
    price: amount(fields.price),
    deposit: fields.kind === "rental" ? amount(fields.deposit) : 0n,
  };
  const keepsJudge = replaced !== undefined && !isAddressEqual(replaced.arbitrator, arbitrator);
  return {
    seller,
    ...sums,
    stock: request ? 1 : fields.unlimited && !isBooked(fields) ? UNLIMITED_STOCK : stockOf(fields),
    expiry: now + Number(fields.onOffer),
    fulfilWindow: Number(fields.fulfilWindow),
    inspectWindow: Number(fields.inspectWindow),
    rulingWindow: Math.min(Math.max(replaced?.rulingWindow ?? 0, usualRulingWindow), rules.maxRulingWindow),
    ...bookingTerms(fields, now),
    options: optionsRoot(optionsOf(fields, token.decimals)),
    sellerFeeBps: Number(fields.commission),
    buyerFeeBps: replaced?.buyerFeeBps ?? 0,
    referralBps: Number(fields.referral),
    kind: kinds.indexOf(fields.kind),
    category: isCategory(fields.category) ? categoryCode(fields.category) : 0,
    arbitrator: replaced?.arbitrator ?? arbitrator,
    courtId: keepsJudge ? replaced.courtId : courtOfListing(sums, guide),
    metadata,
    epoch,
  };
}

/** The terms as far as they are typed, for sums and previews; null while the price can't be read. */
export function sketchOf(
  fields: Fields,
  { tokens, rules, guide, now }: Pick<Sale, "tokens" | "rules" | "guide" | "now">,
): Terms | null {
  const { decimals } = tokenOf(fields, tokens);
  const price = parseAmount(fields.price, decimals);
  if (price === null || price > MAX_HELD || (price === 0n && fields.kind !== "request")) return null;
  const stock = /^\d{1,9}$/.test(fields.stock.trim()) ? fields.stock : "1";
  // Half-typed names and prices make no tree.
  const choices = optionProblems(fields, decimals).length === 0 ? {} : { variants: [], deliveries: [] };
  const sale: Sale = { tokens, seller: NATIVE, epoch: 0, arbitrator: NATIVE, metadata: noFile, now, rules, guide };
  return termsOf({ ...fields, ...choices, stock }, sale);
}

/** The listing's file. Throws `v.ValiError` rather than let anything go up that the index would cut. */
export function metadataOf(
  fields: Fields,
  from: { answers?: string; replaced?: ListingMetadata },
  tokens: readonly SaleToken[],
): ListingMetadata {
  const place = fields.place.trim();
  const before = from.replaced?.place;
  const geohash = before?.name === place ? before.geohash : undefined;
  const answers = from.answers ?? from.replaced?.answers;
  const options = optionWords(optionsOf(fields, tokenOf(fields, tokens).decimals));
  const booking = bookingWords(fields);
  return v.parse(ListingMetadata, {
    schema: "handsel/listing/1",
    title: fields.title.trim(),
    description: fields.description.trim(),
    category: isCategory(fields.category) ? fields.category : "",
    tags: tagsOf(fields.tags),
    ...(hasCondition(fields.kind) && isCondition(fields.condition) && { condition: fields.condition }),
    ...(place && { place: { name: place, ...(geohash && { geohash }) } }),
    photos: fields.photos.map((photo) => ({ ...photo, alt: photo.alt.trim() })),
    attributes: fields.attributes
      .map(({ name, value }) => ({ name: name.trim(), value: value.trim() }))
      .filter(({ name, value }) => name && value),
    ...(options && { options }),
    ...(booking && { booking }),
    language: fields.language,
    ...(answers && { answers }),
  });
}

type Taken = {
  token: Token;
  sold: number;
  variantsSold?: ReadonlyMap<string | undefined, bigint>;
  rules: Rules;
  now: number;
};

/** The form as it stood when this listing was published. Of what was for sale, what is left. */
export function fieldsOf(
  terms: Terms,
  metadata: ListingMetadata,
  { token, sold, variantsSold = new Map(), rules, now }: Taken,
): Fields {
  const kind = kinds[terms.kind] ?? "item";
  const unlimited = terms.stock === UNLIMITED_STOCK;
  return {
    kind,
    photos: metadata.photos,
    title: metadata.title,
    description: metadata.description,
    category: metadata.category,
    condition: metadata.condition ?? "",
    place: metadata.place?.name ?? "",
    tags: metadata.tags.join(", "),
    attributes: metadata.attributes,
    language: metadata.language,
    price: terms.price === 0n ? "" : exactAmount(terms.price, token.decimals),
    token: terms.token,
    deposit: terms.deposit === 0n ? "" : exactAmount(terms.deposit, token.decimals),
    stock: unlimited ? "1" : String(Math.max(1, terms.stock - sold)),
    unlimited,
    ...optionFieldsOf(metadata, token.decimals, variantsSold),
    ...bookingFieldsOf(terms, kind, metadata.booking, now),
    fulfilWindow: String(terms.fulfilWindow),
    inspectWindow: String(terms.inspectWindow),
    onOffer: String(usualDaysOnOffer),
    commission: String(Math.max(terms.sellerFeeBps, rules.feeFloorBps - terms.buyerFeeBps)),
    referral: String(terms.referralBps),
  };
}
