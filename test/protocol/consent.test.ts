import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { hashTypedData, type TypedDataDefinition } from "viem";
import { consentTypes, refundTypedData, shipmentTypedData, voucherTypedData } from "#protocol/consent.ts";
import { createRandom } from "./random.ts";

const random = createRandom(8);
const escrow = random.hex(20);
const message = { orderId: random.hex(32), nonce: random.bits(200), deadline: 1_800_000_000 };
const shipment = { ...message, fulfilment: random.hex(32) };

const forms = {
  Voucher: (chainId: number) => voucherTypedData(chainId, escrow, message),
  Refund: (chainId: number) => refundTypedData(chainId, escrow, message),
  Shipment: (chainId: number) => shipmentTypedData(chainId, escrow, shipment),
};

describe("consent", () => {
  for (const [name, form] of Object.entries(forms)) {
    const digest = (chainId: number) => hashTypedData(form(chainId) as TypedDataDefinition);

    it(`${name} is what ethers would sign`, () => {
      const domain = { name: "Handsel Escrow", version: "1", chainId: 31_337, verifyingContract: escrow };
      const types = { [name]: consentTypes[name as keyof typeof consentTypes].map((field) => ({ ...field })) };
      expect(digest(31_337)).to.equal(TypedDataEncoder.hash(domain, types, form(31_337).message));
    });

    it(`${name} is worth nothing on another chain`, () => {
      expect(digest(1)).not.to.equal(digest(31_337));
    });
  }

  it("no form stands for another", () => {
    const digests = Object.values(forms).map((form) => hashTypedData(form(1) as TypedDataDefinition));
    expect(new Set(digests).size).to.equal(3);
  });
});
