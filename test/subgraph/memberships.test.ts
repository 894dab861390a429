import { expect } from "chai";
import type { Address } from "viem";
import type { ContractName } from "./support/emitter.ts";
import { people } from "./support/people.ts";
import { DOLLAR, joined, read } from "./support/scene.ts";
import { indexer } from "./support/shared.ts";

const emitter = (contract: ContractName) => (event: string, args: Record<string, unknown>) =>
  indexer().emit({ contract, event, args });
const PERIOD = 30n * 86_400n;
const member: Address = "0x5190000000000000000000000000000000000001";

describe("index of memberships", () => {
  const emit = emitter("Membership");
  const fields = "account { id } expiresAt periods paid createdAt";

  it("counts what was paid for, whoever paid, and until when it lasts", async () => {
    const renew = async (duration: bigint, paid: bigint, expiresAt: bigint) => {
      await emit("SubscriptionUpdate", { tokenId: BigInt(member), expiration: expiresAt });
      return emit("MembershipRenewed", { account: member, payer: people.dana, duration, paid, expiresAt });
    };
    const { timestamp } = await renew(PERIOD, 9n, 2_000_000_000n);
    await renew(3n * PERIOD, 27n, 2_100_000_000n);
    await indexer().indexed();
    const membership = { account: { id: member }, periods: 4, paid: "36", createdAt: String(timestamp) };
    expect(await read("membership", member, fields)).to.deep.equal({ ...membership, expiresAt: "2100000000" });
    expect(await read("account", member, "membership { periods }")).to.deep.equal({ membership: { periods: 4 } });

    await emit("SubscriptionUpdate", { tokenId: BigInt(member), expiration: 0n });
    await indexer().indexed();
    expect(await read("membership", member, fields)).to.deep.equal({ ...membership, expiresAt: "0" });
  });

  it("knows the price that was announced, and what holds until it does", async () => {
    const prices = "memberPrice memberPriceEffectiveAt memberPriceBefore";
    const { timestamp } = await emit("MembershipPriceProposed", { price: 9n, effectiveAt: 1_000_000_000 });
    await indexer().indexed();
    expect(await read("market", "market", prices)).to.deep.equal({
      ...{ memberPrice: "9", memberPriceEffectiveAt: "1000000000", memberPriceBefore: "9" },
    });
    const due = timestamp + 86_400;
    await emit("MembershipPriceProposed", { price: 12n, effectiveAt: due });
    // Announced over one that did not hold yet: what held goes on.
    await emit("MembershipPriceProposed", { price: 0n, effectiveAt: due + 1 });
    await indexer().indexed();
    expect(await read("market", "market", prices)).to.deep.equal({
      ...{ memberPrice: "0", memberPriceEffectiveAt: String(due + 1), memberPriceBefore: "9" },
    });
  });

  it("keeps what the treasury did not take", async () => {
    const account = "0x5190000000000000000000000000000000000002";
    await emit("Credited", { account, token: DOLLAR, amount: 9n });
    await emit("Withdrawn", { account, token: DOLLAR, to: account, amount: 4n });
    await indexer().indexed();
    const contract = indexer().addresses.Membership.toLowerCase();
    expect(await read("account", account, "credits { contract amount withdrawn }")).to.deep.equal({
      credits: [{ contract, amount: "5", withdrawn: "4" }],
    });
  });
});

describe("index of fee holidays", () => {
  const emit = emitter("FeeSchedule");
  const fields = "number places forAll taken until floorBps bond createdAt sellers { seller { id } timestamp }";
  const id = (number: bigint) => joined(indexer().addresses.FeeSchedule.toLowerCase() as Address, number);

  it("knows places and time, who took one, and what was added", async () => {
    const opened = await emit("HolidayOpened", { number: 1, places: 2, until: 2_000_000_000, floorBps: 0, bond: 20n });
    const joining = await emit("HolidayJoined", { number: 1, seller: member, taken: 1 });
    await emit("HolidayExtended", { number: 1, places: 5, until: 2_000_000_009 });
    await indexer().indexed();
    expect(await read("feeHoliday", id(1n), fields)).to.deep.equal({
      ...{ number: 1, places: "5", forAll: false, taken: "1", until: "2000000009", floorBps: 0, bond: "20" },
      ...{ createdAt: String(opened.timestamp) },
      sellers: [{ seller: { id: member }, timestamp: String(joining.timestamp) }],
    });
    const { holidayPlaces } = await read<{ holidayPlaces: unknown }>(
      "account",
      member,
      "holidayPlaces { holiday { number } }",
    );
    expect(holidayPlaces).to.deep.equal([{ holiday: { number: 1 } }]);
  });

  it("forgets a place that was made free, and knows one that is taken anew", async () => {
    const holiday = { number: 3, places: 2, until: 2_000_000_000, floorBps: 0, bond: 20n };
    await emit("HolidayOpened", holiday);
    await emit("HolidayJoined", { number: 3, seller: member, taken: 1 });
    await emit("HolidayPlaceVacated", { number: 3, seller: member, taken: 0 });
    await indexer().indexed();
    expect(await read("feeHoliday", id(3n), "taken sellers { id }")).to.deep.equal({ taken: "0", sellers: [] });
    const { timestamp } = await emit("HolidayJoined", { number: 3, seller: member, taken: 1 });
    await indexer().indexed();
    expect(await read("feeHoliday", id(3n), "taken sellers { seller { id } timestamp }")).to.deep.equal({
      taken: "1",
      sellers: [{ seller: { id: member }, timestamp: String(timestamp) }],
    });
  });

  it("tells one for everybody apart", async () => {
    await emit("HolidayOpened", { number: 2, places: 4_294_967_295, until: 1_000_000_000, floorBps: 50, bond: 0n });
    await indexer().indexed();
    expect(await read("feeHoliday", id(2n), "forAll floorBps")).to.deep.equal({ forAll: true, floorBps: 50 });
  });

  it("knows the members' floor that was announced, zero too, and what holds until it does", async () => {
    const floors = "memberFloorBps memberFloorEffectiveAt memberFloorBefore";
    const { timestamp } = await emit("MemberFloorProposed", { floorBps: 0, effectiveAt: 1_000_000_000 });
    await indexer().indexed();
    expect(await read("market", "market", floors)).to.deep.equal({
      ...{ memberFloorBps: 0, memberFloorEffectiveAt: "1000000000", memberFloorBefore: 0 },
    });
    await emit("MemberFloorProposed", { floorBps: 100, effectiveAt: timestamp + 86_400 });
    await emit("MemberFloorProposed", { floorBps: 80, effectiveAt: timestamp + 86_401 });
    await indexer().indexed();
    expect(await read("market", "market", floors)).to.deep.equal({
      ...{ memberFloorBps: 80, memberFloorEffectiveAt: String(timestamp + 86_401), memberFloorBefore: 0 },
    });
  });

  it("skips one that nobody opened, and goes on", async () => {
    await emit("HolidayJoined", { number: 99, seller: member, taken: 1 });
    await emit("HolidayExtended", { number: 99, places: 1, until: 1 });
    await emit("HolidayPlaceVacated", { number: 99, seller: member, taken: 0 });
    await indexer().indexed();
    expect(await read("feeHoliday", id(99n), "id")).to.equal(null);
  });
});
