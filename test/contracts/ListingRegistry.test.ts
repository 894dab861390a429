import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { listingId, type Terms, UNLIMITED_STOCK } from "../../protocol/ids.ts";
import {
  day,
  ethers,
  feeFloorDelay,
  kind,
  loadFixture,
  type Market,
  market,
  networkHelpers,
  publishedTerms,
  rental,
  termsOf,
  time,
} from "./support/market.ts";

const Active = 1n;
const Closed = 2n;
const maxFeeBps = 1_000;

/** The registry as the escrow sees it. */
async function asEscrow(m: Market) {
  await networkHelpers.impersonateAccount(m.addresses.escrow);
  await networkHelpers.setBalance(m.addresses.escrow, 10n ** 18n);
  return m.registry.connect(await ethers.getSigner(m.addresses.escrow));
}

describe("ListingRegistry.constructor", () => {
  it("starts with the floor that it is given", async () => {
    const [owner] = await ethers.getSigners();
    const registry = await ethers.deployContract("ListingRegistry", [owner?.address, ZeroAddress, ZeroAddress, 250, 0]);
    expect(await registry.feeFloorBps()).to.equal(250n);
    expect(await registry.owner()).to.equal(owner?.address);
  });

  it("reverts FeeOutOfBounds above the cap", async () => {
    const [owner] = await ethers.getSigners();
    const factory = await ethers.getContractFactory("ListingRegistry");
    await expect(factory.deploy(owner?.address ?? "", ZeroAddress, ZeroAddress, 1_001, 0))
      .to.be.revertedWithCustomError(factory, "FeeOutOfBounds")
      .withArgs(1_001, 0, maxFeeBps);
  });
});

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

  context("when calldata carries more bits than a field has", () => {
    it("reverts", async () => {
      const m = await loadFixture(market);
      const data = m.registry.interface.encodeFunctionData("publish", [await termsOf(m)]);
      const courtWord = 2 + 8 + 64 * 14;
      const dirty = data.slice(0, courtWord) + "f" + data.slice(courtWord + 1);
      await expect(m.seller.sendTransaction({ to: m.registry, data: dirty })).to.be.revert(ethers);
    });
  });

  context("when all is well", () => {
    it("emits Published with all terms", async () => {
      const m = await loadFixture(market);
      const terms = await termsOf(m);
      await expect(m.registry.connect(m.seller).publish(terms))
        .to.emit(m.registry, "Published")
        .withArgs(listingId(terms), Object.values(terms));
    });

    it("says beforehand what it will be called", async () => {
      const m = await loadFixture(market);
      const terms = await termsOf(m);
      expect(await m.registry.listingId(terms)).to.equal(listingId(terms));
    });

    it("makes it active", async () => {
      const m = await loadFixture(market);
      const terms = await publishedTerms(m);
      expect(await m.registry.stateOf(listingId(terms))).to.deep.equal([Active, 0n, false]);
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
    for (const terms of all) expect((await m.registry.stateOf(listingId(terms))).status).to.equal(Active);
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

describe("ListingRegistry.edit", () => {
  it("closes the old one, publishes the new one and says which is which", async () => {
    const m = await loadFixture(market);
    const old = await publishedTerms(m);
    const terms = await termsOf(m, { price: 5n });
    await expect(m.registry.connect(m.seller).edit(old, terms))
      .to.emit(m.registry, "Published")
      .withArgs(listingId(terms), Object.values(terms))
      .and.to.emit(m.registry, "Replaced")
      .withArgs(listingId(terms), listingId(old));
    expect((await m.registry.stateOf(listingId(old))).status).to.equal(Closed);
    expect((await m.registry.stateOf(listingId(terms))).status).to.equal(Active);
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
    expect((await m.registry.stateOf(listingId(old))).status).to.equal(Closed);
  });

  it("reverts ListingNotActive when the old one is closed", async () => {
    const m = await loadFixture(market);
    const [old, terms] = [await publishedTerms(m), await termsOf(m)];
    await m.registry.connect(m.seller).close(old);
    await expect(m.registry.connect(m.seller).edit(old, terms))
      .to.be.revertedWithCustomError(m.registry, "ListingNotActive")
      .withArgs(listingId(old), Closed);
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
});

describe("ListingRegistry.close", () => {
  it("closes, also while paused", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    await m.registry.setPaused(true);
    await expect(m.registry.connect(m.seller).close(terms)).to.emit(m.registry, "Closed").withArgs(listingId(terms));
    expect((await m.registry.stateOf(listingId(terms))).status).to.equal(Closed);
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
      .withArgs(listingId(terms), Closed);
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
    await expect((await asEscrow(m)).take(terms, 1))
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

describe("ListingRegistry.take", () => {
  it("reverts NotEscrow for everybody else, the owner included", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    for (const caller of [m.owner, m.seller]) {
      await expect(m.registry.connect(caller).take(terms, 1))
        .to.be.revertedWithCustomError(m.registry, "NotEscrow")
        .withArgs(caller.address);
    }
  });

  it("counts, and reverts OutOfStock for one too many", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, { stock: 5 });
    const registry = await asEscrow(m);
    await registry.take(terms, 3);
    expect((await m.registry.stateOf(listingId(terms))).sold).to.equal(3n);
    await expect(registry.take(terms, 3)).to.be.revertedWithCustomError(m.registry, "OutOfStock").withArgs(2, 3);
    await registry.take(terms, 2);
    await expect(registry.take(terms, 1)).to.be.revertedWithCustomError(m.registry, "OutOfStock").withArgs(0, 1);
  });

  it("does not count what is unlimited", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, { stock: UNLIMITED_STOCK });
    await (await asEscrow(m)).take(terms, UNLIMITED_STOCK);
    expect((await m.registry.stateOf(listingId(terms))).sold).to.equal(0n);
  });

  it("reverts ListingNotActive when it is closed or unknown", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    const registry = await asEscrow(m);
    await m.registry.connect(m.seller).close(terms);
    await expect(registry.take(terms, 1))
      .to.be.revertedWithCustomError(m.registry, "ListingNotActive")
      .withArgs(listingId(terms), Closed);
    await expect(registry.take({ ...terms, price: 1n }, 1)).to.be.revertedWithCustomError(
      m.registry,
      "ListingNotActive",
    );
  });

  it("reverts NotForSale for a request", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, { kind: kind("request") });
    await expect((await asEscrow(m)).take(terms, 1))
      .to.be.revertedWithCustomError(m.registry, "NotForSale")
      .withArgs(listingId(terms));
  });

  it("sells at the second of expiry, and reverts ListingExpired a second later", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    const registry = await asEscrow(m);
    await time.setNextBlockTimestamp(terms.expiry);
    await registry.take(terms, 1);
    await expect(registry.take(terms, 1))
      .to.be.revertedWithCustomError(m.registry, "ListingExpired")
      .withArgs(terms.expiry, terms.expiry + 1);
  });

  it("reverts Paused while paused", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    await m.registry.setPaused(true);
    await expect((await asEscrow(m)).take(terms, 1)).to.be.revertedWithCustomError(m.registry, "Paused");
  });
});

describe("ListingRegistry.owner", () => {
  it("alone pauses and proposes", async () => {
    const m = await loadFixture(market);
    const registry = m.registry.connect(m.stranger);
    await expect(registry.setPaused(true)).to.be.revertedWithCustomError(m.registry, "OwnableUnauthorizedAccount");
    await expect(registry.proposeFeeFloor(1)).to.be.revertedWithCustomError(m.registry, "OwnableUnauthorizedAccount");
  });

  it("pauses and lets in again", async () => {
    const m = await loadFixture(market);
    await expect(m.registry.setPaused(true)).to.emit(m.registry, "PauseSet").withArgs(true);
    expect(await m.registry.paused()).to.equal(true);
    await m.registry.setPaused(false);
    await publishedTerms(m);
  });

  it("hands over in two steps", async () => {
    const m = await loadFixture(market);
    await m.registry.transferOwnership(m.stranger);
    expect(await m.registry.owner()).to.equal(m.owner.address);
    await m.registry.connect(m.stranger).acceptOwnership();
    expect(await m.registry.owner()).to.equal(m.stranger.address);
  });
});

describe("ListingRegistry.setFeeFloor", () => {
  it("reverts NoFeeFloorProposed when nothing is announced", async () => {
    const m = await loadFixture(market);
    await expect(m.registry.setFeeFloor()).to.be.revertedWithCustomError(m.registry, "NoFeeFloorProposed");
  });

  it("reverts FeeOutOfBounds for a floor above the cap", async () => {
    const m = await loadFixture(market);
    await expect(m.registry.proposeFeeFloor(1_001)).to.be.revertedWithCustomError(m.registry, "FeeOutOfBounds");
  });

  it("waits out the delay, and then anyone sets it, once", async () => {
    const m = await loadFixture(market);
    await m.registry.proposeFeeFloor(200);
    const dueAt = (await time.latest()) + feeFloorDelay;
    await time.setNextBlockTimestamp(dueAt);
    await expect(m.registry.connect(m.stranger).setFeeFloor())
      .to.be.revertedWithCustomError(m.registry, "FeeFloorNotDue")
      .withArgs(dueAt, dueAt);
    await time.setNextBlockTimestamp(dueAt + 1);
    await expect(m.registry.connect(m.stranger).setFeeFloor()).to.emit(m.registry, "FeeFloorSet").withArgs(200);
    expect(await m.registry.feeFloorBps()).to.equal(200n);
    await expect(m.registry.setFeeFloor()).to.be.revertedWithCustomError(m.registry, "NoFeeFloorProposed");
  });

  it("announces when it will be due", async () => {
    const m = await loadFixture(market);
    const now = (await time.latest()) + 10;
    await time.setNextBlockTimestamp(now);
    await expect(m.registry.proposeFeeFloor(200))
      .to.emit(m.registry, "FeeFloorProposed")
      .withArgs(200, now + feeFloorDelay);
  });
});
