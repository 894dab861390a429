import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { hashTypedData } from "viem";
import { settlementTypedData, settlementTypes } from "#protocol/settlement.ts";
import { createRandom } from "./random.ts";

const random = createRandom(6);

describe("settlement", () => {
  const escrow = random.hex(20);
  const settlement = { orderId: random.hex(32), sellerAmount: 5n, nonce: 7n, deadline: 1_800_000_000 };
  const digest = (chainId: number) => hashTypedData(settlementTypedData(chainId, escrow, settlement));

  it("is what ethers would sign", () => {
    const domain = { name: "Handsel Escrow", version: "1", chainId: 31_337, verifyingContract: escrow };
    const types = { Settlement: settlementTypes.Settlement.map((field) => ({ ...field })) };
    expect(digest(31_337)).to.equal(TypedDataEncoder.hash(domain, types, settlement));
  });

  it("is worth nothing on another chain", () => {
    expect(digest(1)).not.to.equal(digest(31_337));
  });
});
