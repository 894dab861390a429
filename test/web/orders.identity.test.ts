import { expect } from "chai";
import { orderId } from "#protocol/order.ts";
import { type Before, nextOrder, nextTold, nonceOf, toldFirst } from "../../web/src/features/orders/buying/identity.ts";
import { day, now, order } from "./support/orders.ts";

describe("orders: one purchase is one purchase", () => {
  const none = async () => false;

  it("makes the same order of the same wish, in every tab, at every time, on every device", async () => {
    const one = await nextOrder({ ...order, nonce: 5n }, none);
    const other = await nextOrder({ ...order, nonce: 77n }, none);
    expect(orderId(one)).to.equal(orderId(other));
  });

  it("makes another of another wish, listing or buyer", () => {
    const ids = new Set(
      [
        order,
        { ...order, quantity: 2 },
        { ...order, start: now },
        { ...order, choice: `0x${"22".repeat(32)}` as const },
        { ...order, buyer: order.terms.seller },
        { ...order, terms: { ...order.terms, price: 1n } },
      ].map((each) => nonceOf(each, 0)),
    );
    expect(ids).to.have.length(6);
  });

  it("fits into the contract’s 64 bits", () => {
    for (let turn = 0; turn < 50; turn++) expect(nonceOf(order, turn) < 1n << 64n).to.equal(true);
  });

  it("makes a second one only of what the chain has the first of", async () => {
    const first = await nextOrder(order, none);
    const second = await nextOrder(order, async (id) => id === orderId(first));
    expect(orderId(second)).not.to.equal(orderId(first));
    expect(second.nonce).to.equal(nonceOf(order, 1));
  });

  it("tells of an order that exists and that no log has told of, instead of making the next one", async () => {
    const first = await nextOrder(order, none);
    const statusOf = async (id: string) => (id === orderId(first) ? ("funded" as const) : ("none" as const));
    expect(await nextTold(order, [], statusOf, now)).to.deep.equal({
      before: { orderId: orderId(first), at: now, status: "funded" },
    });
    const next = await nextTold(order, [orderId(first)], statusOf, now);
    expect("order" in next && next.order.nonce).to.equal(nonceOf(order, 1));
  });

  context("when the listing was bought before", () => {
    const id = (n: number) => `0x${n.toString(16).padStart(64, "0")}` as const;
    const before = (more: Partial<Before>): Before => ({
      orderId: id(1),
      at: now - 9 * day,
      status: "completed",
      ...more,
    });

    it("tells of an order that still runs, and of one made lately", () => {
      expect(toldFirst([before({ status: "shipped" })], [], now)?.orderId).to.equal(id(1));
      expect(toldFirst([before({ at: now - 3_600 })], [], now)?.orderId).to.equal(id(1));
      expect(toldFirst([before({})], [], now)).to.equal(null);
    });

    it("lets a person who has been told have another one", () => {
      const orders = [before({ status: "funded" }), before({ orderId: id(2), status: "funded", at: now })];
      expect(toldFirst(orders, [id(1)], now)?.orderId).to.equal(id(2));
      expect(toldFirst(orders, [id(1), id(2)], now)).to.equal(null);
    });
  });
});
