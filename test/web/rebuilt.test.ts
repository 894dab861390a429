import { expect } from "chai";
import { orderId } from "#protocol/order.ts";
import { ZERO_WORD } from "#protocol/terms.ts";
import { rebuiltOrder } from "../../web/src/market/orders/rebuilt.ts";
import { order, terms } from "./support/orders.ts";

const { buyer, quantity, referrer, nonce } = order;
const funded = { eventName: "OrderFunded", args: { buyer, quantity, referrer, nonce } };
const booked = { eventName: "OrderBooked", args: { start: 1_800_000_000, end: 1_800_086_400 } };
const chosen = { eventName: "OrderChosen", args: { choice: `0x${"22".repeat(32)}`, extra: 7n } };
const shipped = { eventName: "OrderShipped", args: { start: 1, choice: "0x", extra: 9n } };

describe("an order rebuilt from the chain’s logs", () => {
  it("is what was paid for, when nothing was booked or chosen", () => {
    expect(rebuiltOrder(terms, [funded, shipped])).to.deep.equal(order);
    expect(rebuiltOrder(terms, [funded])).to.include({ start: 0, choice: ZERO_WORD, extra: 0n });
  });

  it("has its start and its choice, in whichever order the logs come", () => {
    const whole = { ...order, start: 1_800_000_000, choice: chosen.args.choice, extra: 7n };
    expect(rebuiltOrder(terms, [funded, booked, chosen])).to.deep.equal(whole);
    expect(rebuiltOrder(terms, [chosen, booked, funded])).to.deep.equal(whole);
  });

  it("has another id without them, so that what is missing is noticed", () => {
    const ids = [[funded], [funded, booked], [funded, chosen]].map((logs) => orderId(rebuiltOrder(terms, logs)!));
    expect(new Set(ids).size).to.equal(3);
  });

  it("is none before it was paid", () => {
    expect(rebuiltOrder(terms, [booked, chosen])).to.equal(null);
  });
});
