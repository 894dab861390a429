import * as v from "valibot";
import { MAX_HELD } from "../../../../../protocol/money.ts";
import { UNLIMITED_STOCK } from "../../../../../protocol/ids.ts";
import { isVisible, settledText } from "../../../../../protocol/text.ts";
import { amountProblem } from "../../../lib/amountWords.ts";
import { formatAmount, formatBps, parseAmount } from "../../../lib/money.ts";
import { spanOf } from "../../../lib/time.ts";
import { bookingProblems, isBooked } from "./booking.ts";
import { isCategory, tagsOf, wantsPhoto } from "./form.ts";
import { type FieldName, Fields } from "./fields.ts";
import { optionProblems } from "./options.ts";
import type { Rules } from "./rules.ts";
import { type SaleToken, tokenOf } from "./terms.ts";

export type Problem = { field: FieldName; message: string };

const maxTags = 12;

/** Everything that stands in the way of publishing, in words that say what to do, in the order of the form. */
export function problemsOf(fields: Fields, tokens: readonly SaleToken[], rules: Rules): Problem[] {
  const { decimals } = tokenOf(fields, tokens);
  return [
    ...wordProblems(fields),
    ...moneyProblems(fields, tokens),
    ...bookingProblems(fields),
    ...optionProblems(fields, decimals),
    ...ruleProblems(fields, rules),
  ];
}

function wordProblems(fields: Fields): Problem[] {
  const found: Problem[] = [];
  const say = (field: FieldName, message: string) => found.push({ field, message });
  const title = settledText(fields.title);
  const unseen = (text: string) => text.trim() !== "" && !isVisible(text);
  if (wantsPhoto(fields.kind) && fields.photos.length === 0) say("photos", "Add at least one picture.");
  if (fields.title.trim() === "") say("title", "Say in a few words what it is.");
  else if (!isVisible(title)) say("title", "Nobody can see these letters: say in a few words what it is.");
  else if (title.length < 3) say("title", "Make the title a little longer: three letters at least.");
  else if (title.length > 120) say("title", "Shorten the title to 120 letters.");
  if (fields.description.length > 5000) say("description", "Shorten the description to 5,000 letters.");
  if (!isCategory(fields.category)) say("category", "Choose where people will look for it.");
  if (fields.place.trim().length > 80) say("place", "Shorten the place to 80 letters.");
  const tags = tagsOf(fields.tags);
  if (tags.length > maxTags) say("tags", `Keep the ${maxTags} tags that matter most.`);
  if (tags.some((tag) => tag.length > 30)) say("tags", "Shorten each tag to 30 letters, and part tags by commas.");
  if (unseen(fields.description)) say("description", "Nobody can see these letters: write others, or leave it empty.");
  if (unseen(fields.place)) say("place", "Nobody can see these letters: write others, or leave it empty.");
  if (tags.some(unseen)) say("tags", "Nobody can see the letters of a tag: write others, or leave it out.");
  for (const { name, value } of fields.attributes) {
    if (unseen(name) || unseen(value)) {
      say("attributes", "Nobody can see the letters of a detail: write others, or remove it.");
      break;
    }
    if ((name.trim() === "") !== (value.trim() === "")) {
      say("attributes", "Fill in both halves of each detail, or remove it.");
      break;
    }
  }
  return found;
}

function moneyProblems(fields: Fields, tokens: readonly SaleToken[]): Problem[] {
  const found: Problem[] = [];
  const token = tokenOf(fields, tokens);
  const request = fields.kind === "request";
  const price = parseAmount(fields.price, token.decimals);
  const deposit =
    fields.kind === "rental" && fields.deposit.trim() !== "" ? parseAmount(fields.deposit, token.decimals) : 0n;
  const unreadable = (text: string) => amountProblem(text, token) ?? "";
  if (fields.price.trim() === "") {
    if (!request) found.push({ field: "price", message: "Say what you want for it." });
  } else if (price === null) found.push({ field: "price", message: unreadable(fields.price) });
  else if (price === 0n && !request) {
    found.push({ field: "price", message: "The price is zero. Put in what you want for it." });
  } else if (price > MAX_HELD) {
    found.push({ field: "price", message: `The escrow can hold ${formatAmount(MAX_HELD, token)} at most.` });
  }
  if (deposit === null) found.push({ field: "deposit", message: unreadable(fields.deposit) });
  else if (deposit > MAX_HELD) {
    found.push({ field: "deposit", message: `The escrow can hold ${formatAmount(MAX_HELD, token)} at most.` });
  }
  const counted = !fields.unlimited && !request && !isBooked(fields) && fields.variants.length === 0;
  if (counted && !isStock(fields.stock)) {
    found.push({ field: "stock", message: "Say how many there are, as a whole number from 1 on." });
  }
  return found;
}

function isStock(text: string): boolean {
  return /^\d{1,10}$/.test(text.trim()) && Number(text) >= 1 && Number(text) < UNLIMITED_STOCK;
}

function ruleProblems(fields: Fields, rules: Rules): Problem[] {
  const found: Problem[] = [];
  const window = (field: "fulfilWindow" | "inspectWindow", upper: number) => {
    const seconds = Number(fields[field]);
    if (seconds >= rules.minWindow && seconds <= upper) return;
    found.push({ field, message: `The market allows ${spanOf(rules.minWindow)} to ${spanOf(upper)}.` });
  };
  window("fulfilWindow", rules.maxFulfilWindow);
  window("inspectWindow", rules.maxInspectWindow);
  const commission = Number(fields.commission);
  if (commission < rules.feeFloorBps || commission > rules.maxFeeBps) {
    const message = `The market takes ${formatBps(rules.feeFloorBps)} to ${formatBps(rules.maxFeeBps)}. Choose again.`;
    found.push({ field: "commission", message });
  }
  if (Number(fields.referral) > rules.maxFeeBps) {
    found.push({ field: "referral", message: `At most ${formatBps(rules.maxFeeBps)}.` });
  }
  return found;
}

/** The same as a schema, for the form. */
export function sellSchema(tokens: readonly SaleToken[], rules: Rules) {
  return v.pipe(
    Fields,
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const input = dataset.value;
      for (const { field, message } of problemsOf(input, tokens, rules)) {
        addIssue({ message, path: [{ type: "object", origin: "value", input, key: field, value: input[field] }] });
      }
    }),
  );
}
