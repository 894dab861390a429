import { expect } from "chai";
import { NATIVE } from "#protocol/terms.ts";
import { payout, quote } from "#protocol/money.ts";
import {
  afterDeadline,
  arbitrationFee,
  atDeadline,
  DisputePhase,
  ethers,
  flows,
  fundedOrder,
  loadFixture,
  market,
  openedDispute,
  Outcome,
  price,
  raisedDispute,
  rental,
  shippedOrder,
  Status,
  time,
} from "./support/market.ts";

const all = 3n * price;
const buyerFee = 30_300_000n;

describe("Escrow.resolveUnanswered", () => {
  context("given it is not disputed", () => {
    it("reverts WrongStatus", async () => {
      const m = await loadFixture(market);
      const { order, id } = await shippedOrder(m);
      await expect(m.escrow.resolveUnanswered(order))
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(id, Status.Shipped);
    });
  });

  context("given it has been answered", () => {
    it("reverts WrongDisputePhase, however late it is", async () => {
      const m = await loadFixture(market);
      const trade = await raisedDispute(m);
      await afterDeadline(m, trade);
      await expect(m.escrow.resolveUnanswered(trade.order))
        .to.be.revertedWithCustomError(m.escrow, "WrongDisputePhase")
        .withArgs(trade.id, DisputePhase.Raised);
    });
  });

  context("when it is the last second of the answer window", () => {
    it("reverts DeadlineNotPassed", async () => {
      const m = await loadFixture(market);
      const trade = await openedDispute(m);
      const now = await atDeadline(m, trade);
      await expect(m.escrow.resolveUnanswered(trade.order))
        .to.be.revertedWithCustomError(m.escrow, "DeadlineNotPassed")
        .withArgs(now, now);
    });
  });

  for (const [opener, changes, event, status, outcome] of [
    ["buyer", {}, "OrderResolved", Status.Resolved, Outcome.Unanswered],
    ["buyer", rental, "OrderResolved", Status.Resolved, Outcome.Unanswered],
    ["seller", {}, "OrderClaimed", Status.Completed, Outcome.Completed],
    ["seller", rental, "OrderClaimed", Status.Completed, Outcome.Completed],
  ] as const) {
    const thing = changes === rental ? "a rental" : "what was sent";
    context(`given the ${opener} opened it about ${thing}, and the window is over`, () => {
      const arrived = async () => {
        const m = await loadFixture(market);
        const trade = await openedDispute(m, changes, m[opener]);
        await afterDeadline(m, trade);
        const { subtotal, deposit } = quote(trade.order);
        return { m, ...trade, parts: payout(trade.order, subtotal, opener === "buyer" ? 0n : subtotal + deposit) };
      };

      it("gives all to the opener, a deposit included, and its fee, whoever asks", async () => {
        const { m, order, parts } = await arrived();
        const moved = await flows(m, NATIVE, () => m.escrow.connect(m.stranger).resolveUnanswered(order));
        const expected = { buyer: parts.toBuyer, seller: parts.toSeller };
        expected[opener] += arbitrationFee;
        expect({ buyer: moved.buyer, seller: moved.seller }).to.deep.equal(expected);
      });

      it(`emits ${event} and ArbitrationFeesReturned`, async () => {
        const { m, order, id, parts } = await arrived();
        const back = opener === "buyer" ? [arbitrationFee, 0n] : [0n, arbitrationFee];
        const went = [parts.toSeller, parts.toBuyer, parts.fee, parts.referral];
        await expect(m.escrow.connect(m.stranger).resolveUnanswered(order))
          .to.emit(m.escrow, event)
          .withArgs(id, ...(opener === "buyer" ? [outcome, went] : [went]))
          .and.to.emit(m.escrow, "ArbitrationFeesReturned")
          .withArgs(id, ...back);
      });

      it("ends the order, and calls no arbitrator", async () => {
        const { m, order, id, parts } = await arrived();
        await m.escrow.connect(m.stranger).resolveUnanswered(order);
        const now = BigInt(await time.latest());
        expect(await m.escrow.stateOf(id)).to.deep.equal([status, outcome, now, 0n, parts.fee, false]);
        const { phase, pot } = await m.escrow.disputeOf(id);
        expect([phase, pot]).to.deep.equal([DisputePhase.None, 0n]);
        expect(await m.arbitrator.withdrawals()).to.equal(0n);
      });
    });
  }

  context("given the seller opened it and a part was paid before", () => {
    it("pays out what is left", async () => {
      const m = await loadFixture(market);
      const trade = await shippedOrder(m);
      await m.escrow.connect(m.buyer).release(trade.order, price);
      await m.escrow.connect(m.seller).openDispute(trade.order, { value: arbitrationFee });
      await afterDeadline(m, trade);
      const parts = payout(trade.order, 2n * price, 2n * price);
      const moved = await flows(m, NATIVE, () => m.escrow.connect(m.stranger).resolveUnanswered(trade.order));
      expect(moved.seller).to.equal(parts.toSeller + arbitrationFee);
      expect(moved.buyer).to.equal(parts.toBuyer);
    });
  });

  it("gives back what the buyer paid on top, once", async () => {
    const m = await loadFixture(market);
    const trade = await openedDispute(m);
    await afterDeadline(m, trade);
    const moved = await flows(m, NATIVE, () => m.escrow.resolveUnanswered(trade.order));
    expect(moved.buyer).to.equal(all + buyerFee + arbitrationFee);
    await expect(m.escrow.resolveUnanswered(trade.order)).to.be.revertedWithCustomError(m.escrow, "WrongStatus");
  });

  it("refunds an order that never left the seller, as silence would have without the dispute", async () => {
    const m = await loadFixture(market);
    const trade = await fundedOrder(m);
    await m.escrow.connect(m.buyer).openDispute(trade.order, { value: arbitrationFee });
    await afterDeadline(m, trade);
    const { toBuyer } = payout(trade.order, all, 0n);
    const sent = m.escrow.connect(m.stranger).resolveUnanswered(trade.order);
    await expect(sent)
      .to.emit(m.escrow, "OrderRefunded")
      .withArgs(trade.id, Outcome.NeverSent, toBuyer)
      .and.to.emit(m.escrow, "ArbitrationFeesReturned")
      .withArgs(trade.id, arbitrationFee, 0n);
    await expect(sent).to.changeEtherBalances(ethers, [m.buyer, m.seller], [toBuyer + arbitrationFee, 0n]);
    const { status, outcome } = await m.escrow.stateOf(trade.id);
    expect([status, outcome]).to.deep.equal([Status.Refunded, Outcome.NeverSent]);
  });

  it("is not turned into anything else by a part that was released before it was sent", async () => {
    for (const amount of [1n, price]) {
      const m = await loadFixture(market);
      const trade = await fundedOrder(m);
      await m.escrow.connect(m.buyer).release(trade.order, amount);
      await m.escrow.connect(m.buyer).openDispute(trade.order, { value: arbitrationFee });
      await afterDeadline(m, trade);
      await m.escrow.connect(m.stranger).resolveUnanswered(trade.order);
      const { status, outcome } = await m.escrow.stateOf(trade.id);
      expect([status, outcome]).to.deep.equal([Status.Refunded, Outcome.NeverSent]);
    }
  });

  it("completes a seller's once: nothing is ruled, nothing comes twice, and only the fee stays", async () => {
    const m = await loadFixture(market);
    const trade = await openedDispute(m, { ...rental, deposit: 0n, price: 1n }, m.seller);
    await afterDeadline(m, trade);
    await m.escrow.resolveUnanswered(trade.order);
    await expect(m.escrow.reclaimFees(trade.id)).to.be.revertedWithCustomError(m.escrow, "NothingToReclaim");
    for (const verb of ["resolveUnanswered", "claim", "executeRuling", "resolveStalled"] as const)
      await expect(m.escrow[verb](trade.order)).to.be.revertedWithCustomError(m.escrow, "WrongStatus");
    await expect(m.escrow.connect(m.seller).refund(trade.order)).to.be.revertedWithCustomError(m.escrow, "WrongStatus");
    expect(await m.reputation.queryFilter(m.reputation.filters.RulingCounted())).to.deep.equal([]);
    const { feePaid } = await m.escrow.stateOf(trade.id);
    expect(await ethers.provider.getBalance(m.escrow)).to.equal(feePaid);
  });
});
