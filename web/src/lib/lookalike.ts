/**
 * Letters of other scripts that are drawn like a Latin one, and Latin ones that are drawn like another: what is left of Unicode's
 * table of confusables (UTS 39) for the scripts that a name is likely to borrow from. Each row: the letter, and what passes for it.
 */
const rows = [
  ["a", "аαɑ"],
  ["b", "ЬвβɓƄ"],
  ["c", "сϲƈⅽᴄ"],
  ["d", "ԁɗժⅾ"],
  ["e", "еєҽεɛ℮"],
  ["f", "ƒſẝ"],
  ["g", "ɡցɢ"],
  ["h", "һհнΗНнⲎᎻ"],
  ["i", "іιɩӏıɪ"],
  ["j", "јϳյ"],
  ["k", "кκκⲕКΚ"],
  ["l", "I1|ⅼ|ӀווןاɭΙІⵏ"],
  ["m", "мᴍⅿΜМ"],
  ["n", "пոηɳΝ"],
  ["o", "0оοσօסهە๐০оОΟ"],
  ["p", "рρƿΡР"],
  ["q", "ԛգզ"],
  ["r", "гᴦɾʀя"],
  ["s", "ѕꜱʂЅ$5"],
  ["t", "тτᴛƭΤТ"],
  ["u", "υսᴜ"],
  ["v", "νѵᴠⅴ"],
  ["w", "ԝωшѡᴡ"],
  ["x", "хχⅹ×ΧХ"],
  ["y", "уγүყΥУҮ"],
  ["z", "ᴢʐΖ"],
  ["A", "АΑᎪ"],
  ["B", "ВΒᏴ"],
  ["C", "СϹᏟⅭ"],
  ["D", "ᎠⅮ"],
  ["E", "ЕΕᎬ"],
  ["S", "ЅᏚ"],
] as const;

const alike = new Map(rows.flatMap(([letter, others]) => [...others].map((other) => [other, letter] as const)));
const pairs = [
  ["rn", "m"],
  ["vv", "w"],
  ["cl", "d"],
] as const;

/** What a name looks like at a glance: two names of one skeleton pass for each other. */
export function skeletonOf(name: string): string {
  const bare = name.normalize("NFKD").replace(/\p{M}/gu, "");
  const drawn = [...bare].map((letter) => alike.get(letter) ?? letter).join("");
  const folded = drawn.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return pairs.reduce((text, [two, one]) => text.replaceAll(two, one), folded);
}

const scripts = [
  "Latin",
  "Cyrillic",
  "Greek",
  "Armenian",
  "Georgian",
  "Cherokee",
  "Coptic",
  "Lisu",
  "Hebrew",
  "Arabic",
];
const eastern = ["Han", "Hiragana", "Katakana", "Hangul", "Bopomofo"];
const named = [...scripts, ...eastern].map((script) => ({ script, of: new RegExp(`\\p{Script=${script}}`, "u") }));

/** Letters of two scripts within one word. Japanese, Korean and Chinese mix theirs by nature, and Latin ones into them. */
function isMixed(word: string): boolean {
  const found = named.filter(({ of }) => of.test(word)).map(({ script }) => script);
  const western = found.filter((script) => scripts.includes(script));
  return western.length > 1 || (western.length === 1 && western[0] !== "Latin" && found.length > 1);
}

const market = skeletonOf("Handsel");
/** Zero or o, x, then what addresses are made of, with a digit or a gap in it. */
const address = /^[0oοо][xхχ](?=.*[0-9….])[0-9a-f….]{4,}$/iu;

/**
 * Why a name needs its address beside it, in a word or two; null for a name like any other. `others` are the names of other
 * accounts that are known here.
 */
export function suspicionOf(name: string, others: readonly string[] = []): string | null {
  const skeleton = skeletonOf(name);
  if ((name.match(/[\p{L}\p{M}]+/gu) ?? []).some(isMixed)) return "mixed letters";
  if (skeleton.includes(market)) return "not the market";
  if (address.test(name.normalize("NFKC").replace(/\s/g, ""))) return "not an address";
  if (others.some((other) => skeletonOf(other) === skeleton)) return "a name like another’s";
  return null;
}
