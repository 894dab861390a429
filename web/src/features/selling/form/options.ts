import { UNLIMITED_STOCK } from "../../../../../protocol/ids.ts";
import type { ListingMetadata } from "../../../../../protocol/metadata.ts";
import { isVisible, settledText } from "../../../../../protocol/text.ts";
import { choiceOf, type Option } from "../../../../../protocol/options.ts";
import { exactAmount, parseAmount } from "../../../lib/money.ts";
import { halves, optionsIn, variantLeft } from "../../../market/listings/choices.ts";
import { isBooked } from "./booking.ts";
import type { Fields } from "./fields.ts";

/** What of the form is about what buyers choose. */
type OptionFields = Pick<Fields, "kind" | "booked" | "variants" | "deliveries" | "unlimited">;

export const mostOptions = 100;

/** A stay is counted by the calendar alone, and what is looked for is not sold. */
export function hasVariants(fields: Pick<Fields, "kind" | "booked">): boolean {
  return fields.kind !== "request" && !isBooked(fields);
}

type Variant = Fields["variants"][number];
type Delivery = Fields["deliveries"][number];

function rows(fields: OptionFields): { variants: Variant[]; deliveries: Delivery[] } {
  return {
    variants: hasVariants(fields) ? fields.variants : [],
    deliveries: fields.kind === "request" ? [] : fields.deliveries,
  };
}

/** Every variant with every way to get it. What can't be read counts for nothing: `optionProblems` has said so before. */
export function optionsOf(fields: OptionFields, decimals: number): Option[] {
  const { variants, deliveries } = rows(fields);
  const amount = (text: string) => (text.trim() === "" ? 0n : (parseAmount(text, decimals) ?? 0n));
  const named = variants.map(({ name, stock, price }) => ({
    variant: settledText(name),
    stock: fields.unlimited ? UNLIMITED_STOCK : Number(stock),
    unitPrice: amount(price),
  }));
  const ways = deliveries.map(({ name, price }) => ({ delivery: settledText(name), orderPrice: amount(price) }));
  const none = { stock: UNLIMITED_STOCK, unitPrice: 0n };
  if (named.length === 0) return ways.map((way) => ({ ...none, ...way }));
  if (ways.length === 0) return named.map((each) => ({ ...each, orderPrice: 0n }));
  return named.flatMap((each) => ways.map((way) => ({ ...each, ...way })));
}

/** Of a listing with variants, all of them together. */
export function stockOf(fields: OptionFields & Pick<Fields, "stock">): number {
  const { variants } = rows(fields);
  if (variants.length === 0) return Number(fields.stock);
  const sum = variants.reduce((all, { stock }) => all + Number(stock), 0);
  return Math.min(sum, UNLIMITED_STOCK - 1);
}

/** As the file has them. */
export function optionWords(options: readonly Option[]): ListingMetadata["options"] {
  if (options.length === 0) return undefined;
  return options.map(({ unitPrice, orderPrice, ...rest }) => ({
    ...rest,
    unitPrice: String(unitPrice),
    orderPrice: String(orderPrice),
  }));
}

/** The form of a listing that is taken up again: of each variant what is left. */
export function optionFieldsOf(
  words: Pick<ListingMetadata, "options">,
  decimals: number,
  sold: ReadonlyMap<string | undefined, bigint>,
): Pick<Fields, "variants" | "deliveries"> {
  const options = optionsIn(words);
  const price = (amount: bigint) => (amount === 0n ? "" : exactAmount(amount, decimals));
  return {
    variants: halves(options, "variant").map((name) => {
      const option = options.find(({ variant }) => variant === name);
      const left = option ? variantLeft(option, sold.get(name)) : 0;
      return { name, stock: String(left === UNLIMITED_STOCK ? 1 : left), price: price(option?.unitPrice ?? 0n) };
    }),
    deliveries: halves(options, "delivery").map((name) => {
      const option = options.find(({ delivery }) => delivery === name);
      return { name, price: price(option?.orderPrice ?? 0n) };
    }),
  };
}

type OptionProblem = { field: "variants" | "deliveries"; message: string };

export function optionProblems(fields: OptionFields, decimals: number): OptionProblem[] {
  const { variants, deliveries } = rows(fields);
  const found: OptionProblem[] = [];
  const unnamed = ({ name }: { name: string }) => !isVisible(name);
  const unpriced = ({ price }: { price: string }) => price.trim() !== "" && parseAmount(price, decimals) === null;
  const twice = (names: { name: string }[], half: "variant" | "delivery") =>
    new Set(names.map(({ name }) => choiceOf({ [half]: settledText(name) }))).size !== names.length;
  const check = (field: OptionProblem["field"], wrong: boolean, message: string) => {
    if (wrong && !found.some((problem) => problem.field === field)) found.push({ field, message });
  };
  check("variants", variants.some(unnamed), "Name each of them in letters that can be seen, or remove it.");
  check("variants", twice(variants, "variant"), "Two of them have the same name.");
  const counted = ({ stock }: Variant) => /^\d{1,9}$/.test(stock.trim());
  check("variants", !fields.unlimited && !variants.every(counted), "Say of each how many there are.");
  const some = variants.some(({ stock }) => Number(stock) > 0);
  check("variants", !fields.unlimited && variants.length > 0 && !some, "There is nothing to sell: all are at zero.");
  check("variants", variants.some(unpriced), "Write what each costs more as 1500 or 1.50, or leave it empty.");
  check("deliveries", deliveries.some(unnamed), "Name each of them in letters that can be seen, or remove it.");
  check("deliveries", twice(deliveries, "delivery"), "Two of them have the same name.");
  check("deliveries", deliveries.some(unpriced), "Write what each costs more as 1500 or 1.50, or leave it empty.");
  const many = Math.max(1, variants.length) * Math.max(1, deliveries.length) > mostOptions;
  check("deliveries", many, `At most ${mostOptions} choices in all: remove some.`);
  return found;
}
