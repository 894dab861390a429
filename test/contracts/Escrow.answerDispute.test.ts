import { expect } from "chai";
import { AbiCoder } from "ethers";
import { NATIVE } from "#protocol/terms.ts";
import {
  afterDeadline,
  arbitrationFee,
  atDeadline,
  day,
  DisputePhase,
  flows,
  loadFixture,
  market,
  openedDispute,
  orderable,
  Outcome,
  price,
  raisedDispute,
  shippedOrder,
  Status,
} from "./support/market.ts";

const all = 3n * price;
const fee = { value: arbitrationFee };

describe("Escrow.answerDispute", () => {
  for (const [given, arrive, status] of [
    ["was never bought", orderable, Status.None],
    ["is shipped", shippedOrder, Status.Shipped],
  ] as const) {
    context(`given the order ${given}`, () => {
      it("reverts WrongStatus", async () => {
        const m = await loadFixture(market);
        const { order, id } = await arrive(m);
        await expect(m.escrow.connect(m.seller).answerDispute(order, fee))
          .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
          .withArgs(id, status);
      });
    });
  }

  context("given it has been answered", () => {
    it("reverts WrongDisputePhase", async () => {
      const m = await loadFixture(market);
      const { order, id } = await raisedDispute(m);
      await expect(m.escrow.connect(m.seller).answerDispute(order, fee))
        .to.be.revertedWithCustomError(m.escrow, "WrongDisputePhase")
        .withArgs(id, DisputePhase.Raised);
    });
  });

  for (const [opener, other] of [
    ["buyer", "seller"],
    ["seller", "buyer"],
  ] as const) {
    context(`given the ${opener} has opened it`, () => {
      it("reverts NotParty for anyone but the other side", async () => {
        const m = await loadFixture(market);
        const { order } = await openedDispute(m, {}, m[opener]);
        for (const caller of [m[opener], m.stranger]) {
          await expect(m.escrow.connect(caller).answerDispute(order, fee))
            .to.be.revertedWithCustomError(m.escrow, "NotParty")
            .withArgs(caller.address);
        }
      });

      it("passes the other side's fee on to the arbitrator", async () => {
        const m = await loadFixture(market);
        const { order, id } = await openedDispute(m, {}, m[opener]);
        const moved = await flows(m, NATIVE, () => m.escrow.connect(m[other]).answerDispute(order, fee));
        expect([moved[other], moved.escrow, moved.arbitrator]).to.deep.equal([-arbitrationFee, 0n, arbitrationFee]);
        expect((await m.escrow.disputeOf(id)).pot).to.equal(arbitrationFee);
      });
    });
  }

  context("when the answer window has passed", () => {
    it("reverts DeadlinePassed", async () => {
      const m = await loadFixture(market);
      const trade = await openedDispute(m);
      const deadline = await afterDeadline(m, trade);
      await expect(m.escrow.connect(m.seller).answerDispute(trade.order, fee))
        .to.be.revertedWithCustomError(m.escrow, "DeadlinePassed")
        .withArgs(deadline, deadline + 1n);
    });
  });

  context("when not exactly the opener's fee is sent", () => {
    it("reverts WrongValue, whatever the arbitrator asks meanwhile", async () => {
      const m = await loadFixture(market);
      const { order } = await openedDispute(m);
      await m.arbitrator.setCost(5, false);
      for (const value of [0n, 5n, arbitrationFee + 1n]) {
        await expect(m.escrow.connect(m.seller).answerDispute(order, { value }))
          .to.be.revertedWithCustomError(m.escrow, "WrongValue")
          .withArgs(value, arbitrationFee);
      }
    });
  });

  context("when it is the last second", () => {
    const arrived = async () => {
      const m = await loadFixture(market);
      await m.arbitrator.number(41);
      const trade = await openedDispute(m);
      const now = await atDeadline(m, trade);
      return { m, ...trade, deadline: now + BigInt(40 * day) };
    };

    it("emits DisputeRaised, and Dispute for everybody who reads ERC-1497", async () => {
      const { m, order, id, deadline } = await arrived();
      await expect(m.escrow.connect(m.seller).answerDispute(order, fee))
        .to.emit(m.escrow, "DisputeRaised")
        .withArgs(id, m.addresses.arbitrator, 41, arbitrationFee, deadline)
        .and.to.emit(m.escrow, "Dispute")
        .withArgs(m.addresses.arbitrator, 41, 0, BigInt(id));
    });

    it("waits for the ruling", async () => {
      const { m, order, id, deadline } = await arrived();
      await m.escrow.connect(m.seller).answerDispute(order, fee);
      expect(await m.escrow.stateOf(id)).to.deep.equal([Status.Disputed, Outcome.None, deadline, all, 0n, false]);
      const { phase, disputeId, openedByBuyer, answered } = await m.escrow.disputeOf(id);
      expect([phase, disputeId, openedByBuyer, answered]).to.deep.equal([DisputePhase.Raised, 41n, true, true]);
    });

    it("tells the arbitrator which court, and who must not judge", async () => {
      const { m, order } = await arrived();
      await m.escrow.connect(m.seller).answerDispute(order, fee);
      const types = ["uint256", "uint256", "uint256", "address", "address"];
      const expected = AbiCoder.defaultAbiCoder().encode(types, [2, 0, 0, m.buyer.address, m.seller.address]);
      expect(await m.arbitrator.extraData()).to.equal(expected);
    });
  });
});
