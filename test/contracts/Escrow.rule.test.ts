import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { NATIVE } from "#protocol/terms.ts";
import { orderId } from "#protocol/order.ts";
import { payout } from "#protocol/money.ts";
import {
  afterDeadline,
  arbitrationFee,
  atDeadline,
  deposit,
  DisputePhase,
  ethers,
  flows,
  loadFixture,
  market,
  networkHelpers,
  openedDispute,
  Outcome,
  price,
  raisedDispute,
  rent,
  rental,
  ruledDispute,
  Ruling,
  shippedOrder,
  Status,
  time,
} from "./support/market.ts";

const all = 3n * price;

describe("Escrow.rule", () => {
  context("when the caller is not the dispute's arbitrator", () => {
    it("reverts NotArbitrator", async () => {
      const m = await loadFixture(market);
      await raisedDispute(m);
      for (const caller of [m.buyer, m.seller, m.owner, m.stranger]) {
        await expect(m.escrow.connect(caller).rule(0, Ruling.Buyer))
          .to.be.revertedWithCustomError(m.escrow, "NotArbitrator")
          .withArgs(caller.address, 0);
      }
    });
  });

  context("when the arbitrator names a dispute that it was not given", () => {
    it("reverts NotArbitrator", async () => {
      const m = await loadFixture(market);
      await openedDispute(m);
      await expect(m.arbitrator.giveRuling(m.escrow, 0, Ruling.Buyer))
        .to.be.revertedWithCustomError(m.escrow, "NotArbitrator")
        .withArgs(m.addresses.arbitrator, 0);
    });
  });

  context("given it has ruled", () => {
    it("reverts WrongDisputePhase a second time, the same ruling or another", async () => {
      const m = await loadFixture(market);
      const { id } = await ruledDispute(m, Ruling.Buyer);
      for (const again of [Ruling.Buyer, Ruling.Seller]) {
        await expect(m.arbitrator.giveRuling(m.escrow, 0, again))
          .to.be.revertedWithCustomError(m.escrow, "WrongDisputePhase")
          .withArgs(id, DisputePhase.Ruled);
      }
    });
  });

  context("when the ruling deadline has passed", () => {
    it("changes nothing and does not revert", async () => {
      const m = await loadFixture(market);
      const trade = await raisedDispute(m);
      await afterDeadline(m, trade);
      await expect(m.arbitrator.giveRuling(m.escrow, 0, Ruling.Buyer)).not.to.emit(m.escrow, "DisputeRuled");
      expect((await m.escrow.disputeOf(trade.id)).phase).to.equal(DisputePhase.Raised);
    });
  });

  context("given the order has ended otherwise", () => {
    it("changes nothing and does not revert", async () => {
      const m = await loadFixture(market);
      const { order, id } = await raisedDispute(m);
      await m.escrow.connect(m.buyer).confirm(order);
      await expect(m.arbitrator.giveRuling(m.escrow, 0, Ruling.Buyer)).not.to.emit(m.escrow, "DisputeRuled");
      const { phase, ruling } = await m.escrow.disputeOf(id);
      expect([phase, ruling]).to.deep.equal([DisputePhase.None, 0n]);
    });

    it("changes nothing in the very second of the end either", async () => {
      const m = await loadFixture(market);
      const { order, id } = await raisedDispute(m);
      await ethers.provider.send("evm_setAutomine", [false]);
      await m.escrow.connect(m.buyer).confirm(order);
      await m.arbitrator.connect(m.stranger).giveRuling(m.escrow, 0, Ruling.Buyer, { gasLimit: 1_000_000n });
      await networkHelpers.mine();
      await ethers.provider.send("evm_setAutomine", [true]);
      expect(await m.escrow.queryFilter(m.escrow.filters.DisputeRuled(id))).to.have.length(0);
      const [{ status, deadline }, { phase, ruling }] = [await m.escrow.stateOf(id), await m.escrow.disputeOf(id)];
      expect([status, deadline]).to.deep.equal([Status.Completed, BigInt(await time.latest())]);
      expect([phase, ruling]).to.deep.equal([DisputePhase.None, 0n]);
    });
  });

  for (const [word, given, understood] of [
    ["nobody", 0n, 0n],
    ["the buyer", 1n, 1n],
    ["the seller", 2n, 2n],
    ["a choice that there is not", 3n, 0n],
    ["a choice that would not fit", 2n ** 256n - 1n, 0n],
  ] as const) {
    context(`when it rules for ${word} at the last second`, () => {
      it("emits Ruling as given and DisputeRuled as understood", async () => {
        const m = await loadFixture(market);
        const trade = await raisedDispute(m);
        await atDeadline(m, trade);
        await expect(m.arbitrator.giveRuling(m.escrow, 0, given))
          .to.emit(m.escrow, "Ruling")
          .withArgs(m.addresses.arbitrator, 0, given)
          .and.to.emit(m.escrow, "DisputeRuled")
          .withArgs(trade.id, understood);
      });

      it("records it and moves no money", async () => {
        const m = await loadFixture(market);
        const trade = await raisedDispute(m);
        const deadline = await atDeadline(m, trade);
        const moved = await flows(m, NATIVE, () => m.arbitrator.giveRuling(m.escrow, 0, given));
        expect(Object.values(moved).every((amount) => amount === 0n)).to.equal(true);
        const { phase, ruling } = await m.escrow.disputeOf(trade.id);
        expect([phase, ruling]).to.deep.equal([DisputePhase.Ruled, understood]);
        expect(await m.escrow.stateOf(trade.id)).to.deep.equal([
          Status.Disputed,
          Outcome.None,
          deadline,
          all,
          0n,
          false,
        ]);
      });
    });
  }
});

describe("Escrow.executeRuling", () => {
  context("given it is not disputed", () => {
    it("reverts WrongStatus", async () => {
      const m = await loadFixture(market);
      const { order, id } = await shippedOrder(m);
      await expect(m.escrow.executeRuling(order))
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(id, Status.Shipped);
    });
  });

  for (const [given, arrive, phase] of [
    ["opened", openedDispute, DisputePhase.Opened],
    ["raised", raisedDispute, DisputePhase.Raised],
  ] as const) {
    context(`given it is ${given} and not ruled`, () => {
      it("reverts WrongDisputePhase", async () => {
        const m = await loadFixture(market);
        const { order, id } = await arrive(m);
        await expect(m.escrow.executeRuling(order))
          .to.be.revertedWithCustomError(m.escrow, "WrongDisputePhase")
          .withArgs(id, phase);
      });
    });
  }

  for (const { word, ruling, sellerAmount, outcome, toBuyer } of [
    { word: "buyer", ruling: 1, sellerAmount: 0n, outcome: Outcome.RuledForBuyer, toBuyer: arbitrationFee },
    { word: "seller", ruling: 2, sellerAmount: all, outcome: Outcome.RuledForSeller, toBuyer: 0n },
    { word: "nobody", ruling: 0, sellerAmount: all / 2n, outcome: Outcome.Split, toBuyer: arbitrationFee / 2n },
  ] as const) {
    for (const opener of ["buyer", "seller"] as const) {
      context(`given a ruling for ${word} on what the ${opener} opened`, () => {
        const arrived = async () => {
          const m = await loadFixture(market);
          const trade = await ruledDispute(m, ruling, {}, m[opener]);
          return { m, ...trade, parts: payout(trade.order, all, sellerAmount) };
        };

        it("pays by it, and gives the winner its fee, whoever asks and however late", async () => {
          const { m, order, id, parts } = await arrived();
          await afterDeadline(m, { order, id, listing: id });
          const moved = await flows(m, NATIVE, () => m.escrow.connect(m.stranger).executeRuling(order));
          expect(moved).to.deep.equal({
            buyer: parts.toBuyer + toBuyer,
            seller: parts.toSeller + arbitrationFee - toBuyer,
            referrer: parts.referral,
            treasury: 0n,
            escrow: -(parts.toBuyer + parts.toSeller + parts.referral + arbitrationFee),
            arbitrator: 0n,
          });
          expect((await m.escrow.stateOf(orderId(order))).feePaid).to.equal(parts.fee);
        });

        it("emits OrderResolved and ArbitrationFeesReturned", async () => {
          const { m, order, id, parts } = await arrived();
          await expect(m.escrow.executeRuling(order))
            .to.emit(m.escrow, "OrderResolved")
            .withArgs(id, outcome, [parts.toSeller, parts.toBuyer, parts.fee, parts.referral])
            .and.to.emit(m.escrow, "ArbitrationFeesReturned")
            .withArgs(id, toBuyer, arbitrationFee - toBuyer);
        });

        it("ends the order, does not withdraw what is ruled, and happens once", async () => {
          const { m, order, id, parts } = await arrived();
          await m.escrow.executeRuling(order);
          const now = BigInt(await time.latest());
          expect(await m.escrow.stateOf(id)).to.deep.equal([Status.Resolved, outcome, now, 0n, parts.fee, false]);
          expect(await m.arbitrator.withdrawals()).to.equal(0n);
          await expect(m.escrow.executeRuling(order))
            .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
            .withArgs(id, Status.Resolved);
        });
      });
    }
  }

  context("given the order is a rental", () => {
    for (const [word, ruling, sellerAmount] of [
      ["buyer", Ruling.Buyer, 0n],
      ["seller", Ruling.Seller, 3n * (rent + deposit)],
      ["nobody", Ruling.Split, (3n * (rent + deposit)) / 2n],
    ] as const) {
      it(`rules over rent and deposit together (${word})`, async () => {
        const m = await loadFixture(market);
        const { order } = await ruledDispute(m, ruling, rental);
        const parts = payout(order, 3n * rent, sellerAmount);
        await expect(m.escrow.executeRuling(order)).to.emit(m.escrow, "OrderResolved");
        expect((await m.escrow.stateOf(orderId(order))).feePaid).to.equal(parts.fee);
        expect(await ethers.provider.getBalance(m.escrow)).to.equal(parts.fee);
      });
    }
  });
});

describe("Escrow.partyOf", () => {
  it("names the parties to the arbitrator of their dispute, also after its end", async () => {
    const m = await loadFixture(market);
    const { order } = await ruledDispute(m, Ruling.Buyer);
    const ask = (id: number, ruling: number) => m.arbitrator.askParty(m.escrow, id, ruling);
    for (let i = 0; i < 2; i++) {
      expect(await ask(0, Ruling.Split)).to.equal(ZeroAddress);
      expect(await ask(0, Ruling.Buyer)).to.equal(m.buyer.address);
      expect(await ask(0, Ruling.Seller)).to.equal(m.seller.address);
      expect(await ask(0, 3)).to.equal(ZeroAddress);
      if (i === 0) await m.escrow.executeRuling(order);
    }
  });

  it("names nobody for a dispute that is not the caller's", async () => {
    const m = await loadFixture(market);
    await ruledDispute(m, Ruling.Buyer);
    expect(await m.escrow.connect(m.stranger).partyOf(0, Ruling.Buyer)).to.equal(ZeroAddress);
    expect(await m.arbitrator.askParty(m.escrow, 1, Ruling.Buyer)).to.equal(ZeroAddress);
  });
});
