import { expect } from "chai";
import { type Hex } from "viem";
import { listingId } from "../../protocol/ids.ts";
import { catalogueOf, catalogueProof } from "../../protocol/listingProof.ts";
import { ListingStatus, loadFixture, market, termsOf } from "./support/market.ts";
import { buyProven, catalogueOffer, contents, orderOf, signCatalogue, signedOffer, told } from "./support/offers.ts";

describe("Escrow.buyProven, out of a catalogue", () => {
  it("buys an item of a published one, without a signature", async () => {
    const m = await loadFixture(market);
    const { listings, terms, catalogue, order } = await catalogueOffer(m);
    await m.registry.connect(m.seller).publishCatalogue(catalogue);
    await expect(buyProven(m, order, catalogueProof(listings, contents, terms)))
      .to.emit(m.registry, "Presented")
      .withArgs(listingId(terms), told(terms));
  });

  it("buys an item of a signed one, without a publication", async () => {
    const m = await loadFixture(market);
    const { listings, terms, catalogue, order } = await catalogueOffer(m);
    const signature = await signCatalogue(m, m.seller, catalogue);
    await expect(buyProven(m, order, catalogueProof(listings, contents, terms, signature))).to.emit(
      m.escrow,
      "OrderFunded",
    );
  });

  it("buys every item", async () => {
    const m = await loadFixture(market);
    const { listings, catalogue } = await catalogueOffer(m);
    await m.registry.connect(m.seller).publishCatalogue(catalogue);
    for (const terms of listings) await buyProven(m, orderOf(m, terms), catalogueProof(listings, contents, terms));
  });

  it("buys the only item of a catalogue of one", async () => {
    const m = await loadFixture(market);
    const terms = await termsOf(m);
    const catalogue = catalogueOf([terms], contents);
    expect(catalogue.root).to.equal(listingId(terms));
    await m.registry.connect(m.seller).publishCatalogue(catalogue);
    await buyProven(m, orderOf(m, terms), catalogueProof([terms], contents, terms));
  });

  it("reverts InvalidListingSignature for terms that do not stand in it", async () => {
    const m = await loadFixture(market);
    const { listings, terms, catalogue } = await catalogueOffer(m);
    await m.registry.connect(m.seller).publishCatalogue(catalogue);
    const proof = catalogueProof(listings, contents, terms);
    const cheaper = { ...terms, price: 1n };
    await expect(buyProven(m, orderOf(m, cheaper), proof)).to.be.revertedWithCustomError(
      m.registry,
      "InvalidListingSignature",
    );
  });

  it("reverts InvalidListingSignature for another seller's catalogue", async () => {
    const m = await loadFixture(market);
    const { listings, terms } = await catalogueOffer(m);
    // The thief lists the same things under his own name, and sends the buyer to terms that are the seller's.
    const copied = listings.map((each) => ({ ...each, seller: m.stranger.address as Hex }));
    await m.registry.connect(m.stranger).publishCatalogue(catalogueOf(copied, contents));
    const proof = catalogueProof(copied, contents, copied[3]!);
    await expect(buyProven(m, orderOf(m, terms), proof)).to.be.revertedWithCustomError(
      m.registry,
      "InvalidListingSignature",
    );
  });

  it("reverts InvalidListingSignature for an inner node of the tree", async () => {
    const m = await loadFixture(market);
    const { listings, terms, catalogue } = await catalogueOffer(m);
    await m.registry.connect(m.seller).publishCatalogue(catalogue);
    const { path, ...rest } = catalogueProof(listings, contents, terms);
    const shorter = { ...rest, path: path.slice(1) };
    await expect(buyProven(m, orderOf(m, terms), shorter)).to.be.revertedWithCustomError(
      m.registry,
      "InvalidListingSignature",
    );
  });

  it("reverts InvalidListingSignature when neither published nor signed by the seller", async () => {
    const m = await loadFixture(market);
    const { listings, terms, catalogue, order } = await catalogueOffer(m);
    const forged = await signCatalogue(m, m.stranger, catalogue);
    await expect(buyProven(m, order, catalogueProof(listings, contents, terms, forged))).to.be.revertedWithCustomError(
      m.registry,
      "InvalidListingSignature",
    );
  });

  it("reverts InvalidListingSignature when a signature of the terms alone comes with contents", async () => {
    const m = await loadFixture(market);
    const { order, proof } = await signedOffer(m);
    await expect(buyProven(m, order, { ...proof, contents })).to.be.revertedWithCustomError(
      m.registry,
      "InvalidListingSignature",
    );
  });

  for (const published of [true, false]) {
    it(`reverts CatalogueNotOpen once it is closed (${published ? "published" : "signed"})`, async () => {
      const m = await loadFixture(market);
      const { listings, terms, catalogue, order, id } = await catalogueOffer(m);
      if (published) await m.registry.connect(m.seller).publishCatalogue(catalogue);
      const signature = await signCatalogue(m, m.seller, catalogue);
      await expect(m.registry.connect(m.seller).closeCatalogue(catalogue))
        .to.emit(m.registry, "CatalogueClosed")
        .withArgs(id);
      await expect(buyProven(m, order, catalogueProof(listings, contents, terms, signature)))
        .to.be.revertedWithCustomError(m.registry, "CatalogueNotOpen")
        .withArgs(id, ListingStatus.Closed);
    });
  }

  it("reverts StaleEpoch once the seller has cancelled all", async () => {
    const m = await loadFixture(market);
    const { listings, terms, catalogue, order } = await catalogueOffer(m);
    await m.registry.connect(m.seller).publishCatalogue(catalogue);
    await m.registry.connect(m.seller).cancelAll();
    await expect(buyProven(m, order, catalogueProof(listings, contents, terms)))
      .to.be.revertedWithCustomError(m.registry, "StaleEpoch")
      .withArgs(0, 1);
  });

  it("reverts ListingNotActive for an item that was taken down by itself", async () => {
    const m = await loadFixture(market);
    const { listings, terms, catalogue, order } = await catalogueOffer(m);
    await m.registry.connect(m.seller).publishCatalogue(catalogue);
    await m.registry.connect(m.seller).close(terms);
    await expect(buyProven(m, order, catalogueProof(listings, contents, terms)))
      .to.be.revertedWithCustomError(m.registry, "ListingNotActive")
      .withArgs(listingId(terms), ListingStatus.Closed);
  });
});

describe("ListingRegistry.publishCatalogue", () => {
  it("emits CataloguePublished with all that the id is made of", async () => {
    const m = await loadFixture(market);
    const { catalogue, id } = await catalogueOffer(m);
    await expect(m.registry.connect(m.seller).publishCatalogue(catalogue))
      .to.emit(m.registry, "CataloguePublished")
      .withArgs(id, m.seller.address, catalogue.root, contents, 0);
    expect(await m.registry.catalogueStatusOf(id)).to.equal(1n);
    expect(await m.registry.catalogueId(catalogue)).to.equal(id);
  });

  it("reverts NotSeller for somebody else's", async () => {
    const m = await loadFixture(market);
    const { catalogue } = await catalogueOffer(m);
    await expect(m.registry.connect(m.stranger).publishCatalogue(catalogue))
      .to.be.revertedWithCustomError(m.registry, "NotSeller")
      .withArgs(m.stranger.address, m.seller.address);
    await expect(m.registry.connect(m.stranger).closeCatalogue(catalogue)).to.be.revertedWithCustomError(
      m.registry,
      "NotSeller",
    );
  });

  it("reverts StaleEpoch for an epoch that is over", async () => {
    const m = await loadFixture(market);
    const { catalogue } = await catalogueOffer(m);
    await m.registry.connect(m.seller).cancelAll();
    await expect(m.registry.connect(m.seller).publishCatalogue(catalogue))
      .to.be.revertedWithCustomError(m.registry, "StaleEpoch")
      .withArgs(0, 1);
  });

  it("reverts Paused while paused, and StaleEpoch for another epoch", async () => {
    const m = await loadFixture(market);
    const { catalogue } = await catalogueOffer(m);
    await expect(m.registry.connect(m.seller).publishCatalogue({ ...catalogue, epoch: 1 }))
      .to.be.revertedWithCustomError(m.registry, "StaleEpoch")
      .withArgs(1, 0);
    await m.registry.setPaused(true);
    await expect(m.registry.connect(m.seller).publishCatalogue(catalogue)).to.be.revertedWithCustomError(
      m.registry,
      "Paused",
    );
  });

  it("reverts CatalogueExists when it is up or was closed", async () => {
    const m = await loadFixture(market);
    const { catalogue, id } = await catalogueOffer(m);
    const registry = m.registry.connect(m.seller);
    await registry.publishCatalogue(catalogue);
    await expect(registry.publishCatalogue(catalogue))
      .to.be.revertedWithCustomError(m.registry, "CatalogueExists")
      .withArgs(id);
    await registry.closeCatalogue(catalogue);
    await expect(registry.publishCatalogue(catalogue)).to.be.revertedWithCustomError(m.registry, "CatalogueExists");
    await expect(registry.closeCatalogue(catalogue))
      .to.be.revertedWithCustomError(m.registry, "CatalogueNotOpen")
      .withArgs(id, ListingStatus.Closed);
  });
});
