import { expect } from "chai";
import { NATIVE } from "#protocol/terms.ts";
import { orderId, orderKey } from "#protocol/order.ts";
import { payout } from "#protocol/money.ts";
import {
  completedOrder,
  contractTrade,
  ethers,
  flows,
  fundedOrder,
  loadFixture,
  market,
  marketWith,
  price,
  Receiver,
  Status,
  through,
  Token,
  type Trade,
} from "./support/market.ts";

const all = 3n * price;

/** A seller that refused its payment and has it as a credit. */
async function credited() {
  const m = await loadFixture(market);
  const trade = await contractTrade(m);
  await trade.seller.set(Receiver.Refusing);
  await through(trade.buyer, m.escrow, "confirm", [trade.order]);
  return { m, ...trade, amount: payout(trade.order, all, all).toSeller };
}

/** A seller whom the token refused to pay. */
async function creditedInToken() {
  const m = await loadFixture(market);
  const trade = await fundedOrder(m, { token: m.addresses.odd });
  await m.odd.setBlocked(m.seller, true);
  await m.escrow.connect(m.buyer).confirm(trade.order);
  return { m, ...trade, amount: payout(trade.order, all, all).toSeller };
}

describe("Escrow.withdraw", () => {
  context("when the caller has no credit", () => {
    it("reverts AmountOutOfBounds", async () => {
      const m = await loadFixture(market);
      for (const amount of [0n, 1n]) {
        await expect(m.escrow.connect(m.seller).withdraw(NATIVE, m.seller, amount))
          .to.be.revertedWithCustomError(m.escrow, "AmountOutOfBounds")
          .withArgs(amount, 0n);
      }
    });
  });

  context("when the credit is in another token", () => {
    it("reverts AmountOutOfBounds", async () => {
      const { m, seller } = await credited();
      await expect(through(seller, m.escrow, "withdraw", [m.addresses.dollar, m.stranger.address, 1n]))
        .to.be.revertedWithCustomError(m.escrow, "AmountOutOfBounds")
        .withArgs(1n, 0n);
    });
  });

  context("when the receiver refuses", () => {
    it("reverts TransferFailed and keeps the credit", async () => {
      const { m, seller, amount } = await credited();
      const address = await seller.getAddress();
      await expect(through(seller, m.escrow, "withdraw", [NATIVE, address, amount]))
        .to.be.revertedWithCustomError(m.escrow, "TransferFailed")
        .withArgs(address, NATIVE, amount);
      expect(await m.escrow.creditOf(address, NATIVE)).to.equal(amount);
    });
  });

  context("when the receiver takes it", () => {
    it("sends all of it to whom the creditor names, once", async () => {
      const { m, seller, amount } = await credited();
      const sent = () => through(seller, m.escrow, "withdraw", [NATIVE, m.referrer.address, amount]);
      const moved = await flows(m, NATIVE, sent);
      expect([moved.referrer, moved.escrow]).to.deep.equal([amount, -amount]);
      expect(await m.escrow.creditOf(seller, NATIVE)).to.equal(0n);
      await expect(sent()).to.be.revertedWithCustomError(m.escrow, "AmountOutOfBounds").withArgs(amount, 0n);
    });

    it("sends a part, and the rest another time, but never more than is there", async () => {
      const { m, seller, amount } = await credited();
      const send = (part: bigint) => through(seller, m.escrow, "withdraw", [NATIVE, m.referrer.address, part]);
      await expect(send(amount + 1n))
        .to.be.revertedWithCustomError(m.escrow, "AmountOutOfBounds")
        .withArgs(amount + 1n, amount);
      const first = await flows(m, NATIVE, () => send(amount - 1n));
      expect([first.referrer, first.escrow]).to.deep.equal([amount - 1n, 1n - amount]);
      expect(await m.escrow.creditOf(seller, NATIVE)).to.equal(1n);
      await expect(send(2n)).to.be.revertedWithCustomError(m.escrow, "AmountOutOfBounds").withArgs(2n, 1n);
      await send(1n);
      expect(await m.escrow.creditOf(seller, NATIVE)).to.equal(0n);
    });

    it("emits Withdrawn", async () => {
      const { m, seller, amount } = await credited();
      await expect(through(seller, m.escrow, "withdraw", [NATIVE, m.stranger.address, amount]))
        .to.emit(m.escrow, "Withdrawn")
        .withArgs(await seller.getAddress(), NATIVE, m.stranger.address, amount);
    });
  });

  context("when a token blocks the creditor", () => {
    it("can be sent to another account of the creditor's", async () => {
      const { m, amount } = await creditedInToken();
      await expect(m.escrow.connect(m.seller).withdraw(m.addresses.odd, m.seller, amount))
        .to.be.revertedWithCustomError(m.escrow, "TransferFailed")
        .withArgs(m.seller.address, m.addresses.odd, amount);
      await m.escrow.connect(m.seller).withdraw(m.addresses.odd, m.stranger, amount);
      expect(await m.odd.balanceOf(m.stranger)).to.equal(amount);
    });
  });

  it("adds up over several orders", async () => {
    const { m, amount } = await creditedInToken();
    const again = await fundedOrder(m, { token: m.addresses.odd, quantity: 1 });
    await m.escrow.connect(m.buyer).confirm(again.order);
    const more = payout(again.order, price, price).toSeller;
    expect(await m.escrow.creditOf(m.seller, m.addresses.odd)).to.equal(amount + more);
  });
});

describe("Escrow.sweep", () => {
  context("when nothing was earned", () => {
    it("reverts NothingToWithdraw", async () => {
      const m = await loadFixture(market);
      const { order } = await completedOrder(m, { sellerFeeBps: 0, buyerFeeBps: 0 });
      for (const keys of [[], [orderKey(order)]])
        await expect(m.escrow.sweep(keys))
          .to.be.revertedWithCustomError(m.escrow, "NothingToWithdraw")
          .withArgs(m.treasury.address, NATIVE);
    });
  });

  context("when an order has not ended, or never was", () => {
    it("reverts WrongStatus: fees of parts that were paid wait for the rest", async () => {
      const m = await loadFixture(market);
      const { order, id } = await fundedOrder(m);
      await m.escrow.connect(m.buyer).release(order, 1_000n);
      await expect(m.escrow.sweep([orderKey(order)]))
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(id, Status.Funded);
      const never = { ...order, nonce: 9n };
      await expect(m.escrow.sweep([orderKey(never)]))
        .to.be.revertedWithCustomError(m.escrow, "WrongStatus")
        .withArgs(orderId(never), Status.None);
    });
  });

  context("when orders in two tokens come together", () => {
    it("reverts OrdersInTwoTokens", async () => {
      const m = await loadFixture(market);
      const [first, second] = [await completedOrder(m), await completedOrder(m, { token: m.addresses.dollar })];
      await expect(m.escrow.sweep([orderKey(first.order), orderKey(second.order)]))
        .to.be.revertedWithCustomError(m.escrow, "OrdersInTwoTokens")
        .withArgs(NATIVE, m.addresses.dollar);
    });
  });

  for (const coin of ["native", "token"]) {
    context(`when something was earned (${coin})`, () => {
      const arrived = async () => {
        const m = await loadFixture(market);
        const token = coin === "native" ? NATIVE : m.addresses.dollar;
        const trades = [await completedOrder(m, { token }), await completedOrder(m, { token })];
        await fundedOrder(m, { token });
        const [first] = trades as [Trade, Trade];
        return {
          m,
          token,
          first,
          keys: trades.map(({ order }) => orderKey(order)),
          fee: payout(first.order, all, all).fee,
        };
      };

      it("sends it to the treasury, whoever asks, and nothing that is in escrow", async () => {
        const { m, token, keys, fee } = await arrived();
        const moved = await flows(m, token, () => m.escrow.connect(m.stranger).sweep(keys));
        expect([moved.treasury, moved.escrow]).to.deep.equal([2n * fee, -2n * fee]);
      });

      it("emits FeeSwept for each, once", async () => {
        const { m, token, first, keys, fee } = await arrived();
        await expect(m.escrow.sweep(keys)).to.emit(m.escrow, "FeeSwept").withArgs(first.id, token, fee);
        await expect(m.escrow.sweep(keys)).to.be.revertedWithCustomError(m.escrow, "NothingToWithdraw");
      });

      it("counts an order once that is named twice, and passes over one that was swept", async () => {
        const { m, token, keys, fee } = await arrived();
        const twice = [keys[0]!, keys[0]!];
        expect((await flows(m, token, () => m.escrow.sweep(twice))).treasury).to.equal(fee);
        expect((await flows(m, token, () => m.escrow.sweep(keys))).treasury).to.equal(fee);
      });

      it("leaves what the order has paid to be read, for its review's weight", async () => {
        const { m, first, keys, fee } = await arrived();
        await m.escrow.sweep(keys);
        const state = await m.escrow.stateOf(first.id);
        expect([state.feePaid, state.feeSwept]).to.deep.equal([fee, true]);
      });
    });
  }

  context("when nothing, or the least there is, was earned", () => {
    const cheap = { price: 100n, sellerFeeBps: 100, buyerFeeBps: 0 };

    it("tells nothing of an order that paid no fee, and leaves it as it is", async () => {
      const m = await loadFixture(market);
      const free = await completedOrder(m, { ...cheap, price: 33n });
      const other = await completedOrder(m);
      const swept = m.escrow.sweep([orderKey(free.order), orderKey(other.order)]);
      await expect(swept)
        .to.emit(m.escrow, "FeeSwept")
        .withArgs(other.id, NATIVE, payout(other.order, all, all).fee);
      const { feePaid, feeSwept } = await m.escrow.stateOf(free.id);
      expect([feePaid, feeSwept]).to.deep.equal([0n, false]);
    });

    it("sends a single unit", async () => {
      const m = await loadFixture(market);
      const { order, id } = await completedOrder(m, { ...cheap, price: 34n });
      await expect(m.escrow.sweep([orderKey(order)]))
        .to.emit(m.escrow, "FeeSwept")
        .withArgs(id, NATIVE, 1n);
      expect((await m.escrow.stateOf(id)).feeSwept).to.equal(true);
    });
  });

  context("when the treasury cannot take it", () => {
    it("reverts TransferFailed and keeps the fees for later", async () => {
      const m = await loadFixture(market);
      const { order } = await completedOrder(m, { token: m.addresses.odd });
      const { fee } = payout(order, all, all);
      await m.odd.setBlocked(m.treasury, true);
      await expect(m.escrow.sweep([orderKey(order)]))
        .to.be.revertedWithCustomError(m.escrow, "TransferFailed")
        .withArgs(m.treasury.address, m.addresses.odd, fee);
      await m.odd.set(Token.Honest, Token.Refusing);
      await m.odd.setBlocked(m.treasury, false);
      await expect(m.escrow.sweep([orderKey(order)])).to.be.revertedWithCustomError(m.escrow, "TransferFailed");
      await m.odd.set(Token.Honest, Token.Honest);
      await m.escrow.sweep([orderKey(order)]);
      expect(await m.odd.balanceOf(m.treasury)).to.equal(fee);
    });

    it("keeps no order from ending", async () => {
      const m = await loadFixture(market);
      const treasury = await ethers.deployContract("ContractParty", [m.owner.address]);
      await treasury.set(Receiver.Refusing);
      const { registry, escrow } = await marketWith({ treasury });
      const other = { ...m, registry, escrow, treasury } as unknown as typeof m;
      const { order } = await completedOrder(other);
      await expect(escrow.sweep([orderKey(order)]))
        .to.be.revertedWithCustomError(escrow, "TransferFailed")
        .withArgs(await treasury.getAddress(), NATIVE, payout(order, all, all).fee);
    });
  });
});
