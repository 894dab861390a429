import { expect } from "chai";
import type { Hex } from "viem";
import { cidOfDigest } from "#protocol/cid.ts";
import { choiceOf } from "#protocol/options.ts";
import { optionsRoot } from "#protocol/optionTree.ts";
import type { ListingMetadata } from "#protocol/metadata.ts";
import { type Published, fund, publish, read } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

const photo = {
  cid: "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy",
  type: "image/webp",
  width: 1_600,
  height: 1_200,
  thumbhash: "3OcRJYB4d3h/iIeHeEh3eIhw+j2w",
  alt: "A green bench by a wall",
} as const;

const bench: ListingMetadata = {
  schema: "handsel/listing/1",
  title: "Garden bench of oak",
  description: "Seats three. Oiled in spring.",
  category: "home",
  tags: ["oak", "garden"],
  condition: "good",
  place: { name: "Turin", geohash: "u0j2w" },
  photos: [photo, { ...photo, alt: "From behind" }],
  attributes: [
    { name: "Length", value: "150 cm" },
    { name: "Wood", value: "oak" },
  ],
  language: "en",
  answers: idOf("wanted: a bench"),
};

const scalars = "title description category tags keywords condition place geohash language";

/** A listing whose file is there when it is published. */
async function publishFile(name: string, content: string | Uint8Array): Promise<Published> {
  return publish(name, { metadata: await indexer().files.add(content) });
}

/** Files come some blocks after their listings: those before this one have come when it has. */
async function filesRead(): Promise<void> {
  const last = await publishFile(`the last file at ${Date.now()}`, JSON.stringify({ title: "the last file" }));
  await fileOf(last.id);
}

async function fileOf(id: Hex): Promise<void> {
  const document = `{ listingMetadata(id: "${id}") { id } }`;
  await indexer().queryUntil<{ listingMetadata: unknown }>(document, (data) => data.listingMetadata !== null);
}

describe("index of listings' files", () => {
  context("given a file as the app writes it", () => {
    let listing: Published;

    before(async () => {
      await publish("wanted: a bench", { kind: 4 });
      listing = await publishFile("bench with a file", JSON.stringify(bench));
      await fileOf(listing.id);
    });

    it("has its words", async () => {
      const { title, description, category, tags, condition, language } = bench;
      expect(await read("listingMetadata", listing.id, scalars)).to.deep.equal({
        ...{ title, description, category, tags, condition, language },
        place: "Turin",
        geohash: "u0j2w",
        keywords: "home oak garden Length 150 cm Wood oak",
      });
    });

    it("has its pictures and attributes in their order", async () => {
      const fields = "photos(orderBy: position) { position cid type width height thumbhash alt }";
      const found = await read("listingMetadata", listing.id, `${fields} attributes(orderBy: position) { name value }`);
      expect(found).to.deep.equal({
        photos: bench.photos.map((entry, position) => ({ position, ...entry })),
        attributes: bench.attributes,
      });
    });

    it("stands between the listing, the file and the request that it answers", async () => {
      const found = await read("listing", listing.id, "metadata { cid listing { id } answers { id } }");
      const [wanted, cid] = [idOf("wanted: a bench"), cidOfDigest(listing.terms.metadata)];
      expect(found).to.deep.equal({ metadata: { cid, listing: { id: listing.id }, answers: { id: wanted } } });
      const request = await read("listing", wanted, "answers { title }");
      expect(request).to.deep.equal({ answers: [{ title: bench.title }] });
    });

    it("is read again for an edit that keeps the file", async () => {
      const edit = await publish("bench with the same file", { metadata: listing.terms.metadata, price: 5n });
      await fileOf(edit.id);
      const found = await read("listing", edit.id, "metadata { title photos { id } }");
      expect(found).to.have.nested.property("metadata.title", bench.title);
      expect(found).to.have.nested.property("metadata.photos").of.length(2);
    });
  });

  context("given a file with options", () => {
    const options = [
      { variant: "Größe M", delivery: "Abholung", stock: 4, unitPrice: "0", orderPrice: "0" },
      { variant: "Größe M", delivery: "Post", stock: 4, unitPrice: "0", orderPrice: "900" },
      { delivery: "Post", stock: 4_294_967_295, unitPrice: "12345678901234567890123456789", orderPrice: "0" },
    ];
    const fields = "options(orderBy: position) { position variant delivery stock unitPrice orderPrice choice }";
    let listing: Published;

    before(async () => {
      listing = await publishFile("bench in sizes", JSON.stringify({ ...bench, options }));
      await fileOf(listing.id);
    });

    it("has them in their order, each with the choice that an order names", async () => {
      expect(await read("listingMetadata", listing.id, fields)).to.deep.equal({
        options: options.map((option, position) => ({
          ...{ position, variant: null, ...option, stock: String(option.stock), choice: choiceOf(option) },
        })),
      });
    });

    it("has all that makes the root in the terms", async () => {
      type Found = { variant: string | null; delivery: string; stock: string; unitPrice: string; orderPrice: string };
      const found = await read<{ options: Found[] }>("listingMetadata", listing.id, fields);
      const read_ = found.options.map(({ variant, delivery, stock, unitPrice, orderPrice }) => ({
        ...{ variant: variant ?? undefined, delivery, stock: Number(stock) },
        ...{ unitPrice: BigInt(unitPrice), orderPrice: BigInt(orderPrice) },
      }));
      const written = options.map(({ unitPrice, orderPrice, ...rest }) => ({
        ...{ ...rest, unitPrice: BigInt(unitPrice), orderPrice: BigInt(orderPrice) },
      }));
      expect(optionsRoot(read_)).to.equal(optionsRoot(written));
    });

    it("tells an order's choice in words, and what was sold of its variant", async () => {
      const order = await fund("bench, M by post", listing, {
        quantity: 2,
        choice: choiceOf(options[1]!),
        extra: 900n,
      });
      await indexer().indexed();
      const option = { variant: "Größe M", delivery: "Post", variantSales: { sold: "2" } };
      const found = await read("order", order.id, "option { variant delivery variantSales { sold } }");
      expect(found).to.deep.equal({ option });
      const all = await read("listingMetadata", listing.id, "options(orderBy: position) { variantSales { sold } }");
      const sold = { variantSales: { sold: "2" } };
      expect(all).to.deep.equal({ options: [sold, sold, { variantSales: null }] });
    });

    it("is found by what its variants are called", async () => {
      const { keywords } = await read<{ keywords: string }>("listingMetadata", listing.id, "keywords");
      expect(keywords).to.equal("home oak garden Length 150 cm Wood oak Größe M");
    });

    it("leaves out whole what the app would refuse, and what is there twice", async () => {
      const [good] = options;
      const wrong = [
        ...[7, null, { ...good, variant: "x".repeat(61) }, { ...good, delivery: "x".repeat(61) }],
        ...[
          { ...good, variant: undefined, delivery: " " },
          { ...good, stock: -1 },
          { ...good, stock: 1.5 },
        ],
        ...[
          { ...good, stock: "4" },
          { ...good, stock: 4_294_967_296 },
          { ...good, unitPrice: 5 },
        ],
        ...[
          { ...good, orderPrice: "-5" },
          { ...good, orderPrice: "1".repeat(30) },
          { ...good, unitPrice: "" },
        ],
      ];
      const file = { ...bench, options: [...wrong, good, { ...good, unitPrice: "5" }] };
      const odd = await publishFile("bench in odd sizes", JSON.stringify(file));
      await fileOf(odd.id);
      const found = await read("listingMetadata", odd.id, "options { position unitPrice }");
      expect(found).to.deep.equal({ options: [{ position: wrong.length, unitPrice: "0" }] });
    });
  });

  context("when the file comes after the listing", () => {
    it("is null at first, and there once it has come", async () => {
      const content = JSON.stringify({ ...bench, title: "A bench that comes late" });
      const digest = await indexer().files.digestOf(content);
      const listing = await publish("late bench", { metadata: digest });
      await indexer().indexed();
      expect(await read("listing", listing.id, "metadata { title }")).to.deep.equal({ metadata: null });
      await indexer().files.add(content);
      await fileOf(listing.id);
      const found = await read("listing", listing.id, "metadata { title }");
      expect(found).to.deep.equal({ metadata: { title: "A bench that comes late" } });
    });
  });

  context("given a file that is none", () => {
    const nonsense: Record<string, string | Uint8Array> = {
      "no JSON": "{ title: bench",
      nothing: "",
      "a picture": Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]),
      "text that is not UTF-8": Uint8Array.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]),
      "half of a character": '{"title":"\\ud83d"}',
      "a list": "[1, 2]",
      "a number": "7",
      null: "null",
      "no title": JSON.stringify({ ...bench, title: undefined }),
      "a blank title": JSON.stringify({ ...bench, title: "   " }),
      "a title that is no text": JSON.stringify({ ...bench, title: ["bench"] }),
      "brackets without end": "[".repeat(100_000),
    };
    const listings = new Map<string, Published>();

    before(async () => {
      for (const [name, content] of Object.entries(nonsense)) {
        listings.set(name, await publishFile(`a file of ${name}`, content));
      }
      await filesRead();
    });

    for (const name of Object.keys(nonsense)) {
      it(`keeps the listing without it: ${name}`, async () => {
        const listing = listings.get(name)!;
        expect(indexer().files.asked(cidOfDigest(listing.terms.metadata))).to.be.above(0);
        const found = await read("listing", listing.id, "status metadata { id }");
        expect(found).to.deep.equal({ status: "active", metadata: null });
      });
    }
  });

  context("given a file with something wrong in it", () => {
    let odd: Published, huge: Published;
    const title = `${"x".repeat(119)}🪑 and more`;

    before(async () => {
      odd = await publishFile(
        "odd file",
        JSON.stringify({
          title: "  Odd \u0000 bench ",
          description: 7,
          category: null,
          tags: ["oak", 5, "", { a: 1 }, "garden"],
          condition: {},
          place: "Turin",
          photos: [
            "a picture",
            { alt: "without a cid" },
            { cid: "bafy", width: 1.5, height: "12", type: 4 },
            { cid: "bafy", width: -1, height: 9_000 },
          ],
          attributes: [7, { name: "Wood" }, { value: "oak" }, { name: "Wood", value: "oak" }],
          language: true,
          answers: "0x1234",
        }).replace("9000", "1e400"),
      );
      huge = await publishFile(
        "huge file",
        JSON.stringify({
          ...bench,
          title,
          description: "d".repeat(150_000),
          tags: Array.from({ length: 400 }, () => "t".repeat(40)),
          photos: Array.from({ length: 300 }, () => photo),
          attributes: Array.from({ length: 900 }, () => ({ name: "n".repeat(50), value: "v".repeat(200) })),
          answers: `0x${"zz".repeat(32)}`,
        }),
      );
      await fileOf(odd.id);
      await fileOf(huge.id);
    });

    it("takes what is right and leaves the rest", async () => {
      const fields = `${scalars} answers { id } photos(orderBy: position) { position cid type width height alt }`;
      const found = await read("listingMetadata", odd.id, `${fields} attributes { position name value }`);
      const image = { cid: "bafy", type: "", width: 0, height: 0, alt: "" };
      expect(found).to.deep.equal({
        title: "Odd  bench",
        description: "",
        category: "",
        tags: ["oak", "garden"],
        keywords: " oak garden Wood oak",
        condition: null,
        place: null,
        geohash: null,
        language: null,
        answers: null,
        photos: [
          { position: 2, ...image, width: 1 },
          { position: 3, ...image },
        ],
        attributes: [{ position: 3, name: "Wood", value: "oak" }],
      });
    });

    it("cuts off what is too long or too much, never through a character", async () => {
      type Huge = { title: string; description: string; tags: string[]; photos: unknown[]; attributes: unknown[] };
      const lists = "photos { id } attributes(first: 50) { name value }";
      const found = await read<Huge>("listingMetadata", huge.id, `title description tags answers { id } ${lists}`);
      expect(found.title).to.equal("x".repeat(119));
      expect(found.description).to.have.lengthOf(5_000);
      expect(found.tags).to.deep.equal(Array.from({ length: 12 }, () => "t".repeat(30)));
      expect(found.photos).to.have.lengthOf(12);
      expect(found.attributes).to.have.lengthOf(24);
      expect(found.attributes[0]).to.deep.equal({ name: "n".repeat(40), value: "v".repeat(120) });
      expect(found).to.have.property("answers", null);
    });
  });

  it("names a request that does not exist without failing", async () => {
    const listing = await publishFile("answers nobody", JSON.stringify({ ...bench, answers: idOf("never published") }));
    await fileOf(listing.id);
    const found = await read("listing", listing.id, "metadata { title answers { id } }");
    expect(found).to.deep.equal({ metadata: { title: bench.title, answers: null } });
  });
});
