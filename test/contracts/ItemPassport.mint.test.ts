import { expect } from "chai";
import { type Hex } from "viem";
import { cidOfDigest } from "#protocol/cid.ts";
import {
  afterDeadline,
  ethers,
  fundedOrder,
  kind,
  loadFixture,
  offerOf,
  openedDispute,
  Outcome,
  ruledDispute,
  Ruling,
  shippedOrder,
  signOffer,
} from "./support/market.ts";
import { endOf, idOf, one, opened, passports, resold, sale } from "./support/passports.ts";

describe("ItemPassport.mint", () => {
  context("given an order that is no sale of one item", () => {
    it("reverts NotSaleSeller for anybody but its seller", async () => {
      const m = await loadFixture(passports);
      const { order } = await sale(m, m.alice, m.bob);
      for (const caller of [m.bob, m.dave, m.owner]) {
        await expect(m.passport.connect(caller).mint(order))
          .to.be.revertedWithCustomError(m.passport, "NotSaleSeller")
          .withArgs(caller.address, m.alice.address);
      }
    });

    it("reverts NotOneItem for several, and for what is no item", async () => {
      const m = await loadFixture(passports);
      const several = await sale(m, m.alice, m.bob, { quantity: 2 });
      await expect(m.passport.connect(m.alice).mint(several.order))
        .to.be.revertedWithCustomError(m.passport, "NotOneItem")
        .withArgs(kind("item"), 2);
      for (const name of ["digital", "service"] as const) {
        const { order } = await sale(m, m.alice, m.bob, { kind: kind(name) });
        await expect(m.passport.connect(m.alice).mint(order))
          .to.be.revertedWithCustomError(m.passport, "NotOneItem")
          .withArgs(kind(name), 1);
      }
    });

    it("reverts NotSold while it is open", async () => {
      const m = await loadFixture(passports);
      for (const trade of [await fundedOrder(m, one), await shippedOrder(m, one), await openedDispute(m, one)]) {
        await expect(m.passport.connect(m.alice).mint(trade.order))
          .to.be.revertedWithCustomError(m.passport, "NotSold")
          .withArgs(trade.id, Outcome.None);
      }
    });

    it("reverts NotSold when the money went back, or was split", async () => {
      const m = await loadFixture(passports);
      const refused = async (trade: { order: Parameters<typeof m.passport.mint>[0]; id: Hex }, outcome: bigint) =>
        expect(m.passport.connect(m.alice).mint(trade.order))
          .to.be.revertedWithCustomError(m.passport, "NotSold")
          .withArgs(trade.id, outcome);

      const unshipped = await fundedOrder(m, one);
      await m.escrow.connect(m.alice).refund(unshipped.order);
      await refused(unshipped, Outcome.RefundedUnshipped);
      const refunded = await shippedOrder(m, one);
      await m.escrow.connect(m.alice).refund(refunded.order);
      await refused(refunded, Outcome.Refunded);
      for (const [ruling, outcome] of [
        [Ruling.Buyer, Outcome.RuledForBuyer],
        [Ruling.Split, Outcome.Split],
      ] as const) {
        const ruled = await ruledDispute(m, ruling, one);
        await m.escrow.executeRuling(ruled.order);
        await refused(ruled, outcome);
      }
    });

    it("reverts NotSold for a settlement: it may have been for nothing, and so without a fee", async () => {
      const m = await loadFixture(passports);
      const trade = await shippedOrder(m, one);
      const offer = await offerOf(trade.id, 0n);
      await m.escrow.connect(m.alice).settle(trade.order, offer, await signOffer(m, m.bob, offer));
      expect((await m.escrow.howEnded(trade.id)).feePaid).to.equal(0n);
      await expect(m.passport.connect(m.alice).mint(trade.order))
        .to.be.revertedWithCustomError(m.passport, "NotSold")
        .withArgs(trade.id, Outcome.Settled);
    });
  });

  context("given an order that is recorded already", () => {
    it("reverts AlreadyRecorded, whichever passport it is in", async () => {
      const m = await loadFixture(resold);
      await expect(m.passport.connect(m.alice).mint(m.first.order))
        .to.be.revertedWithCustomError(m.passport, "AlreadyRecorded")
        .withArgs(m.first.id, m.id);
      await expect(m.passport.connect(m.bob).mint(m.second.order))
        .to.be.revertedWithCustomError(m.passport, "AlreadyRecorded")
        .withArgs(m.second.id, m.id);
    });
  });

  context("given a sale", () => {
    it("gives the buyer a passport by the order's own number", async () => {
      const m = await loadFixture(passports);
      const first = await sale(m, m.alice, m.bob);
      expect(await m.passport.connect(m.alice).mint.staticCall(first.order)).to.equal(idOf(first));
      await expect(m.passport.connect(m.alice).mint(first.order))
        .to.emit(m.passport, "Transfer")
        .withArgs(ethers.ZeroAddress, m.bob.address, idOf(first));
      expect(await m.passport.ownerOf(idOf(first))).to.equal(m.bob.address);
      expect(await m.passport.passportOf(first.id)).to.equal(idOf(first));
    });

    it("emits SaleRecorded with all that history needs", async () => {
      const m = await loadFixture(passports);
      const first = await sale(m, m.alice, m.bob, { token: m.addresses.dollar });
      const { seller, token, price, metadata } = first.order.terms;
      const at = await endOf(m, first);
      await expect(m.passport.connect(m.alice).mint(first.order))
        .to.emit(m.passport, "SaleRecorded")
        .withArgs(
          ...[idOf(first), first.id, m.bob.address, seller, token, price, metadata],
          ...[Outcome.Completed, at, 1n],
        );
      expect(await m.passport.passport(idOf(first))).to.deep.equal([metadata, at, 1n]);
    });

    it("takes one that was claimed in silence, and one that was ruled for the seller", async () => {
      const m = await loadFixture(passports);
      const silent = await shippedOrder(m, one);
      await afterDeadline(m, silent);
      await m.escrow.connect(m.dave).claim(silent.order);
      const ruled = await ruledDispute(m, Ruling.Seller, one);
      await m.escrow.executeRuling(ruled.order);
      for (const [trade, outcome] of [
        [silent, Outcome.Completed],
        [ruled, Outcome.RuledForSeller],
      ] as const) {
        await expect(m.passport.connect(m.alice).mint(trade.order)).to.emit(m.passport, "SaleRecorded");
        expect((await m.escrow.howEnded(trade.id)).outcome).to.equal(outcome);
        expect(await m.passport.ownerOf(idOf(trade))).to.equal(m.bob.address);
      }
    });

    it("leaves everything as it was where it reverts", async () => {
      const m = await loadFixture(passports);
      const { order, id } = await fundedOrder(m, one);
      await expect(m.passport.connect(m.alice).mint(order)).to.be.revertedWithCustomError(m.passport, "NotSold");
      expect(await m.passport.passportOf(id)).to.equal(0n);
      expect(await m.passport.passport(BigInt(id))).to.deep.equal([ethers.ZeroHash, 0n, 0n]);
      expect(await m.passport.balanceOf(m.bob)).to.equal(0n);
    });
  });
});

describe("ItemPassport.tokenURI", () => {
  it("is the CID that protocol/cid.ts makes of the first listing's digest", async () => {
    const m = await loadFixture(passports);
    const digests = [
      ...[ethers.ZeroHash, `0x${"ff".repeat(32)}`, `0x${"0123456789abcdef".repeat(4)}`, `0x${"00".repeat(31)}01`],
      ...Array.from({ length: 12 }, (_, n) => ethers.id(`digest ${n}`)),
    ] as Hex[];
    for (const metadata of digests) {
      const trade = await sale(m, m.alice, m.bob, { metadata });
      await m.passport.connect(m.alice).mint(trade.order);
      expect(await m.passport.tokenURI(idOf(trade))).to.equal(`ipfs://${cidOfDigest(metadata)}`);
    }
  });

  it("stays that of the first sale when it is resold with other photographs", async () => {
    const m = await loadFixture(resold);
    expect(m.second.order.terms.metadata).to.not.equal(m.first.order.terms.metadata);
    expect(await m.passport.tokenURI(m.id)).to.equal(`ipfs://${cidOfDigest(m.first.order.terms.metadata)}`);
  });

  it("reverts ERC721NonexistentToken where there is no passport", async () => {
    const { passport } = await loadFixture(passports);
    await expect(passport.tokenURI(1n)).to.be.revertedWithCustomError(passport, "ERC721NonexistentToken").withArgs(1n);
  });
});

describe("ItemPassport, the standards' views", () => {
  it("knows ERC-721 with metadata and ERC-165, and nothing else", async () => {
    const { passport } = await loadFixture(opened);
    const known = ["0x80ac58cd", "0x5b5e139f", "0x01ffc9a7"];
    for (const id of known) expect(await passport.supportsInterface(id)).to.equal(true);
    for (const id of ["0xffffffff", "0x780e9d63"]) expect(await passport.supportsInterface(id)).to.equal(false);
    expect([await passport.name(), await passport.symbol()]).to.deep.equal(["Handsel Passport", "PASSPORT"]);
  });
});
