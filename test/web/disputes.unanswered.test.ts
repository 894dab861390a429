import { expect } from "chai";
import { zeroAddress, zeroHash } from "viem";
import type { Order } from "../../protocol/ids.ts";
import type { Standing } from "../../protocol/worstCase.ts";
import { silenceBrings, silenceCosts, unansweredIfOpened } from "../../web/src/features/disputes/unanswered.ts";

const rental: Order = {
  terms: {
    ...{ seller: zeroAddress, token: zeroAddress, price: 1_000n, deposit: 401n, stock: 1, expiry: 0, kind: 3 },
    ...{ fulfilWindow: 60, inspectWindow: 60, rulingWindow: 60, sellerFeeBps: 0, buyerFeeBps: 0, referralBps: 0 },
    ...{ arbitrator: zeroAddress, court: 0, metadata: zeroHash, epoch: 0 },
  },
  ...{ buyer: zeroAddress, quantity: 2, referrer: zeroAddress, nonce: 1n },
};
const thing = { ...rental, terms: { ...rental.terms, deposit: 0n, kind: 0 } };
const shipped: Standing = {
  ...{ status: "shipped", outcome: "none", deadline: 500, held: 2_000n },
  dispute: { phase: "none", openedByBuyer: false, ruling: "split", pot: 0n },
};
const funded: Standing = { ...shipped, status: "funded" };

describe("a dispute that nobody answers", () => {
  it("is won by a buyer about what was sent, and by a seller about a deposit", () => {
    expect(unansweredIfOpened(thing, shipped, "buyer", 400)).to.equal("ruledForBuyer");
    expect(unansweredIfOpened(rental, shipped, "seller", 400)).to.equal("ruledForSeller");
    expect([silenceBrings("ruledForBuyer"), silenceCosts("ruledForSeller")]).to.deep.equal(["you win", "you lose"]);
  });

  it("pays the seller of anything else, as it would without the dispute", () => {
    expect(unansweredIfOpened(thing, shipped, "seller", 400)).to.equal("completed");
    expect(silenceBrings("completed")).to.equal("you are paid, as you would be without a dispute");
    expect(silenceCosts("completed")).to.equal("the seller is paid");
  });

  it("refunds what was never sent, unless a part was paid out", () => {
    expect(unansweredIfOpened(thing, funded, "buyer", 400)).to.equal("refundedUnshipped");
    expect(unansweredIfOpened(thing, { ...funded, held: 1_999n }, "buyer", 400)).to.equal("ruledForBuyer");
    expect(silenceBrings("refundedUnshipped")).to.match(/^everything goes back to you/);
    expect(silenceCosts("refundedUnshipped")).to.equal("everything goes back to the buyer");
  });
});
