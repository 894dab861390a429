/**
 * What shows nothing itself and changes how its neighbours are read, so that one name can pass for another or a sentence of
 * the page be turned around: controls, direction overrides and isolates, invisible spaces and fillers, tag letters. Joiners
 * and direction marks stay: emoji and scripts need them, and the app sets strangers' words apart from its own.
 */
const deceptive =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc\u{e0000}-\u{e007f}]/gu;

/** More marks on one letter than any language needs reach into the lines above and below. */
const piled = /(\p{M}{4})\p{M}+/gu;

/** A stranger's words without the letters that nobody can see. */
export function plainText(text: string): string {
  return text.toWellFormed().replace(deceptive, "").replace(piled, "$1");
}

/** Letters of all kinds that leave no ink: spaces, marks without a letter, joiners, selectors, the empty Braille cell. */
const inkless = /[\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800\ufffc\ufffd]/gu;

/** Whether there is anything to see in it. What does not is no text, however long it is. */
export function isVisible(text: string): boolean {
  return text.toWellFormed().replace(inkless, "") !== "";
}

/**
 * Words as they are kept and hashed: what looks alike is spelled alike. For words that are published from now on; what is on the
 * chain already was hashed as it stood.
 */
export function settledText(text: string): string {
  return plainText(text).normalize("NFC").trim();
}

/** JSON from a stranger, every text in it made plain. Throws when it is no JSON. */
export function readJson(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => (typeof value === "string" ? plainText(value) : value));
}
