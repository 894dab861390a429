import { expect } from "chai";
import { type Address } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import { orderId } from "#protocol/order.ts";
import { payout, quote } from "#protocol/money.ts";
import {
  arbitrationFee,
  contractParty,
  contractTrade,
  ethers,
  flows,
  fundedOrder,
  loadFixture,
  type Market,
  market,
  networkHelpers,
  openedDispute,
  Outcome,
  price,
  Receiver,
  shippedOrder,
  Status,
  through,
  Token,
} from "./support/market.ts";

const all = 3n * price;
const hostile = [
  ["refuses", Receiver.Refusing],
  ["burns all gas", Receiver.Burning],
  ["floods the answer", Receiver.Flooding],
] as const;

const credit = (m: Market, of: { getAddress(): Promise<string> }, token: string = NATIVE) =>
  of.getAddress().then((account) => m.escrow.creditOf(account, token));

describe("Escrow's receivers", () => {
  context("when a receiver is a contract wallet that needs more gas than a transfer gives", () => {
    it("is paid at once", async () => {
      const m = await loadFixture(market);
      const { order, seller, buyer } = await contractTrade(m);
      await through(buyer, m.escrow, "confirm", [order]);
      expect(await seller.received()).to.equal(payout(order, all, all).toSeller);
      expect(await credit(m, seller)).to.equal(0n);
    });
  });

  for (const [word, manner] of hostile) {
    context(`when the seller ${word}`, () => {
      it("has a credit, and everybody else is paid", async () => {
        const m = await loadFixture(market);
        const { order, id, seller, buyer } = await contractTrade(m);
        await seller.set(manner);
        const { toSeller, referral } = payout(order, all, all);
        const moved = await flows(m, NATIVE, () => through(buyer, m.escrow, "confirm", [order]));
        expect([moved.referrer, moved.escrow]).to.deep.equal([referral, -referral]);
        expect(await credit(m, seller)).to.equal(toSeller);
        expect((await m.escrow.stateOf(id)).status).to.equal(Status.Completed);
      });
    });

    context(`when the buyer ${word}`, () => {
      it("has a credit, and the order is refunded", async () => {
        const m = await loadFixture(market);
        const { order, id, seller, buyer } = await contractTrade(m);
        await buyer.set(manner);
        await expect(through(seller, m.escrow, "refund", [order]))
          .to.emit(m.escrow, "Credited")
          .withArgs(order.buyer, NATIVE, quote(order).total);
        expect((await m.escrow.stateOf(id)).status).to.equal(Status.Refunded);
        expect(await credit(m, buyer)).to.equal(quote(order).total);
      });
    });

    context(`when the referrer ${word}`, () => {
      it("has a credit, and the seller is paid", async () => {
        const m = await loadFixture(market);
        const referrer = await contractParty(m.stranger);
        await referrer.set(manner);
        const { order } = await shippedOrder(m, { referrer: (await referrer.getAddress()) as Address });
        const { toSeller, referral } = payout(order, all, all);
        const moved = await flows(m, NATIVE, () => m.escrow.connect(m.buyer).confirm(order));
        expect([moved.seller, moved.escrow]).to.deep.equal([toSeller, -toSeller]);
        expect(await credit(m, referrer)).to.equal(referral);
      });
    });

    context(`when both sides of a dispute ${word}`, () => {
      it("have order and arbitration fee as a credit", async () => {
        const m = await loadFixture(market);
        const { order, id, seller, buyer } = await contractTrade(m);
        await through(buyer, m.escrow, "openDispute", [order], arbitrationFee);
        await through(seller, m.escrow, "answerDispute", [order], arbitrationFee);
        await m.arbitrator.giveRuling(m.escrow, 0, 0);
        await buyer.set(manner);
        await seller.set(manner);
        await m.escrow.executeRuling(order);
        const { toSeller, toBuyer } = payout(order, all, all / 2n);
        const half = arbitrationFee / 2n;
        expect(await credit(m, buyer)).to.equal(toBuyer + half);
        expect(await credit(m, seller)).to.equal(toSeller + arbitrationFee - half);
        expect((await m.escrow.stateOf(id)).outcome).to.equal(Outcome.Split);
      });
    });
  }

  context("when the token blocks the seller", () => {
    it("has a credit, and the referrer is paid", async () => {
      const m = await loadFixture(market);
      const { order } = await shippedOrder(m, { token: m.addresses.odd });
      await m.odd.setBlocked(m.seller, true);
      const { toSeller, referral } = payout(order, all, all);
      await expect(m.escrow.connect(m.buyer).confirm(order))
        .to.emit(m.escrow, "Credited")
        .withArgs(m.seller.address, m.addresses.odd, toSeller);
      expect(await m.odd.balanceOf(m.referrer)).to.equal(referral);
    });
  });

  for (const [word, manner] of [
    ["answers false", Token.Refusing],
    ["burns all gas", Token.Burning],
  ] as const) {
    context(`when the token ${word}`, () => {
      it("leaves everybody a credit, and the order ends", async () => {
        const m = await loadFixture(market);
        const { order, id } = await shippedOrder(m, { token: m.addresses.odd });
        await m.odd.set(Token.Honest, manner);
        await m.escrow.connect(m.buyer).confirm(order);
        const { toSeller, referral } = payout(order, all, all);
        expect(await credit(m, m.seller, m.addresses.odd)).to.equal(toSeller);
        expect(await credit(m, m.referrer, m.addresses.odd)).to.equal(referral);
        expect((await m.escrow.stateOf(id)).status).to.equal(Status.Completed);
        await m.odd.set(Token.Honest, Token.Honest);
        const owed = await m.escrow.creditOf(m.seller, m.addresses.odd);
        await m.escrow.connect(m.seller).withdraw(m.addresses.odd, m.seller, owed);
        expect(await m.odd.balanceOf(m.seller)).to.equal(toSeller);
      });
    });
  }

  context("when the token answers nothing", () => {
    it("counts as paid while there is a contract, and as a credit when there is none any more", async () => {
      const m = await loadFixture(market);
      const [paid, gone] = [
        await shippedOrder(m, { token: m.addresses.odd }),
        await shippedOrder(m, { token: m.addresses.odd }),
      ];
      await m.odd.set(Token.Silent, Token.Silent);
      const { toSeller } = payout(paid.order, all, all);
      await m.escrow.connect(m.buyer).confirm(paid.order);
      expect(await m.odd.balanceOf(m.seller)).to.equal(toSeller);
      expect(await credit(m, m.seller, m.addresses.odd)).to.equal(0n);
      await networkHelpers.setCode(m.addresses.odd, "0x");
      await m.escrow.connect(m.buyer).confirm(gone.order);
      expect(await credit(m, m.seller, m.addresses.odd)).to.equal(toSeller);
    });
  });

  for (const [word, manner] of [
    ["says that it moved and did not", Token.Lying],
    ["moves, and answers with a flood of nonsense", Token.Flooding],
  ] as const) {
    context(`when the token ${word}`, () => {
      it("ends its own order, and harms no other token's", async () => {
        const m = await loadFixture(market);
        const orders = [
          await fundedOrder(m, { token: m.addresses.odd }),
          await fundedOrder(m, { token: m.addresses.dollar }),
          await fundedOrder(m),
        ];
        await m.odd.set(Token.Honest, manner);
        for (const { order, id } of orders) {
          await m.escrow.connect(m.buyer).confirm(order);
          expect((await m.escrow.stateOf(id)).status).to.equal(Status.Completed);
        }
        const { fee } = payout(orders[0]!.order, all, all);
        expect(await ethers.provider.getBalance(m.escrow)).to.equal(fee);
        expect(await m.dollar.balanceOf(m.escrow)).to.equal(fee);
      });
    });
  }
});

/** Tries ever more gas from nothing to plenty, each from the same state, and looks at what came of it whenever it went through. */
async function withAnyGas(send: (gasLimit: number) => Promise<unknown>, look: () => Promise<unknown>, most = 500_000) {
  let [refused, went] = [0, 0];
  const snapshot = await networkHelpers.takeSnapshot();
  for (let gasLimit = 60_000; gasLimit <= most; gasLimit += 7_001) {
    try {
      await send(gasLimit);
    } catch {
      refused++;
      await snapshot.restore();
      continue;
    }
    went++;
    await look();
    await snapshot.restore();
  }
  expect(refused).to.be.greaterThan(0);
  expect(went).to.be.greaterThan(0);
}

describe("Escrow, given a receiver that burns whatever gas it has", () => {
  it("lets it have 50,000 for native coin, and no more", async () => {
    const m = await loadFixture(market);
    const { order, seller, buyer } = await contractTrade(m);
    await seller.set(Receiver.Burning);
    const data = m.escrow.interface.encodeFunctionData("confirm", [order]);
    const receipt = await (await buyer.act(m.escrow, data, { gasLimit: 1_000_000 })).wait();
    expect(receipt!.gasUsed).to.be.within(100_000n, 200_000n);
  });
});

describe("Escrow, given too little gas on purpose", () => {
  it("turns no contract's payment into a credit", async () => {
    const m = await loadFixture(market);
    const { order, seller, buyer } = await contractTrade(m);
    const data = m.escrow.interface.encodeFunctionData("confirm", [order]);
    const { toSeller } = payout(order, all, all);
    await withAnyGas(
      (gasLimit) => buyer.act(m.escrow, data, { gasLimit }),
      async () => expect(await seller.received()).to.equal(toSeller),
    );
  });

  it("turns no token's payment into a credit", async () => {
    const m = await loadFixture(market);
    const { order } = await shippedOrder(m, { token: m.addresses.dollar });
    const { toSeller } = payout(order, all, all);
    await withAnyGas(
      (gasLimit) => m.escrow.connect(m.buyer).confirm(order, { gasLimit }),
      async () => expect(await m.dollar.balanceOf(m.seller)).to.equal(toSeller),
    );
  });

  it("asks for no more than it takes when the payment goes through", async () => {
    const m = await loadFixture(market);
    const { order } = await shippedOrder(m);
    const confirm = m.escrow.connect(m.buyer).confirm;
    const snapshot = await networkHelpers.takeSnapshot();
    const used = (await (await confirm(order)).wait())!.gasUsed;
    await snapshot.restore();
    await confirm(order, { gasLimit: used + 20_000n });
    expect((await m.escrow.stateOf(orderId(order))).status).to.equal(Status.Completed);
  });

  it("blames a receiver that refuses only after a fair attempt", async () => {
    const m = await loadFixture(market);
    const { order, seller, buyer } = await contractTrade(m);
    await seller.set(Receiver.Refusing);
    const data = m.escrow.interface.encodeFunctionData("confirm", [order]);
    let [blamed, isPaid] = [0, false];
    for (let gasLimit = 60_000; !isPaid && gasLimit <= 500_000; gasLimit += 7_001) {
      try {
        await buyer.act(m.escrow, data, { gasLimit });
        isPaid = true;
      } catch (error) {
        if (String(error).includes("NotEnoughGas")) blamed++;
      }
    }
    expect(blamed).to.be.greaterThan(0);
    expect(await credit(m, seller)).to.equal(payout(order, all, all).toSeller);
  });

  it("makes no arbitrator refuse", async () => {
    const m = await loadFixture(market);
    const { order, id } = await openedDispute(m);
    await withAnyGas(
      (gasLimit) => m.escrow.connect(m.seller).answerDispute(order, { value: arbitrationFee, gasLimit }),
      async () => expect((await m.escrow.disputeOf(id)).pot).to.equal(arbitrationFee),
    );
  });
});
