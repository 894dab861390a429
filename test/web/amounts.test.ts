import { expect } from "chai";
import fc from "fast-check";
import { readAmount } from "../../web/src/lib/amount.ts";
import { amountProblem } from "../../web/src/lib/amountWords.ts";
import { onAPage } from "./support/dom.ts";
import { exactAmount, formatAmount, formatNumber, parseAmount } from "../../web/src/lib/money.ts";

const tUsd = { symbol: "tUSD", decimals: 6 };
const unit = 10n ** 6n;
const zeros = "0٠۰߀०০੦૦୦௦౦೦൦๐໐༠၀០᠐０𝟎𝟘𝟢𝟬𝟶".match(/./gu) ?? [];

/** The same number in the digits of another script. */
function inScript(text: string, zero: string): string {
  return text.replace(/\d/g, (digit) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit)));
}

describe("an amount as it is typed", () => {
  it("parts its fraction by point or comma, and its thousands by the other, by spaces or apostrophes", () => {
    for (const [text, amount] of [
      ...[
        ["1500", 1500n * unit],
        ["12,50", 12_500_000n],
        ["12.5", 12_500_000n],
        [".5", 500_000n],
        ["5.", 5n * unit],
      ],
      ...[
        ["1.234,50", 1_234_500_000n],
        ["1,234.50", 1_234_500_000n],
        ["1 500", 1500n * unit],
        ["1’500,5", 1_500_500_000n],
      ],
      ...[
        ["1500.000", 1500n * unit],
        ["0.500", 500_000n],
        ["0,125", 125_000n],
        ["1.2345", 1_234_500n],
      ],
    ] as [string, bigint][])
      expect(parseAmount(text, 6), text).to.equal(amount);
  });

  it("is not guessed at where one half of the world reads thousands and the other a fraction", () => {
    for (const text of ["1.500", "1,500", "12.000", "999,999"]) expect(parseAmount(text, 6), text).to.equal(null);
    for (const text of ["1.500", "1,500"]) {
      expect(amountProblem(text, tUsd)).to.equal("Is that 1,500 or 1.50? Write 1500 or 1.50.");
    }
    expect(amountProblem("1.234", tUsd)).to.equal("Is that 1,234 or 1.234? Write 1234 or 1.2340.");
    expect(amountProblem("1.555", { symbol: "C", decimals: 2 })).to.equal("Is that 1,555? Then write 1555.");
  });

  it("is thousands where it is grouped twice", () => {
    for (const text of ["1,500,000", "1.500.000", "1 500 000", "1,500,000.00", "1.500.000,0"])
      expect(parseAmount(text, 6), text).to.equal(1_500_000n * unit);
  });

  it("is read in the digits of any script", () => {
    for (const [text, amount] of [
      ...[
        ["١٢", 12n * unit],
        ["۱٬۵۰۰٫۵", 1_500_500_000n],
        ["१२.५", 12_500_000n],
        ["１２．５０", 12_500_000n],
      ],
    ] as [string, bigint][])
      expect(parseAmount(text, 6), text).to.equal(amount);
    for (const zero of zeros) expect(parseAmount(inScript("9876.054321", zero), 6), zero).to.equal(9_876_054_321n);
  });

  it("has a sentence for each way in which it is none", () => {
    for (const [text, sentence] of [
      ["12 €", "Write the number alone: it is in tUSD."],
      ["$12", "Write the number alone: it is in tUSD."],
      ["12.50 tUSD", "Write the number alone: it is in tUSD."],
      ["-5", "It can’t be less than zero: write it without the minus."],
      ["−5,50", "It can’t be less than zero: write it without the minus."],
      ["1e30", "Write the number out in digits, without an e."],
      ["0.0000001", "tUSD has 6 digits after the point at most: write fewer."],
      ["twelve", "Write it in digits, as 1500 or 1.50."],
      ["1.2.3", "Write it in digits, as 1500 or 1.50."],
      ["9".repeat(100), "That is more than there is of anything: write fewer digits."],
      ["9".repeat(100_000), "That is more than there is of anything: write fewer digits."],
    ] as const)
      expect(amountProblem(text, tUsd), text.slice(0, 20)).to.equal(sentence);
    expect(amountProblem("1.5", { symbol: "PT", decimals: 0 })).to.equal("PT has no parts: write a whole number.");
    expect(amountProblem("1500", tUsd)).to.equal(undefined);
  });

  it("is what the app itself writes into a field", () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 30n });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 18 }), (amount, decimals) => {
        expect(parseAmount(exactAmount(amount, decimals), decimals)).to.equal(amount);
      }),
      { numRuns: 2_000 },
    );
    expect(exactAmount(1_234_000n, 6)).to.equal("1.2340");
  });

  it("is never another one than a reading that it has", () => {
    const digits = fc.stringMatching(/^\d{1,7}([.,]\d{3}){0,3}([.,]\d{0,4})?$/);
    fc.assert(
      fc.property(digits, fc.constantFrom(...zeros), (text, zero) => {
        const read = readAmount(inScript(text, zero), 6);
        if (!("amount" in read)) return;
        const [, fraction = ""] = /[.,](\d+)$/.exec(text) ?? [];
        const all = BigInt(text.replace(/[.,]/g, ""));
        const readings = [all * unit, (all * unit) / 10n ** BigInt(fraction.length)];
        expect(readings).to.include(read.amount);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("an amount as it is shown", () => {
  it("stands apart from its token by a space that does not break", () => {
    expect(formatAmount(260n * unit, tUsd)).to.equal("260\u00a0tUSD");
    expect(formatNumber(118_200_000n, 6)).to.equal("118.20");
  });
});

describe("Money", () => {
  onAPage();

  it("is one text, so that it is copied and read out with its token", async () => {
    const [{ createElement }, { show }, { Money }] = await Promise.all([
      import("react"),
      import("./support/stage.tsx"),
      import("../../web/src/ui/money/Money.tsx"),
    ]);
    const shown = await show(createElement(Money, { amount: 260n * unit, token: tUsd }));
    expect(shown.frame.textContent).to.equal("260\u00a0tUSD");
    expect(shown.frame.querySelector("data")?.childNodes).to.have.lengthOf(1);
    expect(shown.frame.querySelector("data")?.getAttribute("dir")).to.equal("ltr");
    await shown.close();
  });
});
