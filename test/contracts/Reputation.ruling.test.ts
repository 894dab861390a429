import { AssertionError, expect } from "chai";
import { id as hashOf, parseEther, ZeroAddress } from "ethers";
import { type Address } from "viem";
import type { Terms } from "#protocol/terms.ts";
import { orderKey } from "#protocol/order.ts";
import {
  arbitrationFee,
  ethers,
  impersonated,
  loadFixture,
  type Market,
  marketWith,
  networkHelpers,
  Outcome,
  raisedDispute,
  ruledDispute,
  Ruling,
  setBalance,
  shippedOrder,
  Status,
  time,
} from "./support/market.ts";
import { completed, content, reviewed, reviews, Role, seal, weighs } from "./support/reviews.ts";

/** Of the usual order; nothing has been executed. */
async function ruling(m: Market, choice: number, changes: Partial<Terms> = {}) {
  const terms = { token: m.addresses.dollar, ...reviewed, referrer: ZeroAddress as Address, ...changes };
  return ruledDispute(m, choice, terms);
}

async function ruled(choice: number) {
  const m = await reviews();
  return { ...m, trade: await ruling(m, choice) };
}
const forBuyer = () => ruled(Ruling.Buyer);
const forSeller = () => ruled(Ruling.Seller);
const split = () => ruled(Ruling.Split);

/** What is told of a lost order, whatever the escrow knows. */
const lost = (m: Market) => ({
  ...{ orderId: hashOf("order"), subject: m.seller.address, role: Role.Seller, arbitrator: m.addresses.arbitrator },
  ...{ token: m.addresses.dollar, fee: 1_416_000n, arbitrationFee: 0n },
});

describe("Reputation.recordRuling", () => {
  context("when the caller is not the escrow", () => {
    it("reverts OnlyEscrow, whoever it is", async () => {
      const m = await loadFixture(reviews);
      for (const caller of [m.owner, m.buyer, m.seller, m.stranger]) {
        await expect(m.reputation.connect(caller).recordRuling(lost(m)))
          .to.be.revertedWithCustomError(m.reputation, "OnlyEscrow")
          .withArgs(caller.address);
      }
    });
  });

  context("given the order ended otherwise, or by a ruling that favours nobody", () => {
    it("is not called", async () => {
      const m = await loadFixture(split);
      await expect(m.escrow.executeRuling(m.trade.order)).not.to.emit(m.reputation, "RulingCounted");
      await completed(m);
      expect(await m.reputation.queryFilter(m.reputation.filters.RulingCounted())).to.deep.equal([]);
    });
  });

  for (const [winner, fixture, loser, role] of [
    ["buyer", forBuyer, "seller", Role.Seller],
    ["seller", forSeller, "buyer", Role.Buyer],
  ] as const) {
    context(`given it was ruled for the ${winner}`, () => {
      it(`counts against the ${loser} when it is executed, at twice the weight of a review`, async () => {
        const m = await loadFixture(fixture);
        const now = (await time.latest()) + 60;
        await time.setNextBlockTimestamp(now);
        const score = [0n, 2n * weighs, BigInt(now), 1n];
        await expect(m.escrow.connect(m.stranger).executeRuling(m.trade.order))
          .to.emit(m.reputation, "RulingCounted")
          .withArgs(m.trade.id, m[loser].address, role, 0, 2n * weighs, score);
        expect((await m.reputation.scoreOf(m[loser], role)).score).to.deep.equal(score);
        expect((await m.reputation.scoreOf(m[winner], 1n - role)).score.count).to.equal(0n);
      });

      it("counts once: there is nothing left to press", async () => {
        const m = await loadFixture(fixture);
        await m.escrow.executeRuling(m.trade.order);
        await expect(m.escrow.executeRuling(m.trade.order)).to.be.revertedWithCustomError(m.escrow, "WrongStatus");
        expect((await m.reputation.scoreOf(m[loser], role)).score.count).to.equal(1n);
      });
    });
  }

  it("counts at most twice the cap: c6.6", async () => {
    const m = await loadFixture(reviews);
    const { order } = await ruling(m, Ruling.Buyer, { price: 10n ** 12n });
    await m.escrow.executeRuling(order);
    const { score, points } = await m.reputation.scoreOf(m.seller, Role.Seller);
    // 20,000 at 7,000 and 40,000 at nothing.
    expect([score.den, points]).to.deep.equal([40_000n, 140_000_000n / 60_000n]);
  });

  it("stands beside the reviews of the same order", async () => {
    const m = await loadFixture(forSeller);
    await m.escrow.executeRuling(m.trade.order);
    await seal(m, m.trade, m.buyer, 1);
    await m.reputation.connect(m.seller).review(orderKey(m.trade.order), 1, content);
    expect((await m.reputation.scoreOf(m.buyer, Role.Buyer)).score.count).to.equal(2n);
  });

  context("given the listing carries no commission", () => {
    it("weighs what the loser has paid the arbitrators: zero per cent buys no immunity", async () => {
      const m = await loadFixture(reviews);
      await m.arbitrator.setCost(parseEther("0.001"), false);
      const terms = { token: m.addresses.dollar, ...reviewed, sellerFeeBps: 0, buyerFeeBps: 0, referralBps: 0 };
      const trade = await shippedOrder(m, terms);
      await m.escrow.connect(m.buyer).openDispute(trade.order, { value: parseEther("0.001") });
      await m.escrow.connect(m.seller).answerDispute(trade.order, { value: parseEther("0.001") });
      await m.arbitrator.giveRuling(m.escrow, (await m.escrow.disputeOf(trade.id)).disputeId, Ruling.Buyer);
      await m.escrow.executeRuling(trade.order);
      // Three dollars, not doubled: nobody burns more by it than that.
      expect((await m.reputation.scoreOf(m.seller, Role.Seller)).score.den).to.equal(3_000n);
    });

    it("takes the larger of the two, and not their sum", async () => {
      const m = await loadFixture(reviews);
      const escrow = await impersonated(m.addresses.escrow);
      for (const [arbitration, weight] of [
        [parseEther("0.0009"), 2n * weighs],
        [parseEther("0.001"), 3_000n],
        [parseEther("1"), 20_000n],
      ] as const) {
        await m.reputation.connect(escrow).recordRuling({ ...lost(m), arbitrationFee: arbitration });
        const [event] = (await m.reputation.queryFilter(m.reputation.filters.RulingCounted())).slice(-1);
        expect(event?.args.weight).to.equal(weight);
      }
    });

    it("leaves no trace where nothing was burnt", async () => {
      const m = await loadFixture(reviews);
      const { order } = await ruling(m, Ruling.Buyer, { sellerFeeBps: 0, buyerFeeBps: 0, referralBps: 0 });
      await expect(m.escrow.executeRuling(order)).not.to.emit(m.reputation, "RulingCounted");
      expect((await m.reputation.scoreOf(m.seller, Role.Seller)).score).to.deep.equal([0n, 0n, 0n, 0n]);
    });
  });

  context("given another arbitrator than the market's has ruled", () => {
    it("pays by the ruling, and brands nobody: a seller's own judge", async () => {
      const m = await loadFixture(reviews);
      const friend = await ethers.deployContract("ScriptedArbitrator", [arbitrationFee]);
      await setBalance(await friend.getAddress(), 10n ** 18n);
      const arbitrator = (await friend.getAddress()) as Address;
      const terms = { token: m.addresses.dollar, ...reviewed, referrer: ZeroAddress as Address, arbitrator };
      const trade = await raisedDispute(m, terms);
      await friend.giveRuling(m.escrow, (await m.escrow.disputeOf(trade.id)).disputeId, Ruling.Seller);
      await expect(m.escrow.executeRuling(trade.order)).not.to.emit(m.reputation, "RulingCounted");
      expect((await m.escrow.stateOf(trade.id)).outcome).to.equal(Outcome.RuledForSeller);
      expect((await m.reputation.scoreOf(m.buyer, Role.Buyer)).score.count).to.equal(0n);
    });
  });
});

describe("Escrow.executeRuling, and the record", () => {
  for (const [mode, how] of ["reverts", "burns all its gas", "returns a flood"].entries()) {
    context(`given the reputation ${how}`, () => {
      it("pays all the same", async () => {
        const reputation = await ethers.deployContract("ScriptedReputation", [mode]);
        const m = await marketWith({ reputation });
        const trade = await ruling(m, Ruling.Buyer);
        const before = await m.dollar.balanceOf(m.buyer);
        await m.escrow.executeRuling(trade.order, { gasLimit: 1_000_000n });
        expect((await m.escrow.stateOf(trade.id)).status).to.equal(Status.Resolved);
        expect(await m.dollar.balanceOf(m.buyer)).to.be.greaterThan(before);
      });
    });
  }

  it("never pays without the record for want of gas that the caller chose", async () => {
    const m = await loadFixture(forBuyer);
    const snapshot = await networkHelpers.takeSnapshot();
    let [short, enough] = [0, 0];
    for (let gasLimit = 90_000; gasLimit <= 420_000; gasLimit += 3_001) {
      try {
        await m.escrow.connect(m.seller).executeRuling(m.trade.order, { gasLimit });
        enough++;
        const { score } = await m.reputation.scoreOf(m.seller, Role.Seller);
        expect(score.count, `with ${gasLimit} gas`).to.equal(1n);
      } catch (error) {
        if (error instanceof AssertionError) throw error;
        short++;
      }
      await snapshot.restore();
    }
    expect([short > 10, enough > 10]).to.deep.equal([true, true]);
  });

  it("says NotEnoughGas where the record alone could have failed", async () => {
    const reputation = await ethers.deployContract("ScriptedReputation", [1]);
    const m = await marketWith({ reputation });
    const { order } = await ruling(m, Ruling.Buyer);
    await expect(m.escrow.executeRuling(order, { gasLimit: 210_000n })).to.be.revertedWithCustomError(
      m.escrow,
      "NotEnoughGas",
    );
  });
});
