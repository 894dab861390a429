import { expect } from "chai";
import {
  ethers,
  fundedOrder,
  kind,
  loadFixture,
  networkHelpers,
  Outcome,
  orderable,
  ruledDispute,
  Ruling,
  shippedOrder,
  time,
} from "./support/market.ts";
import { between, endOf, idOf, one, opened, resold, sale } from "./support/passports.ts";

describe("ItemPassport.append", () => {
  context("given the caller does not own the passport", () => {
    it("reverts NotPassportOwner, though the sale is the caller's own", async () => {
      const m = await loadFixture(opened);
      const other = await sale(m, m.carol, m.dave);
      await expect(m.passport.connect(m.carol).append(m.id, other.order))
        .to.be.revertedWithCustomError(m.passport, "NotPassportOwner")
        .withArgs(m.carol.address, m.bob.address);
    });

    it("reverts NotPassportOwner for whom the owner lets move it", async () => {
      const m = await loadFixture(opened);
      const other = await sale(m, m.carol, m.dave);
      await m.passport.connect(m.bob).approve(m.carol, m.id);
      await expect(m.passport.connect(m.carol).append(m.id, other.order)).to.be.revertedWithCustomError(
        m.passport,
        "NotPassportOwner",
      );
    });

    it("reverts ERC721NonexistentToken where there is no passport", async () => {
      const m = await loadFixture(opened);
      const other = await sale(m, m.bob, m.carol);
      await expect(m.passport.connect(m.bob).append(idOf(other), other.order))
        .to.be.revertedWithCustomError(m.passport, "ERC721NonexistentToken")
        .withArgs(idOf(other));
    });
  });

  context("given the order is no sale of the owner's", () => {
    it("reverts NotSaleSeller, NotOneItem and NotSold, as mint does", async () => {
      const m = await loadFixture(opened);
      const append = (trade: { order: Parameters<typeof m.passport.mint>[0] }) =>
        m.passport.connect(m.bob).append(m.id, trade.order);
      await expect(append(await sale(m, m.carol, m.dave)))
        .to.be.revertedWithCustomError(m.passport, "NotSaleSeller")
        .withArgs(m.bob.address, m.carol.address);
      await expect(append(await sale(m, m.bob, m.carol, { quantity: 3 })))
        .to.be.revertedWithCustomError(m.passport, "NotOneItem")
        .withArgs(kind("item"), 3);
      await expect(append(await sale(m, m.bob, m.carol, { kind: kind("service") })))
        .to.be.revertedWithCustomError(m.passport, "NotOneItem")
        .withArgs(kind("service"), 1);
      const open = await shippedOrder(between(m, m.bob, m.carol), one);
      await expect(append(open)).to.be.revertedWithCustomError(m.passport, "NotSold").withArgs(open.id, Outcome.None);
      const lost = await ruledDispute(between(m, m.bob, m.carol), Ruling.Buyer, one);
      await m.escrow.executeRuling(lost.order);
      await expect(append(lost))
        .to.be.revertedWithCustomError(m.passport, "NotSold")
        .withArgs(lost.id, Outcome.RuledForBuyer);
      // Never bought at all.
      const listed = await orderable(between(m, m.bob, m.carol), one);
      await expect(append(listed)).to.be.revertedWithCustomError(m.passport, "NotSold").withArgs(listed.id, 0n);
    });

    it("reverts AlreadyRecorded for one that is in any passport", async () => {
      const m = await loadFixture(opened);
      // Bob has a second passport, into which he would write the sale that is in the first.
      const other = await sale(m, m.alice, m.bob);
      await m.passport.connect(m.alice).mint(other.order);
      const resale = await sale(m, m.bob, m.carol);
      await m.passport.connect(m.bob).append(m.id, resale.order);
      await expect(m.passport.connect(m.bob).append(idOf(other), resale.order))
        .to.be.revertedWithCustomError(m.passport, "AlreadyRecorded")
        .withArgs(resale.id, m.id);
    });
  });

  context("given the sale ended no later than the last recorded one", () => {
    it("reverts NotLater for a sale from before the owner had the object", async () => {
      const m = await loadFixture(opened);
      const early = await sale(m, m.bob, m.carol);
      const late = await sale(m, m.alice, m.bob);
      await m.passport.connect(m.alice).mint(late.order);
      await expect(m.passport.connect(m.bob).append(idOf(late), early.order))
        .to.be.revertedWithCustomError(m.passport, "NotLater")
        .withArgs(await endOf(m, early), await endOf(m, late));
    });

    it("reverts NotLater in the same second, and takes it in the next", async () => {
      const m = await loadFixture(opened);
      const { escrow, passport } = m;
      const [a, b] = [between(m, m.alice, m.bob), between(m, m.bob, m.carol)];
      const bought = await shippedOrder(a, one);
      const [same, next] = [await shippedOrder(b, one), await shippedOrder(b, { ...one, nonce: 2n })];
      await ethers.provider.send("evm_setAutomine", [false]);
      const at = (await time.latest()) + 100;
      await time.setNextBlockTimestamp(at);
      await escrow.connect(m.bob).confirm(bought.order);
      await escrow.connect(m.carol).confirm(same.order);
      await networkHelpers.mine();
      await ethers.provider.send("evm_setAutomine", [true]);
      await time.setNextBlockTimestamp(at + 1);
      await escrow.connect(m.carol).confirm(next.order);
      await passport.connect(m.alice).mint(bought.order);
      expect(await endOf(m, same)).to.equal(await endOf(m, bought));
      await expect(passport.connect(m.bob).append(idOf(bought), same.order))
        .to.be.revertedWithCustomError(passport, "NotLater")
        .withArgs(at, at);
      await passport.connect(m.bob).append(idOf(bought), next.order);
      expect(await passport.ownerOf(idOf(bought))).to.equal(m.carol.address);
    });

    it("so whoever sells on before confirming the purchase can't append it", async () => {
      const m = await loadFixture(opened);
      const bought = await shippedOrder(between(m, m.alice, m.bob), one);
      const soldOn = await sale(m, m.bob, m.carol);
      await m.escrow.connect(m.bob).confirm(bought.order);
      await m.passport.connect(m.alice).mint(bought.order);
      await expect(m.passport.connect(m.bob).append(idOf(bought), soldOn.order)).to.be.revertedWithCustomError(
        m.passport,
        "NotLater",
      );
    });
  });

  context("given a later sale of the owner's", () => {
    it("moves the passport to the new buyer", async () => {
      const m = await loadFixture(opened);
      const second = await sale(m, m.bob, m.carol);
      await expect(m.passport.connect(m.bob).append(m.id, second.order))
        .to.emit(m.passport, "Transfer")
        .withArgs(m.bob.address, m.carol.address, m.id);
      expect(await m.passport.ownerOf(m.id)).to.equal(m.carol.address);
      expect(await m.passport.passportOf(second.id)).to.equal(m.id);
    });

    it("emits SaleRecorded with that sale's own terms, and no MovedOutsideSale", async () => {
      const m = await loadFixture(opened);
      const second = await sale(m, m.bob, m.carol, { price: 77n });
      const { token, metadata } = second.order.terms;
      const at = await endOf(m, second);
      const sent = m.passport.connect(m.bob).append(m.id, second.order);
      await expect(sent)
        .to.emit(m.passport, "SaleRecorded")
        .withArgs(
          ...[m.id, second.id, m.carol.address, m.bob.address, token, 77n, metadata],
          ...[Outcome.Completed, at, 2n],
        );
      await expect(sent).to.not.emit(m.passport, "MovedOutsideSale");
      expect(await m.passport.passport(m.id)).to.deep.equal([m.first.order.terms.metadata, at, 2n]);
    });

    it("forgets whom the former owner let move it", async () => {
      const m = await loadFixture(opened);
      await m.passport.connect(m.bob).approve(m.dave, m.id);
      const second = await sale(m, m.bob, m.carol);
      await m.passport.connect(m.bob).append(m.id, second.order);
      await expect(m.passport.connect(m.dave).transferFrom(m.carol, m.dave, m.id)).to.be.revertedWithCustomError(
        m.passport,
        "ERC721InsufficientApproval",
      );
    });

    it("goes on with the next owner, and with no former one", async () => {
      const m = await loadFixture(resold);
      const third = await sale(m, m.carol, m.dave);
      const stray = await sale(m, m.bob, m.dave);
      await expect(m.passport.connect(m.bob).append(m.id, stray.order)).to.be.revertedWithCustomError(
        m.passport,
        "NotPassportOwner",
      );
      await m.passport.connect(m.carol).append(m.id, third.order);
      expect(await m.passport.ownerOf(m.id)).to.equal(m.dave.address);
      expect((await m.passport.passport(m.id)).sales).to.equal(3n);
    });

    it("gives the whole history by events alone", async () => {
      const m = await loadFixture(resold);
      await m.passport.connect(m.carol).transferFrom(m.carol, m.dave, m.id);
      const sales = await m.passport.queryFilter(m.passport.filters.SaleRecorded(m.id));
      expect(sales.map(({ args }) => [args.orderId, args.seller, args.buyer, args.sales])).to.deep.equal([
        [m.first.id, m.alice.address, m.bob.address, 1n],
        [m.second.id, m.bob.address, m.carol.address, 2n],
      ]);
      const moved = await m.passport.queryFilter(m.passport.filters.MovedOutsideSale(m.id));
      expect(moved.map(({ args }) => [args.from, args.to, args.sales])).to.deep.equal([
        [m.carol.address, m.dave.address, 2n],
      ]);
    });
  });

  it("leaves everything as it was where it reverts", async () => {
    const m = await loadFixture(opened);
    const before = await m.passport.passport(m.id);
    const open = await fundedOrder(between(m, m.bob, m.carol), one);
    await expect(m.passport.connect(m.bob).append(m.id, open.order)).to.be.revertedWithCustomError(
      m.passport,
      "NotSold",
    );
    expect(await m.passport.passport(m.id)).to.deep.equal(before);
    expect(await m.passport.ownerOf(m.id)).to.equal(m.bob.address);
    expect(await m.passport.passportOf(open.id)).to.equal(0n);
  });
});
