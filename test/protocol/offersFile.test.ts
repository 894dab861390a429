import { expect } from "chai";
import { zeroAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { plainTerms, type Terms, ZERO_WORD } from "../../protocol/ids.ts";
import { termsTypedData } from "../../protocol/offer.ts";
import { decodeOffers, encodeOffers, type SignedListing } from "../../protocol/offersFile.ts";

const seller = privateKeyToAccount(`0x${"11".repeat(32)}`);
const registry = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
const terms: Terms = {
  ...plainTerms,
  ...{ seller: seller.address, token: zeroAddress, price: 10n ** 18n, deposit: 0n, stock: 3, expiry: 4_000_000_000 },
  ...{ fulfilWindow: 86_400, inspectWindow: 86_400, rulingWindow: 86_400, sellerFeeBps: 200, buyerFeeBps: 0 },
  ...{ referralBps: 0, kind: 0, category: 6, arbitrator: registry, courtId: 1, metadata: ZERO_WORD, epoch: 2 },
};

describe("offersFile", () => {
  let listing: SignedListing;
  before(async () => {
    listing = { terms, signature: await seller.signTypedData(termsTypedData(31_337, registry, terms)) };
  });

  it("comes back from its bytes as it was signed", () => {
    expect(decodeOffers(encodeOffers([listing, listing]))).to.deep.equal([listing, listing]);
  });

  context("given a file that is none", () => {
    const of = (change: object) => new TextEncoder().encode(JSON.stringify(change));
    const listed = (change: object) => {
      const { price, deposit, ...rest } = terms;
      const text = { ...rest, price: String(price), deposit: String(deposit), ...change };
      return of({ schema: "handsel/offers/1", listings: [{ terms: text, signature: "0x12" }] });
    };

    it("is read only when every field of the terms is there and fits", () => {
      expect(decodeOffers(listed({}))).to.have.lengthOf(1);
      const wrong = [
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
      for (const change of wrong) expect(() => decodeOffers(listed(change)), JSON.stringify(change)).to.throw();
    });

    it("throws for no listings, another schema, or no JSON", () => {
      expect(() => decodeOffers(of({ schema: "handsel/offers/1", listings: [] }))).to.throw();
      expect(() => decodeOffers(of({ schema: "handsel/listing/1", listings: [listing.signature] }))).to.throw();
      expect(() => decodeOffers(new TextEncoder().encode("{"))).to.throw();
    });

    it("is not written when it does not fit one block", () => {
      const signature = `0x${"ab".repeat(200_000)}` as const;
      expect(() => encodeOffers([{ terms, signature }])).to.throw(RangeError);
    });
  });
});
