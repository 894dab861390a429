import { expect } from "chai";
import {
  afterDeadline,
  arbitrationFee,
  day,
  ethers,
  loadFixture,
  offerOf,
  Ruling,
  signOffer,
  time,
} from "./support/market.ts";
import {
  atCoverDeadline,
  claimed,
  claimedInSilence,
  claimWindow,
  completed,
  covered,
  CoverStatus,
  type Protection,
  protection,
  ruled,
  statusOf,
  Verdict,
} from "./support/protection.ts";

describe("ProtectionPool.lapse", () => {
  context("given there is no live cover", () => {
    it("reverts WrongCoverStatus", async () => {
      const m = await loadFixture(protection);
      await expect(m.pool.lapse(ethers.ZeroHash))
        .to.be.revertedWithCustomError(m.pool, "WrongCoverStatus")
        .withArgs(ethers.ZeroHash, CoverStatus.None);
      const attempt = async (id: string, status: bigint) =>
        expect(m.pool.lapse(id)).to.be.revertedWithCustomError(m.pool, "WrongCoverStatus").withArgs(id, status);
      const open = await claimed(m);
      await attempt(open.id, CoverStatus.Claimed);
      const granted = await ruled(m, Verdict.Buyer);
      await attempt(granted.id, CoverStatus.Granted);
      await m.pool.payOut(granted.id);
      await attempt(granted.id, CoverStatus.Paid);
      const refused = await ruled(m, Verdict.Pool);
      await attempt(refused.id, CoverStatus.Refused);
      expect(await m.pool.claimableUntil(open.id)).to.equal(0n);
    });
  });

  context("given the order ended in another way than Completed", () => {
    const endings: [string, (m: Protection) => Promise<{ id: string }>][] = [
      [
        "refunded",
        async (m) => {
          const trade = await covered(m);
          await m.escrow.connect(m.seller).refund(trade.order);
          return trade;
        },
      ],
      [
        "never sent",
        async (m) => {
          const trade = await covered(m);
          await afterDeadline(m, trade);
          await m.escrow.connect(m.stranger).refund(trade.order);
          return trade;
        },
      ],
      [
        "settled",
        async (m) => {
          const trade = await covered(m);
          const offer = await offerOf(trade.id, 5n);
          await m.escrow.connect(m.buyer).settle(trade.order, offer, await signOffer(m, m.seller, offer));
          return trade;
        },
      ],
      ...[Ruling.Buyer, Ruling.Seller, Ruling.Split].map(
        (ruling): [string, (m: Protection) => Promise<{ id: string }>] => [
          `ruled: ${ruling}`,
          async (m) => {
            const trade = await covered(m);
            await m.escrow.connect(m.buyer).openDispute(trade.order, { value: arbitrationFee });
            await m.escrow.connect(m.seller).answerDispute(trade.order, { value: arbitrationFee });
            await m.arbitrator.giveRuling(m.escrow, (await m.escrow.disputeOf(trade.id)).disputeId, ruling);
            await m.escrow.executeRuling(trade.order);
            return trade;
          },
        ],
      ),
    ];
    for (const [name, end] of endings) {
      it(`releases at once: ${name}`, async () => {
        const m = await loadFixture(protection);
        const { id } = await end(m);
        expect(await m.pool.claimableUntil(id)).to.equal(0n);
        await expect(m.pool.connect(m.stranger).lapse(id)).to.emit(m.pool, "CoverLapsed").withArgs(id);
        expect((await m.pool.coverOf(id)).status).to.equal(CoverStatus.Lapsed);
        expect(await m.pool.liveCover()).to.equal(0n);
      });
    }
  });

  context("given the buyer has opened a dispute", () => {
    it("releases at once: the complaint is the escrow's to hear", async () => {
      const m = await loadFixture(protection);
      const trade = await covered(m);
      await m.escrow.connect(m.buyer).openDispute(trade.order, { value: arbitrationFee });
      expect(await m.pool.claimableUntil(trade.id)).to.equal(0n);
      await m.pool.connect(m.stranger).lapse(trade.id);
      expect(await statusOf(m, trade)).to.equal(CoverStatus.Lapsed);
    });
  });

  context("given the order ended Completed", () => {
    it("reverts DeadlineNotPassed in the claim window's last second, and goes through in the next", async () => {
      const m = await loadFixture(protection);
      const [first, second] = [await completed(m), await completed(m)];
      const until = (await m.escrow.stateOf(first.id)).deadline + BigInt(claimWindow);
      expect(until).to.be.lessThan((await m.pool.coverOf(first.id)).deadline);
      expect(await m.pool.claimableUntil(first.id)).to.equal(until);
      await time.setNextBlockTimestamp(until);
      await expect(m.pool.lapse(first.id))
        .to.be.revertedWithCustomError(m.pool, "DeadlineNotPassed")
        .withArgs(until, until);
      await time.setNextBlockTimestamp(until + 1n);
      await m.pool.lapse(first.id);
      expect([await statusOf(m, first), await statusOf(m, second)]).to.deep.equal([
        CoverStatus.Lapsed,
        CoverStatus.Live,
      ]);
    });

    it("ends by the cover's own date, when the order took longer than it was to", async () => {
      const m = await loadFixture(protection);
      const trade = await covered(m);
      await m.escrow.connect(m.seller).ship(trade.order, ethers.ZeroHash);
      const { deadline } = await m.pool.coverOf(trade.id);
      await m.escrow.connect(m.seller).extend(trade.order, deadline + BigInt(day));
      await time.setNextBlockTimestamp(deadline - 10n);
      await m.escrow.connect(m.buyer).confirm(trade.order);
      expect(await m.pool.claimableUntil(trade.id)).to.equal(deadline);
      await atCoverDeadline(m, trade, 1n);
      await m.pool.lapse(trade.id);
      expect(await statusOf(m, trade)).to.equal(CoverStatus.Lapsed);
    });

    it("leaves the buyer the whole window after silence that ends on time", async () => {
      const m = await loadFixture(protection);
      const trade = await covered(m);
      await claimedInSilence(m, trade);
      const { deadline: end } = await m.escrow.stateOf(trade.id);
      expect(await m.pool.claimableUntil(trade.id)).to.equal(end + BigInt(claimWindow));
    });
  });

  context("given the order is open, however long", () => {
    it("reverts DeadlineNotPassed in the cover's last second, and goes through in the next", async () => {
      const m = await loadFixture(protection);
      const trade = await covered(m);
      // Buyer and seller could put off its end for ever; the pool's capital is not theirs to bind.
      await m.escrow.connect(m.buyer).extend(trade.order, (await time.latest()) + 365 * day);
      const deadline = await atCoverDeadline(m, trade);
      await expect(m.pool.lapse(trade.id))
        .to.be.revertedWithCustomError(m.pool, "DeadlineNotPassed")
        .withArgs(deadline, deadline);
      await atCoverDeadline(m, trade, 1n);
      await m.pool.lapse(trade.id);
      expect(await statusOf(m, trade)).to.equal(CoverStatus.Lapsed);
    });

    it("or at once, when it is answered at the escrow, whoever opened the dispute", async () => {
      const m = await loadFixture(protection);
      const trade = await covered(m, { rulingWindow: 180 * day });
      await m.escrow.connect(m.seller).ship(trade.order, ethers.ZeroHash);
      await m.escrow.connect(m.seller).openDispute(trade.order, { value: arbitrationFee });
      await expect(m.pool.lapse(trade.id)).to.be.revertedWithCustomError(m.pool, "DeadlineNotPassed");
      await m.escrow.connect(m.buyer).answerDispute(trade.order, { value: arbitrationFee });
      await m.pool.lapse(trade.id);
      expect(await statusOf(m, trade)).to.equal(CoverStatus.Lapsed);
    });
  });
});
