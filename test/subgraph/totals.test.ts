import { expect } from "chai";
import type { Address } from "viem";
import type { Payout } from "#protocol/money.ts";
import { people } from "./support/people.ts";
import { type Funded, fund, openDispute, publish, read, step } from "./support/scene.ts";
import { indexer } from "./support/shared.ts";

const DAY = 86_400;
// A token and people whom no other test knows, on a day on which nothing else happens.
const token: Address = "0x7070000000000000000000000000000000000001";
const shop: Address = "0x7070000000000000000000000000000000000002";
const [first, second]: Address[] = [
  "0x7070000000000000000000000000000000000003",
  "0x7070000000000000000000000000000000000004",
];

const payout: Payout = { toSeller: 9_700n, toBuyer: 20n, fee: 280n, referral: 20n };
const market =
  "listings activeListings soldListings orders openOrders completed refunded calledOff disputes resolved reviews accounts";

type Numbers = Record<string, number>;

/** Noon of the day after tomorrow: time enough for a test, whenever it starts. */
async function waitForQuietDay(): Promise<number> {
  const { timestamp } = await publish("something to tell the time by");
  const day = Math.floor(timestamp / DAY) + 2;
  await indexer().wait(day * DAY + DAY / 2 - timestamp);
  return day;
}

describe("totals", () => {
  let day: number, before_: Numbers, unanswered: Funded;
  const orders: Funded[] = [];

  before(async () => {
    day = await waitForQuietDay();
    await indexer().indexed();
    before_ = await read<Numbers>("market", "market", market);

    const listing = await publish("counted cup", { seller: shop, token, stock: 100 });
    const other = await publish("counted plate", { seller: shop, token });
    await indexer().wait(50);
    for (const [index, buyer] of [first!, first!, second!, first!, first!, second!].entries()) {
      orders.push(await fund(`counted order ${index}`, listing, { buyer, quantity: index + 1 }));
    }
    await indexer().emit({ contract: "ListingRegistry", event: "Closed", args: { listingId: other.id } });
    const [completed, refunded, settled, ruled] = orders as [Funded, Funded, Funded, Funded, Funded];
    const calledOff = orders[5]!;
    await indexer().wait(100);
    await step(completed.id, "OrderShipped", { fulfilment: completed.id, deadline: 2_000_000_000 });
    await step(completed.id, "OrderReleased", { held: 1n, payout });
    await step(completed.id, "OrderConfirmed", { payout });
    await step(refunded.id, "OrderRefunded", { outcome: 6, toBuyer: payout.toBuyer });
    await step(settled.id, "OrderSettled", { payout });
    await step(calledOff.id, "OrderCalledOff", { payout });
    await openDispute(ruled, first);
    await step(ruled.id, "OrderResolved", { outcome: 3, payout });
    const score = { num: 1n, den: 1n, updatedAt: 1n, count: 1n };
    const review = { orderId: completed.id, author: first, subject: shop, subjectRole: 1, rating: 5, outcome: 1 };
    const args = { ...review, content: completed.id, weight: 1n, score };
    await indexer().emit({ contract: "Reputation", event: "Reviewed", args });
    await indexer().indexed();
  });

  it("counts in the market what has happened", async () => {
    const after = await read<Numbers>("market", "market", market);
    const change = Object.fromEntries(Object.keys(before_).map((key) => [key, after[key]! - before_[key]!]));
    expect(change).to.deep.equal({
      ...{ listings: 2, activeListings: 1, soldListings: 1, orders: 6, openOrders: 1 },
      ...{ completed: 2, refunded: 1, calledOff: 1, disputes: 1, resolved: 1, reviews: 1, accounts: 3 },
    });
  });

  it("counts the same on the day, and how long the first sale took", async () => {
    const fields =
      "listings closedListings orders completed refunded calledOff disputes resolved reviews newAccounts firstSales";
    const taken = orders[0]!.timestamp - orders[0]!.listing.timestamp;
    expect(taken).to.be.at.least(50);
    expect(await read("marketDay", String(day), `day timestamp ${fields} secondsToFirstSale`)).to.deep.equal({
      ...{ day, timestamp: String(day * DAY), listings: 2, closedListings: 1, orders: 6, completed: 2, refunded: 1 },
      ...{
        calledOff: 1,
        disputes: 1,
        resolved: 1,
        reviews: 1,
        newAccounts: 3,
        firstSales: 1,
        secondsToFirstSale: String(taken),
      },
    });
  });

  it("sums money by token: what came in, what was turned over, what is held", async () => {
    const funded = orders.reduce((sum, { total }) => sum + total, 0n);
    const spent = payout.toSeller + payout.fee + payout.referral;
    const sums = { orders: 6, funded: String(funded), volume: String(5n * spent), fees: String(5n * payout.fee) };
    const held = funded - 5n * spent - 6n * payout.toBuyer;
    expect(await read("token", token, "orders funded volume fees referrals held")).to.deep.equal({
      ...sums,
      referrals: String(5n * payout.referral),
      held: String(held),
    });
    const { tokens } = await read<{ tokens: unknown[] }>(
      "marketDay",
      String(day),
      "tokens { token orders funded volume fees }",
    );
    expect(tokens).to.deep.equal([{ token, ...sums }]);
  });

  it("keeps the two sides of an account apart", async () => {
    const side =
      "orders open completed refunded calledOff resolved disputed disputesLost counterparties shipped secondsToShip";
    const volume = "volumes { token amount }";
    const spent = payout.toSeller + payout.fee + payout.referral;
    const none = Object.fromEntries(side.split(" ").map((key) => [key, key === "secondsToShip" ? "0" : 0]));
    const shipping = (await read<{ shippedAt: string }>("order", orders[0]!.id, "shippedAt")).shippedAt;
    const secondsToShip = String(Number(shipping) - orders[0]!.timestamp);
    const seller = {
      orders: 6,
      open: 1,
      completed: 2,
      refunded: 1,
      calledOff: 1,
      resolved: 1,
      disputed: 1,
      disputesLost: 1,
    };
    expect(
      await read("account", shop, `seller { role ${side} ${volume} } buyer { role ${side} ${volume} }`),
    ).to.deep.equal({
      seller: {
        ...{ role: "seller", ...seller, counterparties: 2, shipped: 1, secondsToShip },
        volumes: [{ token, amount: String(5n * spent) }],
      },
      buyer: { role: "buyer", ...none, volumes: [] },
    });
    const buyer = {
      orders: 4,
      open: 1,
      completed: 1,
      refunded: 1,
      calledOff: 0,
      resolved: 1,
      disputed: 1,
      disputesLost: 0,
    };
    expect(await read("account", first!, `buyer { ${side} ${volume} } createdAt`)).to.deep.equal({
      buyer: {
        ...{ ...buyer, counterparties: 1, shipped: 1, secondsToShip },
        volumes: [{ token, amount: String(3n * spent) }],
      },
      createdAt: String(orders[0]!.timestamp),
    });
  });

  it("blames the buyer for a dispute that the buyer lost", async () => {
    await step(orders[4]!.id, "OrderResolved", { outcome: 4, payout });
    await indexer().indexed();
    const found = await read("account", first!, "buyer { open resolved disputesLost }");
    expect(found).to.deep.equal({ buyer: { open: 0, resolved: 2, disputesLost: 1 } });
  });

  it("counts silence by its own name, and never as a dispute that was lost", async () => {
    const quiet: Address = "0x0000000000000000000000000000000000005117";
    const listing = await publish("shop that is away", { seller: quiet, stock: 9 });
    const [unsent, sent] = [await fund("never sent", listing), await fund("sent, and not answered for", listing)];
    await step(unsent.id, "OrderRefunded", { outcome: 9, toBuyer: 1n });
    await step(sent.id, "OrderResolved", { outcome: 8, payout });
    await indexer().indexed();
    const found = await read("account", quiet, "seller { refunded resolved disputesLost unanswered neverSent }");
    expect(found).to.deep.equal({
      seller: { refunded: 1, resolved: 1, disputesLost: 0, unanswered: 1, neverSent: 1 },
    });
  });

  it("does not let a seller's silence weigh like a ruling", async () => {
    const order = (unanswered = await fund("counted order, complained about", orders[0]!.listing, { buyer: second }));
    await openDispute(order, second);
    await step(order.id, "OrderResolved", { outcome: 8, payout });
    await indexer().indexed();
    const found = await read("account", shop, "seller { disputesLost unanswered }");
    expect(found).to.deep.equal({ seller: { disputesLost: 1, unanswered: 1 } });
  });

  it("knows who has traded with whom, how often and when", async () => {
    const { pairs } = await indexer().query<{ pairs: unknown[] }>(
      `{ pairs(where: { seller: "${shop}" }, orderBy: orders) { buyer { id } orders firstAt lastAt } }`,
    );
    const when = (index: number) => String(orders[index]!.timestamp);
    expect(pairs).to.deep.equal([
      { buyer: { id: second }, orders: 3, firstAt: when(2), lastAt: String(unanswered.timestamp) },
      { buyer: { id: first }, orders: 4, firstAt: when(0), lastAt: when(4) },
    ]);
  });

  it("sees an account once, whichever way it comes in", async () => {
    const before = await read<Numbers>("market", "market", "accounts");
    await fund("ada buys from the shop", await publish("one more cup", { seller: shop }), { buyer: people.ada });
    await indexer().indexed();
    expect(await read("market", "market", "accounts")).to.deep.equal(before);
  });
});
