import { isVisible, plainText } from "#protocol/text.ts";

/** A stranger's words as they may be shown: null when there is nothing to see in them. */
export function shownText(text: string | null | undefined): string | null {
  if (typeof text !== "string") return null;
  const plain = plainText(text);
  return isVisible(plain) ? plain : null;
}

const marks = /[\u061c\u200e\u200f]/g;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** The longest line that a title, a label or a toast needs. */
const most = 200;

/**
 * The same for where there are no elements, only letters: the tab's title, labels for screen readers, sentences. One line of it,
 * closed off, so that letters which run the other way move none of ours.
 */
export function quotedLine(text: string | null | undefined, otherwise: string): string {
  const line = shownText(text)?.replace(marks, "").replace(/\s+/g, " ").trim();
  if (!line || !isVisible(line)) return otherwise;
  const cut = line.length > most ? `${[...line].slice(0, most - 1).join("")}…` : line;
  return rightToLeft.test(cut) ? `\u2068${cut}\u2069` : cut;
}

/** A language tag that an element may carry; undefined for whatever else stands where one should. */
export function languageOf(tag: string | null | undefined): string | undefined {
  return typeof tag === "string" && /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(tag) ? tag : undefined;
}
