import fc from "fast-check";

// Words as somebody writes them who wants a page to break, or to say what it does not.

/** Names that every object answers to. */
export const everyObjects = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype", "then"];

const nasty = [
  ...["", " ", "\n\n", "\u0000", "null", "undefined", "NaN", "-0", "[object Object]", "<script>alert(1)</script>"],
  ...["\u2800\u2800\u2800", "\u200d\u200d", "\u3164", "\u115f\u1160", "\ufe0f\ufe0e", "\u{e0041}\u{e0042}", "\u180e"],
  ...["\u202eevil\u202c", "a\u2066b\u2069\u2067c", "\u200f\u061c\u200e", "הכול שולם\u202d", "مجاني\u200f 100"],
  ...["\ud800", "x\udc00y", "\ufffe", "\u0007\u001b[31m", "Z" + "\u0301".repeat(10_000), "w".repeat(5_000)],
  ...[
    "👩‍👩‍👧‍👦".repeat(200),
    "Handsel",
    "Аda",
    "0x12...ab",
    "javascript:alert(1)",
    "../../../",
    "%00",
    "1e999",
    "9".repeat(400),
  ],
];

/** A text, hostile more often than not. */
export const words = fc.oneof(
  fc.constantFrom(...nasty, ...everyObjects),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(fc.constantFrom(...nasty), { maxLength: 4 }).map((parts) => parts.join("")),
);

/** Whatever JSON can hold, where a text was expected. */
export const anything = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 1e308, [], [[[[]]]], {}, { title: { toString: 1 } }, { __proto__: null }, [
    ["a"],
    ["b"],
  ]),
  words,
  fc.jsonValue({ maxDepth: 4 }),
);

/** Letters that may not stand on a page of ours outside of a field in which they were typed. */
export const turning = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066\u2067]|\p{M}{6}/u;
