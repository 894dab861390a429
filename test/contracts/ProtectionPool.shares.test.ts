import { expect } from "chai";
import { arbitrationFee, ethers, loadFixture, price, Token } from "./support/market.ts";
import {
  capital,
  claimed,
  completed,
  covered,
  emptyPool,
  oddPool,
  premium,
  type Protection,
  protection,
  ruled,
  Verdict,
} from "./support/protection.ts";

/** Two covers live, one of them claimed: the two prices are apart, and a part of the capital is bound. */
async function bound() {
  const m = await protection();
  await covered(m);
  await claimed(m);
  return m;
}

describe("ProtectionPool, its shares", () => {
  context("given nobody was ever here", () => {
    it("issues a million shares for each unit", async () => {
      const m = await loadFixture(emptyPool);
      await m.pool.connect(m.lender).deposit(5n, m.second);
      expect(await m.pool.balanceOf(m.second)).to.equal(5_000_000n);
      await m.pool.connect(m.second).redeem(5_000_000n, m.second, m.second);
      expect([await m.pool.totalSupply(), await m.pool.totalAssets()]).to.deep.equal([0n, 0n]);
    });
  });

  context("given covers and a claim", () => {
    const previews = async (m: Protection) => {
      const shares = (await m.pool.balanceOf(m.lender)) / 10n;
      return { assets: capital / 10n, shares };
    };

    it("previews what deposit, mint, withdraw and redeem then do", async () => {
      const m = await loadFixture(bound);
      const { assets, shares } = await previews(m);
      const [lender, dollar] = [m.pool.connect(m.lender), m.dollar];
      const wealth = () => dollar.balanceOf(m.lender);
      const held = () => m.pool.balanceOf(m.lender);

      let [coins, tokens] = [await wealth(), await held()];
      const issued = await m.pool.previewDeposit(assets);
      await lender.deposit(assets, m.lender);
      expect([coins - (await wealth()), (await held()) - tokens]).to.deep.equal([assets, issued]);

      [coins, tokens] = [await wealth(), await held()];
      const asked = await m.pool.previewMint(shares);
      await lender.mint(shares, m.lender);
      expect([coins - (await wealth()), (await held()) - tokens]).to.deep.equal([asked, shares]);

      [coins, tokens] = [await wealth(), await held()];
      const burnt = await m.pool.previewWithdraw(assets);
      await lender.withdraw(assets, m.lender, m.lender);
      expect([(await wealth()) - coins, tokens - (await held())]).to.deep.equal([assets, burnt]);

      [coins, tokens] = [await wealth(), await held()];
      const given = await m.pool.previewRedeem(shares);
      await lender.redeem(shares, m.lender, m.lender);
      expect([(await wealth()) - coins, tokens - (await held())]).to.deep.equal([given, shares]);
    });

    it("issues at the worth of everything, and redeems at the worth of what is certain", async () => {
      const m = await loadFixture(bound);
      const [supply, shares] = [await m.pool.totalSupply(), await m.pool.balanceOf(m.lender)];
      const everything = capital + 2n * premium;
      expect(await m.pool.totalAssets()).to.equal(everything);
      expect(await m.pool.convertToAssets(shares)).to.be.closeTo(everything, 2n);
      expect(await m.pool.previewMint(shares)).to.be.closeTo(everything, 2n);
      expect(await m.pool.previewDeposit(everything)).to.be.closeTo(supply, 2_000_000n);
      expect(await m.pool.previewRedeem(shares)).to.be.closeTo(capital - price, 2n);
      expect(await m.pool.previewWithdraw(capital - price)).to.be.closeTo(supply, 2_000_000n);
      expect(await m.pool.previewRedeem(await m.pool.previewDeposit(capital))).to.be.lessThan(capital);
    });

    it("rounds in favour of those who stay", async () => {
      const m = await loadFixture(bound);
      expect(await m.pool.previewRedeem(1n)).to.equal(0n);
      expect(await m.pool.previewMint(1n)).to.equal(1n);
      for (const assets of [1n, 7n, 1_000_003n]) {
        expect(await m.pool.previewRedeem((await m.pool.previewWithdraw(assets)) - 1n)).to.be.lessThan(assets);
        expect(await m.pool.previewRedeem(await m.pool.previewWithdraw(assets))).to.be.at.least(assets);
      }
    });

    it("lets out what no cover needs, to the unit, and reverts ERC4626ExceededMax… for more", async () => {
      const m = await loadFixture(bound);
      const free = capital + 2n * premium - 2n * price;
      expect(await m.pool.freeAssets()).to.equal(free);
      // The lender's own worth is what is certain; free capital may be more than that, or less.
      const [most, mostShares] = [await m.pool.maxWithdraw(m.lender), await m.pool.maxRedeem(m.lender)];
      expect(most).to.be.closeTo(free, 2n);
      await expect(m.pool.connect(m.lender).withdraw(most + 1n, m.lender, m.lender))
        .to.be.revertedWithCustomError(m.pool, "ERC4626ExceededMaxWithdraw")
        .withArgs(m.lender.address, most + 1n, most);
      await expect(m.pool.connect(m.lender).redeem(mostShares + 1n, m.lender, m.lender))
        .to.be.revertedWithCustomError(m.pool, "ERC4626ExceededMaxRedeem")
        .withArgs(m.lender.address, mostShares + 1n, mostShares);
      await m.pool.connect(m.lender).redeem(mostShares, m.lender, m.lender);
      expect(await m.pool.totalAssets()).to.be.closeTo(2n * price, 2n);
      expect(await m.pool.totalAssets()).to.be.at.least(await m.pool.liveCover());
      expect(await m.pool.maxWithdraw(m.lender)).to.be.lessThan(3n);
    });

    it("lets nobody out with more than is their own", async () => {
      const m = await loadFixture(bound);
      await m.pool.connect(m.second).deposit(1_000n, m.second);
      const shares = await m.pool.balanceOf(m.second);
      expect(await m.pool.maxRedeem(m.second)).to.equal(shares);
      expect(await m.pool.maxWithdraw(m.second)).to.equal(await m.pool.previewRedeem(shares));
    });

    it("lets out all of it once every cover has ended", async () => {
      const m = await loadFixture(protection);
      await ruled(m, Verdict.Pool);
      const shares = await m.pool.balanceOf(m.lender);
      expect(await m.pool.maxRedeem(m.lender)).to.equal(shares);
      await m.pool.connect(m.lender).redeem(shares, m.lender, m.lender);
      expect([await m.pool.totalSupply(), await m.pool.totalAssets()]).to.deep.equal([0n, 1n]);
    });

    it("lets out every share once they are worth less than at first", async () => {
      const m = await loadFixture(protection);
      await m.pool.payOut((await ruled(m, Verdict.Buyer)).id);
      const shares = await m.pool.balanceOf(m.lender);
      expect(await m.pool.maxRedeem(m.lender)).to.equal(shares);
      await m.pool.connect(m.lender).redeem(shares, m.lender, m.lender);
      expect(await m.pool.totalSupply()).to.equal(0n);
    });

    it("keeps the last shares in while anything is uncertain, and no longer", async () => {
      const m = await loadFixture(protection);
      const { id } = await claimed(m);
      await m.pool.connect(m.second).deposit(1_000n, m.second);
      const [lender, most] = [m.pool.connect(m.lender), () => m.pool.maxRedeem(m.lender)];
      expect(await most()).to.equal((await m.pool.totalSupply()) - 10n ** 12n);
      await lender.redeem(await most(), m.lender, m.lender);
      expect([await most(), await m.pool.maxRedeem(m.second)]).to.deep.equal([0n, 0n]);
      await expect(lender.redeem(1n, m.lender, m.lender))
        .to.be.revertedWithCustomError(m.pool, "ERC4626ExceededMaxRedeem")
        .withArgs(m.lender.address, 1n, 0n);
      await m.arbitrator.giveRuling(m.pool, (await m.pool.coverOf(id)).disputeId, Verdict.Pool);
      for (const account of [m.lender, m.second]) {
        expect(await m.pool.maxRedeem(account)).to.equal(await m.pool.balanceOf(account));
      }
    });

    it("redeemAtLeast reverts TooLittle, and burns nothing, when a claim has come before it", async () => {
      const m = await loadFixture(protection);
      const { id } = await completed(m);
      const shares = (await m.pool.balanceOf(m.lender)) / 10n;
      const [expected, lender] = [await m.pool.previewRedeem(shares), m.pool.connect(m.lender)];
      await m.pool.connect(m.buyer).claim(id, { value: arbitrationFee });
      const now = await m.pool.previewRedeem(shares);
      expect(now).to.be.lessThan(expected);
      await expect(lender.redeemAtLeast(shares, m.lender, m.lender, expected))
        .to.be.revertedWithCustomError(m.pool, "TooLittle")
        .withArgs(now, expected);
      expect(await m.pool.balanceOf(m.lender)).to.equal(10n * shares);
      await expect(() => lender.redeemAtLeast(shares, m.second, m.lender, now)).to.changeTokenBalance(
        ethers,
        m.dollar,
        m.second,
        now,
      );
      await expect(
        m.pool.connect(m.second).redeemAtLeast(shares, m.second, m.lender, 0n),
      ).to.be.revertedWithCustomError(m.pool, "ERC20InsufficientAllowance");
    });

    it("lets whom the owner allows take it out, and nobody else", async () => {
      const m = await loadFixture(bound);
      const attempt = () => m.pool.connect(m.second).withdraw(1_000n, m.second, m.lender);
      await expect(attempt()).to.be.revertedWithCustomError(m.pool, "ERC20InsufficientAllowance");
      await m.pool.connect(m.lender).approve(m.second, await m.pool.previewWithdraw(1_000n));
      await expect(attempt).to.changeTokenBalance(ethers, m.dollar, m.second, 1_000n);
    });
  });

  context("given a premium", () => {
    it("is redeemable only when its cover has ended", async () => {
      const m = await loadFixture(protection);
      const { order, id } = await covered(m);
      const worth = async () => m.pool.previewRedeem(await m.pool.balanceOf(m.lender));
      expect(await worth()).to.equal(capital);
      await m.escrow.connect(m.seller).refund(order);
      expect(await worth()).to.equal(capital);
      await m.pool.lapse(id);
      expect(await worth()).to.be.closeTo(capital + premium, 1n);
    });
  });

  context("given a token that misbehaves", () => {
    it("reverts WrongReceived when it keeps a part of a deposit", async () => {
      const m = await loadFixture(oddPool);
      await m.odd.set(Token.Taxing, Token.Honest);
      await expect(m.pool.connect(m.buyer).deposit(1_000n, m.buyer))
        .to.be.revertedWithCustomError(m.pool, "WrongReceived")
        .withArgs(990n, 1_000n);
      await expect(m.pool.connect(m.buyer).mint(1_000_000_000n, m.buyer))
        .to.be.revertedWithCustomError(m.pool, "WrongReceived")
        .withArgs(990n, 1_000n);
    });

    it("reverts WrongReceived when it lies, TokenCallFailed when it refuses", async () => {
      const m = await loadFixture(oddPool);
      await m.odd.set(Token.Lying, Token.Honest);
      await expect(m.pool.connect(m.buyer).deposit(1_000n, m.buyer))
        .to.be.revertedWithCustomError(m.pool, "WrongReceived")
        .withArgs(0n, 1_000n);
      await m.odd.set(Token.Refusing, Token.Honest);
      await expect(m.pool.connect(m.buyer).deposit(1_000n, m.buyer)).to.be.revertedWithCustomError(
        m.pool,
        "TokenCallFailed",
      );
    });

    it("reverts TransferFailed when it does not pay out, and burns no shares", async () => {
      const m = await loadFixture(oddPool);
      await m.odd.set(Token.Honest, Token.Refusing);
      await expect(m.pool.connect(m.buyer).withdraw(1_000n, m.stranger, m.buyer))
        .to.be.revertedWithCustomError(m.pool, "TransferFailed")
        .withArgs(m.stranger.address, m.addresses.odd, 1_000n);
      expect(await m.pool.balanceOf(m.buyer)).to.equal(capital * 1_000_000n);
    });

    it("goes on answering when it takes the pool's balance away", async () => {
      const m = await loadFixture(oddPool);
      await m.odd.setBalance(m.pool, 0n);
      expect([await m.pool.totalAssets(), await m.pool.freeAssets(), await m.pool.maxWithdraw(m.buyer)]).to.deep.equal([
        0n,
        0n,
        0n,
      ]);
    });
  });
});
