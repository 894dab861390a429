import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { day, ethers, loadFixture, networkHelpers, time, Token } from "./support/market.ts";
import {
  anyTotal,
  delay,
  maxAhead,
  member,
  memberPrice,
  membershipIn,
  memberships,
  moodyTreasury,
  next,
  passOf,
  period,
  waiting,
} from "./support/edges.ts";

describe("Membership.renewSubscription", () => {
  context("given the price is in a token", () => {
    for (const [what, excess] of [
      ["allows more than it costs", 1n],
      ["allows anything", anyTotal - memberPrice],
    ] as const) {
      it(`reverts StandingAllowance when the payer ${what}`, async () => {
        const { membership, buyer, dollar } = await loadFixture(memberships);
        await dollar.connect(buyer).approve(membership, memberPrice + excess);
        await expect(membership.connect(buyer).renewSubscription(passOf(buyer), period))
          .to.be.revertedWithCustomError(membership, "StandingAllowance")
          .withArgs(memberPrice + excess, memberPrice);
      });
    }

    it("takes what is allowed when that is what it costs", async () => {
      const { membership, buyer, dollar } = await loadFixture(memberships);
      await dollar.connect(buyer).approve(membership, 2n * memberPrice);
      await expect(() => membership.connect(buyer).renewSubscription(passOf(buyer), 2 * period)).to.changeTokenBalance(
        ethers,
        dollar,
        buyer,
        -2n * memberPrice,
      );
      expect(await membership.isMember(buyer)).to.equal(true);
    });

    it("takes no more than was allowed once the price has risen on the way", async () => {
      const { membership, buyer, dollar, addresses } = await loadFixture(memberships);
      await dollar.connect(buyer).approve(membership, memberPrice);
      await membership.proposePrice(memberPrice + 1n);
      await time.increase(delay);
      await expect(membership.connect(buyer).renewSubscription(passOf(buyer), period))
        .to.be.revertedWithCustomError(membership, "TokenCallFailed")
        .withArgs(addresses.dollar);
    });
  });
});

describe("Membership.renewAtMost", () => {
  context("when the price has risen on the way", () => {
    for (const [word, coin] of [
      ["a token", false],
      ["native coin", true],
    ] as const) {
      it(`reverts PriceTooHigh in ${word}, whatever is allowed or sent`, async () => {
        const m = await loadFixture(memberships);
        const membership = coin ? m.native : m.membership;
        await membership.proposePrice(memberPrice + 1n);
        await time.increase(delay);
        const value = coin ? 2n * memberPrice + 2n : 0n;
        await expect(membership.connect(m.buyer).renewAtMost(passOf(m.buyer), 2 * period, 2n * memberPrice, { value }))
          .to.be.revertedWithCustomError(membership, "PriceTooHigh")
          .withArgs(2n * memberPrice + 2n, 2n * memberPrice);
      });
    }
  });

  context("when it costs just as much as may be taken", () => {
    it("goes through, with an allowance of more than that", async () => {
      const { membership, buyer, dollar } = await loadFixture(memberships);
      await expect(() =>
        membership.connect(buyer).renewAtMost(passOf(buyer), 2 * period, 2n * memberPrice),
      ).to.changeTokenBalance(ethers, dollar, buyer, -2n * memberPrice);
    });
  });

  for (const [when, id] of [
    ["nobody's", 0n],
    ["larger than an address", 2n ** 160n],
  ] as const) {
    context(`when the pass is ${when}`, () => {
      it("reverts NotAnAccount", async () => {
        const { membership, buyer } = await loadFixture(memberships);
        await expect(membership.connect(buyer).renewAtMost(id, period, anyTotal))
          .to.be.revertedWithCustomError(membership, "NotAnAccount")
          .withArgs(id);
        expect(await membership.isRenewable(id)).to.equal(false);
      });
    });
  }

  context("when the pass is the last address's", () => {
    it("is renewed like any other", async () => {
      const { membership, buyer } = await loadFixture(memberships);
      const last = 2n ** 160n - 1n;
      expect(await membership.isRenewable(last)).to.equal(true);
      await membership.connect(buyer).renewAtMost(last, period, anyTotal);
      expect(await membership.isMember(ethers.getAddress(`0x${"ff".repeat(20)}`))).to.equal(true);
    });
  });

  for (const duration of [0, 1, period - 1, period + 1]) {
    context(`when the duration is ${duration} seconds`, () => {
      it("reverts DurationNotWhole", async () => {
        const { membership, buyer } = await loadFixture(memberships);
        await expect(membership.connect(buyer).renewAtMost(passOf(buyer), duration, anyTotal))
          .to.be.revertedWithCustomError(membership, "DurationNotWhole")
          .withArgs(duration, period);
      });
    });
  }

  context("when it would be paid further ahead than MAX_AHEAD", () => {
    it("reverts ExpiryTooLate, and takes the last period that fits", async () => {
      const { membership, buyer } = await loadFixture(memberships);
      const now = (await time.latest()) + 100;
      await time.setNextBlockTimestamp(now);
      await expect(membership.connect(buyer).renewAtMost(passOf(buyer), maxAhead + period, anyTotal))
        .to.be.revertedWithCustomError(membership, "ExpiryTooLate")
        .withArgs(now + maxAhead + period, now + maxAhead);
      await time.setNextBlockTimestamp(now + 1);
      await membership.connect(buyer).renewAtMost(passOf(buyer), maxAhead, anyTotal);
      expect(await membership.expiresAt(passOf(buyer))).to.equal(now + 1 + maxAhead);
      await expect(
        membership.connect(buyer).renewAtMost(passOf(buyer), period, anyTotal),
      ).to.be.revertedWithCustomError(membership, "ExpiryTooLate");
    });

    it("says so by isRenewable", async () => {
      const { membership, buyer } = await loadFixture(memberships);
      expect(await membership.isRenewable(passOf(buyer))).to.equal(true);
      await membership.connect(buyer).renewAtMost(passOf(buyer), maxAhead, anyTotal);
      const bought = await time.latest();
      await time.increaseTo(bought + period - 1);
      expect(await membership.isRenewable(passOf(buyer))).to.equal(false);
      await time.increaseTo(bought + period);
      expect(await membership.isRenewable(passOf(buyer))).to.equal(true);
    });

    it("reverts for the longest duration there is, instead of wrapping round", async () => {
      const { membership, buyer } = await loadFixture(memberships);
      const longest = (2n ** 64n - 1n) / BigInt(period);
      await expect(
        membership.connect(buyer).renewAtMost(passOf(buyer), longest * BigInt(period), anyTotal),
      ).to.be.revertedWithCustomError(membership, "ExpiryTooLate");
    });
  });

  context("given the account has no pass", () => {
    it("makes it a member from now on, through the last second of what was paid", async () => {
      const { membership, buyer, seller } = await loadFixture(memberships);
      expect(await membership.isMember(seller)).to.equal(false);
      await membership.connect(buyer).renewAtMost(passOf(seller), 2 * period, anyTotal);
      const expiresAt = (await time.latest()) + 2 * period;
      expect([await membership.isMember(seller), await membership.isMember(buyer)]).to.deep.equal([true, false]);
      expect(await membership.expiresAt(passOf(seller))).to.equal(expiresAt);
      await time.increaseTo(expiresAt);
      expect(await membership.isMember(seller)).to.equal(true);
      await time.increaseTo(expiresAt + 1);
      expect(await membership.isMember(seller)).to.equal(false);
    });

    it("gives the pass to the account, whoever pays", async () => {
      const { membership, buyer, seller } = await loadFixture(memberships);
      await expect(membership.connect(buyer).renewAtMost(passOf(seller), period, anyTotal))
        .to.emit(membership, "Transfer")
        .withArgs(ZeroAddress, seller.address, passOf(seller))
        .to.emit(membership, "Locked")
        .withArgs(passOf(seller));
      expect(await membership.ownerOf(passOf(seller))).to.equal(seller.address);
    });

    it("says who paid what for whom", async () => {
      const { membership, buyer, seller } = await loadFixture(memberships);
      const expiresAt = (await next()) + 2 * period;
      await expect(membership.connect(buyer).renewAtMost(passOf(seller), 2 * period, anyTotal))
        .to.emit(membership, "SubscriptionUpdate")
        .withArgs(passOf(seller), expiresAt)
        .to.emit(membership, "MembershipRenewed")
        .withArgs(seller.address, buyer.address, 2 * period, 2n * memberPrice, expiresAt);
    });

    it("takes the price of each period, for the treasury", async () => {
      const { membership, buyer, seller, dollar, treasury } = await loadFixture(memberships);
      await expect(membership.connect(buyer).renewAtMost(passOf(seller), 3 * period, anyTotal)).to.changeTokenBalances(
        ethers,
        dollar,
        [buyer, treasury, membership],
        [-3n * memberPrice, 3n * memberPrice, 0n],
      );
    });
  });

  context("given the account is a member", () => {
    it("adds to what is left, and makes no second pass", async () => {
      const { membership, buyer, seller, id, expiresAt } = await loadFixture(member);
      await time.increase(10 * day);
      await expect(membership.connect(buyer).renewAtMost(id, period, anyTotal))
        .to.emit(membership, "SubscriptionUpdate")
        .withArgs(id, expiresAt + BigInt(period))
        .not.to.emit(membership, "Transfer");
      expect(await membership.balanceOf(seller)).to.equal(1n);
    });
  });

  context("given the membership is over", () => {
    it("begins anew, and the gap is not paid for", async () => {
      const { membership, buyer, id, expiresAt } = await loadFixture(member);
      await time.increaseTo(expiresAt + BigInt(5 * day));
      await membership.connect(buyer).renewAtMost(id, period, anyTotal);
      expect(await membership.expiresAt(id)).to.equal((await time.latest()) + period);
    });
  });

  context("given the price is in native coin", () => {
    for (const [word, wrong] of [
      ["less", -1n],
      ["more", 1n],
    ] as const) {
      it(`reverts WrongValue when ${word} is sent`, async () => {
        const { native, buyer } = await loadFixture(memberships);
        await expect(native.renewSubscription(passOf(buyer), period, { value: memberPrice + wrong }))
          .to.be.revertedWithCustomError(native, "WrongValue")
          .withArgs(memberPrice + wrong, memberPrice);
      });
    }

    it("passes it on to the treasury", async () => {
      const { native, buyer, treasury } = await loadFixture(memberships);
      await expect(() =>
        native.connect(buyer).renewSubscription(passOf(buyer), period, { value: memberPrice }),
      ).to.changeEtherBalances(ethers, [treasury, native], [memberPrice, 0n]);
      expect(await native.isMember(buyer)).to.equal(true);
    });
  });

  context("given the price is in a token", () => {
    it("reverts WrongValue when coin is sent along", async () => {
      const { membership, buyer } = await loadFixture(memberships);
      await expect(membership.connect(buyer).renewAtMost(passOf(buyer), period, anyTotal, { value: 1n }))
        .to.be.revertedWithCustomError(membership, "WrongValue")
        .withArgs(1n, 0n);
    });

    it("reverts when the payer has not allowed it", async () => {
      const { membership, stranger, addresses } = await loadFixture(memberships);
      await expect(membership.connect(stranger).renewAtMost(passOf(stranger), period, anyTotal))
        .to.be.revertedWithCustomError(membership, "TokenCallFailed")
        .withArgs(addresses.dollar);
    });

    it("reverts WrongReceived when less arrives", async () => {
      const m = await loadFixture(memberships);
      const membership = await membershipIn(m, m.odd);
      await m.odd.set(Token.Taxing, Token.Honest);
      await expect(membership.connect(m.buyer).renewAtMost(passOf(m.buyer), period, anyTotal))
        .to.be.revertedWithCustomError(membership, "WrongReceived")
        .withArgs(memberPrice - memberPrice / 100n, memberPrice);
    });
  });

  context("given the treasury refuses", () => {
    it("keeps the money for it, and the payer is a member all the same", async () => {
      const m = await loadFixture(memberships);
      const { treasury, refuse, take } = await moodyTreasury(m.owner);
      const membership = await membershipIn(m, ZeroAddress, treasury);
      await refuse();
      const to = await treasury.getAddress();
      await expect(membership.connect(m.buyer).renewSubscription(passOf(m.buyer), period, { value: memberPrice }))
        .to.emit(membership, "Credited")
        .withArgs(to, ZeroAddress, memberPrice);
      await membership.connect(m.buyer).renewSubscription(passOf(m.buyer), period, { value: memberPrice });
      expect([await membership.isMember(m.buyer), await waiting(membership)]).to.deep.equal([true, 2n * memberPrice]);

      await expect(membership.sweep())
        .to.be.revertedWithCustomError(membership, "TransferFailed")
        .withArgs(to, ZeroAddress, 2n * memberPrice);
      await take();
      await expect(membership.connect(m.stranger).sweep())
        .to.emit(membership, "Withdrawn")
        .withArgs(to, ZeroAddress, to, 2n * memberPrice);
      expect([await treasury.received(), await waiting(membership)]).to.deep.equal([2n * memberPrice, 0n]);
      await expect(membership.sweep())
        .to.be.revertedWithCustomError(membership, "NothingToWithdraw")
        .withArgs(to, ZeroAddress);
    });

    it("cannot be made to look so by a payer who sends too little gas", async () => {
      const m = await loadFixture(memberships);
      const { treasury } = await moodyTreasury(m.owner);
      const membership = await membershipIn(m, ZeroAddress, treasury);
      let paid = 0;
      for (let gasLimit = 100_000; gasLimit < 260_000; gasLimit += 4_000) {
        const before = await networkHelpers.takeSnapshot();
        const sent = { value: memberPrice, gasLimit };
        await membership
          .connect(m.buyer)
          .renewSubscription(passOf(m.buyer), period, sent)
          .catch(() => undefined);
        expect(await waiting(membership), `with ${gasLimit} gas`).to.equal(0n);
        if ((await treasury.received()) > 0n) paid += 1;
        await before.restore();
      }
      expect(paid).to.be.within(1, 39);
    });
  });
});
