import { expect } from "chai";
import { type Address, createPublicClient, encodeErrorResult, type Hex, http, maxUint96, numberToHex } from "viem";
import { plainTerms } from "../../protocol/ids.ts";
import { arbitrationCourtAbi, escrowAbi } from "../../protocol/generated/abi.ts";
import { canOpen } from "../../web/src/features/disputes/opening/canOpen.ts";
import { cautionsOf } from "../../web/src/features/orders/buying/cautions.ts";
import { promisesOf } from "../../web/src/features/listings/promise.ts";
import { day, now, order, plain, terms } from "./support/orders.ts";

const stranger: Address = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const lowerCased = terms.arbitrator.toLowerCase() as Address;
const titles = (changes: Partial<typeof terms>, known = true) =>
  cautionsOf({ ...terms, ...changes }, terms.arbitrator, () => known, 20 * day).map(({ title }) => title);

describe("what a buyer is warned of before paying", () => {
  it("is nothing when the terms are usual, however the court is spelt", () => {
    expect(titles({})).to.deep.equal([]);
    expect(titles({ arbitrator: lowerCased, inspectWindow: day })).to.deep.equal([]);
  });

  it("is a judge whom the seller has named", () => {
    const [caution] = cautionsOf({ ...terms, arbitrator: stranger }, terms.arbitrator, () => true, 0);
    expect(caution?.title).to.contain("their own judge");
    expect(caution?.words).to.contain("0x7099…79C8");
  });

  it("is a token that the market does not know, and too short a time to look at the thing", () => {
    expect(titles({}, false)).to.deep.equal(["This market does not know the token"]);
    expect(titles({ inspectWindow: 600 })).to.deep.equal(["You have only 10 minutes to look at it"]);
    expect(titles({ inspectWindow: day - 1, arbitrator: stranger }, false)).to.have.length(3);
  });

  it("is a court that has less time to decide than it may need", () => {
    expect(titles({ rulingWindow: 20 * day })).to.deep.equal([]);
    expect(titles({ rulingWindow: 20 * day - 1 })).to.have.length(1);
    const [caution] = cautionsOf({ ...terms, rulingWindow: 60 }, terms.arbitrator, () => true, 20 * day);
    expect(plain(caution?.title)).to.equal("The court has only 1 minute to decide");
    expect(plain(caution?.words)).to.contain("20 days").and.to.contain("half of the money goes to the seller");
  });

  it("is not the time of a court that does not judge it", () => {
    expect(titles({ rulingWindow: 60, arbitrator: stranger })).to.deep.equal(["The seller has named their own judge"]);
  });
});

describe("whether a dispute could be opened at all", () => {
  // Answers as a node gives them, through the client that the app reads with.
  const ask = (answer: { result: Hex } | { error: { code: number; message: string; data?: Hex } }) => {
    const reply = () => Promise.resolve(Response.json({ jsonrpc: "2.0", id: 0, ...answer }));
    return askWith(reply);
  };
  const askWith = (fetchFn: typeof fetch) =>
    canOpen(
      createPublicClient({ transport: http("http://127.0.0.1:1", { fetchFn, retryCount: 0 }) }).readContract({
        ...{ address: stranger, abi: escrowAbi, functionName: "arbitrationCost", args: [order] },
      }),
    );
  const price = (amount: bigint) => ({ result: numberToHex(amount, { size: 32 }) });

  it("is so when the escrow says what it costs, as long as it would take as much", async () => {
    expect(await ask(price(10n ** 16n))).to.equal(true);
    expect(await ask(price(maxUint96))).to.equal(true);
    expect(await ask(price(maxUint96 + 1n))).to.equal(false);
  });

  it("is not so when the question is refused: by the arbitrator, or because it is no contract", async () => {
    const data = encodeErrorResult({ abi: arbitrationCourtAbi, errorName: "SeatsOutOfBounds", args: [9n, 3n, 7n] });
    expect(await ask({ error: { code: 3, message: "execution reverted", data } })).to.equal(false);
    expect(await ask({ error: { code: 3, message: "execution reverted", data: "0x" } })).to.equal(false);
    expect(await ask({ error: { code: -32603, message: "function call to a non-contract account" } })).to.equal(false);
  });

  it("can't be told while the chain does not answer, or has no escrow there", async () => {
    const silent = await askWith(() => Promise.reject(new TypeError("fetch failed"))).catch(String);
    expect(silent).to.contain("HTTP request failed");
    const busy = await askWith(() => Promise.resolve(new Response("", { status: 429 }))).catch(String);
    expect(busy).to.contain("429");
    expect(await ask({ result: "0x" }).catch(String)).to.contain("returned no data");
  });
});

describe("what escrow promises", () => {
  const windows = { kind: "item", ...plainTerms, fulfilWindow: day, inspectWindow: day } as const;

  it("is a panel drawn at random only where the market's court judges", () => {
    expect(promisesOf(windows, now, true).at(-1)).to.contain("drawn at random");
    const own = promisesOf(windows, now, false).at(-1);
    expect(own).to.contain("the judge whom the seller has named").and.not.to.contain("at random");
  });
});
