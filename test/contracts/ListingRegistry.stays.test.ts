import { expect } from "chai";
import { zeroHash } from "viem";
import { listingId, type Terms, UNLIMITED_STOCK } from "#protocol/terms.ts";
import { orderId } from "#protocol/order.ts";
import {
  day,
  ethers,
  hour,
  kind,
  loadFixture,
  type Market,
  market,
  publishedTerms,
  termsOf,
  time,
} from "./support/market.ts";
import { signedOffer, buyProven, orderOf } from "./support/offers.ts";
import { keepGas } from "./support/gas.ts";
import { booked, buy, nightly, startOf, stayOf } from "./support/stays.ts";

describe("ListingRegistry.publish, of what sells time", () => {
  const refused = async (changes: Partial<Terms>) => {
    const m = await loadFixture(market);
    const terms = await termsOf(m, { ...nightly, ...changes });
    return { m, terms, sent: m.registry.connect(m.seller).publish(terms) };
  };

  for (const name of ["item", "digital", "request"] as const) {
    it(`reverts BookingNotAllowed for a ${name}`, async () => {
      const { m, sent } = await refused({ kind: kind(name), deposit: 0n });
      await expect(sent).to.be.revertedWithCustomError(m.registry, "BookingNotAllowed").withArgs(kind(name), 1);
    });
  }

  for (const stock of [256, UNLIMITED_STOCK]) {
    it(`reverts BookingNotAllowed for ${stock} at a time`, async () => {
      const { m, sent } = await refused({ stock });
      await expect(sent).to.be.revertedWithCustomError(m.registry, "BookingNotAllowed").withArgs(kind("rental"), stock);
    });
  }

  for (const slot of [1, 299, 31 * day + 1]) {
    it(`reverts SlotOutOfBounds for slots of ${slot} seconds`, async () => {
      const { m, sent } = await refused({ slot, slotOffset: 0 });
      await expect(sent)
        .to.be.revertedWithCustomError(m.registry, "SlotOutOfBounds")
        .withArgs(slot, 300, 31 * day);
    });
  }

  for (const [what, changes] of [
    ["an offset of a whole slot", { slotOffset: day }],
    ["a notice above a year", { freeNotice: 365 * day + 1 }],
    ["more than everything back", { lateRefundBps: 10_001 }],
    ["an offset without slots", { slot: 0, freeNotice: 0, lateRefundBps: 0 }],
    ["a notice without slots", { slot: 0, slotOffset: 0, lateRefundBps: 0 }],
    ["a late share without slots", { slot: 0, slotOffset: 0, freeNotice: 0 }],
  ] as [string, Partial<Terms>][]) {
    it(`reverts NoticeOutOfBounds for ${what}`, async () => {
      const { m, terms, sent } = await refused(changes);
      await expect(sent)
        .to.be.revertedWithCustomError(m.registry, "NoticeOutOfBounds")
        .withArgs(terms.slotOffset, terms.freeNotice, terms.lateRefundBps);
    });
  }

  it("takes the shortest and the longest slot, the largest offset, notice and share, and 255 at a time", async () => {
    const m = await loadFixture(market);
    await publishedTerms(m, { ...nightly, slot: 300, slotOffset: 299, stock: 255 });
    await publishedTerms(m, { ...nightly, slot: 31 * day, freeNotice: 365 * day, lateRefundBps: 10_000 });
    await publishedTerms(m, { ...nightly, kind: kind("service"), deposit: 0n, freeNotice: 0, lateRefundBps: 0 });
  });
});

describe("ListingRegistry.take, of a stay", () => {
  for (const [what, n, nights] of [
    ["the same nights", 10, 3],
    ["one that begins before and ends in it", 9, 2],
    ["its last night", 12, 1],
    ["one around it", 8, 9],
  ] as const) {
    it(`reverts SlotsTaken for ${what}`, async () => {
      const m = await loadFixture(market);
      const { terms, order } = await booked(m);
      const other = await stayOf(m, terms, n, nights, { nonce: 2n });
      const first = Math.max(other.start, order.start);
      await expect(buy(m, other)).to.be.revertedWithCustomError(m.registry, "SlotsTaken").withArgs(first, 1);
    });
  }

  it("sells the night before and the night after", async () => {
    const m = await loadFixture(market);
    const { terms, order } = await booked(m);
    await buy(m, await stayOf(m, terms, 9, 1, { nonce: 2n }));
    await buy(m, await stayOf(m, terms, 13, 1, { nonce: 3n }));
    const before = order.start - day;
    expect(await m.registry.takenAt(terms, before - day, 7)).to.deep.equal([0n, 1n, 1n, 1n, 1n, 1n, 0n]);
  });

  it("counts no stay against what is sold by the piece", async () => {
    const m = await loadFixture(market);
    const { terms } = await booked(m);
    expect((await m.registry.stateOf(listingId(terms))).sold).to.equal(0n);
  });

  it("sells as many at a time as there are, and one more never", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, { ...nightly, stock: 3 });
    for (const nonce of [1n, 2n, 3n]) await buy(m, await stayOf(m, terms, 5, 2, { nonce }));
    await expect(buy(m, await stayOf(m, terms, 4, 2, { nonce: 4n })))
      .to.be.revertedWithCustomError(m.registry, "SlotsTaken")
      .withArgs(await startOf(terms, 5), 3);
    expect(await m.registry.takenAt(terms, await startOf(terms, 4), 4)).to.deep.equal([0n, 3n, 3n, 0n]);
  });

  it("is one calendar for what is published, signed and bought again", async () => {
    const m = await loadFixture(market);
    const { terms, proof } = await signedOffer(m, nightly);
    const order = await stayOf(m, terms, 10, 3);
    await buyProven(m, order, proof);
    await expect(buyProven(m, { ...order, nonce: 2n }, proof)).to.be.revertedWithCustomError(m.registry, "SlotsTaken");
    await m.registry.connect(m.seller).publish(terms);
    await expect(buy(m, { ...order, nonce: 3n })).to.be.revertedWithCustomError(m.registry, "SlotsTaken");
  });

  it("reverts StartBetweenSlots for a start a second off", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, nightly);
    const order = await stayOf(m, terms, 10, 1);
    for (const start of [order.start - 1, order.start + 1]) {
      await expect(buy(m, { ...order, start }))
        .to.be.revertedWithCustomError(m.registry, "StartBetweenSlots")
        .withArgs(start, day, 14 * hour);
    }
  });

  it("sells a stay that starts this second, and reverts StartOutOfBounds for one that has started", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, nightly);
    const order = await stayOf(m, terms, 1, 1);
    await time.setNextBlockTimestamp(order.start);
    await buy(m, order);
    const late = { ...order, start: order.start - day };
    await time.setNextBlockTimestamp(order.start + 1);
    await expect(buy(m, late))
      .to.be.revertedWithCustomError(m.registry, "StartOutOfBounds")
      .withArgs(late.start, order.start + 1, order.start + 1 + 730 * day - day);
  });

  it("sells to the last day two years ahead, and reverts StartOutOfBounds beyond", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, { ...nightly, expiry: (await time.latest()) + 40 * day });
    const order = await stayOf(m, terms, 740, 1);
    const earliest = order.start + day - 730 * day;
    await time.setNextBlockTimestamp(earliest - 1);
    await expect(buy(m, order)).to.be.revertedWithCustomError(m.registry, "StartOutOfBounds");
    await time.setNextBlockTimestamp(earliest);
    await buy(m, order);
  });

  it("reverts StartOutOfBounds for what sells time and is told no start", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, nightly);
    await expect(buy(m, orderOf(m, terms))).to.be.revertedWithCustomError(m.registry, "StartOutOfBounds");
  });

  it("reverts NotABooking for a start of what is sold by the piece", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    await expect(buy(m, orderOf(m, terms, { start: (await time.latest()) + day })))
      .to.be.revertedWithCustomError(m.registry, "NotABooking")
      .withArgs(listingId(terms));
  });

  it("reverts TooManySlots beyond a year of nights", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, nightly);
    await buy(m, await stayOf(m, terms, 1, 366));
    await expect(buy(m, await stayOf(m, terms, 367, 367)))
      .to.be.revertedWithCustomError(m.registry, "TooManySlots")
      .withArgs(367, 366);
  });

  it("reverts StartOutOfBounds for slots so long that the stay ends too far ahead", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, { ...nightly, slot: 31 * day });
    await expect(buy(m, await stayOf(m, terms, 1, 366))).to.be.revertedWithCustomError(m.registry, "StartOutOfBounds");
  });

  it("keeps the calendars of two listings apart", async () => {
    const m = await loadFixture(market);
    await booked(m);
    await booked(m);
  });
});

describe("ListingRegistry's calendar", () => {
  const at = async (m: Market, terms: Terms, n: number, nights: number) =>
    buy(m, await stayOf(m, terms, n, nights, { nonce: BigInt(n) }));

  for (const stock of [1, 2]) {
    it(`is exact across the edge of a word (${stock} at a time)`, async () => {
      const m = await loadFixture(market);
      const terms = await publishedTerms(m, { ...nightly, stock });
      for (let n = 1; n <= 70; n += 7) await at(m, terms, n, 5);
      const taken = await m.registry.takenAt(terms, await startOf(terms, 1), 70);
      expect(taken.map(Number)).to.deep.equal(Array.from({ length: 70 }, (_, n) => (n % 7 < 5 ? 1 : 0)));
    });
  }

  it("reverts NotABooking when asked about what is sold by the piece", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m);
    await expect(m.registry.takenAt(terms, 0, 1))
      .to.be.revertedWithCustomError(m.registry, "NotABooking")
      .withArgs(listingId(terms));
  });
});

describe("ListingRegistry.putBack", () => {
  it("reverts NotEscrow for everybody else, the owner included", async () => {
    const m = await loadFixture(market);
    const { terms, order } = await booked(m);
    for (const caller of [m.owner, m.seller, m.buyer]) {
      await expect(m.registry.connect(caller).putBack(terms, order.quantity, order.start, zeroHash, 0n))
        .to.be.revertedWithCustomError(m.registry, "NotEscrow")
        .withArgs(caller.address);
    }
  });

  for (const stock of [1, 2]) {
    it(`frees exactly the nights of the stay (${stock} at a time)`, async () => {
      const m = await loadFixture(market);
      const terms = await publishedTerms(m, { ...nightly, stock });
      const stays = [await stayOf(m, terms, 3, 30), await stayOf(m, terms, 33, 40, { nonce: 2n })];
      for (const stay of stays) await buy(m, stay);
      await m.escrow.connect(m.seller).refund(stays[0]!);
      const taken = await m.registry.takenAt(terms, await startOf(terms, 2), 72);
      expect(taken.map(Number)).to.deep.equal([...Array(31).fill(0), ...Array(40).fill(1), 0]);
      await buy(m, await stayOf(m, terms, 2, 31, { nonce: 3n }));
      expect(orderId(stays[0]!)).to.not.equal(orderId(stays[1]!));
    });
  }
});

describe("The longest stay", () => {
  it("is booked, called off and given back within half a million gas, where it takes most words", async () => {
    const m = await loadFixture(market);
    const terms = await publishedTerms(m, { ...nightly, stock: 255 });
    const gasOf = async (sent: Promise<{ wait(): Promise<{ gasUsed: bigint } | null> }>) =>
      (await (await sent).wait())!.gasUsed;
    const [first, second] = [await stayOf(m, terms, 2, 366), await stayOf(m, terms, 2, 366, { nonce: 2n })];
    await keepGas("bookLongest", await gasOf(buy(m, first)), 500_000n);
    await buy(m, second);
    await keepGas("callOffLongest", await gasOf(m.escrow.connect(m.buyer).callOff(second)), 500_000n);
    await keepGas("refundLongest", await gasOf(m.escrow.connect(m.seller).refund(first)), 500_000n);
    expect(new Set(await m.registry.takenAt(terms, first.start, 366))).to.deep.equal(new Set([0n]));
  });
});

describe("ListingRegistry.announceOffers", () => {
  it("tells who points to which file, and nothing else happens", async () => {
    const m = await loadFixture(market);
    const file = `0x${"ab".repeat(32)}`;
    await expect(m.registry.connect(m.stranger).announceOffers(file))
      .to.emit(m.registry, "OffersAnnounced")
      .withArgs(m.stranger.address, file);
  });
});

describe("ListingRegistry.renounceOwnership", () => {
  it("reverts PausedForEver while paused, and goes through afterwards", async () => {
    const m = await loadFixture(market);
    await m.registry.setPaused(true);
    await expect(m.registry.renounceOwnership()).to.be.revertedWithCustomError(m.registry, "PausedForEver");
    await m.registry.setPaused(false);
    await m.registry.renounceOwnership();
    expect(await m.registry.owner()).to.equal(ethers.ZeroAddress);
  });

  it("is the owner's alone", async () => {
    const m = await loadFixture(market);
    await expect(m.registry.connect(m.stranger).renounceOwnership()).to.be.revertedWithCustomError(
      m.registry,
      "OwnableUnauthorizedAccount",
    );
  });
});
