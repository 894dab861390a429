import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { hashTypedData } from "viem";
import { voucherTypedData, voucherTypes } from "../../protocol/voucher.ts";
import { createRandom } from "./random.ts";

const random = createRandom(8);

describe("voucher", () => {
  const escrow = random.hex(20);
  const voucher = { orderId: random.hex(32), deadline: 1_800_000_000 };
  const digest = (chainId: number) => hashTypedData(voucherTypedData(chainId, escrow, voucher));

  it("is what ethers would sign", () => {
    const domain = { name: "Handsel", version: "1", chainId: 31_337, verifyingContract: escrow };
    const types = { Voucher: voucherTypes.Voucher.map((field) => ({ ...field })) };
    expect(digest(31_337)).to.equal(TypedDataEncoder.hash(domain, types, voucher));
  });

  it("is worth nothing on another chain", () => {
    expect(digest(1)).not.to.equal(digest(31_337));
  });
});
