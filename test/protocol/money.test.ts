import { expect } from "chai";
import { NATIVE, plainTerms, type Terms } from "#protocol/terms.ts";
import { type Order, plainOrder } from "#protocol/order.ts";
import {
  calledOff,
  keptOf,
  MAX_FEE_BPS,
  type Payout,
  payout,
  quote,
  release,
  sellerKeeps,
  share,
} from "#protocol/money.ts";
import { createRandom } from "./random.ts";

const random = createRandom(2);
const sum = (paid: Payout) => paid.toSeller + paid.toBuyer + paid.fee + paid.referral;

function orderOf(terms: Partial<Terms>, quantity = 1, isReferred = false): Order {
  const fees = { sellerFeeBps: 0, buyerFeeBps: 0, referralBps: 0 };
  const whole = { price: 10_000n, deposit: 0n, ...plainTerms, ...fees, ...terms } as Terms;
  const referrer = isReferred ? random.hex(20) : NATIVE;
  return { ...plainOrder, terms: whole, buyer: random.hex(20), quantity, referrer, nonce: 1n };
}

function someOrder(): Order {
  const bps = () => random.upTo(MAX_FEE_BPS);
  const terms = { price: random.bits(80), deposit: random.bits(80), sellerFeeBps: bps(), buyerFeeBps: bps() };
  return orderOf({ ...terms, referralBps: bps() }, 1 + random.upTo(9), random.upTo(1) === 1);
}

/** Any amount from 0 to `most`. */
const part = (most: bigint) => (most === 0n ? 0n : random.bits(96) % (most + 1n));

describe("quote", () => {
  it("puts the buyer's fee on top, and a deposit that bears none", () => {
    const order = orderOf({ price: 1_999n, deposit: 500n, buyerFeeBps: 150 }, 3);
    expect(quote(order)).to.deep.equal({ subtotal: 5_997n, buyerFee: 89n, deposit: 1_500n, total: 7_586n });
  });

  it("counts what was chosen as a part of the price", () => {
    const order = { ...orderOf({ price: 1_000n, buyerFeeBps: 100 }, 3), extra: 700n };
    expect(quote(order)).to.deep.equal({ subtotal: 3_700n, buyerFee: 37n, deposit: 0n, total: 3_737n });
  });

  it("asks one deposit for a stay, however long", () => {
    const stay = orderOf({ price: 1_000n, deposit: 500n, slot: 86_400 }, 7);
    expect(quote(stay).deposit).to.equal(500n);
  });

  it("rounds shares down", () => {
    expect([share(9_999n, 1), share(10_000n, 1), share(19_999n, 1)]).to.deep.equal([0n, 1n, 1n]);
  });
});

describe("release", () => {
  it("pays seller, treasury and referrer their shares", () => {
    const order = orderOf({ sellerFeeBps: 200, buyerFeeBps: 100, referralBps: 300 }, 1, true);
    expect(release(order, 10_000n, 10_000n)).to.deep.equal({
      toSeller: 9_500n,
      toBuyer: 0n,
      fee: 300n,
      referral: 300n,
    });
    expect(release({ ...order, referrer: NATIVE }, 10_000n, 10_000n).referral).to.equal(0n);
  });

  it("costs the same in any number of parts, to the wei", () => {
    for (let i = 0; i < 500; i++) {
      const order: Order = { ...someOrder(), referrer: NATIVE };
      const { subtotal } = quote(order);
      const whole = release(order, subtotal, subtotal);
      let held = subtotal;
      const paid = { toSeller: 0n, toBuyer: 0n, fee: 0n, referral: 0n };
      while (held > 0n) {
        const amount = random.upTo(3) === 0 ? held : part(held);
        const next = release(order, held, amount);
        for (const key of Object.keys(paid) as (keyof Payout)[]) paid[key] += next[key];
        held -= amount;
      }
      expect(paid).to.deep.equal(whole);
    }
  });

  it("never pays more than there is, however small the part", () => {
    const order = orderOf({ sellerFeeBps: 1_000, buyerFeeBps: 1_000, referralBps: 1_000 }, 1, true);
    for (let held = 0n; held <= 40n; held++) {
      for (let amount = 0n; amount <= held; amount++) {
        const paid = release(order, held, amount);
        expect([paid.toSeller >= 0n, paid.referral >= 0n]).to.deep.equal([true, true]);
        expect(sum(paid)).to.equal(amount + share(held, 1_000) - share(held - amount, 1_000));
      }
    }
  });

  it("refuses more than is held", () => {
    expect(() => release(orderOf({}), 5n, 6n)).to.throw(RangeError, "6 is more than the 5 still held");
  });
});

describe("payout", () => {
  it("takes the seller's amount out of the price first, then out of the deposit", () => {
    const order = orderOf({ deposit: 4_000n, sellerFeeBps: 500, buyerFeeBps: 100 });
    expect(payout(order, 10_000n, 0n)).to.deep.equal({ toSeller: 0n, toBuyer: 14_100n, fee: 0n, referral: 0n });
    expect(payout(order, 10_000n, 6_000n)).to.deep.equal({
      toSeller: 5_700n,
      toBuyer: 8_040n,
      fee: 360n,
      referral: 0n,
    });
    expect(payout(order, 10_000n, 11_000n)).to.deep.equal({
      toSeller: 10_500n,
      toBuyer: 3_000n,
      fee: 600n,
      referral: 0n,
    });
    expect(() => payout(order, 10_000n, 14_001n)).to.throw(RangeError);
  });

  it("adds up to what was paid in, to the wei, after any releases and by any split", () => {
    for (let i = 0; i < 2_000; i++) {
      const order = someOrder();
      const { subtotal, deposit, total } = quote(order);
      let [held, paid] = [subtotal, 0n];
      for (let parts = random.upTo(3); parts > 0; parts--) {
        const amount = part(held);
        paid += sum(release(order, held, amount));
        held -= amount;
      }
      const end = payout(order, held, part(held + deposit));
      for (const value of Object.values(end)) expect(value >= 0n).to.equal(true);
      expect(paid + sum(end)).to.equal(total);
    }
  });
});

describe("sellerKeeps", () => {
  it("is what a content buyer's confirmation pays the seller", () => {
    for (let i = 0; i < 500; i++) {
      const order = someOrder();
      const { subtotal } = quote(order);
      const { toSeller } = release(order, subtotal, subtotal);
      expect(sellerKeeps(order, order.referrer !== NATIVE)).to.equal(toSeller);
    }
  });
});

describe("keptOf", () => {
  const start = 2_000_000_000;
  const stay = (terms: Partial<Terms> = {}) => ({
    ...orderOf({ price: 1_000n, slot: 86_400, freeNotice: 1_000, lateRefundBps: 3_333, buyerFeeBps: 100, ...terms }, 3),
    start,
  });

  for (const [when, left, kept] of [
    ["with the notice asked for", 1_000, 0n],
    ["a second later", 999, 2_001n],
    ["with half of it", 500, 2_001n],
    ["a second after that", 499, 3_000n],
    ["at the start", 0, 3_000n],
  ] as const) {
    it(`keeps ${kept} of 3,000 ${when}`, () => {
      expect(keptOf(stay(), 3_000n, start - left)).to.equal(kept);
    });
  }

  it("counts what was released before as kept, and never asks for it back", () => {
    expect(keptOf(stay(), 2_500n, start - 500)).to.equal(1_501n);
    expect(keptOf(stay(), 500n, start - 500)).to.equal(0n);
    expect(keptOf(stay(), 500n, start - 499)).to.equal(500n);
  });

  it("keeps nothing of a stay that asks for no notice", () => {
    expect(keptOf(stay({ freeNotice: 0 }), 3_000n, start)).to.equal(0n);
  });

  it("refuses a moment after the start", () => {
    expect(() => keptOf(stay(), 3_000n, start + 1)).to.throw(RangeError);
  });

  it("gives back the rest, its buyer fee and the deposit, to the wei", () => {
    const order = stay({ deposit: 77n });
    const paid = calledOff(order, 3_000n, start - 500);
    expect(paid).to.deep.equal({ toSeller: 2_001n, toBuyer: 999n + 9n + 77n, fee: 21n, referral: 0n });
    expect(sum(paid)).to.equal(quote(order).total);
  });
});
