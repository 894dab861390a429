import { expect } from "chai";
import { type Hex, zeroHash } from "viem";
import {
  contractParty,
  day,
  ethers,
  fundedOrder,
  loadFixture,
  market,
  marketWith,
  publishedTerms,
  termsOf,
  through,
  time,
  valueOf,
} from "./support/market.ts";
import { buyProven, catalogueOffer, signedOffer, signTerms } from "./support/offers.ts";

describe("ListingRegistry.setHoliday", () => {
  it("closes the shop up to and including its last second, and opens it again by itself", async () => {
    const m = await loadFixture(market);
    const { order } = await fundedOrder(m);
    const until = (await time.latest()) + 10 * day;
    await expect(m.registry.connect(m.seller).setHoliday(until))
      .to.emit(m.registry, "HolidaySet")
      .withArgs(m.seller.address, until);
    expect(await m.registry.holidayOf(m.seller)).to.equal(until);
    const again = { ...order, nonce: 2n };
    const buy = () => m.escrow.connect(m.buyer).buy(again, { value: valueOf(again) });
    await time.setNextBlockTimestamp(until);
    await expect(buy()).to.be.revertedWithCustomError(m.registry, "SellerAway").withArgs(until, until);
    await time.setNextBlockTimestamp(until + 1);
    await expect(buy()).to.emit(m.escrow, "OrderFunded");
  });

  it("holds for what was signed too, and for no other seller", async () => {
    const m = await loadFixture(market);
    const { order, proof } = await signedOffer(m);
    const until = (await time.latest()) + 10 * day;
    await m.registry.connect(m.seller).setHoliday(until);
    await m.registry.connect(m.stranger).setHoliday(0);
    await expect(buyProven(m, order, proof)).to.be.revertedWithCustomError(m.registry, "SellerAway");
    await m.registry.connect(m.seller).setHoliday(0);
    await expect(buyProven(m, order, proof)).to.emit(m.escrow, "OrderFunded");
  });

  it("leaves publishing, the epoch and running orders alone", async () => {
    const m = await loadFixture(market);
    const { order } = await fundedOrder(m);
    await m.registry.connect(m.seller).cancelAll();
    await m.registry.connect(m.seller).setHoliday((await time.latest()) + day);
    expect(await m.registry.epochOf(m.seller)).to.equal(1n);
    await publishedTerms(m, { epoch: 1 });
    await expect(m.escrow.connect(m.seller).ship(order, zeroHash)).to.emit(m.escrow, "OrderShipped");
    await m.registry.connect(m.seller).cancelAll();
    expect(await m.registry.holidayOf(m.seller)).to.not.equal(0n);
  });
});

describe("ListingRegistry.setDelegate", () => {
  async function delegated() {
    const m = await market();
    await m.registry.connect(m.seller).setDelegate(m.stranger, true);
    return m;
  }

  it("emits DelegateSet, and can be taken back", async () => {
    const m = await loadFixture(market);
    const { registry, seller, stranger } = m;
    for (const allowed of [true, false]) {
      await expect(registry.connect(seller).setDelegate(stranger, allowed))
        .to.emit(registry, "DelegateSet")
        .withArgs(seller.address, stranger.address, allowed);
      expect(await registry.isDelegate(seller, stranger)).to.equal(allowed);
    }
    await expect(registry.connect(stranger).publish(await termsOf(m))).to.be.revertedWithCustomError(
      registry,
      "NotSeller",
    );
  });

  it("lets publish, publish many, edit, close, and handle catalogues", async () => {
    const m = await loadFixture(delegated);
    const registry = m.registry.connect(m.stranger);
    const [first, second, third] = [await termsOf(m), await termsOf(m), await termsOf(m)];
    await registry.publish(first);
    await registry.publishMany([second]);
    await registry.edit(first, third);
    await registry.close(third);
    const { catalogue } = await catalogueOffer(m);
    await registry.publishCatalogue(catalogue);
    await registry.closeCatalogue(catalogue);
  });

  it("does not let sign listings or catalogues", async () => {
    const m = await loadFixture(delegated);
    const { terms, order } = await signedOffer(m);
    await expect(buyProven(m, order, await signTerms(m, m.stranger, terms))).to.be.revertedWithCustomError(
      m.registry,
      "InvalidListingSignature",
    );
  });

  it("does not let cancel all, go on holiday or name delegates for the seller", async () => {
    const m = await loadFixture(delegated);
    const registry = m.registry.connect(m.stranger);
    await registry.cancelAll();
    await registry.setHoliday((await time.latest()) + day);
    await registry.setDelegate(m.buyer, true);
    expect(await m.registry.epochOf(m.seller)).to.equal(0n);
    expect(await m.registry.holidayOf(m.seller)).to.equal(0n);
    expect(await m.registry.isDelegate(m.seller, m.buyer)).to.equal(false);
  });

  it("comes near no money: who is paid stands in the terms, and every verb of the escrow is the seller's", async () => {
    const m = await loadFixture(delegated);
    const { order } = await fundedOrder(m);
    await expect(m.escrow.connect(m.stranger).ship(order, zeroHash)).to.be.revertedWithCustomError(
      m.escrow,
      "NotSeller",
    );
  });

  it("publishes under the seller's name alone", async () => {
    const m = await loadFixture(delegated);
    const terms = await termsOf(m, { seller: m.buyer.address as Hex });
    await expect(m.registry.connect(m.stranger).publish(terms)).to.be.revertedWithCustomError(m.registry, "NotSeller");
    await expect(m.registry.connect(m.stranger).publishMany([await termsOf(m), terms]))
      .to.be.revertedWithCustomError(m.registry, "NotSeller")
      .withArgs(m.seller.address, m.buyer.address);
  });

  it("works for contracts that sell", async () => {
    const m = await loadFixture(market);
    const shop = await contractParty(m.seller);
    await through(shop, m.registry, "setDelegate", [m.stranger.address, true]);
    const terms = await termsOf(m, { seller: (await shop.getAddress()) as Hex });
    await expect(m.registry.connect(m.stranger).publish(terms)).to.emit(m.registry, "Published");
  });
});

describe("ListingRegistry, below the fee floor", () => {
  async function floored() {
    const schedule = await ethers.deployContract("ScriptedFeeFloor");
    const m = await marketWith({ feeSchedule: schedule });
    await m.registry.proposeFeeFloor(200);
    await time.increase(7 * day + 1);
    await m.registry.setFeeFloor();
    return { ...m, schedule };
  }
  const fees = (sellerFeeBps: number, buyerFeeBps: number) => ({ sellerFeeBps, buyerFeeBps });

  it("asks the schedule, and takes a smaller floor from it", async () => {
    const m = await loadFixture(floored);
    await m.schedule.set(m.seller, 50);
    await publishedTerms(m, fees(25, 25));
    await expect(m.registry.connect(m.seller).publish(await termsOf(m, fees(25, 24))))
      .to.be.revertedWithCustomError(m.registry, "FeeOutOfBounds")
      .withArgs(49, 50, 2_000);
  });

  it("asks it for signed listings too", async () => {
    const m = await loadFixture(floored);
    await m.schedule.set(m.seller, 50);
    const { order, proof } = await signedOffer(m, fees(25, 25));
    await expect(buyProven(m, order, proof)).to.emit(m.escrow, "OrderFunded");
  });

  it("lets no schedule raise the floor", async () => {
    const m = await loadFixture(floored);
    await m.schedule.set(m.seller, 1_000);
    await publishedTerms(m, fees(100, 100));
    await expect(m.registry.connect(m.seller).publish(await termsOf(m, fees(100, 99))))
      .to.be.revertedWithCustomError(m.registry, "FeeOutOfBounds")
      .withArgs(199, 200, 2_000);
  });

  it("does not ask while a listing keeps to the floor", async () => {
    const m = await loadFixture(floored);
    await m.schedule.breakDown();
    await publishedTerms(m, fees(100, 100));
    await expect(m.registry.connect(m.seller).publish(await termsOf(m, fees(0, 0)))).to.revert(ethers);
  });
});
