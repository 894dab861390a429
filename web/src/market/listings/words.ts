import type { Category, Condition } from "#protocol/metadata.ts";
import type { Kind } from "#protocol/enums.ts";
import { capitalized } from "../../lib/text.ts";

export const categoryWords = {
  home: "Home",
  clothing: "Clothing",
  electronics: "Electronics",
  sport: "Sport",
  books: "Books and music",
  crafts: "Made by hand",
  tools: "Tools",
  help: "Help and lessons",
} as const satisfies Record<Category, string>;

export const conditionWords = {
  new: "New",
  "like-new": "Like new",
  good: "Good",
  fair: "Worn",
  "for-parts": "For parts",
} as const satisfies Record<Condition, string>;

/** Of many, for filters; and what a card says when it is not simply a thing. */
export const kindWords = {
  item: "Things",
  digital: "Downloads",
  service: "Services",
  rental: "Rentals",
  request: "Wanted",
} as const satisfies Record<Kind, string>;

export const kindTags = {
  item: undefined,
  digital: "Download",
  service: "Service",
  rental: "For rent",
  request: "Wanted",
} as const satisfies Record<Kind, string | undefined>;

/** Metadata is written by strangers: a key that this app does not know stands for itself. */
export function categoryWord(key: string): string {
  return Object.hasOwn(categoryWords, key) ? categoryWords[key as Category] : capitalized(key);
}

export function conditionWord(key: string): string {
  return Object.hasOwn(conditionWords, key) ? conditionWords[key as Condition] : capitalized(key);
}
