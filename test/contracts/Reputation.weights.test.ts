import { expect } from "chai";
import { ethers, loadFixture, time } from "./support/market.ts";
import { revealWindow, reviews, reviewWindow, tokenWeightDelay, unitsPerToken } from "./support/reviews.ts";

/** A token that the market was not made with. */
const unlisted = "0x00000000000000000000000000000000000000C0";

async function proposed() {
  const m = await reviews();
  await m.reputation.connect(m.owner).proposeTokenWeight(unlisted, 3_000_000n);
  return { ...m, effectiveAt: (await time.latest()) + tokenWeightDelay };
}

describe("Reputation.constructor", () => {
  it("knows its escrow, its owner, its windows and its tokens", async () => {
    const m = await loadFixture(reviews);
    const { reputation } = m;
    expect(await reputation.escrow()).to.equal(m.addresses.escrow);
    expect(await reputation.owner()).to.equal(m.owner.address);
    const windows = await Promise.all([
      reputation.reviewWindow(),
      reputation.revealWindow(),
      reputation.tokenWeightDelay(),
    ]);
    expect(windows).to.deep.equal([reviewWindow, revealWindow, tokenWeightDelay].map(BigInt));
    await expect(reputation.deploymentTransaction())
      .to.emit(reputation, "TokenWeightSet")
      .withArgs(m.addresses.dollar, unitsPerToken)
      .and.to.emit(reputation, "ArbitratorCounted")
      .withArgs(m.addresses.arbitrator);
    expect(await reputation.countsRulingsOf(m.addresses.arbitrator)).to.equal(true);
    expect(await reputation.countsRulingsOf(m.stranger)).to.equal(false);
  });
});

describe("Reputation, what anybody can do to it", () => {
  it("is to speak, once, and to weigh tokens: nothing edits, deletes or transfers, c6.12 and c6.15", async () => {
    const { reputation } = await loadFixture(reviews);
    const doing: string[] = [];
    reputation.interface.forEachFunction(({ name, constant }) => {
      if (!constant) doing.push(name);
    });
    const ownership = ["acceptOwnership", "renounceOwnership", "transferOwnership"];
    const weights = ["proposeTokenWeight", "setTokenWeight"];
    const speaking = ["recordRuling", "reply", "reveal", "review", "seal", "sealFor"];
    expect(doing.sort()).to.deep.equal([...ownership, ...weights, ...speaking].sort());
  });

  it("cannot overflow: the slot holds more orders of the largest weight than there can be, c6.8", async () => {
    const { reputation } = await loadFixture(reviews);
    const largest = 2n * (await reputation.MAX_WEIGHT()) * (await reputation.MAX_POINTS());
    expect(2n ** 96n / largest).to.be.greaterThan(10n ** 18n);
  });
});

describe("Reputation.weightOf", () => {
  it("is linear in the fee up to the cap: c6.13", async () => {
    const { reputation, addresses } = await loadFixture(reviews);
    const weights = [0n, 999n, 1_000n, 1_000_000n, 19_999_999n, 20_000_000n, 20_000_001n, 10n ** 30n];
    const found = await Promise.all(weights.map((fee) => reputation.weightOf(addresses.dollar, fee)));
    expect(found).to.deep.equal([0n, 0n, 1n, 1_000n, 19_999n, 20_000n, 20_000n, 20_000n]);
  });

  it("is nothing for a token that nobody listed", async () => {
    const { reputation, addresses } = await loadFixture(reviews);
    expect(await reputation.weightOf(addresses.odd, 10n ** 30n)).to.equal(0n);
  });
});

describe("Reputation.proposeTokenWeight", () => {
  context("when the caller is not the owner", () => {
    it("reverts OwnableUnauthorizedAccount", async () => {
      const { reputation, stranger } = await loadFixture(reviews);
      await expect(reputation.connect(stranger).proposeTokenWeight(unlisted, 1n))
        .to.be.revertedWithCustomError(reputation, "OwnableUnauthorizedAccount")
        .withArgs(stranger.address);
    });
  });

  it("changes nothing yet", async () => {
    const { reputation } = await loadFixture(proposed);
    expect(await reputation.weightOf(unlisted, 10n ** 18n)).to.equal(0n);
  });

  it("emits TokenWeightProposed", async () => {
    const { reputation, owner } = await loadFixture(reviews);
    const now = (await time.latest()) + 60;
    await time.setNextBlockTimestamp(now);
    await expect(reputation.connect(owner).proposeTokenWeight(unlisted, 7n))
      .to.emit(reputation, "TokenWeightProposed")
      .withArgs(unlisted, 7n, now + tokenWeightDelay);
  });
});

describe("Reputation.setTokenWeight", () => {
  context("given nothing is proposed, or what was is done", () => {
    it("reverts TokenWeightNotDue", async () => {
      const { reputation } = await loadFixture(proposed);
      const unknown = await ethers.resolveAddress(reputation);
      const now = (await time.latest()) + 60;
      await time.setNextBlockTimestamp(now);
      await expect(reputation.setTokenWeight(unknown))
        .to.be.revertedWithCustomError(reputation, "TokenWeightNotDue")
        .withArgs(unknown, 0, now);
      await time.increase(tokenWeightDelay);
      await reputation.setTokenWeight(unlisted);
      await expect(reputation.setTokenWeight(unlisted)).to.be.revertedWithCustomError(reputation, "TokenWeightNotDue");
    });
  });

  context("when the delay is not over", () => {
    it("reverts TokenWeightNotDue in its last second, and goes through in the next", async () => {
      const { reputation, effectiveAt } = await loadFixture(proposed);
      await time.setNextBlockTimestamp(effectiveAt - 1);
      await expect(reputation.setTokenWeight(unlisted))
        .to.be.revertedWithCustomError(reputation, "TokenWeightNotDue")
        .withArgs(unlisted, effectiveAt, effectiveAt - 1);
      await time.setNextBlockTimestamp(effectiveAt);
      await reputation.setTokenWeight(unlisted);
    });
  });

  context("when the delay is over", () => {
    it("weighs what was proposed last, whoever asks", async () => {
      const { reputation, owner, stranger } = await loadFixture(proposed);
      await reputation.connect(owner).proposeTokenWeight(unlisted, 2_000_000n);
      await time.increase(tokenWeightDelay);
      await expect(reputation.connect(stranger).setTokenWeight(unlisted))
        .to.emit(reputation, "TokenWeightSet")
        .withArgs(unlisted, 2_000_000n);
      expect(await reputation.weightOf(unlisted, 10n ** 15n)).to.equal(2_000n);
    });

    it("starts the delay anew with every proposal", async () => {
      const { reputation, owner, effectiveAt } = await loadFixture(proposed);
      await time.setNextBlockTimestamp(effectiveAt - 2);
      await reputation.connect(owner).proposeTokenWeight(unlisted, 2n);
      await time.setNextBlockTimestamp(effectiveAt);
      await expect(reputation.setTokenWeight(unlisted)).to.be.revertedWithCustomError(reputation, "TokenWeightNotDue");
    });
  });
});
