import { expect } from "chai";
import { type Hex, zeroHash } from "viem";
import { listingId, NATIVE, type Terms, UNLIMITED_STOCK } from "../../protocol/ids.ts";
import { quote } from "../../protocol/money.ts";
import { type ListingProof, noProof, signedProof } from "../../protocol/listingProof.ts";
import {
  contractParty,
  day,
  flows,
  kind,
  ListingStatus,
  loadFixture,
  type Market,
  market,
  publishedTerms,
  rental,
  Status,
  termsOf,
  time,
  valueOf,
} from "./support/market.ts";
import { buyProven, digestOfTerms, orderOf, sent, signedOffer, signTerms, specified, told } from "./support/offers.ts";
import { nightly, startOf } from "./support/stays.ts";

describe("Escrow.buyProven, of signed terms", () => {
  it("buys what was never published, and tells its terms", async () => {
    const m = await loadFixture(market);
    const { terms, order, id, proof } = await signedOffer(m);
    await expect(buyProven(m, order, proof))
      .to.emit(m.escrow, "OrderFunded")
      .and.to.emit(m.registry, "Presented")
      .withArgs(listingId(terms), told(terms));
    expect((await m.escrow.stateOf(id)).status).to.equal(Status.Funded);
  });

  it("tells the rest of the terms too when they sell time, and once", async () => {
    const m = await loadFixture(market);
    const { terms, order, proof } = await signedOffer(m, { ...nightly, stock: 2 });
    const stay = { ...order, start: await startOf(terms, 5) };
    await expect(buyProven(m, stay, proof))
      .to.emit(m.registry, "Presented")
      .withArgs(listingId(terms), told(terms))
      .and.to.emit(m.registry, "Specified")
      .withArgs(listingId(terms), ...specified(terms));
    await expect(buyProven(m, { ...stay, nonce: 2n }, proof)).to.not.emit(m.registry, "Specified");
  });

  it("counts what is sold, and tells the terms once", async () => {
    const m = await loadFixture(market);
    const { terms, order, proof } = await signedOffer(m, { stock: 7 });
    await buyProven(m, order, proof);
    await expect(buyProven(m, { ...order, nonce: 2n }, proof)).to.not.emit(m.registry, "Presented");
    expect((await m.registry.stateOf(listingId(terms))).sold).to.equal(6n);
    await expect(buyProven(m, { ...order, nonce: 3n }, proof))
      .to.be.revertedWithCustomError(m.registry, "OutOfStock")
      .withArgs(1, 3);
  });

  it("counts nothing where there is no limit, and tells the terms once all the same", async () => {
    const m = await loadFixture(market);
    const { terms, order, proof } = await signedOffer(m, { stock: UNLIMITED_STOCK });
    await expect(buyProven(m, order, proof)).to.emit(m.registry, "Presented");
    await expect(buyProven(m, { ...order, nonce: 2n }, proof)).to.not.emit(m.registry, "Presented");
    expect(await m.registry.stateOf(listingId(terms))).to.deep.equal([0n, 0n, true]);
  });

  it("does not make it a published listing", async () => {
    const m = await loadFixture(market);
    const { order, proof } = await signedOffer(m);
    await buyProven(m, order, proof);
    const again = { ...order, nonce: 2n };
    await expect(m.escrow.connect(m.buyer).buy(again, { value: valueOf(again) })).to.be.revertedWithCustomError(
      m.registry,
      "ListingNotActive",
    );
  });

  it("buys of a contract that signs (ERC-1271)", async () => {
    const m = await loadFixture(market);
    const seller = await contractParty(m.seller);
    const terms = await termsOf(m, { seller: (await seller.getAddress()) as Hex });
    const order = orderOf(m, terms);
    await expect(buyProven(m, order, await signTerms(m, m.seller, terms))).to.emit(m.escrow, "OrderFunded");
  });

  it("goes on with stock and state when the seller publishes it later", async () => {
    const m = await loadFixture(market);
    const { terms, order, proof } = await signedOffer(m, { stock: 4 });
    await buyProven(m, order, proof);
    await m.registry.connect(m.seller).publish(terms);
    const again = { ...order, nonce: 2n };
    await expect(m.escrow.connect(m.buyer).buy(again, { value: valueOf(again) }))
      .to.be.revertedWithCustomError(m.registry, "OutOfStock")
      .withArgs(1, 3);
  });

  const forgeries: [string, (m: Market, terms: Terms) => Promise<ListingProof>][] = [
    ["somebody else", (m, terms) => signTerms(m, m.stranger, terms)],
    ["the buyer", (m, terms) => signTerms(m, m.buyer, terms)],
    ["the seller, for another price", async (m, terms) => signTerms(m, m.seller, { ...terms, price: 1n })],
    ["the seller, with other fees", async (m, terms) => signTerms(m, m.seller, { ...terms, sellerFeeBps: 0 })],
    ["nobody", async () => signedProof("0x00")],
    [
      "the seller, for another registry",
      async (m, terms) =>
        signTerms({ ...m, addresses: { ...m.addresses, registry: m.addresses.escrow } }, m.seller, terms),
    ],
  ];
  for (const [who, forge] of forgeries) {
    it(`reverts InvalidListingSignature when signed by ${who}`, async () => {
      const m = await loadFixture(market);
      const terms = await termsOf(m);
      await expect(buyProven(m, orderOf(m, terms), await forge(m, terms)))
        .to.be.revertedWithCustomError(m.registry, "InvalidListingSignature")
        .withArgs(m.seller.address, await digestOfTerms(m, terms));
    });
  }

  it("reverts ListingNotActive when the seller has closed it", async () => {
    const m = await loadFixture(market);
    const { terms, order, proof } = await signedOffer(m);
    await m.registry.connect(m.seller).close(terms);
    await expect(buyProven(m, order, proof))
      .to.be.revertedWithCustomError(m.registry, "ListingNotActive")
      .withArgs(listingId(terms), ListingStatus.Closed);
  });

  it("reverts StaleEpoch when the seller has cancelled all", async () => {
    const m = await loadFixture(market);
    const { order, proof } = await signedOffer(m);
    await m.registry.connect(m.seller).cancelAll();
    await expect(buyProven(m, order, proof))
      .to.be.revertedWithCustomError(m.registry, "StaleEpoch")
      .withArgs(0, 1);
  });

  it("reverts StaleEpoch for an epoch that has not come", async () => {
    const m = await loadFixture(market);
    const { order, proof } = await signedOffer(m, { epoch: 1 });
    await expect(buyProven(m, order, proof))
      .to.be.revertedWithCustomError(m.registry, "StaleEpoch")
      .withArgs(1, 0);
  });

  const wrong: [string, Partial<Terms>, string][] = [
    ["the price is zero", { price: 0n }, "ZeroPrice"],
    ["the stock is zero", { stock: 0 }, "ZeroStock"],
    ["no arbitrator is named", { arbitrator: `0x${"0".repeat(40)}` }, "ZeroArbitrator"],
    ["it has a deposit and is not let", { deposit: 1n }, "DepositNotAllowed"],
    ["a window is too short", { inspectWindow: 59 }, "WindowOutOfBounds"],
    ["a fee is above the cap", { sellerFeeBps: 1_001 }, "FeeOutOfBounds"],
    ["it has expired", { expiry: 1 }, "ListingExpired"],
    ["it is a wanted notice", { kind: kind("request") }, "NotForSale"],
  ];
  for (const [when, changes, error] of wrong) {
    it(`reverts ${error} when ${when}: the rules for new listings hold`, async () => {
      const m = await loadFixture(market);
      const { order, proof } = await signedOffer(m, changes);
      await expect(buyProven(m, order, proof)).to.be.revertedWithCustomError(m.registry, error);
    });
  }

  it("reverts FeeOutOfBounds below the floor of the day on which it is bought", async () => {
    const m = await loadFixture(market);
    const { order, proof } = await signedOffer(m, { sellerFeeBps: 100, buyerFeeBps: 99 });
    await m.registry.proposeFeeFloor(200);
    await time.increase(7 * day + 1);
    await m.registry.setFeeFloor();
    await expect(buyProven(m, order, proof))
      .to.be.revertedWithCustomError(m.registry, "FeeOutOfBounds")
      .withArgs(199, 200, 2_000);
  });

  it("reverts Paused while paused", async () => {
    const m = await loadFixture(market);
    const { order, proof } = await signedOffer(m);
    await m.registry.setPaused(true);
    await expect(buyProven(m, order, proof)).to.be.revertedWithCustomError(m.registry, "Paused");
  });

  it("lets a rental be signed", async () => {
    const m = await loadFixture(market);
    const { order, proof } = await signedOffer(m, rental);
    await expect(buyProven(m, order, proof)).to.emit(m.escrow, "OrderFunded");
  });

  for (const coin of ["native coin", "tokens"] as const) {
    it(`moves price, buyer fee and deposit into escrow, to the unit: ${coin}`, async () => {
      const m = await loadFixture(market);
      const token = coin === "tokens" ? m.addresses.dollar : NATIVE;
      const { order, proof } = await signedOffer(m, { ...rental, token });
      const { total } = quote(order);
      const moved = await flows(m, token, () => buyProven(m, order, proof));
      const rest = { seller: 0n, referrer: 0n, treasury: 0n, arbitrator: 0n };
      expect(moved).to.deep.equal({ buyer: -total, escrow: total, ...rest });
    });
  }

  it("reverts WrongValue when a unit less is sent", async () => {
    const m = await loadFixture(market);
    const { order, proof } = await signedOffer(m);
    const value = valueOf(order);
    const short = m.escrow.connect(m.buyer).buyProven(order, sent(proof), { value: value - 1n });
    await expect(short)
      .to.be.revertedWithCustomError(m.escrow, "WrongValue")
      .withArgs(value - 1n, value);
  });

  it("is for the buyer alone", async () => {
    const m = await loadFixture(market);
    const { order, proof } = await signedOffer(m);
    await expect(buyProven(m, order, proof, m.stranger))
      .to.be.revertedWithCustomError(m.escrow, "NotBuyer")
      .withArgs(m.stranger.address, m.buyer.address);
  });

  it("is counted by the escrow alone", async () => {
    const m = await loadFixture(market);
    const { terms, proof } = await signedOffer(m);
    await expect(m.registry.connect(m.stranger).takeProven(terms, 1, 0, zeroHash, 0n, sent(proof)))
      .to.be.revertedWithCustomError(m.registry, "NotEscrow")
      .withArgs(m.stranger.address);
  });

  it("takes an empty proof for a published listing, and reverts ListingNotActive for any other", async () => {
    const m = await loadFixture(market);
    const { terms } = await signedOffer(m);
    await expect(buyProven(m, orderOf(m, terms), noProof))
      .to.be.revertedWithCustomError(m.registry, "ListingNotActive")
      .withArgs(listingId(terms), ListingStatus.None);
    await expect(buyProven(m, orderOf(m, await publishedTerms(m)), noProof))
      .to.emit(m.escrow, "OrderFunded")
      .and.not.to.emit(m.registry, "Presented");
  });
});
