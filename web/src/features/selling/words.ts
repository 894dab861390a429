import type { Kind } from "#protocol/enums.ts";
import { formatAmount, type Token } from "../../lib/money.ts";

type KindWords = {
  /** In the row of kinds. */
  name: string;
  title: string;
  description: string;
  price: string;
  fulfil: string;
  inspect: string;
};

/** What the form calls things, by what is being offered. */
export const formWords = {
  item: {
    name: "A thing",
    title: "Touring bicycle, 56 cm",
    description: "What it is, how old, what is wrong with it. What you name here is not a fault later.",
    price: "Price",
    fulfil: "Your time to send it",
    inspect: "The buyer’s time to look, from the day you send it",
  },
  digital: {
    name: "A download",
    title: "Knitting pattern, mittens",
    description: "What the buyer gets: format, size, licence.",
    price: "Price",
    fulfil: "Your time to deliver it",
    inspect: "The buyer’s time to look, from the day you deliver it",
  },
  service: {
    name: "A service",
    title: "Piano lesson, one hour",
    description: "What you do, where, how long it takes, and what the buyer has to bring.",
    price: "Price",
    fulfil: "Your time to get it done",
    inspect: "The buyer’s time to look, from the day it is done",
  },
  rental: {
    name: "For rent",
    title: "Cargo bike, for a weekend",
    description: "What it is, for how long, how it is handed over and how it comes back.",
    price: "Rent",
    fulfil: "Your time to hand it over",
    inspect: "From handing over to the end of the rental",
  },
  request: {
    name: "Something I look for",
    title: "Wanted: school atlas from the eighties",
    description: "What you look for, what matters and what does not.",
    price: "What you would pay",
    fulfil: "Your time to answer",
    inspect: "Time to look",
  },
} as const satisfies Record<Kind, KindWords>;

/** Of what is booked, instead. */
export const bookedWords = {
  fulfil: "Your time to say that it has begun, from its start",
  inspect: "The buyer’s time to look back, from its end",
};

/** What the button does, with its amount. */
export function publishWords(kind: Kind, price: bigint | null, token: Token, edits: boolean): string {
  const verb = edits ? "Publish the new version" : "Publish";
  if (kind === "request") return edits ? verb : "Publish what you look for";
  return price === null ? verb : `${verb} for ${formatAmount(price, token, { maxDigits: token.decimals })}`;
}

const languages =
  "en de fr es it pt nl pl cs hu ro bg el hr sr uk ru tr ar fa he hi bn th vi id ja ko zh sv da nb fi et".split(" ");

/** Languages by their own names, the present one included. */
export function languageOptions(present: string): { value: string; label: string }[] {
  return [...new Set([...languages, present])]
    .map((value) => ({ value, label: nameOf(value) }))
    .sort((one, other) => one.label.localeCompare(other.label));
}

function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  } catch {
    return language;
  }
}
