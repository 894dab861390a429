import { expect } from "chai";
import { type Address } from "viem";
import { listingId, NATIVE } from "#protocol/terms.ts";
import { ethers, kind, loadFixture, type Market, market, termsOf, time, Token } from "./support/market.ts";
import { budget, funded, inDollars, native, wanted } from "./support/requests.ts";

describe("RequestBoard.fund", () => {
  it("keeps the budget and says so", async () => {
    const m = await loadFixture(market);
    const notice = await wanted(m);
    const fund = m.board.connect(m.buyer).fund(notice, budget, { value: budget });
    await expect(fund)
      .to.emit(m.board, "RequestFunded")
      .withArgs(listingId(notice), m.buyer.address, NATIVE, budget, budget);
    await expect(fund).to.changeEtherBalances(ethers, [m.buyer, m.board], [-budget, budget]);
  });

  it("adds up", async () => {
    const m = await loadFixture(native);
    await m.board.connect(m.buyer).fund(m.notice, 1n, { value: 1n });
    expect(await m.board.budgetOf(listingId(m.notice))).to.equal(budget + 1n);
  });

  it("takes tokens by allowance", async () => {
    const m = await loadFixture(inDollars);
    expect(await m.dollar.balanceOf(m.board)).to.equal(budget);
  });

  type Wrong = { sent: Promise<unknown>; args: unknown[] };
  const wrong: [string, string, (m: Market) => Promise<Wrong>][] = [
    [
      "NotRequest",
      "the notice sells",
      async (m) => {
        const sale = await termsOf(m, { seller: m.buyer.address as Address });
        return { sent: m.board.connect(m.buyer).fund(sale, budget, { value: budget }), args: [listingId(sale)] };
      },
    ],
    [
      "NotRequester",
      "the notice is somebody else's",
      async (m) => {
        const sent = m.board.connect(m.stranger).fund(await wanted(m), budget, { value: budget });
        return { sent, args: [m.stranger.address, m.buyer.address] };
      },
    ],
    [
      "RequestNotActive",
      "the notice was never published",
      async (m) => {
        const notice = await termsOf(m, { kind: kind("request"), seller: m.buyer.address as Address });
        return { sent: m.board.connect(m.buyer).fund(notice, budget, { value: budget }), args: [listingId(notice)] };
      },
    ],
    [
      "RequestNotActive",
      "the notice has expired, and goes through in its last second",
      async (m) => {
        const notice = await wanted(m);
        const fund = () => m.board.connect(m.buyer).fund(notice, budget, { value: budget });
        await time.setNextBlockTimestamp(notice.expiry);
        await fund();
        return { sent: fund(), args: [listingId(notice)] };
      },
    ],
    [
      "NoAmount",
      "there is nothing to add",
      async (m) => ({ sent: m.board.connect(m.buyer).fund(await wanted(m), 0n), args: [] }),
    ],
    [
      "WrongFunding",
      "less is sent than said",
      async (m) => {
        const sent = m.board.connect(m.buyer).fund(await wanted(m), budget, { value: budget - 1n });
        return { sent, args: [budget - 1n, budget] };
      },
    ],
    [
      "WrongFunding",
      "native coin comes with tokens",
      async (m) => {
        const notice = await wanted(m, { token: m.addresses.dollar });
        return { sent: m.board.connect(m.buyer).fund(notice, budget, { value: 1n }), args: [1n, 0n] };
      },
    ],
    [
      "WrongFunding",
      "the token keeps a part",
      async (m) => {
        await m.odd.set(Token.Taxing, Token.Honest);
        return { sent: funded(m, { token: m.addresses.odd }), args: [budget - budget / 100n, budget] };
      },
    ],
  ];
  for (const [error, when, act] of wrong) {
    it(`reverts ${error} when ${when}`, async () => {
      const m = await loadFixture(market);
      const { sent, args } = await act(m);
      await expect(sent)
        .to.be.revertedWithCustomError(m.board, error)
        .withArgs(...args);
    });
  }
});
