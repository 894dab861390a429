import { expect } from "chai";
import { dueWords } from "../../web/src/features/disputes/due/dueWords.ts";

describe("words of an unanswered dispute", () => {
  const words = (openedByBuyer: boolean, silence: "buyerWins" | "sellerPaid") =>
    dueWords(
      { step: "resolveUnanswered" },
      { id: 0n, ruling: "split", openedByBuyer, silence, panels: [], reward: "0.001 ETH" },
    ).does;

  it("say what silence does, and whose fee comes back", () => {
    const fee = "gets the arbitration fee back.";
    expect(words(true, "buyerWins")).to.equal(`Nobody answered in time: the buyer wins, and the buyer ${fee}`);
    expect(words(false, "sellerPaid")).to.equal(`Nobody answered in time: the seller is paid, and the seller ${fee}`);
  });
});

describe("words of a settling", () => {
  const first = { round: 0, attempt: 0 };
  const second = { round: 0, attempt: 1 };
  const appeal = { round: 1, attempt: 0 };

  function button(panel: typeof first, panels: (typeof first)[]): string {
    const context = {
      id: 0n,
      ruling: "buyer",
      openedByBuyer: true,
      silence: "buyerWins",
      panels,
      reward: "0.001 ETH",
    } as const;
    return dueWords({ step: "settle", ...panel }, context).button;
  }

  it("need no number for the only panel", () => {
    expect(button(first, [first])).to.equal("Pay the panel");
  });

  it("tell every panel from the others, a second one of a round from one of an appeal", () => {
    const panels = [first, second, appeal];
    expect(panels.map((panel) => button(panel, panels))).to.deep.equal(["Pay panel 1", "Pay panel 2", "Pay panel 3"]);
  });
});
