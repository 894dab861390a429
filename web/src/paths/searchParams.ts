import * as v from "valibot";
import { kinds } from "#protocol/enums.ts";

export const sorts = ["cheapest", "dearest"] as const;
export type Sort = (typeof sorts)[number];

// Whatever a hand-written URL holds, what cannot be understood is left out and the page opens.
const text = v.fallback(v.optional(v.pipe(v.string(), v.maxLength(200))), undefined);
const amount = v.fallback(v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String))), undefined);

const schema = v.object({
  text,
  category: text,
  kind: v.fallback(v.optional(v.picklist(kinds)), undefined),
  /** Prices as a person writes them, in the market's steady token. */
  min: amount,
  max: amount,
  sort: v.fallback(v.optional(v.picklist(sorts)), undefined),
});

/** The state of the search page. It lives in the URL and nowhere else. */
export type SearchParams = v.InferInput<typeof schema>;

export function parseSearchParams(search: Record<string, unknown>): SearchParams {
  const parsed = v.parse(schema, { ...search, text: search.text === undefined ? undefined : String(search.text) });
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined && value !== ""));
}

/** `answers` is the id of the request that a new listing answers, `edit` that of the listing which a new version replaces. */
export type SellParams = { answers?: string; edit?: string };

export function parseSellParams({ answers, edit }: Record<string, unknown>): SellParams {
  if (isListingId(edit)) return { edit };
  return isListingId(answers) ? { answers } : {};
}

function isListingId(value: unknown): value is string {
  return typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value);
}

/**
 * `referrer` is whoever led the buyer here and earns the seller's referral share. The rest is what was chosen on the listing's
 * page: how many or when, and which option.
 */
export type CheckoutParams = {
  referrer?: `0x${string}`;
  start?: number;
  quantity?: number;
  choice?: `0x${string}`;
};

export function parseCheckoutParams({ referrer, start, quantity, choice }: Record<string, unknown>): CheckoutParams {
  return {
    ...(isHex(referrer, 20) && { referrer: referrer.toLowerCase() as `0x${string}` }),
    ...(isCount(start, 2 ** 40) && { start }),
    ...(isCount(quantity, 2 ** 32) && { quantity }),
    ...(isHex(choice, 32) && { choice: choice.toLowerCase() as `0x${string}` }),
  };
}

function isHex(value: unknown, bytes: number): value is `0x${string}` {
  return typeof value === "string" && value.length === 2 + 2 * bytes && /^0x[0-9a-f]+$/i.test(value);
}

function isCount(value: unknown, below: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value < below;
}

/** `split` is a signed one in text; whether it is one, the page finds out. */
export type OrderParams = { split?: string };

export function parseOrderParams(search: Record<string, unknown>): OrderParams {
  const { split } = search;
  return typeof split === "string" && split.length < 20_000 ? { split } : {};
}
