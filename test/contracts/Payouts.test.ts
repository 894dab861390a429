import { expect } from "chai";
import { hexlify, randomBytes, getAddress } from "ethers";
import { type Address, hashTypedData, type Hex } from "viem";
import { listingId, NATIVE, type Order, orderId, plainOrder, plainTerms, type Terms } from "../../protocol/ids.ts";
import { keptOf, payout, quote, release } from "../../protocol/money.ts";
import { settlementTypedData } from "../../protocol/settlement.ts";
import { ethers, loadFixture, market, offerOf, signOffer } from "./support/market.ts";

const random = (bytes: number) => hexlify(randomBytes(bytes)) as Hex;
const upTo = (most: bigint) => BigInt(random(16)) % (most + 1n);
const account = () => getAddress(random(20)) as Address;

function randomOrder(): Order {
  const small = Math.random() < 0.3;
  const terms: Terms = {
    seller: account(),
    token: account(),
    price: upTo(small ? 50n : 2n ** 64n),
    deposit: upTo(small ? 50n : 2n ** 64n),
    stock: Number(upTo(0xffff_ffffn)),
    expiry: Number(upTo(2n ** 40n - 1n)),
    fulfilWindow: Number(upTo(0xffff_ffffn)),
    inspectWindow: Number(upTo(0xffff_ffffn)),
    rulingWindow: Number(upTo(0xffff_ffffn)),
    slot: Math.random() < 0.5 ? 0 : Number(upTo(0xffff_ffffn)),
    slotOffset: Number(upTo(0xffff_ffffn)),
    freeNotice: Number(upTo(0xffff_ffffn)),
    lateRefundBps: Number(upTo(10_000n)),
    sellerFeeBps: Number(upTo(1_000n)),
    buyerFeeBps: Number(upTo(1_000n)),
    referralBps: Number(upTo(1_000n)),
    kind: Number(upTo(4n)),
    category: Number(upTo(0xffffn)),
    arbitrator: account(),
    options: random(32),
    courtId: Number(upTo(0xffff_ffffn)),
    metadata: random(32),
    epoch: Number(upTo(0xffff_ffffn)),
  };
  const referrer = Math.random() < 0.5 ? NATIVE : account();
  return {
    terms,
    quantity: Number(upTo(small ? 3n : 1_000_000n)),
    start: Number(upTo(2n ** 40n - 1n)),
    choice: random(32),
    extra: upTo(small ? 50n : 2n ** 64n),
    buyer: account(),
    referrer,
    nonce: upTo(2n ** 64n - 1n),
  };
}

const rows = 150;
const harness = async () => ethers.deployContract("PayoutsHarness");
const inOrder = (parts: { toSeller: bigint; toBuyer: bigint; fee: bigint; referral: bigint }) => [
  parts.toSeller,
  parts.toBuyer,
  parts.fee,
  parts.referral,
];

describe("protocol and contracts compute the same", () => {
  it("ids of listings and orders", async () => {
    const contract = await loadFixture(harness);
    for (let i = 0; i < rows; i++) {
      const order = randomOrder();
      expect(await contract.listingId(order.terms)).to.equal(listingId(order.terms));
      expect(await contract.orderId(order)).to.equal(orderId(order));
    }
  });

  it("an id that is known", async () => {
    const zero = `0x${"00".repeat(20)}` as const;
    const terms: Terms = {
      ...{ seller: zero, token: zero, price: 0n, deposit: 0n, stock: 0, expiry: 0, fulfilWindow: 0, inspectWindow: 0 },
      ...{ rulingWindow: 0, sellerFeeBps: 0, buyerFeeBps: 0, referralBps: 0, kind: 0, arbitrator: zero, courtId: 0 },
      ...{ ...plainTerms, metadata: `0x${"00".repeat(32)}`, epoch: 0 },
    };
    expect(listingId(terms)).to.equal("0x84bbdd4910783a3bcf9d1f78ab77427c82954cb7ad20242d41965f1cbcb9ca3e");
    expect(orderId({ ...plainOrder, terms, buyer: zero, quantity: 0, referrer: zero, nonce: 0n })).to.equal(
      "0x589e44e422448be0bbbc35a1adf1dbe9ab7cc2a40c622858536cc2f928633e2b",
    );
  });

  it("what a purchase costs", async () => {
    const contract = await loadFixture(harness);
    for (let i = 0; i < rows; i++) {
      const order = randomOrder();
      const { subtotal, buyerFee, deposit } = quote(order);
      expect(await contract.quote(order)).to.deep.equal([subtotal, buyerFee, deposit]);
    }
  });

  it("every part and every end", async () => {
    const contract = await loadFixture(harness);
    for (let i = 0; i < rows; i++) {
      const order = randomOrder();
      const { subtotal, deposit } = quote(order);
      const held = upTo(subtotal);
      const amount = upTo(held);
      const sellerAmount = upTo(held + deposit);
      expect(await contract.release(order, held, amount)).to.deep.equal(inOrder(release(order, held, amount)));
      expect(await contract.end(order, held, sellerAmount)).to.deep.equal(inOrder(payout(order, held, sellerAmount)));
    }
  });

  it("what is kept of a stay that is called off", async () => {
    const contract = await loadFixture(harness);
    for (let i = 0; i < rows; i++) {
      const order = randomOrder();
      const held = upTo(quote(order).subtotal);
      // Around the two steps, or anywhere.
      const { freeNotice } = order.terms;
      const step = [freeNotice, Math.ceil(freeNotice / 2), order.start][i % 3] ?? 0;
      const at = Math.min(order.start, Math.max(0, order.start - step + Number(upTo(2n)) - 1));
      expect(await contract.keptOf(order, held, at)).to.equal(keptOf(order, held, at));
    }
  });

  it("nothing beyond what is held", async () => {
    const contract = await loadFixture(harness);
    const plain = randomOrder();
    const order = { ...plain, quantity: 1, terms: { ...plain.terms, slot: 0 } };
    const over = 10n + order.terms.deposit + 1n;
    await expect(contract.end(order, 10n, over)).to.be.revert(ethers);
    await expect(contract.release(order, 10n, 11n)).to.be.revert(ethers);
    expect(() => payout(order, 10n, over)).to.throw(RangeError);
    expect(() => release(order, 10n, 11n)).to.throw(RangeError);
  });

  it("what a wallet signs for a settlement", async () => {
    const m = await loadFixture(market);
    const offer = await offerOf(`0x${"12".repeat(32)}`, 5n);
    const { chainId } = await ethers.provider.getNetwork();
    const digest = hashTypedData(settlementTypedData(Number(chainId), m.addresses.escrow, offer));
    expect(ethers.recoverAddress(digest, await signOffer(m, m.seller, offer))).to.equal(m.seller.address);
    const domain = await m.escrow.eip712Domain();
    expect([domain.name, domain.version, domain.verifyingContract]).to.deep.equal([
      "Handsel Escrow",
      "1",
      m.addresses.escrow,
    ]);
  });
});

describe("Payouts, worked by hand", () => {
  const order = (changes: Partial<Terms>, referrer: Address = account()): Order => ({
    ...{ ...randomOrder(), quantity: 1, referrer },
    terms: {
      ...randomOrder().terms,
      deposit: 0n,
      slot: 0,
      sellerFeeBps: 250,
      buyerFeeBps: 100,
      referralBps: 50,
      ...changes,
    },
  });

  it("1,000,000 with 2.5 % from the seller, 1 % from the buyer, 0.5 % for the referrer", () => {
    expect(payout(order({}), 1_000_000n, 1_000_000n)).to.deep.equal({
      toSeller: 970_000n,
      toBuyer: 0n,
      fee: 35_000n,
      referral: 5_000n,
    });
    expect(payout(order({}, NATIVE), 1_000_000n, 1_000_000n).toSeller).to.equal(975_000n);
    expect(payout(order({}), 1_000_000n, 0n)).to.deep.equal({
      toSeller: 0n,
      toBuyer: 1_010_000n,
      fee: 0n,
      referral: 0n,
    });
    expect(payout(order({}), 1_000_000n, 400_000n)).to.deep.equal({
      toSeller: 388_000n,
      toBuyer: 606_000n,
      fee: 14_000n,
      referral: 2_000n,
    });
  });

  it("a deposit bears no fee and is touched last", () => {
    const rented = order({ deposit: 300n });
    expect(payout(rented, 1_000n, 1_100n)).to.deep.equal({ toSeller: 1_070n, toBuyer: 200n, fee: 35n, referral: 5n });
    expect(payout(rented, 0n, 0n)).to.deep.equal({ toSeller: 0n, toBuyer: 300n, fee: 0n, referral: 0n });
    expect(payout(rented, 0n, 300n)).to.deep.equal({ toSeller: 300n, toBuyer: 0n, fee: 0n, referral: 0n });
  });

  it("many parts cost what one payment costs", () => {
    const terms = order({});
    let held = 1_000_003n;
    let fee = 0n;
    for (const part of [1n, 2n, 3n, 333_333n, 7n, 499_999n]) {
      fee += release(terms, held, part).fee;
      held -= part;
    }
    fee += payout(terms, held, held).fee;
    expect(fee).to.equal(payout(terms, 1_000_003n, 1_000_003n).fee);
  });

  it("a single unit is never overdrawn by two roundings", async () => {
    const dear = order({ sellerFeeBps: 1_000, referralBps: 1_000, buyerFeeBps: 0 });
    expect(release(dear, 10n, 1n)).to.deep.equal({ toSeller: 0n, toBuyer: 0n, fee: 1n, referral: 0n });
    const contract = await loadFixture(harness);
    expect(await contract.release(dear, 10n, 1n)).to.deep.equal([0n, 0n, 1n, 0n]);
  });
});
