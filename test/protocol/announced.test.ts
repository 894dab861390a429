import { expect } from "chai";
import { type Hex, recoverTypedDataAddress, zeroAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { readAnnounced, type Reading } from "../../protocol/announced.ts";
import { encodeAnnounced, type SignedCatalogue, type SignedListing } from "../../protocol/announcedFile.ts";
import { encodeCatalogue } from "../../protocol/catalogueFile.ts";
import { cidOfBytes, digestOfCid } from "../../protocol/cid.ts";
import { noOption } from "../../protocol/options.ts";
import { listingId, plainTerms, type Terms, ZERO_WORD } from "../../protocol/ids.ts";
import {
  catalogueId,
  catalogueOf,
  catalogueProof,
  catalogueTypedData,
  termsTypedData,
} from "../../protocol/listingProof.ts";

const [hina, bela] = ["11", "22"].map((byte) => privateKeyToAccount(`0x${byte.repeat(32)}`)) as [Person, Person];
type Person = ReturnType<typeof privateKeyToAccount>;
const chainId = 31_337;
const registry = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
const tampered: Hex = `0x${"12".repeat(65)}`;

function termsOf(person: Person, price: bigint, changes: Partial<Terms> = {}): Terms {
  return {
    ...plainTerms,
    ...{ seller: person.address, token: zeroAddress, price, deposit: 0n, stock: 3, expiry: 4_000_000_000 },
    ...{ fulfilWindow: 86_400, inspectWindow: 86_400, rulingWindow: 86_400, sellerFeeBps: 200, buyerFeeBps: 0 },
    ...{ referralBps: 0, kind: 0, category: 6, arbitrator: registry, courtId: 1, metadata: ZERO_WORD, epoch: 2 },
    ...changes,
  };
}

/** Files that somebody keeps, by their digests. */
function openBox() {
  const files = new Map<Hex, Uint8Array>();
  const asked: Hex[] = [];
  async function keep(file: Uint8Array): Promise<Hex> {
    const contents = digestOfCid(await cidOfBytes(file));
    files.set(contents, file);
    return contents;
  }
  const reading: Reading = {
    ...{ chainId, registry },
    fileOf: async (contents) => {
      asked.push(contents);
      const file = files.get(contents);
      if (!file) throw new Error("not found");
      return file;
    },
    isSigned: async ({ address, ...question }) => {
      const by = await recoverTypedDataAddress(question as Parameters<typeof recoverTypedDataAddress>[0]).catch(
        () => null,
      );
      return by === address;
    },
  };
  return { files, asked, keep, reading };
}

async function signed(person: Person, terms: Terms): Promise<SignedListing> {
  return { terms, signature: await person.signTypedData(termsTypedData(chainId, registry, terms)) };
}

async function signedCatalogue(person: Person, listings: Terms[], contents: Hex): Promise<SignedCatalogue> {
  const catalogue = catalogueOf(listings, contents);
  return { catalogue, signature: await person.signTypedData(catalogueTypedData(chainId, registry, catalogue)) };
}

describe("readAnnounced", () => {
  const lamp = termsOf(hina, 7n);
  const stall = [1n, 2n, 3n].map((price) => termsOf(hina, price));
  const shop = [4n, 5n].map((price) => termsOf(bela, price, { epoch: 0 }));
  let box: ReturnType<typeof openBox>;
  beforeEach(() => (box = openBox()));

  async function announced(file: Parameters<typeof encodeAnnounced>[0], changes: Partial<Reading> = {}) {
    return readAnnounced(await box.keep(encodeAnnounced(file)), { ...box.reading, ...changes });
  }

  async function catalogueFor(person: Person, listings: Terms[]) {
    return signedCatalogue(person, listings, await box.keep(encodeCatalogue(listings)));
  }

  context("given listings and catalogues of many sellers, all as they should be", () => {
    it("finds every listing with the proof that the contract asks for", async () => {
      const [first, second] = [await catalogueFor(hina, stall), await catalogueFor(bela, shop)];
      const single = await signed(hina, lamp);
      const { found, refused } = await announced({ listings: [single], catalogues: [first, second] });
      expect(refused).to.deep.equal([]);
      expect(found).to.deep.equal([
        { terms: lamp, proof: { path: [], contents: ZERO_WORD, signature: single.signature, option: noOption } },
        ...stall.map((terms) => ({
          terms,
          proof: catalogueProof(stall, first.catalogue.contents, terms, first.signature),
        })),
        ...shop.map((terms) => ({
          terms,
          proof: catalogueProof(shop, second.catalogue.contents, terms, second.signature),
        })),
      ]);
    });
  });

  context("given something in it that its seller has not signed", () => {
    it("leaves out that and nothing else", async () => {
      const good = await signed(hina, lamp);
      const changed = { ...good, terms: { ...lamp, price: 8n } };
      const foreign = await signedCatalogue(bela, stall, await box.keep(encodeCatalogue(stall)));
      const { found, refused } = await announced({
        listings: [changed, good, { terms: stall[0]!, signature: tampered }],
        catalogues: [foreign, await catalogueFor(bela, shop)],
      });
      expect(found.map(({ terms }) => terms)).to.deep.equal([lamp, ...shop]);
      expect(refused).to.deep.equal([
        { id: listingId(changed.terms), why: "unsigned" },
        { id: listingId(stall[0]!), why: "unsigned" },
        { id: catalogueId(foreign.catalogue), why: "unsigned" },
      ]);
    });

    it("does not even ask for the file of a catalogue that nobody has signed", async () => {
      const { catalogue } = await catalogueFor(hina, stall);
      await announced({ catalogues: [{ catalogue, signature: tampered }] });
      expect(box.asked).to.not.include(catalogue.contents);
    });
  });

  context("given a catalogue whose root its file does not make", () => {
    it("leaves it out whole", async () => {
      const contents = await box.keep(encodeCatalogue([...stall, lamp]));
      const short = await signedCatalogue(hina, stall, contents);
      // One seller's root over a file with another one's listings: nobody can sell in a stranger's name.
      const mixedFile = await box.keep(encodeCatalogue([stall[0]!, shop[0]!]));
      const mixed = await signedCatalogue(hina, [stall[0]!], mixedFile);
      const none = await signedCatalogue(hina, stall, await box.keep(new TextEncoder().encode("{}")));
      const { found, refused } = await announced({ catalogues: [short, mixed, none] });
      expect(found).to.deep.equal([]);
      expect(refused.map(({ why }) => why)).to.deep.equal(["false", "false", "false"]);
    });
  });

  context("given files that are not there, are others, or are huge", () => {
    it("leaves out the catalogues behind them", async () => {
      const gone = await signedCatalogue(hina, stall, `0x${"99".repeat(32)}`);
      const swapped = await catalogueFor(bela, shop);
      box.files.set(swapped.catalogue.contents, encodeCatalogue(stall));
      const huge = await signedCatalogue(hina, [lamp], await box.keep(new Uint8Array(300_000)));
      const { found, refused } = await announced({ catalogues: [gone, swapped, huge] });
      expect(found).to.deep.equal([]);
      expect(refused.map(({ why }) => why)).to.deep.equal(["missing", "missing", "missing"]);
    });

    it("reads nothing of an announced file that is not the one", async () => {
      const contents = await box.keep(encodeAnnounced({ listings: [await signed(hina, lamp)] }));
      box.files.set(contents, encodeAnnounced({ listings: [await signed(bela, shop[0]!)] }));
      const error = await readAnnounced(contents, box.reading).catch((reason: Error) => reason);
      expect(error).to.match(/is another file/);
    });
  });

  context("given the same many times", () => {
    it("finds each listing once, and asks for each file once", async () => {
      const single = await signed(hina, stall[1]!);
      const whole = await catalogueFor(hina, stall);
      const part = await catalogueFor(hina, stall.slice(1));
      const { found, refused } = await announced({
        listings: [{ ...single, signature: tampered }, single, single],
        catalogues: [{ ...whole, signature: tampered }, whole, whole, part],
      });
      expect(found.map(({ terms }) => terms.price)).to.deep.equal([2n, 1n, 3n]);
      expect(found[0]!.proof.path).to.deep.equal([]);
      expect(refused.map(({ why }) => why)).to.deep.equal(["unsigned", "unsigned"]);
      expect(box.asked.filter((contents) => contents === whole.catalogue.contents)).to.have.lengthOf(1);
    });
  });

  context("given more than the reader wants", () => {
    it("stops there, and says what it has not read", async () => {
      const [first, second] = [await catalogueFor(hina, stall), await catalogueFor(bela, shop)];
      const { found, refused } = await announced(
        { listings: [await signed(hina, lamp)], catalogues: [first, second] },
        { most: 3 },
      );
      expect(found.map(({ terms }) => terms)).to.deep.equal([lamp, ...shop]);
      expect(refused).to.deep.equal([{ id: catalogueId(first.catalogue), why: "tooMany" }]);
    });
  });

  context("given a seller whose wallet contract can't be asked", () => {
    it("leaves out what it sells, and says why", async () => {
      const ask: Reading["isSigned"] = async (question) => {
        if (question.address === bela.address) throw new Error("execution timed out");
        return box.reading.isSigned(question);
      };
      const file = { listings: [await signed(bela, shop[0]!), await signed(hina, lamp)] };
      const { found, refused } = await announced(file, { isSigned: ask });
      expect(found.map(({ terms }) => terms)).to.deep.equal([lamp]);
      expect(refused).to.deep.equal([{ id: listingId(shop[0]!), why: "unchecked" }]);
    });
  });
});
