import { expect } from "chai";
import { zeroHash } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import { orderId } from "#protocol/order.ts";
import { calledOff, quote } from "#protocol/money.ts";
import {
  arbitrationFee,
  contractParty,
  day,
  flows,
  fundedOrder,
  hour,
  loadFixture,
  type Market,
  market,
  Outcome,
  publishedTerms,
  Receiver,
  rent,
  Status,
  through,
  time,
  valueOf,
} from "./support/market.ts";
import { booked, buy, nightly, stayOf } from "./support/stays.ts";

const callOff = (m: Market, order: Parameters<typeof m.escrow.callOff>[0], by = m.buyer) =>
  m.escrow.connect(by).callOff(order);
const { freeNotice } = nightly;

describe("Escrow.buy, of a stay", () => {
  it("counts the ship deadline from the start, and asks one deposit", async () => {
    const m = await loadFixture(market);
    const { order, id } = await booked(m);
    const { deadline, held } = await m.escrow.stateOf(id);
    expect([deadline, held]).to.deep.equal([BigInt(order.start + order.terms.fulfilWindow), 3n * rent]);
    expect(quote(order).deposit).to.equal(nightly.deposit);
  });

  it("emits OrderBooked after OrderFunded, and no such thing for what is no stay", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, nightly);
    const order = await stayOf(m, terms, 10, 3);
    await expect(buy(m, order))
      .to.emit(m.escrow, "OrderBooked")
      .withArgs(orderId(order), order.start, order.start + 3 * day);
    const { order: plain } = await fundedOrder(m);
    await expect(buy(m, { ...plain, nonce: 2n })).to.not.emit(m.escrow, "OrderBooked");
  });
});

describe("Escrow.ship, of a stay", () => {
  it("reverts StayNotBegun until its start, and goes through a second later", async () => {
    const m = await loadFixture(market);
    const { order, end, id } = await booked(m);
    await time.setNextBlockTimestamp(order.start);
    await expect(m.escrow.connect(m.seller).ship(order, zeroHash))
      .to.be.revertedWithCustomError(m.escrow, "StayNotBegun")
      .withArgs(order.start, order.start);
    await time.setNextBlockTimestamp(order.start + 1);
    await expect(m.escrow.connect(m.seller).ship(order, zeroHash))
      .to.emit(m.escrow, "OrderShipped")
      .withArgs(id, zeroHash, end + order.terms.inspectWindow);
  });

  it("counts the inspection from the hand-over when that is later than the end", async () => {
    const m = await loadFixture(market);
    const { order, end, id } = await booked(m, { slot: hour, slotOffset: 0, freeNotice: 0, lateRefundBps: 0 });
    await time.setNextBlockTimestamp(end + 5);
    await m.escrow.connect(m.seller).ship(order, zeroHash);
    expect((await m.escrow.stateOf(id)).deadline).to.equal(BigInt(end + 5 + order.terms.inspectWindow));
  });
});

describe("Escrow.callOff", () => {
  for (const [when, left, keeps] of [
    ["with the notice that the terms ask for, at its last second", freeNotice, 0n],
    ["a second later", freeNotice - 1, 3n * rent - (3n * rent * 3_333n) / 10_000n],
    ["at the last second of half of it", freeNotice / 2, 3n * rent - (3n * rent * 3_333n) / 10_000n],
    ["a second later still", freeNotice / 2 - 1, 3n * rent],
    ["at the start itself", 0, 3n * rent],
  ] as const) {
    context(`when it is called off ${when}`, () => {
      it(`pays the seller by ${keeps} and the buyer all the rest, to the wei`, async () => {
        const m = await loadFixture(market);
        const { order, id } = await booked(m);
        await time.setNextBlockTimestamp(order.start - left);
        const moved = await flows(m, NATIVE, () => callOff(m, order));
        const parts = calledOff(order, 3n * rent, order.start - left);
        expect(parts.toSeller + parts.fee + parts.referral).to.be.greaterThanOrEqual(keeps === 0n ? 0n : 1n);
        expect([moved.buyer, moved.seller, moved.referrer]).to.deep.equal([
          parts.toBuyer,
          parts.toSeller,
          parts.referral,
        ]);
        const back = 3n * rent - keeps;
        expect(parts.toBuyer).to.equal(back + (back * 101n) / 10_000n + nightly.deposit);
        const { status, outcome, held, feePaid } = await m.escrow.stateOf(id);
        expect([status, outcome, held, feePaid]).to.deep.equal([Status.Refunded, Outcome.CalledOff, 0n, parts.fee]);
      });

      it("frees the slots", async () => {
        const m = await loadFixture(market);
        const { order } = await booked(m);
        await time.setNextBlockTimestamp(order.start - left);
        await callOff(m, order);
        expect(await m.registry.takenAt(order.terms, order.start, 3)).to.deep.equal([0n, 0n, 0n]);
      });
    });
  }

  it("emits OrderCalledOff with every part", async () => {
    const m = await loadFixture(market);
    const { order, id } = await booked(m);
    await time.setNextBlockTimestamp(order.start - freeNotice / 2);
    const { toSeller, toBuyer, fee, referral } = calledOff(order, 3n * rent, order.start - freeNotice / 2);
    await expect(callOff(m, order))
      .to.emit(m.escrow, "OrderCalledOff")
      .withArgs(id, [toSeller, toBuyer, fee, referral]);
  });

  it("reverts StayBegun a second after the start", async () => {
    const m = await loadFixture(market);
    const { order } = await booked(m);
    await time.setNextBlockTimestamp(order.start + 1);
    await expect(callOff(m, order))
      .to.be.revertedWithCustomError(m.escrow, "StayBegun")
      .withArgs(order.start, order.start + 1);
  });

  it("reverts NotBuyer for everybody else", async () => {
    const m = await loadFixture(market);
    const { order } = await booked(m);
    for (const by of [m.seller, m.stranger, m.owner]) {
      await expect(callOff(m, order, by))
        .to.be.revertedWithCustomError(m.escrow, "NotBuyer")
        .withArgs(by.address, m.buyer.address);
    }
  });

  it("reverts NotABookingOrder for what is no stay", async () => {
    const m = await loadFixture(market);
    const { order, id } = await fundedOrder(m);
    await expect(callOff(m, order)).to.be.revertedWithCustomError(m.escrow, "NotABookingOrder").withArgs(id);
  });

  it("reverts WrongStatus when it was never bought, is called off, refunded, confirmed or disputed", async () => {
    const m = await loadFixture(market);
    const { order, id } = await booked(m);
    const refusesAs = (status: bigint) =>
      expect(callOff(m, order)).to.be.revertedWithCustomError(m.escrow, "WrongStatus").withArgs(id, status);
    await expect(callOff(m, { ...order, nonce: 9n })).to.be.revertedWithCustomError(m.escrow, "WrongStatus");
    await time.increaseTo(order.start + 1);
    await m.escrow.connect(m.buyer).openDispute(order, { value: arbitrationFee });
    await refusesAs(Status.Disputed);
    const other = await stayOf(m, order.terms, 20, 2, { nonce: 2n });
    await buy(m, other);
    await callOff(m, other);
    await expect(callOff(m, other))
      .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
      .withArgs(orderId(other), Status.Refunded);
  });

  it("counts what was released before as kept", async () => {
    const m = await loadFixture(market);
    const { order } = await booked(m);
    await m.escrow.connect(m.buyer).release(order, rent);
    await time.setNextBlockTimestamp(order.start - freeNotice / 2);
    const parts = calledOff(order, 2n * rent, order.start - freeNotice / 2);
    const moved = await flows(m, NATIVE, () => callOff(m, order));
    expect([moved.buyer, moved.seller]).to.deep.equal([parts.toBuyer, parts.toSeller]);
  });

  it("takes no longer than it took to pay: a seller who refuses money is credited", async () => {
    const m = await loadFixture(market);
    const seller = await contractParty(m.seller);
    const terms = { ...(await publishedTerms(m, nightly)), seller: (await seller.getAddress()) as `0x${string}` };
    await through(seller, m.registry, "publish", [terms]);
    const order = await stayOf(m, terms, 10, 3);
    await m.escrow.connect(m.buyer).buy(order, { value: valueOf(order) });
    await seller.set(Receiver.Refusing);
    await time.setNextBlockTimestamp(order.start);
    await callOff(m, order);
    expect(await m.escrow.creditOf(seller, NATIVE)).to.equal(calledOff(order, 3n * rent, order.start).toSeller);
  });

  it("is open while new orders are paused", async () => {
    const m = await loadFixture(market);
    const { order, id } = await booked(m);
    await m.registry.setPaused(true);
    await callOff(m, order);
    expect((await m.escrow.stateOf(id)).outcome).to.equal(Outcome.CalledOff);
  });
});

describe("Escrow.openDispute, of a stay", () => {
  it("reverts StayNotBegun until its start: nobody disputes where the terms keep a part of what is called off", async () => {
    const m = await loadFixture(market);
    const { order } = await booked(m);
    const open = () => m.escrow.connect(m.buyer).openDispute(order, { value: arbitrationFee });
    await time.setNextBlockTimestamp(order.start);
    await expect(open()).to.be.revertedWithCustomError(m.escrow, "StayNotBegun").withArgs(order.start, order.start);
    await time.setNextBlockTimestamp(order.start + 1);
    await expect(open()).to.emit(m.escrow, "DisputeOpened");
  });
});

describe("A stay that never begins", () => {
  it("is refunded by anyone once its hand-over is overdue, and its slots are free", async () => {
    const m = await loadFixture(market);
    const { order, id } = await booked(m);
    const due = order.start + order.terms.fulfilWindow;
    await time.setNextBlockTimestamp(due);
    await expect(m.escrow.connect(m.stranger).refund(order)).to.be.revertedWithCustomError(
      m.escrow,
      "DeadlineNotPassed",
    );
    await time.setNextBlockTimestamp(due + 1);
    const moved = await flows(m, NATIVE, () => m.escrow.connect(m.stranger).refund(order));
    expect(moved.buyer).to.equal(quote(order).total);
    expect((await m.escrow.stateOf(id)).status).to.equal(Status.Refunded);
    expect(await m.registry.takenAt(order.terms, order.start, 3)).to.deep.equal([0n, 0n, 0n]);
  });
});
