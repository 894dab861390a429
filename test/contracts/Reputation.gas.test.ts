import { orderKey } from "#protocol/order.ts";
import { keepGas } from "./support/gas.ts";
import { loadFixture } from "./support/market.ts";
import { completed, content, reveal, reviews, seal } from "./support/reviews.ts";

type Sent = Promise<{ wait(): Promise<{ gasUsed: bigint } | null> }>;
const gasOf = async (sent: Sent) => (await (await sent).wait())!.gasUsed;

/** Steady state: the two have reviewed each other before. */
async function acquainted() {
  const m = await reviews();
  const trade = await completed(m);
  await seal(m, trade, m.buyer, 5);
  await m.reputation.connect(m.seller).review(orderKey(trade.order), 5, content);
  await reveal(m, trade, m.buyer, 5);
  return { ...m, trade: await completed(m) };
}

describe("Reputation gas", () => {
  it("takes a review below its ceilings: sealed, in clear, and opened", async () => {
    const m = await loadFixture(acquainted);
    const key = orderKey(m.trade.order);
    // 21,000 for a transaction, 2,900 for its words, 22,100 for a slot, 4,700 to ask the escrow, 2,900 for the event; 3,500 for
    // all that the two contracts compute.
    await keepGas("reviewSeal", await gasOf(seal(m, m.trade, m.buyer, 5)), 57_300n);
    await keepGas("reviewDirect", await gasOf(m.reputation.connect(m.seller).review(key, 4, content)), 85_000n);
    await keepGas("reviewReveal", await gasOf(reveal(m, m.trade, m.buyer, 5)), 85_000n);
  });
});
