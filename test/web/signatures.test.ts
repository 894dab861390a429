import { expect } from "chai";
import { serializeCompactSignature, signatureToCompactSignature, parseSignature, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { settlementTypedData } from "../../protocol/settlement.ts";
import { chainTakes, inFull, type Judge } from "../../web/src/market/signatures.ts";

const person = privateKeyToAccount(`0x${"11".repeat(32)}`);
const data = settlementTypedData(1, person.address, {
  orderId: `0x${"33".repeat(32)}`,
  sellerAmount: 5n,
  nonce: 1n,
  deadline: 9,
});
const delegated: Hex = `0xef0100${"ab".repeat(20)}`;

const judge = (more: Partial<Judge>): Judge => ({
  codeAt: async () => undefined,
  isValid: () => Promise.reject(new Error("it does not know the question")),
  ...more,
});

describe("signatures, as the contracts judge them", () => {
  it("takes a key’s own, and no other", async () => {
    const signature = await person.signTypedData(data);
    expect(await chainTakes(person.address, data, signature, judge({}))).to.equal(true);
    expect(await chainTakes("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc", data, signature, judge({}))).to.equal(false);
  });

  it("takes nothing for one that is none", async () => {
    for (const none of ["0x", "0x12", `0x${"00".repeat(65)}`, `0x${"ff".repeat(65)}`, `0x${"ab".repeat(200)}`] as const)
      expect(await chainTakes(person.address, data, none, judge({})), none).to.equal(false);
  });

  it("writes a short one in full, because the contracts take no short ones", async () => {
    const signature = await person.signTypedData(data);
    const short = serializeCompactSignature(signatureToCompactSignature(parseSignature(signature)));
    expect(await chainTakes(person.address, data, short, judge({}))).to.equal(false);
    expect(await chainTakes(person.address, data, inFull(short), judge({}))).to.equal(true);
  });

  it("asks an account with code, and believes nothing else: not even its own key", async () => {
    const signature = await person.signTypedData(data);
    for (const code of [delegated, "0x60016001" as const]) {
      const codeAt = async () => code;
      expect(await chainTakes(person.address, data, signature, judge({ codeAt }))).to.equal(false);
      expect(
        await chainTakes(person.address, data, signature, judge({ codeAt, isValid: async () => "0xffffffff" })),
      ).to.equal(false);
      expect(
        await chainTakes(person.address, data, "0x", judge({ codeAt, isValid: async () => "0x1626ba7e" })),
      ).to.equal(true);
    }
  });
});
