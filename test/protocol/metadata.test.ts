import { expect } from "chai";
import { MAX_RAW_BLOCK } from "#protocol/cid.ts";
import { type ListingMetadata, categories, decodeMetadata, encodeMetadata } from "#protocol/metadata.ts";
import { choiceOf } from "#protocol/options.ts";
import { catalogue } from "../../scripts/seed/catalogue/catalogue.ts";
import { place } from "../../scripts/seed/places.ts";

const bench: ListingMetadata = {
  schema: "handsel/listing/1",
  title: "Garden bench",
  description: "Seats three.",
  category: "home",
  tags: ["oak"],
  photos: [],
  attributes: [{ name: "Wood", value: "oak" }],
  language: "en",
};

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value);

describe("metadata", () => {
  it("of everything in the seeded market is a file of one block, and reads as it was written", () => {
    for (const entry of catalogue) {
      const { title, description, category, tags, condition, language = "en" } = entry;
      const metadata: ListingMetadata = {
        ...{ ...bench, title, description, category, tags: [...tags], language },
        ...(condition && { condition }),
        ...(entry.place && { place: place(entry.place) }),
        attributes: Object.entries(entry.attributes ?? {}).map(([name, value]) => ({ name, value })),
      };
      const file = encodeMetadata(metadata);
      expect(file.length).to.be.below(MAX_RAW_BLOCK);
      expect(decodeMetadata(file)).to.deep.equal(metadata);
    }
    expect(new Set(catalogue.map(({ category }) => category))).to.deep.equal(new Set(categories));
  });

  it("gives the same bytes for the same content, whatever its order and whatever else stands in it", () => {
    const turned = Object.fromEntries(Object.entries({ ...bench, extra: 1 }).reverse()) as ListingMetadata;
    expect(encodeMetadata(turned)).to.deep.equal(encodeMetadata(bench));
    expect(encodeMetadata({ ...bench, title: "  Garden bench " })).to.deep.equal(encodeMetadata(bench));
  });

  const photo = { cid: `bafkrei${"a".repeat(52)}`, type: "image/webp", width: 4, height: 4, thumbhash: "", alt: "" };
  const hostile: [string, object][] = [
    ["another schema", { schema: "handsel/listing/2" }],
    ["no title", { title: undefined }],
    ["a title of blanks", { title: "      " }],
    ["a title that is too long", { title: "x".repeat(121) }],
    ["a description that is too long", { description: "x".repeat(5_001) }],
    ["an unknown category", { category: "weapons" }],
    ["too many tags", { tags: times(13, "oak") }],
    ["tags that are no texts", { tags: [1] }],
    ["an unknown condition", { condition: "mint" }],
    ["a place finer than five letters", { place: { name: "Turin", geohash: "u0j2w3" } }],
    ["too many pictures", { photos: times(13, photo) }],
    ["a picture that is a script", { photos: [{ ...photo, type: "text/html" }] }],
    ["a picture elsewhere on the web", { photos: [{ ...photo, cid: "https://elsewhere.example/a.png" }] }],
    ["a picture of half a pixel", { photos: [{ ...photo, width: 0.5 }] }],
    ["a picture that is too large", { photos: [{ ...photo, height: 8_193 }] }],
    ["too many attributes", { attributes: times(25, { name: "a", value: "b" }) }],
    ["an attribute without a name", { attributes: [{ name: "", value: "b" }] }],
    ["an answer to no listing", { answers: "0x12" }],
    ["a list where a text should be", { language: ["en"] }],
  ];
  for (const [name, change] of hostile) {
    it(`refuses ${name}`, () => {
      expect(() => decodeMetadata(bytes({ ...bench, ...change }))).to.throw();
      expect(() => encodeMetadata({ ...bench, ...change })).to.throw();
    });
  }

  const option = { stock: 1, unitPrice: "0", orderPrice: "0" };
  const unseen = ["\u2800\u2800\u2800", "\u200d\u200d\u200d", "\u{e0100}\u{e0101}\u{e0102}"];

  it("calls nothing by letters that nobody can see, but reads what others have called so", () => {
    for (const name of unseen) {
      const titled = { ...bench, title: name };
      expect(() => encodeMetadata(titled), JSON.stringify(name)).to.throw("nobody can see");
      expect(decodeMetadata(bytes(titled)).title).to.equal(name);
      for (const half of ["variant", "delivery"]) {
        const named = { ...bench, options: [{ ...option, [half]: name }] };
        expect(() => encodeMetadata(named)).to.throw("nobody can see");
        expect(decodeMetadata(bytes(named)).options).to.deep.equal(named.options);
      }
    }
  });

  it("is written without letters that deceive, and in one form of Unicode", () => {
    const typed = { ...bench, title: "Cafe\u0301 \u202etable", options: [{ ...option, variant: "Rose\u0301\u200b" }] };
    const file = encodeMetadata(typed);
    expect(JSON.parse(new TextDecoder().decode(file))).to.include({ title: "Caf\u00e9 table" });
    expect(decodeMetadata(file).options?.[0]?.variant).to.equal("Ros\u00e9");
    expect(choiceOf(decodeMetadata(file).options![0]!)).to.equal(choiceOf({ variant: "Rose\u0301" }));
  });

  it("refuses what is no JSON object of UTF-8", () => {
    for (const value of [null, 7, "text", [bench]]) expect(() => decodeMetadata(bytes(value))).to.throw();
    expect(() => decodeMetadata(new TextEncoder().encode("{"))).to.throw(SyntaxError);
    expect(() => decodeMetadata(Uint8Array.from([0x22, 0xff, 0x22]))).to.throw(TypeError);
    expect(decodeMetadata(bytes({ ...bench, photos: [photo] })).photos).to.deep.equal([photo]);
  });
});
