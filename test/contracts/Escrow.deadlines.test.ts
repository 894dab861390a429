import { expect } from "chai";
import { zeroHash } from "viem";
import {
  arbitrationFee,
  day,
  DisputePhase,
  fundedOrder,
  loadFixture,
  type Market,
  market,
  openedDispute,
  raisedDispute,
  Ruling,
  shippedOrder,
  time,
  type Trade,
} from "./support/market.ts";

type Step = (m: Market, trade: Trade) => Promise<unknown>;
type Case = {
  given: string;
  arrive: (m: Market) => Promise<Trade>;
  actions: Record<string, Step>;
  timeout: [string, Step];
};

const fee = { value: arbitrationFee };
const later = 300 * day;

const cases: Case[] = [
  {
    given: "funded",
    arrive: fundedOrder,
    actions: {
      ship: (m, { order }) => m.escrow.connect(m.seller).ship(order, zeroHash),
      extend: async (m, { order }) => m.escrow.connect(m.buyer).extend(order, (await time.latest()) + later),
      "openDispute by the buyer": (m, { order }) => m.escrow.connect(m.buyer).openDispute(order, fee),
    },
    timeout: ["refund", (m, { order }) => m.escrow.connect(m.stranger).refund(order)],
  },
  {
    given: "shipped",
    arrive: shippedOrder,
    actions: {
      extend: async (m, { order }) => m.escrow.connect(m.seller).extend(order, (await time.latest()) + later),
      "openDispute by the buyer": (m, { order }) => m.escrow.connect(m.buyer).openDispute(order, fee),
      "openDispute by the seller": (m, { order }) => m.escrow.connect(m.seller).openDispute(order, fee),
    },
    timeout: ["claim", (m, { order }) => m.escrow.connect(m.stranger).claim(order)],
  },
  {
    given: "disputed, not answered",
    arrive: openedDispute,
    actions: { answerDispute: (m, { order }) => m.escrow.connect(m.seller).answerDispute(order, fee) },
    timeout: ["resolveUnanswered", (m, { order }) => m.escrow.connect(m.stranger).resolveUnanswered(order)],
  },
];

describe("Escrow's deadlines", () => {
  for (const { given, arrive, actions, timeout } of cases) {
    context(`given the order is ${given}`, () => {
      for (const [action, step] of Object.entries(actions)) {
        it(`at the last second allows ${action}`, async () => {
          const m = await loadFixture(market);
          const trade = await arrive(m);
          const { deadline } = await m.escrow.stateOf(trade.id);
          await time.setNextBlockTimestamp(deadline);
          await step(m, trade);
          expect(await time.latest()).to.equal(Number(deadline));
        });

        it(`a second later allows no ${action}`, async () => {
          const m = await loadFixture(market);
          const trade = await arrive(m);
          const { deadline } = await m.escrow.stateOf(trade.id);
          await time.setNextBlockTimestamp(deadline + 1n);
          await expect(step(m, trade))
            .to.be.revertedWithCustomError(m.escrow, "DeadlinePassed")
            .withArgs(deadline, deadline + 1n);
        });
      }

      const [name, step] = timeout;
      it(`at the last second allows no ${name}`, async () => {
        const m = await loadFixture(market);
        const trade = await arrive(m);
        const { deadline } = await m.escrow.stateOf(trade.id);
        await time.setNextBlockTimestamp(deadline);
        await expect(step(m, trade))
          .to.be.revertedWithCustomError(m.escrow, "DeadlineNotPassed")
          .withArgs(deadline, deadline);
      });

      it(`a second later allows ${name}`, async () => {
        const m = await loadFixture(market);
        const trade = await arrive(m);
        const { deadline } = await m.escrow.stateOf(trade.id);
        await time.setNextBlockTimestamp(deadline + 1n);
        await step(m, trade);
        expect(await time.latest()).to.equal(Number(deadline) + 1);
      });
    });
  }

  context("given the order is before the arbitrator", () => {
    const at = async (seconds: bigint) => {
      const m = await loadFixture(market);
      const trade = await raisedDispute(m);
      const { deadline } = await m.escrow.stateOf(trade.id);
      await time.setNextBlockTimestamp(deadline + seconds);
      return { m, ...trade, deadline };
    };

    it("at the last second allows rule", async () => {
      const { m, id } = await at(0n);
      await m.arbitrator.giveRuling(m.escrow, 0, Ruling.Buyer);
      expect((await m.escrow.disputeOf(id)).phase).to.equal(DisputePhase.Ruled);
    });

    it("a second later a ruling changes nothing", async () => {
      const { m, id } = await at(1n);
      await m.arbitrator.giveRuling(m.escrow, 0, Ruling.Buyer);
      expect((await m.escrow.disputeOf(id)).phase).to.equal(DisputePhase.Raised);
    });

    it("at the last second allows no resolveStalled", async () => {
      const { m, order, deadline } = await at(0n);
      await expect(m.escrow.resolveStalled(order))
        .to.be.revertedWithCustomError(m.escrow, "DeadlineNotPassed")
        .withArgs(deadline, deadline);
    });

    it("a second later allows resolveStalled", async () => {
      const { m, order } = await at(1n);
      await m.escrow.connect(m.stranger).resolveStalled(order);
    });
  });

  context("given it is ruled", () => {
    it("has no deadline: executeRuling works at once and years later", async () => {
      const m = await loadFixture(market);
      for (const wait of [1, 2_000 * day]) {
        const { order, id } = await raisedDispute(m);
        await m.arbitrator.giveRuling(m.escrow, (await m.escrow.disputeOf(id)).disputeId, Ruling.Buyer);
        await time.increase(wait);
        await m.escrow.connect(m.stranger).executeRuling(order);
      }
    });
  });

  it("moves with extend: what was over is open again, and the other way round", async () => {
    const m = await loadFixture(market);
    const { order, id } = await fundedOrder(m);
    const { deadline } = await m.escrow.stateOf(id);
    await m.escrow.connect(m.buyer).extend(order, deadline + 10n);
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(m.escrow.connect(m.stranger).refund(order)).to.be.revertedWithCustomError(
      m.escrow,
      "DeadlineNotPassed",
    );
    await time.setNextBlockTimestamp(deadline + 10n);
    await m.escrow.connect(m.seller).ship(order, zeroHash);
  });
});
