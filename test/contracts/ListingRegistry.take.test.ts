import { expect } from "chai";
import { zeroHash } from "viem";
import { listingId, UNLIMITED_STOCK } from "#protocol/terms.ts";
import {
  impersonated,
  kind,
  ListingStatus,
  loadFixture,
  type Market,
  market,
  publishedTerms,
  time,
} from "./support/market.ts";

/** No stay, no choice. */
const plain = [0, zeroHash, 0n] as const;

/** The registry as the escrow sees it. */
const asEscrow = async (m: Market) => m.registry.connect(await impersonated(m.addresses.escrow));

describe("ListingRegistry.take", () => {
  it("reverts NotEscrow for everybody else, the owner included", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    for (const caller of [m.owner, m.seller]) {
      await expect(m.registry.connect(caller).take(terms, 1, ...plain))
        .to.be.revertedWithCustomError(m.registry, "NotEscrow")
        .withArgs(caller.address);
    }
  });

  it("counts, and reverts OutOfStock for one too many", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, { stock: 5 });
    const registry = await asEscrow(m);
    await registry.take(terms, 3, ...plain);
    expect((await m.registry.stateOf(listingId(terms))).sold).to.equal(3n);
    await expect(registry.take(terms, 3, ...plain))
      .to.be.revertedWithCustomError(m.registry, "OutOfStock")
      .withArgs(2, 3);
    await registry.take(terms, 2, ...plain);
    await expect(registry.take(terms, 1, ...plain))
      .to.be.revertedWithCustomError(m.registry, "OutOfStock")
      .withArgs(0, 1);
  });

  it("does not count what is unlimited", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, { stock: UNLIMITED_STOCK });
    await (await asEscrow(m)).take(terms, UNLIMITED_STOCK, ...plain);
    expect((await m.registry.stateOf(listingId(terms))).sold).to.equal(0n);
  });

  it("reverts ListingNotActive when it is closed or unknown", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    const registry = await asEscrow(m);
    await m.registry.connect(m.seller).close(terms);
    await expect(registry.take(terms, 1, ...plain))
      .to.be.revertedWithCustomError(m.registry, "ListingNotActive")
      .withArgs(listingId(terms), ListingStatus.Closed);
    await expect(registry.take({ ...terms, price: 1n }, 1, ...plain)).to.be.revertedWithCustomError(
      m.registry,
      "ListingNotActive",
    );
  });

  it("reverts NotForSale for a request", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, { kind: kind("request") });
    await expect((await asEscrow(m)).take(terms, 1, ...plain))
      .to.be.revertedWithCustomError(m.registry, "NotForSale")
      .withArgs(listingId(terms));
  });

  it("sells at the second of expiry, and reverts ListingExpired a second later", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    const registry = await asEscrow(m);
    await time.setNextBlockTimestamp(terms.expiry);
    await registry.take(terms, 1, ...plain);
    await expect(registry.take(terms, 1, ...plain))
      .to.be.revertedWithCustomError(m.registry, "ListingExpired")
      .withArgs(terms.expiry, terms.expiry + 1);
  });

  it("reverts Paused while paused", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    await m.registry.setPaused(true);
    await expect((await asEscrow(m)).take(terms, 1, ...plain)).to.be.revertedWithCustomError(m.registry, "Paused");
  });
});
