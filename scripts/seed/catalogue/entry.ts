import type { Kind } from "../../../protocol/ids.ts";
import type { Category, Condition } from "../../../protocol/metadata.ts";
import type { PersonName } from "../people.ts";
import type { PlaceName } from "../places.ts";
import type { Still } from "../pictures/still.ts";

/** Days to ship, and days to look at what came. */
export const deals = {
  parcel: { fulfil: 5, inspect: 7 },
  bulky: { fulfil: 12, inspect: 4 },
  abroad: { fulfil: 8, inspect: 21 },
  download: { fulfil: 1, inspect: 2 },
  service: { fulfil: 14, inspect: 5 },
  rental: { fulfil: 3, inspect: 10 },
} as const;

/** An amount with its token, as a person writes it: "38.50 tUSD" or "0.045 ETH". */
export type Amount = `${number} ${"tUSD" | "ETH"}`;

/** What can be said of a listing; the rest of its terms follows from it. */
export type Entry = {
  /** Its name among the scenarios. */
  key: string;
  seller: PersonName;
  kind: Kind;
  category: Category;
  title: string;
  description: string;
  /** BCP 47; English when absent. */
  language?: string;
  condition?: Condition;
  place?: PlaceName;
  tags: readonly string[];
  attributes?: Readonly<Record<string, string>>;
  price: Amount;
  /** Rentals only, in the token of the price. */
  deposit?: Amount;
  /** One when absent. */
  stock?: number | "unlimited";
  deal: keyof typeof deals;
  /** That for its price when absent. */
  court?: number;
  /** Share of the seller's part for whoever brings the buyer. */
  referralBps?: number;
  photos: readonly Still[];
  /** How many days before today it went up. */
  listed: number;
  /** What its first version said otherwise, and when that went up. */
  before?: Partial<Pick<Entry, "title" | "description" | "price" | "stock">> & { listed: number };
  /** Key of the request that it answers. */
  answers?: string;
};
