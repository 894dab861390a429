import { expect } from "chai";
import type { Terms } from "#protocol/terms.ts";
import { people } from "./support/people.ts";
import { type Published, DOLLAR, publish } from "./support/scene.ts";
import { indexer } from "./support/shared.ts";

// Words that no other test uses.
const kettle = { title: "Quillfire kettle", description: "Boils in a minute.", category: "home", tags: ["tea"] };
const bicycle = { title: "Quillfire bicycle", category: "sport", place: { name: "Zagreb", geohash: "u24f2" } };
const drawing = { title: "A drawing", attributes: [{ name: "Maker", value: "Quillfire" }], tags: ["zinnober"] };
const closed = { title: "Quillfire lamp", category: "home" };

async function publishWith(file: object, change: Partial<Terms> = {}): Promise<Published> {
  const metadata = await indexer().files.add(JSON.stringify(file));
  return publish(JSON.stringify(file), { metadata, ...change });
}

async function search(text: string, where = "{}"): Promise<string[]> {
  const document = `query ($text: String!) { listingSearch(text: $text, where: ${where}) { title } }`;
  const data = await indexer().query<{ listingSearch: { title: string }[] }>(document, { text });
  return data.listingSearch.map(({ title }) => title);
}

async function filter(where: string): Promise<string[]> {
  const document = `{ listingMetadata_collection(where: ${where}, orderBy: title) { title } }`;
  const data = await indexer().query<{ listingMetadata_collection: { title: string }[] }>(document);
  return data.listingMetadata_collection.map(({ title }) => title);
}

describe("search", () => {
  before(async () => {
    await publishWith(kettle, { price: 400n, token: DOLLAR });
    await publishWith(bicycle, { price: 9_000n, token: DOLLAR, seller: people.dana });
    await publishWith(drawing, { price: 50n, kind: 1 });
    const { id } = await publishWith(closed, { price: 60n });
    await indexer().emit({ contract: "ListingRegistry", event: "Closed", args: { listingId: id } });
    await indexer().queryUntil<{ listingSearch: unknown[] }>(
      '{ listingSearch(text: "quillfire") { title } }',
      ({ listingSearch }) => listingSearch.length === 4,
    );
  });

  context("given words only", () => {
    it("finds them in title, description, tags, attributes and place, whatever their case", async () => {
      expect(await search("KETTLE")).to.deep.equal(["Quillfire kettle"]);
      expect(await search("boils & minute")).to.deep.equal(["Quillfire kettle"]);
      expect(await search("zinnober")).to.deep.equal(["A drawing"]);
      expect(await search("maker & quillfire")).to.deep.equal(["A drawing"]);
      expect(await search("zagreb & quillfire")).to.deep.equal(["Quillfire bicycle"]);
    });

    it("knows beginnings, either-or, not, and next to each other", async () => {
      expect(await search("quillf:* & bicyc:*")).to.deep.equal(["Quillfire bicycle"]);
      expect(await search("zinnober | kettle")).to.have.members(["A drawing", "Quillfire kettle"]);
      expect(await search("quillfire & !kettle & !drawing & !lamp")).to.deep.equal(["Quillfire bicycle"]);
      expect(await search("quillfire <-> kettle")).to.deep.equal(["Quillfire kettle"]);
      expect(await search("kettle <-> quillfire")).to.deep.equal([]);
    });

    it("finds other forms of a word, and nothing for a word that is not there", async () => {
      expect(await search("kettles & boiling")).to.deep.equal(["Quillfire kettle"]);
      expect(await search("quillfrost")).to.deep.equal([]);
    });
  });

  context("given words and filters", () => {
    it("filters by the thing", async () => {
      expect(await search("quillfire", '{ category: "sport" }')).to.deep.equal(["Quillfire bicycle"]);
      expect(await search("quillfire", '{ geohash_starts_with: "u24" }')).to.deep.equal(["Quillfire bicycle"]);
      expect(await search("quillfire", '{ attributes_: { name: "Maker" } }')).to.deep.equal(["A drawing"]);
      expect(await search("quillfire", '{ tags_contains: ["tea"] }')).to.deep.equal(["Quillfire kettle"]);
    });

    it("filters by the terms", async () => {
      const active = await search("quillfire", "{ listing_: { status: active } }");
      expect(active).to.have.members(["Quillfire kettle", "Quillfire bicycle", "A drawing"]);
      const cheap = `{ listing_: { status: active, token: "${DOLLAR}", price_lte: "1000" } }`;
      expect(await search("quillfire", cheap)).to.deep.equal(["Quillfire kettle"]);
      const hers = `{ listing_: { seller: "${people.dana}" } }`;
      expect(await search("quillfire", hers)).to.deep.equal(["Quillfire bicycle"]);
      expect(await search("quillfire", "{ listing_: { kind: digital } }")).to.deep.equal(["A drawing"]);
    });

    it("filters by both at once", async () => {
      const where = '{ category: "home", listing_: { status: active } }';
      expect(await search("quillfire", where)).to.deep.equal(["Quillfire kettle"]);
    });
  });

  context("given filters only", () => {
    it("finds by the same filters", async () => {
      const ours = 'title_in: ["Quillfire kettle", "Quillfire bicycle", "A drawing", "Quillfire lamp"]';
      expect(await filter(`{ ${ours}, category: "home" }`)).to.deep.equal(["Quillfire kettle", "Quillfire lamp"]);
      expect(await filter(`{ ${ours}, listing_: { status: closed } }`)).to.deep.equal(["Quillfire lamp"]);
      const cheap = '{ listing_: { status: active, price_lt: "100" } }';
      expect(await filter(`{ and: [{ ${ours} }, ${cheap}] }`)).to.deep.equal(["A drawing"]);
      expect(await filter('{ or: [{ title: "A drawing" }, { geohash: "u24f2" }] }')).to.include("Quillfire bicycle");
    });
  });

  context("given what a person types", () => {
    it("refuses a query that PostgreSQL cannot read, and goes on", async () => {
      const error = await search("quillfire &").catch(({ message }: Error) => message);
      expect(error).to.be.a("string");
      expect(await search("quillfire & kettle")).to.deep.equal(["Quillfire kettle"]);
    });
  });
});
