import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { listingId, type Terms, termsOfEvents } from "../../protocol/ids.ts";
import {
  day,
  feeFloorDelay,
  kind,
  ListingStatus,
  loadFixture,
  market,
  publishedTerms,
  rental,
  termsOf,
  time,
} from "./support/market.ts";
import { told } from "./support/offers.ts";
import { nightly, withOptions } from "./support/stays.ts";

const maxFeeBps = 1_000;

describe("ListingRegistry.publish", () => {
  const cases: { when: string; changes: Partial<Terms>; error: string; args: unknown[] }[] = [
    { when: "the price is zero", changes: { price: 0n }, error: "ZeroPrice", args: [] },
    { when: "the stock is zero", changes: { stock: 0 }, error: "ZeroStock", args: [] },
    {
      when: "no arbitrator is named",
      changes: { arbitrator: ZeroAddress as `0x${string}` },
      error: "ZeroArbitrator",
      args: [],
    },
    {
      when: "something that is not let has a deposit",
      changes: { deposit: 1n },
      error: "DepositNotAllowed",
      args: [0],
    },
    {
      when: "the ship window is too short",
      changes: { fulfilWindow: 59 },
      error: "WindowOutOfBounds",
      args: [59, 60, 365 * day],
    },
    {
      when: "the ship window is too long",
      changes: { fulfilWindow: 365 * day + 1 },
      error: "WindowOutOfBounds",
      args: [365 * day + 1, 60, 365 * day],
    },
    {
      when: "the inspection window is too short",
      changes: { inspectWindow: 59 },
      error: "WindowOutOfBounds",
      args: [59, 60, 90 * day],
    },
    {
      when: "the inspection window is too long",
      changes: { inspectWindow: 90 * day + 1 },
      error: "WindowOutOfBounds",
      args: [90 * day + 1, 60, 90 * day],
    },
    {
      when: "the ruling window is too short",
      changes: { rulingWindow: 59 },
      error: "WindowOutOfBounds",
      args: [59, 60, 180 * day],
    },
    {
      when: "the ruling window is too long",
      changes: { rulingWindow: 180 * day + 1 },
      error: "WindowOutOfBounds",
      args: [180 * day + 1, 60, 180 * day],
    },
    {
      when: "the seller fee is above the cap",
      changes: { sellerFeeBps: 1_001 },
      error: "FeeOutOfBounds",
      args: [1_001, 0, maxFeeBps],
    },
    {
      when: "the buyer fee is above the cap",
      changes: { buyerFeeBps: 1_001 },
      error: "FeeOutOfBounds",
      args: [1_001, 0, maxFeeBps],
    },
    {
      when: "the referral is above the cap",
      changes: { referralBps: 1_001 },
      error: "FeeOutOfBounds",
      args: [1_001, 0, maxFeeBps],
    },
    { when: "the epoch is not the seller's", changes: { epoch: 1 }, error: "StaleEpoch", args: [1, 0] },
  ];

  context("when the caller is not the seller", () => {
    it("reverts NotSeller", async () => {
      const m = await loadFixture(market);
      await expect(m.registry.connect(m.stranger).publish(await termsOf(m)))
        .to.be.revertedWithCustomError(m.registry, "NotSeller")
        .withArgs(m.stranger.address, m.seller.address);
    });
  });

  context("given it is paused", () => {
    it("reverts Paused", async () => {
      const m = await loadFixture(market);
      await m.registry.setPaused(true);
      await expect(m.registry.connect(m.seller).publish(await termsOf(m))).to.be.revertedWithCustomError(
        m.registry,
        "Paused",
      );
    });
  });

  for (const { when, changes, error, args } of cases) {
    context(`when ${when}`, () => {
      it(`reverts ${error}`, async () => {
        const m = await loadFixture(market);
        await expect(m.registry.connect(m.seller).publish(await termsOf(m, changes)))
          .to.be.revertedWithCustomError(m.registry, error)
          .withArgs(...args);
      });
    });
  }

  context("when it has expired", () => {
    it("reverts ListingExpired a second later, not at the second itself", async () => {
      const m = await loadFixture(market);
      const expiry = (await time.latest()) + 100;
      const [terms, other] = [await termsOf(m, { expiry }), await termsOf(m, { expiry })];
      await time.setNextBlockTimestamp(expiry);
      await m.registry.connect(m.seller).publish(terms);
      await expect(m.registry.connect(m.seller).publish(other))
        .to.be.revertedWithCustomError(m.registry, "ListingExpired")
        .withArgs(expiry, expiry + 1);
    });
  });

  context("when it is up already", () => {
    it("reverts ListingExists", async () => {
      const m = await loadFixture(market);
      const terms = await publishedTerms(m);
      await expect(m.registry.connect(m.seller).publish(terms))
        .to.be.revertedWithCustomError(m.registry, "ListingExists")
        .withArgs(listingId(terms));
    });

    it("reverts ListingExists after it has been closed, too", async () => {
      const m = await loadFixture(market);
      const terms = await publishedTerms(m);
      await m.registry.connect(m.seller).close(terms);
      await expect(m.registry.connect(m.seller).publish(terms)).to.be.revertedWithCustomError(
        m.registry,
        "ListingExists",
      );
    });
  });

  context("when all is well", () => {
    it("emits Published with what every listing has, and nothing of stays and options", async () => {
      const m = await loadFixture(market);
      const terms = await termsOf(m);
      const publishing = m.registry.connect(m.seller).publish(terms);
      await expect(publishing).to.emit(m.registry, "Published").withArgs(listingId(terms), told(terms));
      await expect(publishing).to.not.emit(m.registry, "Specified");
    });

    for (const [sold, changes] of Object.entries({ time: nightly, "one of several options": withOptions })) {
      it(`emits Published, and Specified with the rest right after it, when it sells ${sold}`, async () => {
        const m = await loadFixture(market);
        const terms = await termsOf(m, changes);
        const receipt = await (await m.registry.connect(m.seller).publish(terms)).wait();
        const events = receipt!.logs.map((log) => m.registry.interface.parseLog(log)!);
        expect(events.map(({ name }) => name)).to.deep.equal(["Published", "Specified"]);
        const [published, rest] = events.map(({ args }) => args.toObject(true));
        const known = termsOfEvents(published!["terms"], rest as never);
        expect(listingId(known)).to.equal(listingId(terms));
      });
    }

    it("says beforehand what it will be called", async () => {
      const m = await loadFixture(market);
      const terms = await termsOf(m);
      expect(await m.registry.listingId(terms)).to.equal(listingId(terms));
    });

    it("makes it active", async () => {
      const m = await loadFixture(market);
      const terms = await publishedTerms(m);
      expect(await m.registry.stateOf(listingId(terms))).to.deep.equal([ListingStatus.Active, 0n, false]);
    });

    it("takes the shortest windows, the longest ones, and the highest fees", async () => {
      const m = await loadFixture(market);
      const fees = { sellerFeeBps: maxFeeBps, buyerFeeBps: maxFeeBps, referralBps: maxFeeBps };
      await publishedTerms(m, { fulfilWindow: 60, inspectWindow: 60, rulingWindow: 60 });
      await publishedTerms(m, { fulfilWindow: 365 * day, inspectWindow: 90 * day, rulingWindow: 180 * day, ...fees });
    });

    it("lets a rental have a deposit and a request no price", async () => {
      const m = await loadFixture(market);
      await publishedTerms(m, rental);
      await publishedTerms(m, { kind: kind("request"), price: 0n });
    });
  });

  context("given a fee floor", () => {
    it("counts seller and buyer fee together", async () => {
      const m = await loadFixture(market);
      await m.registry.proposeFeeFloor(300);
      await time.increase(feeFloorDelay + 1);
      await m.registry.setFeeFloor();
      await publishedTerms(m, { sellerFeeBps: 100, buyerFeeBps: 200 });
      await expect(m.registry.connect(m.seller).publish(await termsOf(m, { sellerFeeBps: 100, buyerFeeBps: 199 })))
        .to.be.revertedWithCustomError(m.registry, "FeeOutOfBounds")
        .withArgs(299, 300, 2 * maxFeeBps);
    });
  });
});

describe("ListingRegistry.publishMany", () => {
  it("publishes each", async () => {
    const m = await loadFixture(market);
    const all = [await termsOf(m), await termsOf(m), await termsOf(m)];
    await m.registry.connect(m.seller).publishMany(all);
    for (const terms of all) expect((await m.registry.stateOf(listingId(terms))).status).to.equal(ListingStatus.Active);
  });

  it("publishes none of none", async () => {
    const m = await loadFixture(market);
    await expect(m.registry.connect(m.stranger).publishMany([])).to.not.emit(m.registry, "Published");
  });

  it("reverts NotSeller when the caller is not the seller", async () => {
    const m = await loadFixture(market);
    await expect(m.registry.connect(m.stranger).publishMany([await termsOf(m), await termsOf(m)]))
      .to.be.revertedWithCustomError(m.registry, "NotSeller")
      .withArgs(m.stranger.address, m.seller.address);
  });

  it("publishes none when one is wrong", async () => {
    const m = await loadFixture(market);
    const all = [await termsOf(m), await termsOf(m, { stock: 0 })];
    await expect(m.registry.connect(m.seller).publishMany(all)).to.be.revertedWithCustomError(m.registry, "ZeroStock");
  });

  it("reverts ListingExists when one comes twice", async () => {
    const m = await loadFixture(market);
    const terms = await termsOf(m);
    await expect(m.registry.connect(m.seller).publishMany([terms, terms])).to.be.revertedWithCustomError(
      m.registry,
      "ListingExists",
    );
  });

  it("reverts Paused while paused", async () => {
    const m = await loadFixture(market);
    await m.registry.setPaused(true);
    await expect(m.registry.connect(m.seller).publishMany([])).to.be.revertedWithCustomError(m.registry, "Paused");
  });
});
