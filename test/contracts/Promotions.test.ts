import { expect } from "chai";
import { type AddressLike, parseEther, ZeroAddress } from "ethers";
import { addBoost, BOOST_STEP, boostAt, boostWeight, MIN_BOOST, noBoost } from "#protocol/boost.ts";
import { listingId } from "#protocol/terms.ts";
import { seededRandom } from "../../scripts/simulate/random.ts";
import { day, ethers, loadFixture, networkHelpers, publishedTerms, time, Token } from "./support/market.ts";
import {
  delay,
  dollarUnits,
  etherUnits,
  listing,
  moodyTreasury,
  next,
  promoting,
  promotionsFor,
} from "./support/edges.ts";
import { describeLastingOwner } from "./support/lastingOwner.ts";
import { isLong, seed } from "./support/runs.ts";

const dollars = (count: number) => BigInt(count) * 1_000_000n;
const reentered = ethers.id("ReentrancyGuardReentrantCall()").slice(0, 10);

/** Ten dollars were paid for the listing. */
async function boosted() {
  const m = await promoting();
  await m.promotions.connect(m.buyer).boost(listing, m.dollar, dollars(10));
  const { updatedAt } = await m.promotions.boostStateOf(listing);
  return { ...m, updatedAt };
}

describe("Promotions.boost", () => {
  it("reverts ListingNotActive for a listing that is closed", async () => {
    const m = await loadFixture(promoting);
    const terms = await publishedTerms(m);
    const id = listingId(terms);
    await m.promotions.connect(m.buyer).boost(id, m.dollar, dollars(1));
    await m.registry.connect(m.seller).close(terms);
    await expect(m.promotions.connect(m.buyer).boost(id, m.dollar, dollars(1)))
      .to.be.revertedWithCustomError(m.promotions, "ListingNotActive")
      .withArgs(id, 2);
  });

  it("reverts BoostTokenNotListed for a token without a weight", async () => {
    const { promotions, buyer, stranger } = await loadFixture(promoting);
    await expect(promotions.connect(buyer).boost(listing, stranger, dollars(1)))
      .to.be.revertedWithCustomError(promotions, "BoostTokenNotListed")
      .withArgs(stranger.address);
  });

  it("reverts BoostTooSmall below a tenth of a dollar", async () => {
    const { promotions, buyer, dollar } = await loadFixture(promoting);
    await expect(promotions.connect(buyer).boost(listing, dollar, 99_999n))
      .to.be.revertedWithCustomError(promotions, "BoostTooSmall")
      .withArgs(99n, MIN_BOOST);
    await promotions.connect(buyer).boost(listing, dollar, 100_000n);
    expect(await promotions.boostOf(listing)).to.equal(MIN_BOOST);
  });

  for (const wrong of [-1n, 1n]) {
    it(`reverts WrongValue when ${wrong} too much coin is sent`, async () => {
      const { promotions } = await loadFixture(promoting);
      const amount = parseEther("0.1");
      await expect(promotions.boost(listing, ZeroAddress, amount, { value: amount + wrong }))
        .to.be.revertedWithCustomError(promotions, "WrongValue")
        .withArgs(amount + wrong, amount);
    });
  }

  it("reverts WrongValue when coin is sent along with tokens", async () => {
    const { promotions, buyer, dollar } = await loadFixture(promoting);
    await expect(promotions.connect(buyer).boost(listing, dollar, dollars(1), { value: 1n }))
      .to.be.revertedWithCustomError(promotions, "WrongValue")
      .withArgs(1n, 0n);
  });

  it("reverts WrongReceived when less arrives", async () => {
    const { promotions, buyer, odd } = await loadFixture(promoting);
    await odd.set(Token.Taxing, Token.Honest);
    await expect(promotions.connect(buyer).boost(listing, odd, dollars(1)))
      .to.be.revertedWithCustomError(promotions, "WrongReceived")
      .withArgs(990_000n, dollars(1));
  });

  it("adds up what is paid in different tokens", async () => {
    const { promotions, dollar, buyer } = await loadFixture(promoting);
    const amount = parseEther("0.001");
    await promotions.connect(buyer).boost(listing, ZeroAddress, amount, { value: amount });
    await promotions.connect(buyer).boost(listing, dollar, dollars(4));
    expect(await promotions.boostOf(listing)).to.equal(7_000n);
    expect(await promotions.weightOf(ZeroAddress, amount)).to.equal(3_000n);
  });

  it("passes tokens and coin on to the treasury", async () => {
    const { promotions, dollar, buyer, treasury } = await loadFixture(promoting);
    await expect(promotions.connect(buyer).boost(listing, dollar, dollars(4))).to.changeTokenBalances(
      ethers,
      dollar,
      [buyer, treasury, promotions],
      [-dollars(4), dollars(4), 0n],
    );
    const amount = parseEther("0.1");
    await expect(() => promotions.boost(listing, ZeroAddress, amount, { value: amount })).to.changeEtherBalances(
      ethers,
      [treasury, promotions],
      [amount, 0n],
    );
  });

  it("says who paid what for which listing, and what it is worth since", async () => {
    const { promotions, dollar, buyer, updatedAt } = await loadFixture(boosted);
    await time.setNextBlockTimestamp(updatedAt + 64n * BOOST_STEP + 5n);
    const now = [7_000n, updatedAt + 64n * BOOST_STEP];
    await expect(promotions.connect(buyer).boost(listing, dollar, dollars(2)))
      .to.emit(promotions, "ListingBoosted")
      .withArgs(listing, buyer.address, await dollar.getAddress(), dollars(2), 2_000n, now);
  });
});

describe("Promotions.boostOf", () => {
  it("is nothing before anybody has paid", async () => {
    const { promotions } = await loadFixture(promoting);
    expect(await promotions.boostOf(listing)).to.equal(0n);
  });

  it("does not move within a step, and halves in seven days", async () => {
    const { promotions, updatedAt } = await loadFixture(boosted);
    expect(await promotions.STEP()).to.equal(BOOST_STEP);
    for (const [seconds, left] of [
      [BOOST_STEP - 1n, 10_000n],
      [BOOST_STEP, 9_892n],
      [BigInt(7 * day), 5_000n],
      [BigInt(14 * day), 2_500n],
      [BigInt(700 * day), 0n],
    ] as const) {
      await time.increaseTo(updatedAt + seconds);
      expect(await promotions.boostOf(listing), `after ${seconds} seconds`).to.equal(left);
    }
  });

  const rows = isLong ? 2_000 : 150;
  it(`is what protocol/boost.ts computes, through ${rows} random payments`, async () => {
    const { promotions, dollar, buyer } = await loadFixture(promoting);
    const random = seededRandom(seed);
    const ids = [1, 2, 3].map((i) => ethers.id(`listing ${i}`));
    const boosts = new Map(ids.map((id) => [id, noBoost]));
    for (let i = 0; i < rows; i++) {
      const id = ids[Math.floor(random() * ids.length)]!;
      const isNative = random() < 0.5;
      const amount = BigInt(Math.floor(10 ** (isNative ? 14 + 5 * random() : 5 + 7 * random())));
      await time.increase(1 + Math.floor(random() ** 4 * 30 * day));
      const token: AddressLike = isNative ? ZeroAddress : dollar;
      await promotions.connect(buyer).boost(id, token, amount, { value: isNative ? amount : 0n });
      const now = BigInt(await time.latest());
      const boost = addBoost(boosts.get(id)!, boostWeight(amount, isNative ? etherUnits : dollarUnits), now);
      boosts.set(id, boost);
      expect(await promotions.boostStateOf(id), `payment ${i}`).to.deep.equal([boost.weight, boost.updatedAt]);
      await time.increase(1 + Math.floor(random() ** 4 * 100 * day));
      const later = BigInt(await time.latest());
      for (const other of ids) expect(await promotions.boostOf(other)).to.equal(boostAt(boosts.get(other)!, later));
    }
  }).timeout(isLong ? 1_800_000 : 300_000);
});

describe("Promotions.proposeBoostToken", () => {
  it("reverts for anybody but the owner", async () => {
    const { promotions, stranger } = await loadFixture(promoting);
    await expect(promotions.connect(stranger).proposeBoostToken(stranger, 1n)).to.be.revertedWithCustomError(
      promotions,
      "OwnableUnauthorizedAccount",
    );
  });

  it("holds by itself after the delay, and not a second earlier; zero takes the token off", async () => {
    const { promotions, dollar, buyer } = await loadFixture(promoting);
    const effectiveAt = (await next()) + delay;
    await expect(promotions.proposeBoostToken(dollar, 0n))
      .to.emit(promotions, "BoostTokenProposed")
      .withArgs(await dollar.getAddress(), 0n, effectiveAt);
    await time.setNextBlockTimestamp(effectiveAt - 1);
    await promotions.connect(buyer).boost(listing, dollar, dollars(1));
    await expect(promotions.connect(buyer).boost(listing, dollar, dollars(1))).to.be.revertedWithCustomError(
      promotions,
      "BoostTokenNotListed",
    );
    await promotions.proposeBoostToken(dollar, 5n);
    expect(await promotions.unitsPerToken(dollar)).to.equal(0n);
    await time.increase(delay);
    expect(await promotions.unitsPerToken(dollar)).to.equal(5n);
  });

  it("keeps what was paid at the weight that it was paid at", async () => {
    const { promotions, dollar, buyer } = await loadFixture(boosted);
    await promotions.proposeBoostToken(dollar, 2n * dollarUnits);
    await time.increase(delay);
    await promotions.connect(buyer).boost(listing, dollar, dollars(1));
    expect(await promotions.boostOf(listing)).to.be.within(6_990n, 7_010n);
  });

  it("starts with the tokens that it is given", async () => {
    const m = await loadFixture(promoting);
    expect([await m.promotions.unitsPerToken(ZeroAddress), await m.promotions.unitsPerToken(m.dollar)]).to.deep.equal([
      etherUnits,
      dollarUnits,
    ]);
    expect([
      await m.promotions.registry(),
      await m.promotions.treasury(),
      await m.promotions.tokenDelay(),
    ]).to.deep.equal([m.addresses.registry, m.treasury.address, BigInt(delay)]);
  });
});

describe("Promotions.sweep", () => {
  it("reverts NothingToWithdraw when the treasury has taken everything", async () => {
    const { promotions, dollar, treasury } = await loadFixture(boosted);
    await expect(promotions.sweep(dollar))
      .to.be.revertedWithCustomError(promotions, "NothingToWithdraw")
      .withArgs(treasury.address, await dollar.getAddress());
  });

  it("sends what the treasury did not take, once it does", async () => {
    const m = await loadFixture(promoting);
    const { treasury, refuse, take } = await moodyTreasury(m.owner);
    const promotions = await promotionsFor(m, treasury);
    const [to, amount] = [await treasury.getAddress(), parseEther("0.1")];
    await refuse();
    await expect(promotions.boost(listing, ZeroAddress, amount, { value: amount }))
      .to.emit(promotions, "Credited")
      .withArgs(to, ZeroAddress, amount);
    await promotions.boost(listing, ZeroAddress, amount, { value: amount });
    expect([
      await promotions.boostOf(listing),
      await promotions.creditOf(await promotions.treasury(), ZeroAddress),
    ]).to.deep.equal([600_000n, 2n * amount]);
    await expect(promotions.sweep(ZeroAddress))
      .to.be.revertedWithCustomError(promotions, "TransferFailed")
      .withArgs(to, ZeroAddress, 2n * amount);
    await take();
    await expect(promotions.connect(m.stranger).sweep(ZeroAddress))
      .to.emit(promotions, "Withdrawn")
      .withArgs(to, ZeroAddress, to, 2n * amount);
    expect([
      await treasury.received(),
      await promotions.creditOf(await promotions.treasury(), ZeroAddress),
    ]).to.deep.equal([2n * amount, 0n]);
  });
});

describe("Promotions: what if", () => {
  it("a rival touches a listing's boost at every step: it decays as it would, and the rival has paid for it", async () => {
    const { promotions, dollar, buyer, updatedAt } = await loadFixture(boosted);
    for (let step = 1n; step <= 64n; step++) {
      await time.setNextBlockTimestamp(updatedAt + step * BOOST_STEP);
      await promotions.connect(buyer).boost(listing, dollar, 100_000n);
    }
    expect(await promotions.boostOf(listing)).to.be.greaterThan(5_000n);
  });

  it("a listing is boosted in each second of a step: the clock does not stand still for it", async () => {
    const { promotions, dollar, buyer, updatedAt } = await loadFixture(boosted);
    for (let seconds = 945n; seconds <= 9_450n; seconds += 945n) {
      await time.setNextBlockTimestamp(updatedAt + seconds);
      await promotions.connect(buyer).boost(listing, dollar, 100_000n);
    }
    expect(await promotions.boostStateOf(listing)).to.deep.equal([10_782n + 100n, updatedAt + BOOST_STEP]);
  });

  it("the token calls back while it is taken: it is kept out", async () => {
    const { promotions, odd, buyer } = await loadFixture(promoting);
    const args = [listing, await odd.getAddress(), dollars(1)] as const;
    await odd.setCallback(promotions.interface.encodeFunctionData("boost", [...args]));
    await odd.set(Token.CallingBack, Token.Honest);
    await promotions.connect(buyer).boost(...args);
    expect([await odd.failure(), await promotions.boostOf(listing)]).to.deep.equal([reentered, 1_000n]);
  });

  it("the token calls back while it is swept: it is kept out", async () => {
    const { promotions, odd, buyer, treasury } = await loadFixture(promoting);
    await odd.set(Token.Honest, Token.Refusing);
    await promotions.connect(buyer).boost(listing, odd, dollars(1));
    await odd.setCallback(promotions.interface.encodeFunctionData("sweep", [await odd.getAddress()]));
    await odd.set(Token.Honest, Token.CallingBack);
    await promotions.sweep(odd);
    expect([await odd.failure(), await odd.balanceOf(treasury)]).to.deep.equal([reentered, dollars(1)]);
  });

  it("a payer sends too little gas: the treasury is not made to look as if it refused", async () => {
    const m = await loadFixture(promoting);
    const { treasury } = await moodyTreasury(m.owner);
    const promotions = await promotionsFor(m, treasury);
    const amount = parseEther("0.1");
    let paid = 0;
    for (let gasLimit = 60_000; gasLimit < 220_000; gasLimit += 4_000) {
      const before = await networkHelpers.takeSnapshot();
      await promotions.boost(listing, ZeroAddress, amount, { value: amount, gasLimit }).catch(() => undefined);
      expect(await promotions.creditOf(await promotions.treasury(), ZeroAddress), `with ${gasLimit} gas`).to.equal(0n);
      if ((await treasury.received()) > 0n) paid += 1;
      await before.restore();
    }
    expect(paid).to.be.within(1, 39);
  });

  it("somebody pays more than can be counted: it reverts, and nothing is lost", async () => {
    const { promotions, odd, buyer } = await loadFixture(promoting);
    await odd.mint(buyer, 2n ** 200n);
    await expect(promotions.connect(buyer).boost(listing, odd, 2n ** 160n)).to.be.revertedWithCustomError(
      promotions,
      "SafeCastOverflowedUintDowncast",
    );
  });
});

describeLastingOwner("Promotions", promoting, ({ promotions }) => promotions);

describe("Promotions.withdraw", () => {
  it("sends the treasury a part of what it did not take, to any address", async () => {
    const { promotions, odd, buyer, treasury, stranger } = await loadFixture(promoting);
    await odd.setBlocked(treasury, true);
    await promotions.connect(buyer).boost(listing, odd, dollars(1));
    await promotions.connect(treasury).withdraw(odd, stranger, 7n);
    expect([await odd.balanceOf(stranger), await promotions.creditOf(treasury, odd)]).to.deep.equal([
      7n,
      dollars(1) - 7n,
    ]);
    await expect(promotions.connect(stranger).withdraw(odd, stranger, 1n))
      .to.be.revertedWithCustomError(promotions, "AmountOutOfBounds")
      .withArgs(1n, 0n);
  });
});
