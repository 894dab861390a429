import { expect } from "chai";
import { zeroHash } from "viem";
import { listingId } from "#protocol/terms.ts";
import { impersonated, ListingStatus, loadFixture, market, publishedTerms, termsOf } from "./support/market.ts";

describe("ListingRegistry.close", () => {
  it("closes, also while paused", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    await m.registry.setPaused(true);
    await expect(m.registry.connect(m.seller).close(terms)).to.emit(m.registry, "Closed").withArgs(listingId(terms));
    expect((await m.registry.stateOf(listingId(terms))).status).to.equal(ListingStatus.Closed);
  });

  it("reverts NotSeller when it is somebody else's", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    await expect(m.registry.connect(m.stranger).close(terms)).to.be.revertedWithCustomError(m.registry, "NotSeller");
  });

  it("reverts ListingNotActive when it is closed already", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    await m.registry.connect(m.seller).close(terms);
    await expect(m.registry.connect(m.seller).close(terms))
      .to.be.revertedWithCustomError(m.registry, "ListingNotActive")
      .withArgs(listingId(terms), ListingStatus.Closed);
  });

  it("closes what was never published, so that its signature is worth nothing", async () => {
    const m = await loadFixture(market);
    const terms = await termsOf(m);
    await m.registry.connect(m.seller).close(terms);
    await expect(m.registry.connect(m.seller).publish(terms))
      .to.be.revertedWithCustomError(m.registry, "ListingExists")
      .withArgs(listingId(terms));
  });
});

describe("ListingRegistry.cancelAll", () => {
  it("voids what is up and what was only signed, by the next epoch", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    await expect(m.registry.connect(m.seller).cancelAll())
      .to.emit(m.registry, "AllCancelled")
      .withArgs(m.seller.address, 1);
    expect(await m.registry.epochOf(m.seller)).to.equal(1n);
    await expect(m.registry.connect(await impersonated(m.addresses.escrow)).take(terms, 1, 0, zeroHash, 0n))
      .to.be.revertedWithCustomError(m.registry, "StaleEpoch")
      .withArgs(0, 1);
    await expect(m.registry.connect(m.seller).publish(await termsOf(m))).to.be.revertedWithCustomError(
      m.registry,
      "StaleEpoch",
    );
    await publishedTerms(m, { epoch: 1 });
  });

  it("leaves other sellers alone", async () => {
    const m = await loadFixture(market);
    await m.registry.connect(m.stranger).cancelAll();
    await publishedTerms(m);
  });
});
