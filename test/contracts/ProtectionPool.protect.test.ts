import { expect } from "chai";
import { type Address } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import {
  arbitrationFee,
  day,
  ethers,
  fundedOrder,
  loadFixture,
  orderable,
  price,
  Status,
  time,
  Token,
} from "./support/market.ts";
import {
  capital,
  claimWindow,
  covered,
  CoverStatus,
  dollars,
  emptyPool,
  funded,
  maxCover,
  maxTerm,
  poolOf,
  premium,
  premiumBps,
  protection,
} from "./support/protection.ts";

describe("ProtectionPool.protect", () => {
  context("given no order that it could protect", () => {
    it("reverts NotBuyer for anybody but the order's buyer", async () => {
      const m = await loadFixture(protection);
      const { order } = await funded(m);
      await expect(m.pool.connect(m.seller).protect(order))
        .to.be.revertedWithCustomError(m.pool, "NotBuyer")
        .withArgs(m.seller.address, m.buyer.address);
    });

    it("reverts WrongToken for another token, and for native coin", async () => {
      const m = await loadFixture(protection);
      for (const token of [NATIVE, m.addresses.odd] as const) {
        const { order } = await fundedOrder(m, { ...dollars(m), token });
        await expect(m.pool.connect(m.buyer).protect(order))
          .to.be.revertedWithCustomError(m.pool, "WrongToken")
          .withArgs(token, m.addresses.dollar);
      }
    });

    it("reverts WrongStatus for one that was not bought", async () => {
      const m = await loadFixture(protection);
      const { order, id } = await orderable(m, dollars(m));
      await expect(m.pool.connect(m.buyer).protect(order))
        .to.be.revertedWithCustomError(m.pool, "WrongStatus")
        .withArgs(id, Status.None);
    });

    it("reverts WrongStatus from the moment it was sent: its buyer may know by then what it is", async () => {
      const m = await loadFixture(protection);
      const { order, id } = await funded(m);
      const attempt = (status: bigint) =>
        expect(m.pool.connect(m.buyer).protect(order))
          .to.be.revertedWithCustomError(m.pool, "WrongStatus")
          .withArgs(id, status);
      await m.escrow.connect(m.seller).ship(order, ethers.ZeroHash);
      await attempt(Status.Shipped);
      await m.escrow.connect(m.buyer).openDispute(order, { value: arbitrationFee });
      await attempt(Status.Disputed);
      await m.escrow.connect(m.buyer).confirm(order);
      await attempt(Status.Completed);
    });

    it("reverts AlreadyCovered, also once that cover has ended", async () => {
      const m = await loadFixture(protection);
      const { order, id } = await covered(m, { fulfilWindow: 140 * day });
      const attempt = () =>
        expect(m.pool.connect(m.buyer).protect(order))
          .to.be.revertedWithCustomError(m.pool, "AlreadyCovered")
          .withArgs(id);
      await attempt();
      // The buyer gives more time, which the pool does not; so the order outlives its cover.
      const { deadline } = await m.escrow.stateOf(id);
      await m.escrow.connect(m.buyer).extend(order, (await time.latest()) + 300 * day);
      await time.increaseTo(deadline + BigInt(7 * day + claimWindow) + 1n);
      await m.pool.lapse(id);
      await attempt();
    });

    it("reverts CoverTooLong a second over the longest term, and takes the longest", async () => {
      const m = await loadFixture(protection);
      const inspectWindow = 7 * day;
      // Bought, and protected in the next block.
      const fulfilWindow = maxTerm - claimWindow - inspectWindow;
      const { order, id } = await funded(m, { fulfilWindow: fulfilWindow + 1, inspectWindow });
      const until = (await m.escrow.stateOf(id)).deadline + BigInt(inspectWindow + claimWindow);
      await time.setNextBlockTimestamp(until - BigInt(maxTerm));
      await m.pool.connect(m.buyer).protect(order);
      expect((await m.pool.coverOf(id)).deadline).to.equal(until);
      const longer = await funded(m, { fulfilWindow: fulfilWindow + 10, inspectWindow });
      const end = (await m.escrow.stateOf(longer.id)).deadline + BigInt(inspectWindow + claimWindow);
      await time.setNextBlockTimestamp(end - BigInt(maxTerm) - 1n);
      await expect(m.pool.connect(m.buyer).protect(longer.order))
        .to.be.revertedWithCustomError(m.pool, "CoverTooLong")
        .withArgs(end, end - 1n);
    });
  });

  context("given the pool has too little", () => {
    it("reverts NotEnoughCapital for a unit more than is free, and takes the last unit", async () => {
      const m = await loadFixture(emptyPool);
      await m.pool.connect(m.lender).deposit(2n * price - premium - 1n, m.lender);
      await covered(m, { nonce: 1n });
      const { order } = await funded(m, { nonce: 2n });
      await expect(m.pool.connect(m.buyer).protect(order))
        .to.be.revertedWithCustomError(m.pool, "NotEnoughCapital")
        .withArgs(price, price - 1n);
      await m.pool.connect(m.lender).deposit(1n, m.lender);
      await m.pool.connect(m.buyer).protect(order);
      expect(await m.pool.liveCover()).to.equal(2n * price);
    });

    it("does not count the premium that is just being paid", async () => {
      const m = await loadFixture(emptyPool);
      await m.pool.connect(m.lender).deposit(price - 1n, m.lender);
      const { order } = await funded(m);
      await expect(m.pool.connect(m.buyer).protect(order))
        .to.be.revertedWithCustomError(m.pool, "NotEnoughCapital")
        .withArgs(price, price - 1n);
    });
  });

  context("given the premium does not arrive", () => {
    it("reverts TokenCallFailed without an allowance, and covers nothing", async () => {
      const m = await loadFixture(protection);
      const { order, id } = await funded(m);
      await m.dollar.connect(m.buyer).approve(m.pool, premium - 1n);
      await expect(m.pool.connect(m.buyer).protect(order)).to.be.revertedWithCustomError(m.pool, "TokenCallFailed");
      expect([(await m.pool.coverOf(id)).status, await m.pool.liveCover()]).to.deep.equal([CoverStatus.None, 0n]);
    });

    it("reverts WrongReceived when the token keeps a part of it", async () => {
      const m = await loadFixture(protection);
      const pool = await poolOf(m, { asset: m.addresses.odd });
      await m.odd.connect(m.buyer).approve(pool, 2n ** 256n - 1n);
      await pool.connect(m.buyer).deposit(capital, m.buyer);
      const { order } = await fundedOrder(m, { ...dollars(m), token: m.addresses.odd });
      await m.odd.set(Token.Taxing, Token.Honest);
      await expect(pool.connect(m.buyer).protect(order))
        .to.be.revertedWithCustomError(pool, "WrongReceived")
        .withArgs(premium - premium / 100n, premium);
    });
  });

  context("given a funded order", () => {
    it("covers the price until the order and the claim window must be over", async () => {
      const m = await loadFixture(protection);
      const trade = await funded(m);
      const { deadline } = await m.escrow.stateOf(trade.id);
      const until = deadline + BigInt(trade.order.terms.inspectWindow + claimWindow);
      await expect(m.pool.connect(m.buyer).protect(trade.order))
        .to.emit(m.pool, "CoverSold")
        .withArgs(trade.id, m.buyer.address, m.seller.address, price, premium, until);
      expect(await m.pool.coverOf(trade.id)).to.deep.equal([
        ...[m.buyer.address, price, m.seller.address],
        ...[until, CoverStatus.Live, 0n],
      ]);
      expect(await m.pool.claimableUntil(trade.id)).to.equal(until);
      expect([await m.pool.liveCover(), await m.pool.freeAssets()]).to.deep.equal([price, capital + premium - price]);
    });

    it("takes the premium from the buyer, rounded up", async () => {
      const m = await loadFixture(protection);
      const { order } = await funded(m);
      expect((price * BigInt(premiumBps)) % 10_000n).to.not.equal(0n);
      expect(await m.pool.connect(m.buyer).protect.staticCall(order)).to.equal(premium);
      await expect(() => m.pool.connect(m.buyer).protect(order)).to.changeTokenBalances(
        ethers,
        m.dollar,
        [m.buyer, m.pool],
        [-premium, premium],
      );
    });

    it("covers no more than the most, and no more than was paid", async () => {
      const m = await loadFixture(protection);
      const many = await covered(m, { quantity: 3 });
      expect((await m.pool.coverOf(many.id)).amount).to.equal(maxCover);
      const few = await covered(m, { quantity: 1 });
      expect((await m.pool.coverOf(few.id)).amount).to.equal(price);
      expect(await m.pool.quote(many.order)).to.deep.equal([
        maxCover,
        (maxCover * BigInt(premiumBps) + 9_999n) / 10_000n,
      ]);
      expect(await m.pool.quote(few.order)).to.deep.equal([price, premium]);
    });

    it("costs at least one unit, however little it covers", async () => {
      const m = await loadFixture(protection);
      const { id } = await covered(m, { price: 1n });
      const [sold] = await m.pool.queryFilter(m.pool.filters.CoverSold(id));
      expect([sold!.args.amount, sold!.args.premium]).to.deep.equal([1n, 1n]);
    });

    it("protects a contract that buys", async () => {
      const m = await loadFixture(protection);
      const party = await ethers.deployContract("ContractParty", [m.buyer]);
      const buyer = (await party.getAddress()) as Address;
      await m.dollar.mint(buyer, 2n * price);
      const { order, id } = await orderable(m, { ...dollars(m), buyer });
      for (const spender of [m.escrow, m.pool]) {
        await party.act(
          m.dollar,
          m.dollar.interface.encodeFunctionData("approve", [await spender.getAddress(), 2n * price]),
        );
      }
      await party.act(m.escrow, m.escrow.interface.encodeFunctionData("buy", [order]));
      await party.act(m.pool, m.pool.interface.encodeFunctionData("protect", [order]));
      expect((await m.pool.coverOf(id)).buyer).to.equal(buyer);
    });
  });
});
