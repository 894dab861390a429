import { expect } from "chai";
import { type Address, zeroHash } from "viem";
import type { Terms } from "#protocol/terms.ts";
import { day, ethers, loadFixture, type Market, market, time, Token } from "./support/market.ts";
import { sent } from "./support/offers.ts";
import { budget, funded, native, quoted, take } from "./support/requests.ts";

describe("RequestBoard, under attack", () => {
  const moves: [string, (m: Market, notice: Terms) => Promise<unknown>][] = [
    ["comes", (m, notice) => m.board.connect(m.buyer).fund(notice, 1n)],
    [
      "is spent",
      async (m, notice) => {
        const { order, proof } = await quoted(m, { token: m.addresses.odd });
        return take(m, notice, order, proof);
      },
    ],
    ["goes", (m, notice) => m.board.connect(m.buyer).close(notice)],
    [
      "is withdrawn",
      async (m, notice) => {
        await m.odd.setBlocked(m.buyer, true);
        await m.board.connect(m.buyer).close(notice);
        return m.board.connect(m.buyer).withdraw(m.odd, m.stranger, budget);
      },
    ],
  ];
  for (const [when, move] of moves) {
    it(`re-entry: a token that calls back while a budget ${when} finds the door shut`, async () => {
      const m = await loadFixture(market);
      const notice = await funded(m, { token: m.addresses.odd });
      await m.odd.connect(m.buyer).approve(m.board, 1n);
      await m.odd.setCallee(m.board);
      await m.odd.setCallback(m.board.interface.encodeFunctionData("close", [notice]));
      await m.odd.set(Token.CallingBack, Token.CallingBack);
      await move(m, notice);
      expect(await m.odd.failure()).to.equal(ethers.id("ReentrancyGuardReentrantCall()").slice(0, 10));
    });
  }

  it("a stranger's request of the same words is another one: its id names who wants it", async () => {
    const m = await loadFixture(native);
    const copy = { ...m.notice, seller: m.stranger.address as Address };
    await m.registry.connect(m.stranger).publish(copy);
    await expect(m.board.connect(m.stranger).close(copy)).to.be.revertedWithCustomError(m.board, "NothingFunded");
  });

  it("nobody but the board may pay for another person's order", async () => {
    const m = await loadFixture(native);
    const { order, proof, total } = await quoted(m);
    await expect(
      m.escrow.connect(m.stranger).buyProven(order, sent(proof), { value: total }),
    ).to.be.revertedWithCustomError(m.escrow, "NotBuyer");
    await expect(m.escrow.connect(m.seller).ship(order, zeroHash)).to.be.revertedWithCustomError(
      m.escrow,
      "WrongStatus",
    );
  });

  it("native coin does not come in unasked", async () => {
    const m = await loadFixture(market);
    await expect(m.stranger.sendTransaction({ to: m.board, value: 1n })).to.revert(ethers);
  });

  it("a notice open for days is closed by its owner without waiting", async () => {
    const m = await loadFixture(native);
    await time.increase(day);
    await expect(m.board.connect(m.buyer).close(m.notice)).to.emit(m.board, "RequestClosed");
  });
});
