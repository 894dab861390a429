import { expect } from "chai";
import { appealCosts } from "../../web/src/features/disputes/appeal/appealCosts.ts";
import { costsOfOpening } from "../../web/src/features/disputes/opening/costs.ts";
import { chanceOfSeat } from "../../web/src/features/desk/chance.ts";
import { promisesOf } from "../../web/src/features/listings/promise.ts";
import { endedWords } from "../../web/src/features/orders/endedWords.ts";
import { moneyAt } from "../../web/src/features/orders/moneyAt.ts";
import { readQuantity } from "../../web/src/features/orders/buying/purchase.ts";
import { worstCasesAhead } from "../../web/src/features/orders/buying/worstCases.ts";
import { exactly } from "../../web/src/lib/money.ts";
import { PictureError } from "../../web/src/lib/picture.ts";
import { pictureTrouble } from "../../web/src/lib/pictureTrouble.ts";
import { feesUsed, waitingOf } from "../../web/src/market/orders/waiting.ts";
import { troubleOf } from "../../web/src/market/trouble.ts";
import { UNLIMITED_STOCK } from "../../protocol/ids.ts";
import { coin, dollar, funded, now, order, plain, rental } from "./support/orders.ts";

describe("told before paying", () => {
  it("says on the listing that the time to look begins when the seller says so, the post included", () => {
    const windows = { ...order.terms, kind: "item" as const };
    const [first, second] = promisesOf(windows, now, true);
    expect(second)
      .to.match(/from the moment at which the seller says/)
      .and.to.match(/days of the post/);
    expect(first).to.match(/one press of a button then, by anyone/);
  });

  it("says both worst cases at the checkout, and who presses the button", () => {
    const [nobody, silent] = worstCasesAhead(order, dollar, now, false).map((words) => plain(words));
    expect(nobody).to.match(/does not send it by 6 December, you get 101 USDC back.*by you or by anyone/);
    expect(silent).to.match(/you do nothing, the seller gets 98 USDC on 13 December at the latest/);
    expect(silent).to.match(/7 days run from the moment at which the seller says so, the days of the post included/);
  });

  it("names the keeper only where the market has one", () => {
    expect(worstCasesAhead(order, dollar, now, false).join()).not.to.match(/keeper/);
    expect(worstCasesAhead(order, dollar, now, true)[0]).to.match(
      /this market’s keeper presses it, and anyone else can/,
    );
  });

  it("says of a rental when the deposit comes back", () => {
    expect(plain(worstCasesAhead(rental, dollar, now, false)[1])).to.match(/your deposit of 50 USDC comes back to you/);
  });

  it("says what a dispute costs, however it ends", () => {
    const costs = costsOfOpening(31n * 10n ** 15n, coin).map(({ label, value }) => [label, plain(value)]);
    expect(Object.fromEntries(costs)).to.deep.equal({
      "Costs you now": "0.031 ETH",
      "If you win": "nothing",
      "If nobody wins": "0.0155 ETH",
      "If you lose": "0.031 ETH",
      "If the other side does not answer": "nothing",
    });
  });

  it("says what an appeal costs even to those who are right", () => {
    const milli = 10n ** 15n;
    const asked = { need: 76_500n * 10n ** 12n, bondBps: 5_000, fee: 10n * milli, seats: 3 };
    expect(appealCosts({ ...asked, undecided: false })).to.deep.equal({
      bond: 25_500n * 10n ** 12n,
      panel: 51n * milli,
      won: { least: 21n * milli, most: 51n * milli },
      lost: asked.need,
    });
    expect(appealCosts({ ...asked, undecided: true }).lost).to.equal(51n * milli);
  });
});

describe("sums as the chain has them", () => {
  const paid = { toSeller: 394n, toBuyer: 0n };
  const units = { symbol: "X", decimals: 0 };

  it("does not say that somebody got what waits for them", () => {
    const words = (side: "buyer" | "seller", seller: bigint) =>
      endedWords({ moved: paid, waiting: { seller, buyer: 0n }, side, token: units }).map((each) => plain(each));
    expect(words("seller", 394n)).to.deep.equal(["394 X waits in the escrow for you"]);
    expect(words("buyer", 394n)).to.deep.equal(["394 X waits in the escrow for the seller"]);
    expect(words("buyer", 94n)).to.deep.equal(["the seller got 300 X", "94 X waits in the escrow for the seller"]);
    expect(words("buyer", 0n)).to.deep.equal(["the seller got 394 X"]);
  });

  it("leaves the coin in the escrow as long as it waits there", () => {
    const over = { ...funded, status: "completed" as const, outcome: "completed" as const };
    const line = moneyAt(over, paid, { buyer: "You", seller: "The seller" }, units, { seller: 394n, buyer: 0n });
    expect(line.at).to.equal("escrow");
    expect(line.stations.escrow.note).to.equal("waits for the seller");
    expect(line.stations.seller.amount).to.equal(undefined);
  });

  it("counts as waiting only what this order's steps credited, is still there, and was this order's", () => {
    const credits = [
      { transactionHash: "0x01" as const, amount: 300n },
      { transactionHash: "0x02" as const, amount: 500n },
    ];
    expect(waitingOf(["0x01"], credits, { credit: 900n, paid: 394n })).to.equal(300n);
    expect(waitingOf(["0x01"], credits, { credit: 0n, paid: 394n })).to.equal(0n);
    expect(waitingOf(["0x02"], credits, { credit: 900n, paid: 394n })).to.equal(394n);
    expect(waitingOf([], credits, { credit: 900n, paid: 394n })).to.equal(0n);
  });

  it("counts the arbitration fee of whoever lost", () => {
    expect(feesUsed("ruledForSeller", 31n)).to.deep.equal({ buyer: 31n, seller: 0n });
    expect(feesUsed("ruledForBuyer", 31n)).to.deep.equal({ buyer: 0n, seller: 31n });
    expect(feesUsed("split", 31n)).to.deep.equal({ buyer: 16n, seller: 16n });
    expect(feesUsed("completed", 31n)).to.deep.equal({ buyer: 0n, seller: 0n });
  });

  it("is true to the last digit where somebody pays by it", () => {
    expect(plain(exactly(3n * 33_333_333_333_333_333n, coin))).to.equal("0.099999999999999999 ETH");
  });

  it("says what is wrong with a number that is whole and too large", () => {
    expect(readQuantity("99999999999", 3)).to.deep.equal({ problem: "Only 3 are left." });
    expect(readQuantity("99999999999", UNLIMITED_STOCK)).to.deep.equal({
      problem: "That is more than one order can hold.",
    });
  });

  it("draws everybody where there are no more people than seats", () => {
    expect(chanceOfSeat({ weight: 1n, total: 100n, count: 3, seats: 3 })).to.equal(100);
    expect(chanceOfSeat({ weight: 10n, total: 100n, count: 10, seats: 3 })).to.equal(30);
    expect(chanceOfSeat({ weight: 10n, total: 100n, count: 10, seats: 1 })).to.equal(10);
    expect(chanceOfSeat({ weight: 0n, total: 100n, count: 3, seats: 3 })).to.equal(0);
  });

  it("says as of when, while the chain is away", () => {
    const away = { chain: false, graph: true, gateways: true, behind: 0, paused: false };
    expect(troubleOf({ ...away, asOf: "14:02" })[0]).to.include("as of 14:02");
    expect(troubleOf({ ...away, asOf: null })[0]).to.include("may be old");
  });

  it("refuses a file that is no picture by its name, when it is chosen", () => {
    expect(pictureTrouble("notes.jpg", new PictureError("not a picture", ""))).to.match(
      /^“notes.jpg” is not a picture/,
    );
  });
});
