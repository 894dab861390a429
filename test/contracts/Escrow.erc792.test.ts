import { expect } from "chai";
import { type Address } from "viem";
import { ethers, loadFixture, market, Outcome, Ruling, shippedOrder, Status, time } from "./support/market.ts";

const fee = 10n ** 17n;

/** An order that names @kleros/erc-792's own arbitrator, as published, and its dispute there. */
async function disputed() {
  const m = await market();
  const arbitrator = await ethers.deployContract("CentralizedArbitratorWithAppeal");
  await arbitrator.setArbitrationCost(fee);
  const trade = await shippedOrder(m, { arbitrator: (await arbitrator.getAddress()) as Address });
  await m.escrow.connect(m.buyer).openDispute(trade.order, { value: fee });
  await m.escrow.connect(m.seller).answerDispute(trade.order, { value: fee });
  return { ...m, trade, arbitrator };
}

describe("Our escrow, before an ERC-792 arbitrator of others", () => {
  it("raises its dispute there", async () => {
    const m = await loadFixture(disputed);
    const { arbitrated, choices } = await m.arbitrator.disputes(0);
    expect([arbitrated, choices]).to.deep.equal([m.addresses.escrow, 2n]);
    expect(await ethers.provider.getBalance(m.arbitrator)).to.equal(fee);
  });

  for (const [ruling, outcome] of [
    [Ruling.Buyer, Outcome.RuledForBuyer],
    [Ruling.Seller, Outcome.RuledForSeller],
    [Ruling.Split, Outcome.Split],
  ] as const) {
    it(`ends as it rules: ${ruling}`, async () => {
      const m = await loadFixture(disputed);
      await m.arbitrator.giveRuling(0, ruling);
      await time.increase(600);
      await m.arbitrator.executeRuling(0);
      await m.escrow.connect(m.stranger).executeRuling(m.trade.order);
      const { status, outcome: how } = await m.escrow.stateOf(m.trade.id);
      expect([status, how]).to.deep.equal([Status.Resolved, outcome]);
    });
  }

  it("waits for its appeal, and takes the last ruling", async () => {
    const m = await loadFixture(disputed);
    await m.arbitrator.giveRuling(0, Ruling.Buyer);
    await m.arbitrator.connect(m.seller).appeal(0, "0x", { value: 2n * fee });
    await expect(m.escrow.executeRuling(m.trade.order)).to.be.revert(ethers);
    await m.arbitrator.giveRuling(0, Ruling.Seller);
    await time.increase(600);
    await m.arbitrator.executeRuling(0);
    await expect(() => m.escrow.executeRuling(m.trade.order)).to.changeEtherBalance(ethers, m.buyer, 0n);
    expect((await m.escrow.stateOf(m.trade.id)).outcome).to.equal(Outcome.RuledForSeller);
  });
});
