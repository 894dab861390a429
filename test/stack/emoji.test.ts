import { expect } from "chai";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { catalogue } from "../../scripts/seed/catalogue/catalogue.ts";
import { drawingOf } from "../../scripts/seed/pictures/emoji.ts";

describe("drawingOf", () => {
  it("finds what parsing the whole set would, for everything that a market shows", function () {
    this.timeout(60_000);
    const file = createRequire(import.meta.url).resolve("@iconify-json/fluent-emoji/icons.json");
    const { icons } = JSON.parse(readFileSync(file, "utf8")) as { icons: Record<string, { body: string }> };
    const names = new Set(
      catalogue.flatMap(({ photos }) => photos.flatMap(({ props }) => props.map(({ icon }) => icon))),
    );
    expect(names.size).to.be.above(30);
    for (const name of names) expect(drawingOf(name), name).to.equal(icons[name]?.body);
  });

  it("knows no emoji that the set does not have", () => expect(drawingOf("no-such-thing")).to.equal(undefined));
});
