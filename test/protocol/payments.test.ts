import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { hashTypedData, keccak256, toHex, type TypedDataDefinition } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { type Order, orderId, plainOrder, plainTerms } from "../../protocol/ids.ts";
import { quote } from "../../protocol/money.ts";
import { authorizationTypedData, permit2TypedData, permitTypedData, splitSignature } from "../../protocol/payments.ts";
import { createRandom } from "./random.ts";

const random = createRandom(9);
const escrow = random.hex(20);
const domain = { name: "Dollar", version: "2", chainId: 31_337, verifyingContract: random.hex(20) };
const order: Order = {
  ...plainOrder,
  terms: {
    ...plainTerms,
    ...{ seller: random.hex(20), token: domain.verifyingContract, price: 1_000_003n, deposit: 5n, stock: 3 },
    ...{ expiry: 2, fulfilWindow: 3, inspectWindow: 4, rulingWindow: 5, sellerFeeBps: 6, buyerFeeBps: 101 },
    ...{ referralBps: 8, kind: 3, arbitrator: random.hex(20), courtId: 1, metadata: random.hex(32), epoch: 0 },
  },
  ...{ buyer: random.hex(20), quantity: 3, referrer: random.hex(20), nonce: 9n },
};
const { total } = quote(order);
const once = { nonce: 11n, deadline: 1_800_000_000n };
const validity = { validAfter: 12n, validBefore: 1_800_000_001n };

const ways = {
  permit: (to: Order) => permitTypedData(domain, escrow, to, once),
  authorization: (to: Order) => authorizationTypedData(domain, escrow, to, validity),
  permit2: (to: Order) => permit2TypedData({ chainId: 31_337, permit2: random.hex(20), escrow }, to, once),
};

describe("payments", () => {
  for (const [name, way] of Object.entries(ways)) {
    it(`${name} is what ethers would sign`, () => {
      const data = way(order);
      const types = Object.fromEntries(Object.entries(data.types).map(([type, fields]) => [type, [...fields]]));
      const expected = TypedDataEncoder.hash(data.domain, types, data.message);
      expect(hashTypedData(data as unknown as TypedDataDefinition)).to.equal(expected);
    });
  }

  it("are for exactly what the order costs", () => {
    expect(ways.permit(order).message.value).to.equal(total);
    expect(ways.authorization(order).message.value).to.equal(total);
    expect(ways.permit2(order).message.permitted).to.deep.equal({ token: order.terms.token, amount: total });
  });

  it("name the order, but for the permit, which can't", () => {
    expect(ways.authorization(order).message.nonce).to.equal(orderId(order));
    expect(ways.permit2(order).message.witness).to.deep.equal({ orderId: orderId(order) });
    const other = { ...order, referrer: escrow };
    expect(ways.authorization(other).message.nonce).to.not.equal(orderId(order));
  });

  it("splits a signature as tokens want it", async () => {
    for (let i = 1n; i < 9n; i++) {
      const account = privateKeyToAccount(keccak256(toHex(i)));
      const signature = await account.signTypedData(ways.permit(order));
      const { v, r, s } = splitSignature(signature);
      expect(`${r}${s.slice(2)}${v.toString(16)}`).to.equal(signature);
    }
  });
});
