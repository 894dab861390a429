import { expect } from "chai";
import { type Address, zeroHash } from "viem";
import { listingId, NATIVE, type Order, orderId, type Terms } from "../../protocol/ids.ts";
import { quote } from "../../protocol/money.ts";
import { type ListingProof, noProof } from "../../protocol/offer.ts";
import {
  contractParty,
  day,
  ethers,
  kind,
  loadFixture,
  type Market,
  market,
  Receiver,
  type Signer,
  Status,
  termsOf,
  through,
  time,
  Token,
} from "./support/market.ts";
import { orderOf, signTerms } from "./support/offers.ts";

const budget = 10_000_000_000n;

/** A notice of the buyer's, which stands where a seller would. */
async function wanted(m: Market, changes: Partial<Terms> = {}): Promise<Terms> {
  const seller = m.buyer.address as Address;
  const notice = await termsOf(m, { kind: kind("request"), price: 0n, seller, ...changes });
  await m.registry.connect(m.buyer).publish(notice);
  return notice;
}

async function funded(m: Market, changes: Partial<Terms> = {}): Promise<Terms> {
  const notice = await wanted(m, changes);
  if (notice.token === m.addresses.dollar) await m.dollar.connect(m.buyer).approve(m.board, budget);
  if (notice.token === m.addresses.odd) await m.odd.connect(m.buyer).approve(m.board, budget);
  await m.board.connect(m.buyer).fund(notice, budget, { value: notice.token === NATIVE ? budget : 0n });
  return notice;
}

/** What a seller offers in answer: terms that it has signed. */
async function quoted(m: Market, changes: Partial<Terms> = {}) {
  const terms = await termsOf(m, { stock: 3, ...changes });
  const order = orderOf(m, terms);
  return { order, id: orderId(order), proof: await signTerms(m, m.seller, terms), total: quote(terms, 3).total };
}

const take = (m: Market, notice: Terms, order: Order, proof: ListingProof, by: Signer = m.buyer) =>
  m.board.connect(by).take(notice, order, { ...proof, path: [...proof.path] });

const native = async () => {
  const m = await market();
  return { ...m, notice: await funded(m) };
};
const inDollars = async () => {
  const m = await market();
  return { ...m, notice: await funded(m, { token: m.addresses.dollar }) };
};

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

  const wrong: [string, string, (m: Market) => Promise<unknown>][] = [
    [
      "NotRequest",
      "the notice sells",
      async (m) => {
        const sale = await termsOf(m, { seller: m.buyer.address as Address });
        return m.board.connect(m.buyer).fund(sale, budget, { value: budget });
      },
    ],
    [
      "NotRequester",
      "the notice is somebody else's",
      async (m) => m.board.connect(m.stranger).fund(await wanted(m), budget, { value: budget }),
    ],
    [
      "RequestNotActive",
      "the notice was never published",
      async (m) => {
        const notice = await termsOf(m, { kind: kind("request"), seller: m.buyer.address as Address });
        return m.board.connect(m.buyer).fund(notice, budget, { value: budget });
      },
    ],
    [
      "RequestNotActive",
      "the notice has expired",
      async (m) => {
        const notice = await wanted(m);
        await time.increaseTo(notice.expiry);
        return m.board.connect(m.buyer).fund(notice, budget, { value: budget });
      },
    ],
    ["NoAmount", "there is nothing to add", async (m) => m.board.connect(m.buyer).fund(await wanted(m), 0n)],
    [
      "WrongFunding",
      "less is sent than said",
      async (m) => m.board.connect(m.buyer).fund(await wanted(m), budget, { value: budget - 1n }),
    ],
    [
      "WrongFunding",
      "native coin comes with tokens",
      async (m) => m.board.connect(m.buyer).fund(await wanted(m, { token: m.addresses.dollar }), budget, { value: 1n }),
    ],
    [
      "WrongFunding",
      "the token keeps a part",
      async (m) => {
        await m.odd.set(Token.Taxing, Token.Honest);
        return funded(m, { token: m.addresses.odd });
      },
    ],
  ];
  for (const [error, when, act] of wrong) {
    it(`reverts ${error} when ${when}`, async () => {
      const m = await loadFixture(market);
      await expect(act(m)).to.be.revertedWithCustomError(m.board, error);
    });
  }
});

describe("RequestBoard.take", () => {
  for (const [coin, fixture] of [
    ["native coin", native],
    ["tokens", inDollars],
  ] as const) {
    it(`pays a signed quote out of the budget (${coin})`, async () => {
      const m = await loadFixture(fixture);
      const { order, id, proof, total } = await quoted(m, { token: m.notice.token });
      await expect(take(m, m.notice, order, proof))
        .to.emit(m.board, "QuoteTaken")
        .withArgs(listingId(m.notice), id, total, budget - total)
        .and.to.emit(m.escrow, "OrderFunded");
      expect((await m.escrow.stateOf(id)).status).to.equal(Status.Funded);
      expect(await m.board.budgetOf(listingId(m.notice))).to.equal(budget - total);
    });
  }

  it("pays a published quote too", async () => {
    const m = await loadFixture(native);
    const { order } = await quoted(m);
    await m.registry.connect(m.seller).publish(order.terms);
    await expect(take(m, m.notice, order, noProof)).to.emit(m.board, "QuoteTaken");
  });

  it("leaves an order like any other: its buyer confirms, its refund goes to the buyer and not to the board", async () => {
    const m = await loadFixture(inDollars);
    const { order, proof, total } = await quoted(m, { token: m.notice.token });
    await take(m, m.notice, order, proof);
    await expect(m.escrow.connect(m.seller).refund(order)).to.changeTokenBalance(ethers, m.dollar, m.buyer, total);
  });

  it("takes several quotes while the budget lasts", async () => {
    const m = await loadFixture(native);
    const { order, proof, total } = await quoted(m, { stock: 30 });
    await take(m, m.notice, order, proof);
    await take(m, m.notice, { ...order, nonce: 2n }, proof);
    const left = budget - 2n * total;
    await take(m, m.notice, { ...order, nonce: 3n }, proof);
    await expect(take(m, m.notice, { ...order, nonce: 4n }, proof))
      .to.be.revertedWithCustomError(m.board, "BudgetTooSmall")
      .withArgs(left - total, total);
  });

  it("works after the notice was closed or has expired, as long as the money is there", async () => {
    const m = await loadFixture(native);
    await m.registry.connect(m.buyer).close(m.notice);
    await time.increaseTo(m.notice.expiry + 1);
    const { order, proof } = await quoted(m);
    await expect(take(m, m.notice, order, proof)).to.emit(m.board, "QuoteTaken");
  });

  it("reverts NotRequester when a stranger takes, for himself or for the owner", async () => {
    const m = await loadFixture(native);
    const { order, proof } = await quoted(m);
    const own = { ...order, buyer: m.stranger.address as Address };
    for (const each of [order, own])
      await expect(take(m, m.notice, each, proof, m.stranger))
        .to.be.revertedWithCustomError(m.board, "NotRequester")
        .withArgs(m.stranger.address, m.buyer.address);
  });

  it("reverts NotRequester when the order is for somebody else", async () => {
    const m = await loadFixture(native);
    const { order, proof } = await quoted(m);
    const gift = { ...order, buyer: m.stranger.address as Address };
    await expect(take(m, m.notice, gift, proof))
      .to.be.revertedWithCustomError(m.board, "NotRequester")
      .withArgs(m.buyer.address, m.stranger.address);
  });

  it("reverts OtherToken when the quote is in another one", async () => {
    const m = await loadFixture(native);
    const { order, proof } = await quoted(m, { token: m.addresses.dollar });
    await expect(take(m, m.notice, order, proof))
      .to.be.revertedWithCustomError(m.board, "OtherToken")
      .withArgs(m.addresses.dollar, NATIVE);
  });

  it("reverts BudgetTooSmall when there was never a budget, and spends nobody else's", async () => {
    const m = await loadFixture(native);
    const other = await wanted(m);
    const { order, proof, total } = await quoted(m);
    await expect(take(m, other, order, proof))
      .to.be.revertedWithCustomError(m.board, "BudgetTooSmall")
      .withArgs(0, total);
  });

  it("passes on why the escrow would not sell, and keeps the budget", async () => {
    const m = await loadFixture(native);
    const { order, proof } = await quoted(m, { stock: 2 });
    await expect(take(m, m.notice, order, proof)).to.be.revertedWithCustomError(m.registry, "OutOfStock");
    expect(await m.board.budgetOf(listingId(m.notice))).to.equal(budget);
  });
});

describe("RequestBoard.close", () => {
  it("gives the budget back to its owner at any time, once", async () => {
    const m = await loadFixture(inDollars);
    const close = () => m.board.connect(m.buyer).close(m.notice);
    await expect(close()).to.changeTokenBalances(ethers, m.dollar, [m.board, m.buyer], [-budget, budget]);
    await expect(close()).to.be.revertedWithCustomError(m.board, "NothingFunded").withArgs(listingId(m.notice));
  });

  it("gives back what quotes have left, and says how much", async () => {
    const m = await loadFixture(native);
    const { order, proof, total } = await quoted(m);
    await take(m, m.notice, order, proof);
    await expect(m.board.connect(m.buyer).close(m.notice))
      .to.emit(m.board, "RequestClosed")
      .withArgs(listingId(m.notice), budget - total);
  });

  it("is anyone's once the notice has expired, and the money the owner's", async () => {
    const m = await loadFixture(native);
    const close = () => m.board.connect(m.stranger).close(m.notice);
    await time.setNextBlockTimestamp(m.notice.expiry);
    await expect(close())
      .to.be.revertedWithCustomError(m.board, "RequestNotExpired")
      .withArgs(m.notice.expiry, m.notice.expiry);
    await time.setNextBlockTimestamp(m.notice.expiry + 1);
    await expect(close()).to.changeEtherBalances(ethers, [m.board, m.buyer, m.stranger], [-budget, budget, 0n]);
  });

  it("can be funded again", async () => {
    const m = await loadFixture(native);
    await m.board.connect(m.buyer).close(m.notice);
    await m.board.connect(m.buyer).fund(m.notice, 5n, { value: 5n });
    expect(await m.board.budgetOf(listingId(m.notice))).to.equal(5n);
  });

  it("becomes a credit when the owner can't be paid, to be sent where the owner says", async () => {
    const m = await loadFixture(market);
    const party = await contractParty(m.buyer);
    const seller = (await party.getAddress()) as Address;
    const notice = await termsOf(m, { kind: kind("request"), seller });
    await through(party, m.registry, "publish", [notice]);
    await through(party, m.board, "fund", [notice, budget], budget);
    await party.set(Receiver.Refusing);
    await time.increaseTo(notice.expiry + 1);
    await expect(m.board.close(notice)).to.emit(m.board, "BudgetCredited").withArgs(seller, NATIVE, budget);
    expect(await m.board.creditOf(seller, NATIVE)).to.equal(budget);
    await expect(through(party, m.board, "withdraw", [NATIVE, m.stranger.address])).to.changeEtherBalance(
      ethers,
      m.stranger,
      budget,
    );
    await expect(through(party, m.board, "withdraw", [NATIVE, m.stranger.address])).to.be.revertedWithCustomError(
      m.board,
      "NoCredit",
    );
  });

  it("keeps the credit when the receiver refuses", async () => {
    const m = await loadFixture(inDollars);
    await m.odd.set(Token.Honest, Token.Honest);
    const odd = await funded(m, { token: m.addresses.odd });
    await m.odd.setBlocked(m.buyer, true);
    await m.board.connect(m.buyer).close(odd);
    await expect(m.board.connect(m.buyer).withdraw(m.odd, m.buyer))
      .to.be.revertedWithCustomError(m.board, "CreditNotSent")
      .withArgs(m.buyer.address, m.addresses.odd, budget);
    expect(await m.board.creditOf(m.buyer, m.odd)).to.equal(budget);
  });
});

describe("RequestBoard, under attack", () => {
  it("re-entry: a token that calls back while a budget comes, goes or is spent finds the door shut", async () => {
    const m = await loadFixture(market);
    const notice = await funded(m, { token: m.addresses.odd });
    await m.odd.setCallback(m.board.interface.encodeFunctionData("close", [notice]));
    await m.odd.set(Token.CallingBack, Token.CallingBack);
    await m.board.connect(m.buyer).close(notice);
    expect(await m.odd.failure()).to.not.equal("0x");
    expect(await m.odd.balanceOf(m.board)).to.equal(0n);
  });

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
      m.escrow.connect(m.stranger).buyUnpublished(order, { ...proof, path: [] }, { value: total }),
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
