import { expect } from "chai";
import { zeroAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { decodeAnnounced, encodeAnnounced, type SignedListing } from "../../protocol/announcedFile.ts";
import { decodeCatalogue, encodeCatalogue } from "../../protocol/catalogueFile.ts";
import { plainTerms, type Terms, ZERO_WORD } from "../../protocol/ids.ts";
import { catalogueOf, catalogueTypedData, termsTypedData } from "../../protocol/listingProof.ts";

const seller = privateKeyToAccount(`0x${"11".repeat(32)}`);
const registry = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
const terms: Terms = {
  ...plainTerms,
  ...{ seller: seller.address, token: zeroAddress, price: 10n ** 18n, deposit: 0n, stock: 3, expiry: 4_000_000_000 },
  ...{ fulfilWindow: 86_400, inspectWindow: 86_400, rulingWindow: 86_400, sellerFeeBps: 200, buyerFeeBps: 0 },
  ...{ referralBps: 0, kind: 0, category: 6, arbitrator: registry, courtId: 1, metadata: ZERO_WORD, epoch: 2 },
};
const of = (change: object) => new TextEncoder().encode(JSON.stringify(change));
const { price, deposit, ...rest } = terms;
const written = { ...rest, price: String(price), deposit: String(deposit) };
const wrongTerms = [
  { price: 7 },
  { price: "79228162514264337593543950336" },
  { price: "-1" },
  { stock: 4_294_967_296 },
  { stock: 1.5 },
  { lateRefundBps: 65_536 },
  { seller: "0x12" },
  { metadata: "0x12" },
  { options: undefined },
];

describe("announcedFile", () => {
  let listing: SignedListing;
  const catalogue = catalogueOf([terms], `0x${"c7".repeat(32)}`);
  const file = { schema: "handsel/announced/1", listings: [], catalogues: [{ catalogue, signature: "0x12" }] };
  before(async () => {
    listing = { terms, signature: await seller.signTypedData(termsTypedData(31_337, registry, terms)) };
  });

  it("comes back from its bytes as it was signed", async () => {
    const signature = await seller.signTypedData(catalogueTypedData(31_337, registry, catalogue));
    const announced = { listings: [listing, listing], catalogues: [{ catalogue, signature }] };
    expect(decodeAnnounced(encodeAnnounced(announced))).to.deep.equal(announced);
    expect(decodeAnnounced(encodeAnnounced({ listings: [listing] }))).to.deep.equal({
      listings: [listing],
      catalogues: [],
    });
  });

  context("given a file that is none", () => {
    const listed = (change: object) =>
      of({ ...file, listings: [{ terms: { ...written, ...change }, signature: "0x12" }] });

    it("is read only when every field of the terms is there and fits", () => {
      expect(decodeAnnounced(listed({})).listings).to.have.lengthOf(1);
      for (const change of wrongTerms) expect(() => decodeAnnounced(listed(change)), JSON.stringify(change)).to.throw();
    });

    it("is read only when every field of a catalogue is there and fits", () => {
      const signed = (change: object, signature = "0x12") =>
        of({ ...file, catalogues: [{ catalogue: { ...catalogue, ...change }, signature }] });
      expect(decodeAnnounced(signed({})).catalogues).to.have.lengthOf(1);
      for (const change of [{ root: "0x12" }, { contents: undefined }, { seller: "Hina" }, { epoch: -1 }]) {
        expect(() => decodeAnnounced(signed(change)), JSON.stringify(change)).to.throw();
      }
      expect(() => decodeAnnounced(signed({}, "signed"))).to.throw();
    });

    it("throws for nothing in it, more than one reads, another schema, or no JSON", () => {
      const empty = { ...file, catalogues: [] };
      expect(() => decodeAnnounced(of(empty))).to.throw();
      const tooMany = { ...file, catalogues: Array(101).fill(file.catalogues[0]) };
      expect(() => decodeAnnounced(of(tooMany))).to.throw();
      expect(() => decodeAnnounced(of({ ...file, schema: "handsel/listing/1" }))).to.throw();
      expect(() => decodeAnnounced(new TextEncoder().encode("{"))).to.throw();
      expect(() => decodeAnnounced(new Uint8Array([0xff, 0xfe]))).to.throw();
    });

    it("is not written, and not even parsed, when it does not fit one block", () => {
      const signature = `0x${"ab".repeat(200_000)}` as const;
      expect(() => encodeAnnounced({ listings: [{ terms, signature }] })).to.throw(RangeError);
      expect(() => decodeAnnounced(new Uint8Array(262_145))).to.throw(RangeError);
    });
  });
});

describe("catalogueFile", () => {
  it("comes back from its bytes", () => {
    const listings = [terms, { ...terms, price: 5n }];
    expect(decodeCatalogue(encodeCatalogue(listings))).to.deep.equal(listings);
  });

  it("is read only with terms that are whole, at least one and at most what one block and 250 hold", () => {
    const holding = (listings: object[]) => of({ schema: "handsel/catalogue/1", listings });
    for (const change of wrongTerms) {
      expect(() => decodeCatalogue(holding([written, { ...written, ...change }])), JSON.stringify(change)).to.throw();
    }
    expect(() => decodeCatalogue(holding([]))).to.throw();
    expect(() => encodeCatalogue(Array<Terms>(251).fill(terms))).to.throw();
    expect(encodeCatalogue(Array<Terms>(250).fill(terms)).length).to.be.below(262_145);
  });
});
