import { readFileSync } from "node:fs";
import { expect } from "chai";

const css = readFileSync(new URL("../../web/src/app.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--color-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);
const schemes = ["light", "dark"] as const;
const meanings = ["held", "turn", "paid", "returned", "dispute"];
const grounds = ["paper", "raised", "sunk"];

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function colour(name: string, scheme: (typeof schemes)[number]): string {
  const token = tokens.get(name);
  if (!token) throw new Error(`app.css has no token --color-${name}`);
  return token[scheme];
}

describe("Colours", () => {
  const readable: [text: string, ground: string][] = [
    ...grounds.flatMap((ground): [string, string][] => [
      ["ink", ground],
      ["quiet", ground],
      ["danger", ground],
    ]),
    ["paper", "ink"],
    ["paper", "quiet"],
    ["paper", "danger"],
    ...meanings.flatMap((meaning): [string, string][] => [
      [meaning, `${meaning}-tint`],
      ["ink", `${meaning}-tint`],
      ["quiet", `${meaning}-tint`],
      // The label of a button that moves money.
      ["paper", meaning],
      ...grounds.map((ground): [string, string] => [meaning, ground]),
    ]),
  ];

  for (const scheme of schemes)
    context(`in the ${scheme} scheme`, () => {
      for (const [text, ground] of readable)
        it(`reads ${text} on ${ground}`, () => {
          expect(contrast(colour(text, scheme), colour(ground, scheme))).to.be.at.least(4.5);
        });
      for (const ground of grounds)
        it(`shows the edge of a control on ${ground}`, () => {
          expect(contrast(colour("edge", scheme), colour(ground, scheme))).to.be.at.least(3);
        });
    });
});
