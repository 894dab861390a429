import { expect } from "chai";
import { BaseError, UnknownRpcError, UserRejectedRequestError } from "viem";
import {
  isHash,
  readAnswer,
  saysUnsent,
  walletSentences,
  type WalletTrouble,
} from "../../web/src/action/attempts/walletAnswer.ts";

const withCode = (code: number | string, message = "", more = {}) =>
  Object.assign(new Error(message), { code, ...more });

describe("action: what a wallet answers", () => {
  const disguises: [string, unknown][] = [
    ["4001", withCode(4001, "User rejected the request.")],
    ["a plain object", { code: 4001, message: "no" }],
    ["WalletConnect’s 5000", withCode(5000, "User rejected.")],
    ["ACTION_REJECTED", withCode("ACTION_REJECTED", "user rejected transaction")],
    [
      "a fault inside that tells of a refusal",
      withCode(-32603, "MetaMask Tx Signature: User denied transaction signature."),
    ],
    ["a refusal in data.originalError", withCode(-32603, "Internal", { data: { originalError: { code: 4001 } } })],
    ["a refusal in the cause of a cause", new Error("x", { cause: new Error("y", { cause: { code: 4001 } }) })],
    ["ethers’ info.error", withCode("UNKNOWN_ERROR", "?", { info: { error: { code: 4001 } } })],
    ["words alone", new Error("Rejected by the user")],
    ["a bare text", "User cancelled"],
    ["viem’s own", new UserRejectedRequestError(new Error("no"))],
    ["viem around a fault inside", new UnknownRpcError(withCode(-32603, "User denied transaction signature"))],
  ];
  for (const [name, error] of disguises) {
    it(`knows a refusal as ${name}`, () => {
      expect(readAnswer(error).trouble).to.equal("rejected");
    });
  }

  const others: [WalletTrouble, unknown][] = [
    ["unauthorized", withCode(4100, "The requested account has not been authorized")],
    ["disconnected", withCode(4900, "Disconnected")],
    ["elsewhere", withCode(4901, "Chain disconnected")],
    ["unknownChain", withCode(4902, "Unrecognized chain ID")],
    ["unknownChain", withCode(-32603, "Unrecognized chain ID 0x7a69. Try adding the chain")],
    ["busy", withCode(-32002, "Request of type 'eth_sendTransaction' already pending")],
    ["unwilling", withCode(-32003, "Transaction rejected")],
    ["broken", withCode(-32603, "Request timed out")],
    ["nonce", withCode(-32000, "nonce too low: next nonce 4, tx nonce 3")],
    ["nonce", withCode(-32603, "Internal", { data: { message: "already known" } })],
    ["underpriced", withCode(-32000, "replacement transaction underpriced")],
    ["noFunds", withCode(-32000, "insufficient funds for gas * price + value")],
    ["unknown", withCode(12345, "Le portefeuille est fatigué")],
    ["unknown", undefined],
    ["unknown", null],
    ["unknown", 7],
  ];
  for (const [trouble, error] of others) {
    it(`reads ${JSON.stringify((error as Error | null | undefined)?.message ?? error)} as ${trouble}`, () => {
      expect(readAnswer(error).trouble).to.equal(trouble);
    });
  }

  it("does not take every “rejected” for the person’s", () => {
    expect(readAnswer(withCode(-32003, "Transaction rejected by policy")).trouble).to.equal("unwilling");
    expect(readAnswer(new Error("the server rejected the request")).trouble).to.equal("unknown");
  });

  it("survives errors in a circle and getters that throw", () => {
    const circle: { cause?: unknown; code: number } = { code: 4100 };
    circle.cause = circle;
    expect(readAnswer(circle).trouble).to.equal("unauthorized");
    const trap = {
      get cause() {
        throw new Error("no");
      },
      code: 4900,
    };
    expect(readAnswer(trap).trouble).to.equal("disconnected");
  });

  it("keeps the wallet’s own words", () => {
    expect(readAnswer(new BaseError("Around", { cause: new Error("Le portefeuille est fatigué") })).words).to.include(
      "Le portefeuille est fatigué",
    );
  });

  it("has a sentence and a next step for each, and says of none whether money moved", () => {
    for (const [trouble, { title, remedy }] of Object.entries(walletSentences)) {
      expect(title, trouble).to.match(/\.$/);
      if (trouble !== "rejected") expect(remedy, trouble).to.match(/\.$/);
      expect(title + remedy, trouble).not.to.match(/money/i);
    }
  });

  it("believes “not sent” only of answers that can’t come after sending", () => {
    for (const code of [4001, 4100, 4901, 4902, -32002])
      expect(saysUnsent(readAnswer(withCode(code))), String(code)).to.equal(true);
    for (const code of [4900, -32603, -32003, -32000, 1])
      expect(saysUnsent(readAnswer(withCode(code))), String(code)).to.equal(false);
    expect(saysUnsent(readAnswer(new Error("nonce too low")))).to.equal(false);
  });

  it("takes nothing for a hash that is none", () => {
    expect(isHash(`0x${"ab".repeat(32)}`)).to.equal(true);
    for (const answer of ["0xnonsense", "0x", `0x${"ab".repeat(31)}`, `0x${"zz".repeat(32)}`, null, undefined, 7, {}])
      expect(isHash(answer), String(answer)).to.equal(false);
  });
});
