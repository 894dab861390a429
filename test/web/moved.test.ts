import { expect } from "chai";
import { type AbiEvent, decodeEventLog, encodeAbiParameters, encodeEventTopics, getAbiItem, zeroHash } from "viem";
import { escrowAbi } from "#protocol/generated/abi.ts";
import { payoutOf } from "../../web/src/market/orders/payout.ts";

/** What comes out of the chain's log of such an event. */
function movedBy(eventName: string, ...data: unknown[]) {
  const { inputs } = getAbiItem({ abi: escrowAbi, name: eventName as "OrderRefunded" }) as AbiEvent;
  const topics = encodeEventTopics({
    abi: escrowAbi,
    eventName: eventName as "OrderRefunded",
    args: { orderId: zeroHash },
  });
  const unindexed = inputs.filter(({ indexed }) => !indexed);
  const log = decodeEventLog({ abi: escrowAbi, topics, data: encodeAbiParameters(unindexed, data) } as never);
  return payoutOf(eventName, (log as { args: object }).args);
}

const payout = { toSeller: 5n, toBuyer: 2n, fee: 1n, referral: 0n };

describe("what a step of an order moved", () => {
  it("is in the log of every step that pays", () => {
    const moved = { toSeller: 5n, toBuyer: 2n };
    for (const event of ["OrderConfirmed", "OrderClaimed", "OrderSettled"])
      expect(movedBy(event, payout), event).to.deep.equal(moved);
    expect(movedBy("OrderReleased", 7n, payout)).to.deep.equal(moved);
    expect(movedBy("OrderResolved", 5, payout)).to.deep.equal(moved);
    expect(movedBy("OrderRefunded", 7, 9n)).to.deep.equal({ toSeller: 0n, toBuyer: 9n });
  });

  it("is nothing in any other, and arbitration fees are not of it", () => {
    expect(movedBy("ArbitrationFeesReturned", 3n, 4n)).to.equal(null);
    expect(movedBy("OrderExtended", 7)).to.equal(null);
    expect(movedBy("OrderClaimed", { ...payout, toSeller: 0n, toBuyer: 0n })).to.equal(null);
  });
});
