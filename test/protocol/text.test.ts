import { expect } from "chai";
import { decodeMetadata } from "#protocol/metadata.ts";
import { decodeReview } from "#protocol/review.ts";
import { isVisible, plainText, readJson, settledText } from "#protocol/text.ts";

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

describe("isVisible", () => {
  it("is false of letters that leave no ink, however many there are", () => {
    for (const text of [
      ...[
        "",
        "   \n\t",
        "\u00a0\u3000",
        "\u2800\u2800\u2800",
        "\u200d",
        "\u200c\u200e\u200f\u061c",
        "\u3164",
        "\u115f\u1160",
      ],
      ...[
        "\u{e0041}\u{e0042}",
        "\ufe0f\ufe0e",
        "\u{e0100}",
        "\u0301\u0302",
        "\u0000\u202e",
        "\ud800",
        "\ufffd",
        "\ufffc",
      ],
    ])
      expect(isVisible(text), JSON.stringify(text)).to.equal(false);
  });

  it("is true of anything that can be seen", () => {
    for (const text of ["a", "中", "ا", "7", "!", "€", "👩\u200d🚀", "🇮🇹", "\u2800x"])
      expect(isVisible(text), text).to.equal(true);
  });
});

describe("settledText", () => {
  it("spells alike what looks alike, and can't be settled further", () => {
    expect(settledText(" cafe\u0301\u200b ")).to.equal("caf\u00e9");
    expect(settledText("\u212b\u202e")).to.equal("\u00c5");
    for (const text of ["cafe\u0301", `Z${"\u0301".repeat(40)}o`, "\ud800x", " \u2800 "])
      expect(settledText(settledText(text))).to.equal(settledText(text));
  });
});

describe("readJson", () => {
  it("throws at what is too deep to be read, instead of never coming back", () => {
    expect(() => readJson(`${"[".repeat(200_000)}${"]".repeat(200_000)}`)).to.throw(RangeError);
  });

  it("takes a name that every object has for a name like any other", () => {
    const read = readJson('{"__proto__": {"title": "x"}, "constructor": "y"}') as object;
    expect(Object.keys(read)).to.deep.equal(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(read)).to.equal(Object.prototype);
  });

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
