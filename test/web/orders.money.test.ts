import { expect } from "chai";
import { payout } from "#protocol/money.ts";
import type { Situation } from "../../web/src/features/orders/life.ts";
import { inEscrow, moneyAt } from "../../web/src/features/orders/moneyAt.ts";
import { movedBy, storyOf } from "../../web/src/features/orders/story.ts";
import { worstCaseOf } from "../../web/src/features/orders/buying/worstCaseSentence.ts";
import type { Happening } from "../../web/src/market/orders/order.ts";
import {
  as,
  booked,
  coin,
  day,
  disputed,
  dollar,
  finished,
  funded,
  late,
  now,
  onTime,
  order,
  plain,
  raised,
  rentPaid,
  rental,
  shipped,
} from "./support/orders.ts";

describe("orders: worst case", () => {
  const say = (situation: Situation) => plain(worstCaseOf(situation, dollar, coin));

  it("gives price and fee back when nothing is sent", () => {
    expect(say(funded)).to.equal("If nobody does anything, you get 101 USDC back on 6 December.");
    expect(say(as(funded, "seller"))).to.equal("If nobody does anything, the buyer gets 101 USDC back on 6 December.");
    expect(say(as(funded, null))).to.equal("If nobody does anything, the buyer gets 101 USDC back on 6 December.");
  });

  it("pays the seller, less the fee, when nothing is said", () => {
    expect(say(shipped)).to.equal("If nobody does anything, the seller gets 98 USDC on 8 December.");
    expect(say(as(shipped, "seller"))).to.equal("If nobody does anything, you get 98 USDC on 8 December.");
  });

  it("sends the deposit back as well", () => {
    expect(say({ ...shipped, order: rental })).to.equal(
      "If nobody does anything, the seller gets 98 USDC and you get 50 USDC back on 8 December.",
    );
    expect(say(rentPaid)).to.equal("If nobody does anything, you get 50 USDC back on 8 December.");
  });

  it("counts only what is still held", () => {
    expect(say({ ...funded, held: 40_000_000n })).to.equal(
      "If nobody does anything, you get 40.40 USDC back on 6 December.",
    );
  });

  it("needs one press once the deadline has passed, and not a second before", () => {
    expect(say(onTime(funded))).to.equal("If nobody does anything, you get 101 USDC back on 6 December.");
    expect(say(late(funded))).to.equal("You get 101 USDC back as soon as anyone presses the button.");
  });

  it("says where the money of an unanswered dispute goes", () => {
    expect(say(disputed)).to.equal("If nobody does anything, you get 101 USDC back on 4 December.");
    const bySeller = { ...disputed, dispute: { ...disputed.dispute, openedByBuyer: false } };
    expect(say(bySeller)).to.equal("If nobody does anything, the seller gets 98 USDC on 4 December.");
  });

  it("halves what no ruling comes for", () => {
    expect(say(raised)).to.equal(
      "If no ruling comes by 4 December, the seller gets 49 USDC and you get 50.50 USDC back.",
    );
  });

  it("pays by the ruling", () => {
    const ruled: Situation = { ...raised, dispute: { ...raised.dispute, phase: "ruled", ruling: "seller" } };
    expect(say(ruled)).to.equal("The seller gets 98 USDC as soon as anyone presses the button.");
  });

  it("says where the arbitration fees go that are still there", () => {
    const pot = 30_000_000_000_000_000n;
    const paid = (situation: Situation): Situation => ({ ...situation, dispute: { ...situation.dispute, pot } });
    expect(say(paid(disputed))).to.equal(
      "If nobody does anything, you get 101 USDC back on 4 December. Of the arbitration fees, you get 0.03 ETH.",
    );
    expect(say(paid(as(raised, "seller")))).to.equal(
      "If no ruling comes by 4 December, you get 49 USDC and the buyer gets 50.50 USDC back. " +
        "Of the arbitration fees, you get 0.015 ETH and the buyer gets 0.015 ETH.",
    );
  });

  it("is silent once it is over", () => {
    expect(say(finished)).to.equal(null);
  });
});

describe("orders: timeline", () => {
  const nothing = { payout: null, deadline: null, outcome: null, fulfilment: null };
  const paid: Happening = { ...nothing, type: "funded", at: now, deadline: now + 5 * day };
  const sent: Happening = { ...nothing, type: "shipped", at: now + day, deadline: now + 8 * day };
  const part: Happening = { ...nothing, type: "released", at: now + 2 * day, payout: { toSeller: 39n, toBuyer: 0n } };
  const rest: Happening = { ...nothing, type: "settled", at: now + 3 * day, payout: { toSeller: 10n, toBuyer: 50n } };
  const tell = (happenings: Happening[], situation: Situation) =>
    storyOf(happenings, situation, { symbol: "wei", decimals: 0 }).map(({ state, title }) => `${state}: ${title}`);

  it("goes from the payment through the present to the end", () => {
    expect(tell([paid], funded)).to.deep.equal([
      "past: You paid into escrow",
      "now: Waiting for the seller to send it",
      "next: You have 7 days to look at it",
      "next: The seller is paid",
    ]);
    expect(tell([paid, sent], { ...shipped, order: rental })).to.deep.equal([
      "past: You paid into escrow",
      "past: Handed over",
      "now: Your turn: say whether all is well",
      "next: The seller is paid",
      "next: The deposit comes back to you",
    ]);
  });

  it("speaks to the seller as it does to the buyer", () => {
    expect(tell([paid], as(funded, "seller"))).to.deep.equal([
      "past: The buyer paid into escrow",
      "now: Your turn: send it",
      "next: The buyer has 7 days to look at it",
      "next: You are paid",
    ]);
  });

  it("of a booking tells when it begins", () => {
    expect(tell([paid], booked).slice(2)).to.deep.equal([
      "next: It begins",
      "next: You have 7 days to look at it",
      "next: The seller is paid",
    ]);
    const off: Happening = { ...rest, type: "calledOff", payout: { toSeller: 10n, toBuyer: 50n } };
    expect(tell([off], finished)).to.deep.equal(["past: You called it off"]);
    expect(tell([off], as(finished, "seller"))).to.deep.equal(["past: The buyer called it off"]);
  });

  it("promises nothing that a missed deadline has made untrue", () => {
    expect(tell([paid], late(funded)).at(-1)).to.equal("now: The seller did not send it in time");
  });

  it("ends with the past", () => {
    expect(tell([paid, sent, rest], { ...finished, status: "resolved" })).to.deep.equal([
      "past: You paid into escrow",
      "past: Sent",
      "past: Both agreed on a split",
    ]);
  });

  it("says what moved to whom, in the colour of where most of it went", () => {
    const [, , settled] = storyOf([paid, part, rest], finished, { symbol: "wei", decimals: 0 });
    expect(plain(settled?.detail)).to.equal("50 wei to you and 10 wei to the seller.");
    expect(settled?.meaning).to.equal("returned");
    const [, released] = storyOf([paid, part], as(finished, "seller"), { symbol: "wei", decimals: 0 });
    expect(plain(released?.detail)).to.equal("39 wei to you.");
    expect(released?.meaning).to.equal("paid");
  });

  it("tells a deposit that went back from a price that was paid", () => {
    const claimed = (toSeller: bigint): Happening => ({ ...rest, type: "claimed", payout: { toSeller, toBuyer: 50n } });
    expect(tell([claimed(0n)], finished)).to.deep.equal(["past: The time was over, so the deposit went back"]);
    expect(tell([claimed(10n)], finished)).to.deep.equal(["past: Nothing was said in time, so it was paid out"]);
  });

  it("adds up what has moved", () => {
    expect(movedBy([paid, part, rest])).to.deep.equal({ toSeller: 49n, toBuyer: 50n });
  });
});

describe("orders: money line", () => {
  const names = { buyer: "You", seller: "Bruno" };
  const none = { toSeller: 0n, toBuyer: 0n };

  it("keeps the coin in escrow and points to the next hand", () => {
    const line = moneyAt(funded, none, names, dollar);
    expect(line).to.deep.include({ at: "escrow", meaning: "held" });
    expect(line.next).to.deep.equal({ to: "seller", sentence: "the seller has to send it", by: funded.deadline });
    expect(plain(line.stations.escrow.amount)).to.equal("101 USDC");
    expect(moneyAt(late(funded), none, names, dollar).next?.to).to.equal("buyer");
    expect(moneyAt(late(shipped), none, names, dollar).next?.to).to.equal("seller");
    expect(moneyAt(rentPaid, none, names, dollar).next?.to).to.equal("buyer");
    expect(moneyAt(disputed, none, names, dollar))
      .to.include({ meaning: "dispute" })
      .and.not.to.have.property("next");
  });

  it("waits for a booking to begin, and asks nobody before", () => {
    expect(moneyAt(booked, none, names, dollar)).to.deep.include({ at: "escrow", meaning: "held" });
    expect(moneyAt(booked, none, names, dollar).next?.sentence).to.match(/^it begins on /);
    expect(moneyAt(booked, none, names, dollar).stations.escrow.note).to.match(/^goes back if it has not begun by /);
  });

  it("lets it end where the money went", () => {
    const at = (toSeller: bigint, toBuyer: bigint) => moneyAt(finished, { toSeller, toBuyer }, names, dollar);
    expect(at(98n, 0n)).to.include({ at: "seller", meaning: "paid" });
    expect(at(0n, 101n)).to.include({ at: "buyer", meaning: "returned" });
    expect(at(50n, 51n)).to.include({ at: "split", meaning: "returned" });
  });

  it("holds price, fee and deposit, and nothing once it is over", () => {
    expect(inEscrow({ ...funded, order: rental })).to.equal(151_000_000n);
    expect(inEscrow(rentPaid)).to.equal(50_000_000n);
    expect(inEscrow(finished)).to.equal(0n);
    expect(inEscrow(funded)).to.equal(payout(order, funded.held, 0n).toBuyer);
  });
});
