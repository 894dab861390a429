import { expect } from "chai";
import { AbiCoder, TypedDataEncoder, keccak256 } from "ethers";
import { reputationAbi, listingRegistryAbi } from "../../protocol/generated/abi.ts";
import { type Order, type Terms, listingId, orderId, orderKey, termsTypes } from "../../protocol/ids.ts";
import { createRandom } from "./random.ts";

const random = createRandom(1);

function someTerms(): Terms {
  return {
    ...{ seller: random.hex(20), token: random.hex(20), arbitrator: random.hex(20), metadata: random.hex(32) },
    ...{ price: random.bits(96), deposit: random.bits(96), stock: random.upTo(0xffff_ffff) },
    ...{ expiry: random.upTo(2 ** 40 - 1), fulfilWindow: random.upTo(0xffff_ffff) },
    ...{ inspectWindow: random.upTo(0xffff_ffff), rulingWindow: random.upTo(0xffff_ffff) },
    ...{ slot: random.upTo(0xffff_ffff), slotOffset: random.upTo(0xffff_ffff), options: random.hex(32) },
    ...{ freeNotice: random.upTo(0xffff_ffff), lateRefundBps: random.upTo(0xffff), category: random.upTo(0xffff) },
    ...{ sellerFeeBps: random.upTo(0xffff), buyerFeeBps: random.upTo(0xffff), referralBps: random.upTo(0xffff) },
    ...{ kind: random.upTo(4), courtId: random.upTo(0xffff_ffff), epoch: random.upTo(0xffff_ffff) },
  };
}

function someOrder(): Order {
  return {
    ...{ terms: someTerms(), buyer: random.hex(20), referrer: random.hex(20) },
    ...{ start: random.upTo(2 ** 40 - 1), choice: random.hex(32), extra: random.bits(96) },
    ...{ quantity: random.upTo(0xffff_ffff), nonce: random.bits(64) },
  };
}

describe("listingId", () => {
  it("is ethers' EIP-712 struct hash of the same terms", () => {
    for (let i = 0; i < 200; i++) {
      const terms = someTerms();
      const types = { Terms: termsTypes.Terms.map((field) => ({ ...field })) };
      expect(listingId(terms)).to.equal(TypedDataEncoder.hashStruct("Terms", types, terms));
    }
  });

  it("hashes the fields of the contract's struct, in its order and types", () => {
    const publish = listingRegistryAbi.find((entry) => entry.type === "function" && entry.name === "publish");
    const [terms] = publish?.type === "function" ? publish.inputs : [];
    const fields = (terms as { components: readonly { name: string; type: string }[] }).components;
    expect(fields.map(({ name, type }) => ({ name, type }))).to.deep.equal(termsTypes.Terms);
  });

  it("changes with every field", () => {
    const terms = someTerms();
    for (const field of Object.keys(terms) as (keyof Terms)[]) {
      const value = terms[field];
      const other = typeof value === "string" ? value.replace(/.$/, (last) => (last === "1" ? "2" : "1")) : undefined;
      const next = typeof value === "bigint" ? value ^ 1n : Number(value) + (Number(value) % 2 === 0 ? 1 : -1);
      const changed = { ...terms, [field]: other ?? next };
      expect(listingId(changed), field).not.to.equal(listingId(terms));
    }
  });
});

describe("orderId", () => {
  const types = [
    "bytes32",
    "address",
    "address",
    "uint32",
    "uint40",
    "bytes32",
    "uint96",
    "address",
    "address",
    "uint64",
  ];

  it("is ethers' encoding of listing, seller, token and what follows the terms, hashed", () => {
    for (let i = 0; i < 200; i++) {
      const order = someOrder();
      const { terms, quantity, start, choice, extra, buyer, referrer, nonce } = order;
      const taken = [quantity, start, choice, extra, buyer, referrer, nonce];
      const values = [listingId(terms), terms.seller, terms.token, ...taken];
      expect(orderId(order)).to.equal(keccak256(AbiCoder.defaultAbiCoder().encode(types, values)));
    }
  });

  it("is made of the key that reviews hand to the contract", () => {
    const reply = reputationAbi.find((entry) => entry.type === "function" && entry.name === "reply");
    const [key] = reply?.type === "function" ? reply.inputs : [];
    const fields = (key as { components: readonly { name: string; type: string }[] }).components;
    expect(fields.map(({ name }) => name)).to.deep.equal(Object.keys(orderKey(someOrder())));
    expect(fields.map(({ type }) => type)).to.deep.equal(types);
  });

  it("refuses what does not fit its place on the chain", () => {
    const order = someOrder();
    expect(() => orderId({ ...order, nonce: 1n << 64n })).to.throw();
    expect(() => orderId({ ...order, quantity: 2 ** 32 })).to.throw();
    expect(() => orderId({ ...order, start: 2 ** 40 })).to.throw();
    expect(() => orderId({ ...order, extra: 1n << 96n })).to.throw();
    expect(() => orderId({ ...order, buyer: "0x12" })).to.throw();
  });
});
