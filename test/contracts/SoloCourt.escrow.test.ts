import { expect } from "chai";
import { ZeroHash } from "ethers";
import { NATIVE } from "#protocol/terms.ts";
import { ethers, flows, loadFixture, offerOf, Outcome, Ruling, signOffer, Status, time } from "./support/market.ts";
import { fee, opened, raised, SoloPhase, village } from "./support/solo.ts";

describe("SoloCourt, for our escrow", () => {
  for (const [ruling, outcome] of [
    [Ruling.Buyer, Outcome.RuledForBuyer],
    [Ruling.Seller, Outcome.RuledForSeller],
    [Ruling.Split, Outcome.Split],
  ] as const) {
    it(`ends an order as its arbitrator rules: ${ruling}`, async () => {
      const m = await loadFixture(raised);
      await m.court.connect(m.judge).giveRuling(m.id, ruling, ZeroHash);
      await m.escrow.connect(m.stranger).executeRuling(m.trade.order);
      const { status, outcome: how } = await m.escrow.stateOf(m.trade.id);
      expect([status, how]).to.deep.equal([Status.Resolved, outcome]);
      await expect(() => m.court.withdraw(m.judge)).to.changeEtherBalance(ethers, m.judge, fee);
      expect(await ethers.provider.getBalance(m.court)).to.equal(0n);
    });
  }

  it("returns both fees when the parties settle before the ruling", async () => {
    const m = await loadFixture(raised);
    const offer = await offerOf(m.trade.id, 0n);
    const signature = await signOffer(m, m.seller, offer);
    const price = (await m.escrow.stateOf(m.trade.id)).held;
    const { seller } = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).settle(m.trade.order, offer, signature));
    // The pot and the court's fee together are two fees, of which each side gets one.
    expect(seller).to.equal(fee);
    expect(price).to.be.greaterThan(0n);
    expect((await m.court.caseOf(m.id)).phase).to.equal(SoloPhase.Dropped);
    expect(await ethers.provider.getBalance(m.court)).to.equal(0n);
  });

  for (const [manner, refuse] of [
    ["refuses", true],
    ["is never heard of", false],
  ] as const) {
    it(`leaves the order to resolveStalled when its arbitrator ${manner}`, async () => {
      const m = await loadFixture(raised);
      if (refuse) await m.court.connect(m.judge).refuse(m.id);
      const { deadline } = await m.escrow.stateOf(m.trade.id);
      await time.increaseTo(deadline + 1n);
      const { seller } = await flows(m, NATIVE, () => m.escrow.connect(m.stranger).resolveStalled(m.trade.order));
      expect((await m.escrow.stateOf(m.trade.id)).outcome).to.equal(Outcome.Split);
      expect(seller).to.be.greaterThan(fee);
      expect(await ethers.provider.getBalance(m.court)).to.equal(0n);
    });
  }

  it("takes no case of its arbitrator's own", async () => {
    const m = await loadFixture(village);
    await m.court.connect(m.judge).nameSuccessor(m.seller);
    await m.court.connect(m.seller).acceptOffice();
    const trade = await opened(m);
    await expect(m.escrow.connect(m.seller).answerDispute(trade.order, { value: fee })).to.emit(
      m.escrow,
      "DisputeRefused",
    );
  });
});
