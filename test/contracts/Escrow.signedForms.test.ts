import { expect } from "chai";
import { zeroHash } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import { quote } from "#protocol/money.ts";
import { refundOf, shipmentOf, voucherOf } from "./support/payments.ts";
import {
  completedOrder,
  contractTrade,
  flows,
  fundedOrder,
  loadFixture,
  type Market,
  market,
  raisedDispute,
  ruledDispute,
  Ruling,
  shippedOrder,
  Status,
  time,
  type Trade,
} from "./support/market.ts";
import { booked } from "./support/stays.ts";

const note = `0x${"5e".repeat(32)}` as const;

type Changes = Parameters<typeof refundOf>[2];
const ship = async (m: Market, { order, id }: Pick<Trade, "order" | "id">, changes: Changes = {}) =>
  m.escrow.connect(m.stranger).shipBySignature(order, note, await shipmentOf(m, id, note, changes));
const refund = async (m: Market, { order, id }: Pick<Trade, "order" | "id">, changes: Changes = {}) =>
  m.escrow.connect(m.stranger).refundBySignature(order, await refundOf(m, id, changes));

for (const [name, send] of [
  ["shipBySignature", ship],
  ["refundBySignature", refund],
] as const) {
  describe(`Escrow.${name}`, () => {
    for (const [what, forgery] of [
      ["the buyer's", (m) => ({ signer: m.buyer })],
      ["a stranger's", (m) => ({ signer: m.stranger })],
      ["for another order", () => ({ message: { orderId: note } })],
      ["with another nonce", () => ({ message: { nonce: 6n } })],
      ["with another deadline", () => ({ message: { deadline: 1 } })],
      ["for another escrow", (m) => ({ domain: { verifyingContract: m.addresses.registry } })],
      ["for another chain", () => ({ domain: { chainId: 1 } })],
    ] as [string, (m: Market) => Changes][]) {
      it(`reverts BadSignature: ${what}`, async () => {
        const m = await loadFixture(market);
        await expect(send(m, await fundedOrder(m), forgery(m)))
          .to.be.revertedWithCustomError(m.escrow, "BadSignature")
          .withArgs(m.seller.address);
      });
    }

    it("reverts SignatureExpired, and goes through in its last second", async () => {
      const m = await loadFixture(market);
      const [trade, other] = [await fundedOrder(m), await fundedOrder(m)];
      const deadline = (await time.latest()) + 100;
      await time.setNextBlockTimestamp(deadline);
      await send(m, trade, { deadline });
      await time.setNextBlockTimestamp(deadline + 1);
      await expect(send(m, other, { deadline }))
        .to.be.revertedWithCustomError(m.escrow, "SignatureExpired")
        .withArgs(deadline, deadline + 1);
    });

    it("reverts SignaturesAreCancelled once the seller has taken its nonce back", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      await m.escrow.connect(m.seller).cancelSignatures(5n);
      await expect(send(m, trade))
        .to.be.revertedWithCustomError(m.escrow, "SignaturesAreCancelled")
        .withArgs(m.seller.address, 5n);
      await send(m, trade, { nonce: 6n });
    });

    it("reverts WrongStatus once the order has ended", async () => {
      const m = await loadFixture(market);
      const trade = await completedOrder(m);
      await expect(send(m, trade))
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(trade.id, Status.Completed);
    });

    it("is worth nothing a second time", async () => {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      await send(m, trade);
      await expect(send(m, trade)).to.be.revertedWithCustomError(m.escrow, "WrongStatus");
    });

    it("asks a seller that is a contract whether it has signed (ERC-1271)", async () => {
      const m = await loadFixture(market);
      const trade = await contractTrade(m);
      await expect(send(m, trade, { signer: m.stranger }))
        .to.be.revertedWithCustomError(m.escrow, "BadSignature")
        .withArgs(await trade.seller.getAddress());
      await send(m, trade);
    });
  });
}

describe("Escrow.shipBySignature, sent by a stranger", () => {
  it("is as if the seller had shipped", async () => {
    const m = await loadFixture(market);
    const trade = await fundedOrder(m);
    const consent = await shipmentOf(m, trade.id, note);
    const now = (await time.latest()) + 50;
    await time.setNextBlockTimestamp(now);
    await expect(m.escrow.connect(m.stranger).shipBySignature(trade.order, note, consent))
      .to.emit(m.escrow, "OrderShipped")
      .withArgs(trade.id, note, now + trade.order.terms.inspectWindow);
    expect((await m.escrow.stateOf(trade.id)).status).to.equal(Status.Shipped);
  });

  it("reverts BadSignature with another fulfilment than was signed", async () => {
    const m = await loadFixture(market);
    const { order, id } = await fundedOrder(m);
    const consent = await shipmentOf(m, id, note);
    await expect(m.escrow.shipBySignature(order, zeroHash, consent)).to.be.revertedWithCustomError(
      m.escrow,
      "BadSignature",
    );
  });

  it("reverts StayNotBegun before the start of a stay", async () => {
    const m = await loadFixture(market);
    await expect(ship(m, await booked(m))).to.be.revertedWithCustomError(m.escrow, "StayNotBegun");
  });
});

describe("Escrow.refundBySignature, sent by a stranger", () => {
  for (const [given, arrive] of [
    ["funded", fundedOrder],
    ["shipped", shippedOrder],
    ["before the arbitrator", raisedDispute],
  ] as const) {
    it(`gives the buyer everything back of an order that is ${given}`, async () => {
      const m = await loadFixture(market);
      const trade = await arrive(m);
      const { held } = await m.escrow.stateOf(trade.id);
      const moved = await flows(m, NATIVE, () => refund(m, trade));
      expect(moved.buyer).to.be.greaterThanOrEqual(quote(trade.order).total);
      expect(held).to.equal(quote(trade.order).subtotal);
      expect((await m.escrow.stateOf(trade.id)).status).to.equal(Status.Refunded);
    });
  }

  it("reverts WrongDisputePhase once the arbitrator has ruled", async () => {
    const m = await loadFixture(market);
    const trade = await ruledDispute(m, Ruling.Seller);
    await expect(refund(m, trade)).to.be.revertedWithCustomError(m.escrow, "WrongDisputePhase");
  });
});

describe("Escrow.cancelSignatures, of a form", () => {
  it("no form stands for another of the same order", async () => {
    const m = await loadFixture(market);
    const { order, id } = await fundedOrder(m);
    const [voucher, back] = [await voucherOf(m, id, { signer: m.seller }), await refundOf(m, id)];
    await expect(m.escrow.refundBySignature(order, voucher)).to.be.revertedWithCustomError(m.escrow, "BadSignature");
    await expect(m.escrow.confirmWithVoucher(order, back)).to.be.revertedWithCustomError(m.escrow, "BadSignature");
    await expect(m.escrow.shipBySignature(order, note, back)).to.be.revertedWithCustomError(m.escrow, "BadSignature");
  });
});
