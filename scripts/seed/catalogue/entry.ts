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
  stay: { fulfil: 1, inspect: 5 },
} as const;

/** An amount with its token, as a person writes it: "38.50 tUSD" or "0.045 ETH". */
export type Amount = `${number} ${"tUSD" | "ETH"}`;

/** Time that is sold by the slot; everything in hours. */
export type Time = {
  slot: number;
  /** When in the slot a stay starts, by UTC. */
  offset?: number;
  /** Called off so long before the start, a stay costs nothing. */
  notice: number;
  /** Share of the price that comes back with half of that notice; none when absent. */
  lateRefundBps?: number;
};

/** What has a stock of its own, and what a unit of it costs more. */
export type Variant = { name: string; stock: number; each?: Amount };
/** A way to get it, and what that costs an order. */
export type Delivery = { name: string; once?: Amount };

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
  time?: Time;
  /** Every one with every delivery is an option. */
  variants?: readonly Variant[];
  deliveries?: readonly Delivery[];
  /** That for its price when absent. */
  courtId?: number;
  /** Share of the seller's part for whoever brings the buyer. */
  referralBps?: number;
  photos: readonly Still[];
  /** How many days before today it went up. */
  listed: number;
  /** What its first version said otherwise, and when that went up. */
  before?: Partial<Pick<Entry, "title" | "description" | "price" | "stock">> & { listed: number };
  /** Key of the request that it answers. */
  answers?: string;
  /** Signed and never published: somebody points to the file that it stands in. */
  signed?: true;
};
