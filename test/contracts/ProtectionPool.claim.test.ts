import { expect } from "chai";
import { AbiCoder } from "ethers";
import { arbitrationFee, Arbitrator, ethers, loadFixture, time } from "./support/market.ts";
import {
  capital,
  claimed,
  claimedInSilence,
  claimWindow,
  completed,
  courtId,
  covered,
  CoverStatus,
  premium,
  protection,
  rulingWindow,
  statusOf,
} from "./support/protection.ts";

describe("ProtectionPool.claim", () => {
  context("given there is nothing to claim", () => {
    it("reverts WrongCoverStatus without a cover, and for a second claim", async () => {
      const m = await loadFixture(protection);
      await expect(m.pool.connect(m.buyer).claim(ethers.ZeroHash, { value: arbitrationFee }))
        .to.be.revertedWithCustomError(m.pool, "WrongCoverStatus")
        .withArgs(ethers.ZeroHash, CoverStatus.None);
      const { id } = await claimed(m);
      await expect(m.pool.connect(m.buyer).claim(id, { value: arbitrationFee }))
        .to.be.revertedWithCustomError(m.pool, "WrongCoverStatus")
        .withArgs(id, CoverStatus.Claimed);
    });

    it("reverts NotBuyer for anybody else", async () => {
      const m = await loadFixture(protection);
      const { id } = await completed(m);
      await expect(m.pool.connect(m.seller).claim(id, { value: arbitrationFee }))
        .to.be.revertedWithCustomError(m.pool, "NotBuyer")
        .withArgs(m.seller.address, m.buyer.address);
    });

    it("reverts NotClaimable while the escrow can still help, and after it has", async () => {
      const m = await loadFixture(protection);
      const { order, id } = await covered(m);
      const attempt = () =>
        expect(m.pool.connect(m.buyer).claim(id, { value: arbitrationFee }))
          .to.be.revertedWithCustomError(m.pool, "NotClaimable")
          .withArgs(id);
      await attempt();
      await m.escrow.connect(m.seller).ship(order, ethers.ZeroHash);
      await attempt();
      await m.escrow.connect(m.buyer).openDispute(order, { value: arbitrationFee });
      await attempt();
      await m.escrow.connect(m.seller).refund(order);
      await attempt();
    });

    it("reverts NotClaimable for who took it to the escrow's panel, and confirmed before that could rule", async () => {
      const m = await loadFixture(protection);
      const { order, id } = await covered(m);
      await m.escrow.connect(m.seller).ship(order, ethers.ZeroHash);
      await m.escrow.connect(m.buyer).openDispute(order, { value: arbitrationFee });
      await m.escrow.connect(m.seller).answerDispute(order, { value: arbitrationFee });
      await m.escrow.connect(m.buyer).confirm(order);
      await expect(m.pool.connect(m.buyer).claim(id, { value: arbitrationFee }))
        .to.be.revertedWithCustomError(m.pool, "NotClaimable")
        .withArgs(id);
      expect(await m.pool.claimableUntil(id)).to.equal(0n);
      await m.pool.connect(m.stranger).lapse(id);
      expect(await m.pool.liveCover()).to.equal(0n);
    });

    it("reverts DeadlinePassed a second after the window, and goes through in its last", async () => {
      const m = await loadFixture(protection);
      const [first, second] = [await completed(m), await completed(m)];
      const until = (await m.escrow.stateOf(second.id)).deadline + BigInt(claimWindow);
      await time.setNextBlockTimestamp(until);
      await m.pool.connect(m.buyer).claim(second.id, { value: arbitrationFee });
      const earlier = (await m.escrow.stateOf(first.id)).deadline + BigInt(claimWindow);
      expect(earlier).to.be.lessThan(until);
      await expect(m.pool.connect(m.buyer).claim(first.id, { value: arbitrationFee }))
        .to.be.revertedWithCustomError(m.pool, "DeadlinePassed")
        .withArgs(earlier, (await time.latest()) + 1);
    });

    it("reverts WrongValue for more or less than the arbitrator asks", async () => {
      const m = await loadFixture(protection);
      const { id } = await completed(m);
      for (const value of [0n, arbitrationFee - 1n, arbitrationFee + 1n]) {
        await expect(m.pool.connect(m.buyer).claim(id, { value }))
          .to.be.revertedWithCustomError(m.pool, "WrongValue")
          .withArgs(value, arbitrationFee);
      }
    });
  });

  context("given the arbitrator does not take it", () => {
    it("reverts, and the buyer can try again", async () => {
      const m = await loadFixture(protection);
      const { id } = await completed(m);
      for (const manner of [Arbitrator.Reverting, Arbitrator.Mumbling]) {
        await m.arbitrator.set(manner, Arbitrator.Honest);
        await expect(m.pool.connect(m.buyer).claim(id, { value: arbitrationFee })).to.be.revert(ethers);
      }
      expect(await ethers.provider.getBalance(m.pool)).to.equal(0n);
      await m.arbitrator.set(Arbitrator.Honest, Arbitrator.Honest);
      await m.pool.connect(m.buyer).claim(id, { value: arbitrationFee });
    });

    it("reverts DisputeNumberTaken when it gives a number twice", async () => {
      const m = await loadFixture(protection);
      await m.arbitrator.number(77n);
      await claimed(m, { nonce: 1n });
      const { id } = await completed(m, { nonce: 2n });
      await expect(m.pool.connect(m.buyer).claim(id, { value: arbitrationFee }))
        .to.be.revertedWithCustomError(m.pool, "DisputeNumberTaken")
        .withArgs(77n);
    });
  });

  context("given the order was completed", () => {
    it("hands it to the arbitrator, whose court knows the parties", async () => {
      const m = await loadFixture(protection);
      await m.arbitrator.number(77n);
      const { id } = await completed(m);
      await expect(() => m.pool.connect(m.buyer).claim(id, { value: arbitrationFee })).to.changeEtherBalances(
        ethers,
        [m.buyer, m.arbitrator, m.pool],
        [-arbitrationFee, arbitrationFee, 0n],
      );
      const words = [courtId, 0n, 0n, BigInt(m.buyer.address), BigInt(m.seller.address)];
      expect(await m.arbitrator.extraData()).to.equal(
        AbiCoder.defaultAbiCoder().encode(Array(5).fill("uint256"), words),
      );
      expect(await m.pool.arbitrationCost(id)).to.equal(arbitrationFee);
    });

    it("emits ClaimFiled and ERC-1497's Dispute", async () => {
      const m = await loadFixture(protection);
      await m.arbitrator.number(77n);
      const { id } = await completed(m);
      const deadline = (await time.latest()) + 1 + rulingWindow;
      await expect(m.pool.connect(m.buyer).claim(id, { value: arbitrationFee }))
        .to.emit(m.pool, "ClaimFiled")
        .withArgs(id, 77n, arbitrationFee, deadline)
        .to.emit(m.pool, "Dispute")
        .withArgs(m.addresses.arbitrator, 77n, 0n, BigInt(id));
      const { status, disputeId, deadline: until } = await m.pool.coverOf(id);
      expect([status, disputeId, until]).to.deep.equal([CoverStatus.Claimed, 77n, BigInt(deadline)]);
    });

    it("takes what is claimed, and its premium, out of what shares are redeemed at, and out of nothing else", async () => {
      const m = await loadFixture(protection);
      const { id } = await completed(m);
      const shares = await m.pool.balanceOf(m.lender);
      const { amount } = await m.pool.coverOf(id);
      expect(await m.pool.previewRedeem(shares)).to.equal(capital);
      await m.pool.connect(m.buyer).claim(id, { value: arbitrationFee });
      expect(await m.pool.previewRedeem(shares)).to.be.closeTo(capital - amount, 2n);
      expect(await m.pool.totalAssets()).to.equal(capital + premium);
      expect(await m.pool.liveCover()).to.equal(amount);
    });

    it("takes nothing from a buyer with whom the seller had opened a dispute", async () => {
      const m = await loadFixture(protection);
      const trade = await covered(m);
      await m.escrow.connect(m.seller).ship(trade.order, ethers.ZeroHash);
      await m.escrow.connect(m.seller).openDispute(trade.order, { value: arbitrationFee });
      await m.escrow.connect(m.buyer).confirm(trade.order);
      expect(await m.pool.claimableUntil(trade.id)).to.equal((await time.latest()) + claimWindow);
      await m.pool.connect(m.buyer).claim(trade.id, { value: arbitrationFee });
      expect(await statusOf(m, trade)).to.equal(CoverStatus.Claimed);
    });

    it("counts silence as completion", async () => {
      const m = await loadFixture(protection);
      const trade = await covered(m);
      await claimedInSilence(m, trade);
      await m.pool.connect(m.buyer).claim(trade.id, { value: arbitrationFee });
      expect(await statusOf(m, trade)).to.equal(CoverStatus.Claimed);
    });
  });
});

describe("ProtectionPool.submitEvidence", () => {
  it("reverts WrongCoverStatus when nothing is being judged", async () => {
    const m = await loadFixture(protection);
    const { id } = await completed(m);
    await expect(m.pool.connect(m.buyer).submitEvidence(id, "/ipfs/x"))
      .to.be.revertedWithCustomError(m.pool, "WrongCoverStatus")
      .withArgs(id, CoverStatus.Live);
  });

  it("reverts NotParty for who has nothing to do with it", async () => {
    const m = await loadFixture(protection);
    const { id } = await claimed(m);
    await expect(m.pool.connect(m.stranger).submitEvidence(id, "/ipfs/x"))
      .to.be.revertedWithCustomError(m.pool, "NotParty")
      .withArgs(m.stranger.address);
  });

  it("emits Evidence from the claimant, the seller and whoever's money it is", async () => {
    const m = await loadFixture(protection);
    const { id } = await claimed(m);
    for (const account of [m.buyer, m.seller, m.lender]) {
      await expect(m.pool.connect(account).submitEvidence(id, "/ipfs/x"))
        .to.emit(m.pool, "Evidence")
        .withArgs(m.addresses.arbitrator, BigInt(id), account.address, "/ipfs/x");
    }
  });
});
