import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { type Address } from "viem";
import { orderKey } from "#protocol/order.ts";
import {
  addReview,
  emptyScore,
  MAX_COUNT,
  MAX_WEIGHT,
  pairWeight,
  pointsOfRating,
  PRIOR_MEAN,
  type Score,
  standing,
  STEP,
  weight,
} from "#protocol/score.ts";
import { seededRandom } from "../../scripts/simulate/random.ts";
import { day, ethers, loadFixture, networkHelpers, shippedOrder, time } from "./support/market.ts";
import { completed, content, reveal, reviews, Role, seal, unitsPerToken } from "./support/reviews.ts";
import { isLong, seed } from "./support/runs.ts";

const rows = isLong ? 1_000 : 120;
const asStruct = ({ num, den, updatedAt, count }: Score) => [num, den, updatedAt, count];

describe("Reputation and protocol/score.ts", function () {
  this.timeout(isLong ? 1_800_000 : 300_000);

  it(`compute the same bit for bit, through ${rows} random reviews: c6.11`, async () => {
    const m = await loadFixture(reviews);
    const random = seededRandom(seed);
    const authors = (await ethers.getSigners()).slice(6, 10);
    for (const author of authors) {
      await m.dollar.mint(author, 10n ** 24n);
      await m.dollar.connect(author).approve(m.escrow, 2n ** 256n - 1n);
    }
    let score = emptyScore;
    let opened = 0n;
    const earlier = new Map<string, bigint>();
    for (let i = 0; i < rows; i++) {
      const author = authors[Math.floor(random() * authors.length)]!;
      const price = BigInt(Math.floor(10 ** (3 + 7 * random())));
      const terms = { token: m.addresses.dollar, price, quantity: 1, referrer: ZeroAddress as Address };
      const trade = await shippedOrder({ ...m, buyer: author }, { ...terms, buyer: author.address as Address });
      await m.escrow.connect(author).confirm(trade.order);
      const { feePaid } = await m.escrow.stateOf(trade.id);
      await seal(m, trade, m.seller, 3);
      // Soon or late, but within the window.
      await time.increase(1 + Math.floor(random() ** 3 * 13 * day));
      const rating = 1 + Math.floor(random() * 5);
      await m.reputation.connect(author).review(orderKey(trade.order), rating, content);
      const now = BigInt(await time.latest());

      const base = weight(feePaid, unitsPerToken);
      const before = earlier.get(author.address) ?? 0n;
      const weighs = pairWeight(base, before);
      if (weighs > 0n) earlier.set(author.address, before + 1n);
      score = addReview(score, weighs, pointsOfRating(rating), now);
      opened += base;
      const [onChain, points, confidence] = await m.reputation.scoreOf(m.seller, Role.Seller);
      expect(onChain, `review ${i}`).to.deep.equal(asStruct(score));
      expect({ points, confidence }).to.deep.equal(standing(score, now));
      expect(points <= 10_000n, "c6.7").to.equal(true);
      expect(score.den <= opened, "c6.6 and c6.13").to.equal(true);
      // Some of the gaps are long.
      if (random() < 0.15) await time.increase(Math.floor(random() * 730 * day));
      await networkHelpers.mine();
      const aged = await m.reputation.scoreOf(m.seller, Role.Seller);
      const expected = standing(score, BigInt(await time.latest()));
      expect([aged.points, aged.confidence]).to.deep.equal([expected.points, expected.confidence]);
    }
  });
});

describe("Reputation.scoreOf", () => {
  /** A seller with one good review of the largest weight, or a buyer with a bad one. */
  async function judged() {
    const m = await reviews();
    const trade = await completed(m, { price: 10n ** 10n });
    await seal(m, trade, m.buyer, 5);
    await m.reputation.connect(m.seller).review(orderKey(trade.order), 1, content);
    await reveal(m, trade, m.buyer, 5);
    return m;
  }

  it("starts at the prior, without confidence", async () => {
    const m = await loadFixture(reviews);
    expect(await m.reputation.scoreOf(m.stranger, Role.Seller)).to.deep.equal([[0n, 0n, 0n, 0n], PRIOR_MEAN, 0n]);
  });

  it("weighs one order no more than the prior", async () => {
    const m = await loadFixture(judged);
    const seller = await m.reputation.scoreOf(m.seller, Role.Seller);
    expect([seller.score.den, seller.points, seller.confidence]).to.deep.equal([MAX_WEIGHT, 8_500n, 5_000n]);
    expect((await m.reputation.scoreOf(m.buyer, Role.Buyer)).points).to.equal(3_500n);
  });

  it("halves in 180 days, and moves towards the prior only: c6.10", async () => {
    const m = await loadFixture(judged);
    let [high, low] = [8_500n, 3_500n];
    for (let step = 1; step <= 70; step++) {
      await time.increase(Number(STEP));
      const [seller, buyer] = [
        await m.reputation.scoreOf(m.seller, Role.Seller),
        await m.reputation.scoreOf(m.buyer, Role.Buyer),
      ];
      expect(seller.points <= high && seller.points >= PRIOR_MEAN, `${step} steps after, from above`).to.equal(true);
      expect(buyer.points >= low && buyer.points <= PRIOR_MEAN, `${step} steps after, from below`).to.equal(true);
      [high, low] = [seller.points, buyer.points];
      if (step === 64) expect(seller.confidence).to.equal((10_000n * 10_000n) / 30_000n);
    }
  });

  it("takes the review after the last that it can count", async () => {
    const m = await loadFixture(judged);
    const { score } = await m.reputation.scoreOf(m.buyer, Role.Buyer);
    // The score's one slot, its count at its most: mapping(account => mapping(role => Score)) in slot 6.
    const words = ["uint256", "bytes32"];
    const ofAccount = ethers.solidityPackedKeccak256(["uint256", "uint256"], [m.buyer.address, 6]);
    const slot = ethers.solidityPackedKeccak256(words, [Role.Buyer, ofAccount]);
    const packed = ((MAX_COUNT << 232n) | (score.updatedAt << 192n) | (score.den << 96n)) + score.num;
    await networkHelpers.setStorageAt(await m.reputation.getAddress(), slot, packed);
    expect((await m.reputation.scoreOf(m.buyer, Role.Buyer)).score.count).to.equal(MAX_COUNT);
    const trade = await completed(m, { price: 10n ** 10n });
    await seal(m, trade, m.buyer, 5);
    await m.reputation.connect(m.seller).review(orderKey(trade.order), 1, content);
    const after = (await m.reputation.scoreOf(m.buyer, Role.Buyer)).score;
    expect([after.count, after.den]).to.deep.equal([MAX_COUNT, score.den + MAX_WEIGHT / 2n]);
  });

  it("does not move within a step", async () => {
    const m = await loadFixture(judged);
    const { score } = await m.reputation.scoreOf(m.seller, Role.Seller);
    await time.increaseTo(score.updatedAt + STEP - 1n);
    expect((await m.reputation.scoreOf(m.seller, Role.Seller)).points).to.equal(8_500n);
    await time.increaseTo(score.updatedAt + STEP);
    expect((await m.reputation.scoreOf(m.seller, Role.Seller)).points).to.be.lessThan(8_500n);
  });

  it("decays as much however often it is touched: c6.9", async () => {
    const m = await loadFixture(judged);
    const before = await m.reputation.scoreOf(m.seller, Role.Seller);
    // Every other day, the lightest review that a pair may still give each other, for 180 days.
    for (let i = 0; i < 90; i++) {
      const trade = await completed(m, { price: 3_616_000n });
      await seal(m, trade, m.seller, 5);
      await time.increase(2 * day - 10);
      await m.reputation.connect(m.buyer).review(orderKey(trade.order), 5, content);
    }
    await time.increaseTo(before.score.updatedAt + 64n * STEP);
    const { score, confidence } = await m.reputation.scoreOf(m.seller, Role.Seller);
    expect(score.count).to.equal(91n);
    // Half of what it was; each of the 62 steps may round off a unit, and the touches weigh 64 and less, 210 together.
    const touched = (confidence * 20_000n) / (10_000n - confidence);
    expect(touched).to.be.greaterThan(9_900n).and.lessThan(10_270n);
  });
});
