import { expect } from "chai";
import { zeroAddress, zeroHash } from "viem";
import { type Order, plainOrder, plainTerms } from "../../protocol/ids.ts";
import type { OrderState } from "../../protocol/worstCase.ts";
import { silenceBrings, silenceCosts, silenceIfOpened } from "../../web/src/market/orders/silence.ts";

const rental: Order = {
  ...plainOrder,
  terms: {
    ...plainTerms,
    ...{ seller: zeroAddress, token: zeroAddress, price: 1_000n, deposit: 401n, stock: 1, expiry: 0, kind: 3 },
    ...{ fulfilWindow: 60, inspectWindow: 60, rulingWindow: 60, sellerFeeBps: 0, buyerFeeBps: 0, referralBps: 0 },
    ...{ arbitrator: zeroAddress, courtId: 0, metadata: zeroHash, epoch: 0 },
  },
  ...{ buyer: zeroAddress, quantity: 2, referrer: zeroAddress, nonce: 1n },
};
const thing = { ...rental, terms: { ...rental.terms, deposit: 0n, kind: 0 } };
const shipped: OrderState = {
  ...{ status: "shipped", outcome: "none", deadline: 500, held: 2_000n },
  dispute: { phase: "none", openedByBuyer: false, ruling: "split", pot: 0n },
};
const funded: OrderState = { ...shipped, status: "funded" };

describe("a dispute that nobody answers", () => {
  it("is won by a buyer about what was sent", () => {
    expect(silenceIfOpened(thing, shipped, "buyer", 400)).to.equal("buyerWins");
    expect([silenceBrings.buyerWins, silenceCosts.buyerWins]).to.deep.equal(["you win", "you lose"]);
  });

  it("pays its seller, as it would without the dispute, and a deposit besides", () => {
    expect(silenceIfOpened(thing, shipped, "seller", 400)).to.equal("sellerPaid");
    expect(silenceIfOpened(rental, shipped, "seller", 400)).to.equal("sellerTakesAll");
  });

  it("refunds what was never sent, whatever was paid out", () => {
    expect(silenceIfOpened(thing, funded, "buyer", 400)).to.equal("everythingBack");
    expect(silenceIfOpened(thing, { ...funded, held: 1_999n }, "buyer", 400)).to.equal("everythingBack");
  });
});
