import { expect } from "chai";
import { ZeroAddress } from "ethers";
import type { Address } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import { plainOrder } from "#protocol/order.ts";
import {
  ethers,
  feeFloorDelay,
  loadFixture,
  market,
  publishedTerms,
  termsOf,
  time,
  valueOf,
} from "./support/market.ts";
import { signedTerms } from "./support/payments.ts";

const maxFeeBps = 1_000;

describe("ListingRegistry.constructor", () => {
  it("starts with the floor that it is given", async () => {
    const [owner] = await ethers.getSigners();
    const registry = await ethers.deployContract("ListingRegistry", [owner?.address, ZeroAddress, ZeroAddress, 250, 0]);
    expect(await registry.feeFloorBps()).to.equal(250n);
    await expect(Promise.resolve(registry.deploymentTransaction()!)).to.emit(registry, "FeeFloorSet").withArgs(250);
    expect(await registry.owner()).to.equal(owner?.address);
  });

  it("reverts FeeOutOfBounds above the cap, and takes the cap", async () => {
    const [owner] = await ethers.getSigners();
    const factory = await ethers.getContractFactory("ListingRegistry");
    const highest = await factory.deploy(owner?.address ?? "", ZeroAddress, ZeroAddress, maxFeeBps, 0);
    expect(await highest.feeFloorBps()).to.equal(BigInt(maxFeeBps));
    await expect(factory.deploy(owner?.address ?? "", ZeroAddress, ZeroAddress, 1_001, 0))
      .to.be.revertedWithCustomError(factory, "FeeOutOfBounds")
      .withArgs(1_001, 0, maxFeeBps);
  });
});

describe("ListingRegistry.owner", () => {
  it("alone pauses and proposes", async () => {
    const m = await loadFixture(market);
    const registry = m.registry.connect(m.stranger);
    await expect(registry.setPaused(true)).to.be.revertedWithCustomError(m.registry, "OwnableUnauthorizedAccount");
    await expect(registry.proposeFeeFloor(1)).to.be.revertedWithCustomError(m.registry, "OwnableUnauthorizedAccount");
  });

  it("pauses and lets in again", async () => {
    const m = await loadFixture(market);
    await expect(m.registry.setPaused(true)).to.emit(m.registry, "PauseSet").withArgs(true);
    expect(await m.registry.paused()).to.equal(true);
    await m.registry.setPaused(false);
    await publishedTerms(m);
  });

  it("hands over in two steps", async () => {
    const m = await loadFixture(market);
    await m.registry.transferOwnership(m.stranger);
    expect(await m.registry.owner()).to.equal(m.owner.address);
    await m.registry.connect(m.stranger).acceptOwnership();
    expect(await m.registry.owner()).to.equal(m.stranger.address);
  });
});

describe("ListingRegistry.setFeeFloor", () => {
  it("reverts NoFeeFloorProposed when nothing is announced", async () => {
    const m = await loadFixture(market);
    await expect(m.registry.setFeeFloor()).to.be.revertedWithCustomError(m.registry, "NoFeeFloorProposed");
  });

  it("reverts FeeOutOfBounds for a floor above the cap, and takes the cap", async () => {
    const m = await loadFixture(market);
    await expect(m.registry.proposeFeeFloor(1_001))
      .to.be.revertedWithCustomError(m.registry, "FeeOutOfBounds")
      .withArgs(1_001, 0, maxFeeBps);
    await m.registry.proposeFeeFloor(maxFeeBps);
  });

  it("waits out the delay, and then anyone sets it, once", async () => {
    const m = await loadFixture(market);
    await m.registry.proposeFeeFloor(200);
    const dueAt = (await time.latest()) + feeFloorDelay;
    await time.setNextBlockTimestamp(dueAt);
    await expect(m.registry.connect(m.stranger).setFeeFloor())
      .to.be.revertedWithCustomError(m.registry, "FeeFloorNotDue")
      .withArgs(dueAt, dueAt);
    await time.setNextBlockTimestamp(dueAt + 1);
    await expect(m.registry.connect(m.stranger).setFeeFloor()).to.emit(m.registry, "FeeFloorSet").withArgs(200);
    expect(await m.registry.feeFloorBps()).to.equal(200n);
    await expect(m.registry.setFeeFloor()).to.be.revertedWithCustomError(m.registry, "NoFeeFloorProposed");
  });

  it("holds for nobody before: each way to list goes by the floor that is set", async () => {
    const m = await loadFixture(market);
    const registry = m.registry.connect(m.seller);
    const terms = () => termsOf(m, { sellerFeeBps: 100, buyerFeeBps: 0 });
    const [old, signed] = [await terms(), await terms()];
    await registry.publish(old);
    await m.registry.proposeFeeFloor(maxFeeBps);
    await registry.publish(await terms());
    await registry.publishMany([await terms()]);
    await registry.edit(old, await terms());
    const buyer = m.buyer.address as Address;
    const order = { ...plainOrder, terms: signed, buyer, quantity: 1, referrer: NATIVE, nonce: 1n } as const;
    await m.escrow.connect(m.buyer).buyProven(order, await signedTerms(m, signed), { value: valueOf(order) });
  });

  it("announces when it will be due", async () => {
    const m = await loadFixture(market);
    const now = (await time.latest()) + 10;
    await time.setNextBlockTimestamp(now);
    await expect(m.registry.proposeFeeFloor(200))
      .to.emit(m.registry, "FeeFloorProposed")
      .withArgs(200, now + feeFloorDelay);
  });
});
