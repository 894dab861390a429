import { expect } from "chai";
import {
  DisputePhase,
  loadFixture,
  market,
  openedDispute,
  raisedDispute,
  ruledDispute,
  Ruling,
  shippedOrder,
} from "./support/market.ts";

describe("Escrow.submitEvidence", () => {
  const file = "/ipfs/bafkreievidence";

  context("when the caller is neither side", () => {
    it("reverts NotParty", async () => {
      const m = await loadFixture(market);
      const { id } = await openedDispute(m);
      await expect(m.escrow.connect(m.stranger).submitEvidence(id, file))
        .to.be.revertedWithCustomError(m.escrow, "NotParty")
        .withArgs(m.stranger.address);
    });
  });

  context("given it was never disputed", () => {
    it("reverts NotParty, as nobody is a party yet", async () => {
      const m = await loadFixture(market);
      const { id } = await shippedOrder(m);
      await expect(m.escrow.connect(m.buyer).submitEvidence(id, file))
        .to.be.revertedWithCustomError(m.escrow, "NotParty")
        .withArgs(m.buyer.address);
    });
  });

  context("given the arbitrator has ruled", () => {
    it("reverts WrongDisputePhase", async () => {
      const m = await loadFixture(market);
      const { id } = await ruledDispute(m, Ruling.Buyer);
      await expect(m.escrow.connect(m.buyer).submitEvidence(id, file))
        .to.be.revertedWithCustomError(m.escrow, "WrongDisputePhase")
        .withArgs(id, DisputePhase.Ruled);
    });
  });

  context("given the order has ended", () => {
    it("reverts WrongDisputePhase", async () => {
      const m = await loadFixture(market);
      const { order, id } = await raisedDispute(m);
      await m.escrow.connect(m.seller).refund(order);
      await expect(m.escrow.connect(m.buyer).submitEvidence(id, file))
        .to.be.revertedWithCustomError(m.escrow, "WrongDisputePhase")
        .withArgs(id, DisputePhase.None);
    });
  });

  for (const [given, arrive] of [
    ["opened", openedDispute],
    ["raised", raisedDispute],
  ] as const) {
    for (const party of ["buyer", "seller"] as const) {
      it(`emits Evidence for the ${party} of a dispute that is ${given}`, async () => {
        const m = await loadFixture(market);
        const { id } = await arrive(m);
        await expect(m.escrow.connect(m[party]).submitEvidence(id, file))
          .to.emit(m.escrow, "Evidence")
          .withArgs(m.addresses.arbitrator, BigInt(id), m[party].address, file);
      });
    }
  }
});
