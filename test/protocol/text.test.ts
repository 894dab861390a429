import { expect } from "chai";
import { decodeMetadata } from "../../protocol/metadata.ts";
import { decodeReview } from "../../protocol/review.ts";
import { plainText, readJson } from "../../protocol/text.ts";

describe("plainText", () => {
  it("takes out what turns a line around, or passes one name for another", () => {
    expect(plainText("Ada\u202egalliB\u202c")).to.equal("AdagalliB");
    expect(plainText("\u2066Bruno\u2069 G\u200balli\ufeff\u00ad")).to.equal("Bruno Galli");
    expect(plainText("\u3164\u115f\u2060\u{e0041}")).to.equal("");
    expect(plainText("a\u0000\u001b[31mb\u009f")).to.equal("a[31mb");
  });

  it("leaves languages, emoji, lines and tabs as they are", () => {
    for (const text of [
      "می\u200cخواهم",
      "👩\u200d🚀 ❤\ufe0f",
      "שלום\u200f!",
      "Grüße\n\tZeile",
      "ภาษาไทยที่นี่",
      "葛\u{e0100}城",
    ]) {
      expect(plainText(text)).to.equal(text);
    }
  });

  it("leaves at most four marks on a letter", () => {
    expect(plainText(`Z${"\u0301".repeat(40)}o`)).to.equal(`Z${"\u0301".repeat(4)}o`);
  });
});

describe("readJson", () => {
  it("makes every text plain, however deep, and nothing else", () => {
    const told = { name: "A\u202eda", list: [{ text: "\u200b" }], at: 5, yes: true, none: null };
    expect(readJson(JSON.stringify(told))).to.deep.equal({
      name: "Ada",
      list: [{ text: "" }],
      at: 5,
      yes: true,
      none: null,
    });
    expect(() => readJson("{")).to.throw(SyntaxError);
  });
});

describe("files of strangers", () => {
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const listing = {
    schema: "handsel/listing/1",
    title: "Ox\u202ehorn",
    description: "",
    category: "home",
    tags: [],
    photos: [],
    attributes: [],
    language: "en",
  };

  it("are read plain", () => {
    expect(decodeReview(bytes({ schema: "handsel/review/1", text: "Go\u200bod" }))).to.equal("Good");
    expect(decodeMetadata(bytes(listing)).title).to.equal("Oxhorn");
  });

  it("are refused when their title is made of nothing that can be seen", () => {
    expect(() => decodeMetadata(bytes({ ...listing, title: "\u3164\u200b\u2060\u202e" }))).to.throw();
  });
});
