import { expect } from "chai";
import { listingId } from "../../protocol/ids.ts";
import { ListingStatus, loadFixture, market, publishedTerms, termsOf } from "./support/market.ts";
import { told } from "./support/offers.ts";

describe("ListingRegistry.edit", () => {
  it("closes the old one, publishes the new one and says which is which", async () => {
    const m = await loadFixture(market);
    const old = await publishedTerms(m);
    const terms = await termsOf(m, { price: 5n });
    await expect(m.registry.connect(m.seller).edit(old, terms))
      .to.emit(m.registry, "Published")
      .withArgs(listingId(terms), told(terms))
      .and.to.emit(m.registry, "Replaced")
      .withArgs(listingId(terms), listingId(old));
    expect((await m.registry.stateOf(listingId(old))).status).to.equal(ListingStatus.Closed);
    expect((await m.registry.stateOf(listingId(terms))).status).to.equal(ListingStatus.Active);
  });

  it("reverts NotSeller when either is somebody else's", async () => {
    const m = await loadFixture(market);
    const old = await publishedTerms(m);
    const foreign = await termsOf(m, { seller: m.stranger.address as `0x${string}` });
    await expect(m.registry.connect(m.stranger).edit(old, foreign)).to.be.revertedWithCustomError(
      m.registry,
      "NotSeller",
    );
    await expect(m.registry.connect(m.seller).edit(old, foreign)).to.be.revertedWithCustomError(
      m.registry,
      "NotSeller",
    );
  });

  it("replaces one that was never published, which may have been signed", async () => {
    const m = await loadFixture(market);
    const [old, terms] = [await termsOf(m), await termsOf(m)];
    await m.registry.connect(m.seller).edit(old, terms);
    expect((await m.registry.stateOf(listingId(old))).status).to.equal(ListingStatus.Closed);
  });

  it("reverts ListingNotActive when the old one is closed", async () => {
    const m = await loadFixture(market);
    const [old, terms] = [await publishedTerms(m), await termsOf(m)];
    await m.registry.connect(m.seller).close(old);
    await expect(m.registry.connect(m.seller).edit(old, terms))
      .to.be.revertedWithCustomError(m.registry, "ListingNotActive")
      .withArgs(listingId(old), ListingStatus.Closed);
  });

  it("reverts ListingExists when nothing has changed", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    await expect(m.registry.connect(m.seller).edit(terms, terms)).to.be.revertedWithCustomError(
      m.registry,
      "ListingExists",
    );
  });

  it("reverts Paused while paused", async () => {
    const m = await loadFixture(market);
    const old = await publishedTerms(m);
    await m.registry.setPaused(true);
    await expect(m.registry.connect(m.seller).edit(old, await termsOf(m))).to.be.revertedWithCustomError(
      m.registry,
      "Paused",
    );
  });

  it("goes by the seller's epoch", async () => {
    const m = await loadFixture(market);
    const registry = m.registry.connect(m.seller);
    await registry.cancelAll();
    const old = await termsOf(m, { epoch: 1 });
    await registry.publish(old);
    const stale = await termsOf(m);
    await expect(registry.edit(old, stale)).to.be.revertedWithCustomError(m.registry, "StaleEpoch").withArgs(0, 1);
    await registry.edit(old, await termsOf(m, { epoch: 1 }));
  });
});
