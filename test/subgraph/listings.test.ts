import { expect } from "chai";
import { cidOfDigest } from "#protocol/cid.ts";
import { kinds, outcomes } from "#protocol/enums.ts";
import { UNLIMITED_STOCK } from "#protocol/terms.ts";
import { choiceOf } from "#protocol/options.ts";
import { people } from "./support/people.ts";
import { type Published, fund, nothing, present, publish, read, step } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

const emit = (event: string, args: Record<string, unknown>) =>
  indexer().emit({ contract: "ListingRegistry", event, args });
const state = "status sold left closedAt orderCount";

describe("index of listings", () => {
  context("when a listing is published", () => {
    let listing: Published;

    before(async () => {
      const seller = people.emil;
      const time = { slot: 86_400, slotOffset: 50_400, freeNotice: 172_800, lateRefundBps: 5_000 };
      const change = { ...time, category: 7, options: idOf("a root of options") };
      listing = await publish("bench", { seller, deposit: 70n, kind: 3, courtId: 2, stock: 5, epoch: 0, ...change });
      await indexer().indexed();
    });

    it("has every field of its terms", async () => {
      const { terms } = listing;
      const windows = "fulfilWindow inspectWindow rulingWindow slot slotOffset freeNotice";
      const numbers = `price deposit stock expiry ${windows} courtId epoch`;
      const others = "seller { id } token kind category lateRefundBps arbitrator options metadataDigest";
      const found = await read("listing", listing.id, `${others} ${numbers}`);
      const { seller, token, arbitrator, metadata, options } = terms;
      expect(found).to.deep.equal({
        seller: { id: seller },
        token,
        kind: "rental",
        category: 7,
        lateRefundBps: 5_000,
        options,
        arbitrator: arbitrator.toLowerCase(),
        metadataDigest: metadata,
        ...Object.fromEntries(numbers.split(" ").map((name) => [name, String(terms[name as keyof typeof terms])])),
      });
    });

    it("has the fees as numbers", async () => {
      const fees = await read("listing", listing.id, "sellerFeeBps buyerFeeBps referralBps");
      expect(fees).to.deep.equal({ sellerFeeBps: 200, buyerFeeBps: 100, referralBps: 50 });
    });

    it("is active, a first version, and unsold", async () => {
      const fields = `${state} unlimited version original { id } replaces { id } replacedBy { id } metadata { id }`;
      expect(await read("listing", listing.id, fields)).to.deep.equal({
        status: "active",
        sold: "0",
        left: "5",
        closedAt: null,
        orderCount: 0,
        unlimited: false,
        version: 1,
        original: { id: listing.id },
        replaces: null,
        replacedBy: null,
        metadata: null,
      });
    });

    it("says when, where and of which file it is", async () => {
      expect(await read("listing", listing.id, "createdAt createdBlock createdTx metadataCid")).to.deep.equal({
        createdAt: String(listing.timestamp),
        createdBlock: String(listing.block),
        createdTx: listing.tx,
        metadataCid: cidOfDigest(listing.terms.metadata),
      });
    });
  });

  it("knows every kind by its word", async () => {
    const listings = [];
    for (const [kind, name] of kinds.entries()) listings.push(await publish(`a ${name}`, { kind }));
    await indexer().indexed();
    const found = await Promise.all(listings.map(({ id }) => read<{ kind: string }>("listing", id, "kind")));
    expect(found.map(({ kind }) => kind)).to.deep.equal([...kinds]);
  });

  context("when it is bought from", () => {
    it("counts down to sold out", async () => {
      const listing = await publish("three cups");
      await fund("two of three cups", listing, { quantity: 2 });
      await fund("the third cup", listing);
      await indexer().indexed();
      expect(await read("listing", listing.id, state)).to.deep.equal({
        status: "active",
        sold: "3",
        left: "0",
        closedAt: null,
        orderCount: 2,
      });
    });

    it("does not count what has no limit", async () => {
      const listing = await publish("a pattern", { stock: UNLIMITED_STOCK });
      await fund("a copy of the pattern", listing, { quantity: 9 });
      await indexer().indexed();
      expect(await read("listing", listing.id, "unlimited sold left orderCount")).to.deep.equal({
        unlimited: true,
        sold: "0",
        left: String(UNLIMITED_STOCK),
        orderCount: 1,
      });
    });
  });

  context("when what was bought comes back", () => {
    const refund = (order: { id: `0x${string}` }, outcome: (typeof outcomes)[number]) =>
      step(order.id, "OrderRefunded", { outcome: outcomes.indexOf(outcome), toBuyer: 1n });

    it("is for sale again, whoever gave it back and why, but not what was only a deposit", async () => {
      const listing = await publish("four bowls", { stock: 4, kind: 3, deposit: 5n });
      const sold = await fund("two of four bowls", listing, { quantity: 2 });
      const [third, fourth] = [await fund("the third bowl", listing), await fund("the fourth bowl", listing)];
      await indexer().indexed();
      expect(await read("listing", listing.id, "sold left")).to.deep.equal({ sold: "4", left: "0" });
      await refund(sold, "neverSent");
      await refund(third, "refunded");
      await refund(fourth, "completed");
      await indexer().indexed();
      const after = { sold: "1", left: "3", orderCount: 3 };
      expect(await read("listing", listing.id, "sold left orderCount")).to.deep.equal(after);
    });

    it("stays sold when a ruling or the two of them end it", async () => {
      const listing = await publish("two bowls", { stock: 2 });
      const [ruled, settled] = [await fund("a bowl, ruled", listing), await fund("a bowl, settled", listing)];
      await step(ruled.id, "OrderResolved", { outcome: outcomes.indexOf("unanswered"), payout: nothing });
      await step(settled.id, "OrderSettled", { payout: nothing });
      await indexer().indexed();
      expect(await read("listing", listing.id, "sold left")).to.deep.equal({ sold: "2", left: "0" });
    });

    it("counts nothing where there is no limit", async () => {
      const listing = await publish("a file", { stock: UNLIMITED_STOCK });
      await refund(await fund("a copy of the file", listing), "refunded");
      await indexer().indexed();
      const left = String(UNLIMITED_STOCK);
      expect(await read("listing", listing.id, "sold left")).to.deep.equal({ sold: "0", left });
    });
  });

  context("when it sells time", () => {
    it("does not run out: its calendar is that of its orders", async () => {
      const listing = await publish("a boat by the hour", { kind: 3, slot: 3_600, stock: 1 });
      const first = await fund("three hours", listing, { quantity: 3, start: 1_900_000_800 });
      await fund("an hour", listing, { start: 1_900_011_600 });
      await step(first.id, "OrderCalledOff", { payout: nothing });
      await indexer().indexed();
      expect(await read("listing", listing.id, "status sold left orderCount")).to.deep.equal({
        ...{ status: "active", sold: "0", left: "1", orderCount: 2 },
      });
    });
  });

  context("when it has variants", () => {
    const [small, large] = [choiceOf({ variant: "S", delivery: "post" }), choiceOf({ variant: "L" })];
    const fields = "variantSales(orderBy: sold) { variant sold }";

    it("counts each of them, by whatever way it was sent, and what came back of it", async () => {
      const listing = await publish("a shirt in sizes", { stock: 9, options: idOf("sizes") });
      await fund("an S", listing, { choice: small, extra: 1n });
      await fund("an S, fetched", listing, { choice: choiceOf({ variant: "S" }) });
      const back = await fund("three L", listing, { choice: large, quantity: 3 });
      await fund("only the way is chosen", listing, { choice: choiceOf({ delivery: "post" }) });
      await indexer().indexed();
      const [s, l] = [small.slice(0, 34), large.slice(0, 34)];
      expect(await read("listing", listing.id, fields)).to.deep.equal({
        variantSales: [
          { variant: s, sold: "2" },
          { variant: l, sold: "3" },
        ],
      });
      await step(back.id, "OrderRefunded", { outcome: outcomes.indexOf("refunded"), toBuyer: 1n });
      await indexer().indexed();
      expect(await read("listing", listing.id, `sold left ${fields}`)).to.deep.equal({
        ...{ sold: "3", left: "6" },
        variantSales: [
          { variant: l, sold: "0" },
          { variant: s, sold: "2" },
        ],
      });
    });
  });

  context("when it is of a category", () => {
    const fields = "code listings activeListings orders";

    it("is counted there while it is on offer, and by what is bought", async () => {
      const seller = "0x5160000000000000000000000000000000000004";
      const [closed, open] = [
        await publish("counted, closed", { category: 901, seller }),
        await publish("counted, open", { category: 901, seller }),
      ];
      await present("counted by its order alone", { category: 901, seller });
      await fund("of a category", open);
      await fund("of a category, by signature", { ...open, id: idOf("counted by its order alone") });
      await emit("Closed", { listingId: closed.id });
      await emit("Closed", { listingId: closed.id });
      await indexer().indexed();
      const counted = { code: 901, listings: 2, activeListings: 1, orders: 2 };
      expect(await read("category", "901", fields)).to.deep.equal(counted);
      await emit("AllCancelled", { seller, epoch: 1 });
      await indexer().indexed();
      expect(await read("category", "901", fields)).to.deep.equal({ ...counted, activeListings: 0 });
    });
  });

  context("when somebody points to a file of signed offers", () => {
    it("knows who, when and to which, each time", async () => {
      const announcer = "0x5160000000000000000000000000000000000005";
      const first = await emit("OffersAnnounced", { announcer, contents: idOf("offers of spring") });
      await emit("OffersAnnounced", { announcer, contents: idOf("offers of spring") });
      await indexer().indexed();
      const { announcements } = await indexer().query<{ announcements: unknown[] }>(`{
        announcements(where: { announcer: "${announcer}" }, orderBy: block) { contents contentsCid timestamp block tx }
      }`);
      expect(announcements).to.have.lengthOf(2);
      expect(announcements[0]).to.deep.equal({
        ...{ contents: idOf("offers of spring"), contentsCid: cidOfDigest(idOf("offers of spring")), tx: first.tx },
        ...{ timestamp: String(first.timestamp), block: String(first.block) },
      });
    });
  });

  context("when it is edited, twice", () => {
    it("is a line of versions, of which only the last is active", async () => {
      const first = await publish("lamp, 1");
      const second = await publish("lamp, 2", { price: 9_000n });
      const edit = await emit("Replaced", { listingId: second.id, replacedId: first.id });
      const third = await publish("lamp, 3", { price: 8_000n });
      await emit("Replaced", { listingId: third.id, replacedId: second.id });
      await indexer().indexed();
      const { listings } = await indexer().query<{ listings: unknown[] }>(`{
        listings(where: { original: "${first.id}" }, orderBy: version) {
          id version status price closedAt replaces { id } replacedBy { id }
        }
      }`);
      const closedAt = String(edit.timestamp);
      const [a, b, c] = [first.id, second.id, third.id];
      expect(listings).to.containSubset([
        { id: a, version: 1, status: "closed", closedAt, price: "10000", replaces: null, replacedBy: { id: b } },
        { id: b, version: 2, status: "closed", price: "9000", replaces: { id: a }, replacedBy: { id: c } },
        { id: c, version: 3, status: "active", closedAt: null, price: "8000", replaces: { id: b }, replacedBy: null },
      ]);
    });
  });

  context("when it is closed", () => {
    it("is closed from that moment", async () => {
      const listing = await publish("a stool");
      const { timestamp } = await emit("Closed", { listingId: listing.id });
      await indexer().indexed();
      const found = await read("listing", listing.id, "status closedAt");
      expect(found).to.deep.equal({ status: "closed", closedAt: String(timestamp) });
    });
  });

  context("when a seller takes everything down at once", () => {
    it("closes what was open, keeps what was closed as it was, and counts each once", async () => {
      const seller = people.farah;
      const closed = await publish("a scarf", { seller });
      const closing = await emit("Closed", { listingId: closed.id });
      const open = [await publish("a dress", { seller }), await publish("a coat", { seller })];
      const stranger = await publish("not hers");
      await indexer().indexed();
      const before = await read<{ activeListings: number }>("market", "market", "activeListings");

      await indexer().wait(60);
      const { timestamp } = await emit("AllCancelled", { seller, epoch: 1 });
      // The contract lets a listing of an epoch gone by be closed and edited still.
      await emit("Closed", { listingId: open[0]!.id });
      const again = await publish("a coat, again", { seller, epoch: 1 });
      await emit("Replaced", { listingId: again.id, replacedId: open[1]!.id });
      await indexer().indexed();

      expect(await read("account", seller, "epoch")).to.deep.equal({ epoch: "1" });
      const all = [closed, ...open, stranger, again];
      const found = await Promise.all(all.map(({ id }) => read("listing", id, "status closedAt")));
      expect(found).to.deep.equal([
        { status: "closed", closedAt: String(closing.timestamp) },
        { status: "closed", closedAt: String(timestamp) },
        { status: "closed", closedAt: String(timestamp) },
        { status: "active", closedAt: null },
        { status: "active", closedAt: null },
      ]);
      const after = await read<{ activeListings: number }>("market", "market", "activeListings");
      expect(after.activeListings - before.activeListings).to.equal(-2 + 1);
    });
  });

  context("when it was signed, and is first known from a sale", () => {
    const whole = `published ${state} version createdAt createdTx`;
    const counts = "listings activeListings";

    it("is there with its terms and its orders, told apart, and not counted among what is on offer", async () => {
      const before = await read("market", "market", counts);
      const signed = await present("a signed cup", { stock: 5, kind: 2, price: 700n });
      await fund("a cup, by signature", signed, { quantity: 2 });
      await indexer().indexed();
      const fields = `published ${state} price kind orders { id } createdAt`;
      expect(await read("listing", signed.id, fields)).to.deep.equal({
        ...{ published: false, status: "presented", sold: "2", left: "3", closedAt: null, orderCount: 1 },
        ...{ price: "700", kind: "service", orders: [{ id: idOf("a cup, by signature") }] },
        createdAt: String(signed.timestamp),
      });
      expect(await read("market", "market", counts)).to.deep.equal(before);
      const onOffer = `{ listings(where: { id: "${signed.id}", status: active }) { id } }`;
      expect(await indexer().query(onOffer)).to.deep.equal({ listings: [] });
    });

    it("is the same listing however often its terms are told", async () => {
      const signed = await present("a signed pattern", { stock: UNLIMITED_STOCK });
      await fund("a pattern, 1", signed);
      await indexer().wait(60);
      await present("a signed pattern", { stock: UNLIMITED_STOCK });
      await fund("a pattern, 2", signed, { nonce: 2n });
      await indexer().indexed();
      expect(await read("listing", signed.id, "status orderCount createdAt")).to.deep.equal({
        ...{ status: "presented", orderCount: 2, createdAt: String(signed.timestamp) },
      });
    });

    it("becomes an ordinary one when it is published, and keeps what was sold", async () => {
      const signed = await present("a signed jug", { stock: 5 });
      await fund("a jug, by signature", signed, { quantity: 2 });
      await indexer().indexed();
      const before = await read<{ listings: number; activeListings: number }>("market", "market", counts);
      const published = await publish("a signed jug", { stock: 5 });
      await indexer().indexed();
      expect(await read("listing", signed.id, whole)).to.deep.equal({
        ...{ published: true, status: "active", sold: "2", left: "3", closedAt: null, orderCount: 1, version: 1 },
        ...{ createdAt: String(published.timestamp), createdTx: published.tx },
      });
      expect(await read("market", "market", counts)).to.deep.equal({
        listings: before.listings + 1,
        activeListings: before.activeListings + 1,
      });
    });

    it("stays on offer to all when it was published and somebody buys by the signature", async () => {
      const listing = await publish("both published and signed");
      await present("both published and signed");
      await indexer().indexed();
      expect(await read("listing", listing.id, "published status createdAt")).to.deep.equal({
        ...{ published: true, status: "active", createdAt: String(listing.timestamp) },
      });
    });

    it("is closed like any other, and not counted then either", async () => {
      const seller = "0x5160000000000000000000000000000000000001";
      const [voided, cancelled] = [await present("voided", { seller }), await present("of an epoch", { seller })];
      await indexer().indexed();
      const before = await read("market", "market", counts);
      await emit("Closed", { listingId: voided.id });
      await emit("AllCancelled", { seller, epoch: 1 });
      await indexer().indexed();
      const found = await Promise.all([voided, cancelled].map(({ id }) => read("listing", id, "status")));
      expect(found).to.deep.equal([{ status: "closed" }, { status: "closed" }]);
      expect(await read("market", "market", counts)).to.deep.equal(before);
    });
  });

  context("when a seller publishes a catalogue", () => {
    const fields = "seller { id } root contents contentsCid epoch status createdAt createdBlock createdTx closedAt";
    const catalogue = (name: string, seller: string) => {
      const [root, contents] = [idOf(`${name}, root`), idOf(`${name}, contents`)];
      return emit("CataloguePublished", { catalogueId: idOf(name), seller, root, contents, epoch: 3 });
    };

    it("says what is in it, until it is closed", async () => {
      const { timestamp, block, tx } = await catalogue("spring", people.emil);
      await indexer().indexed();
      const open = {
        ...{ seller: { id: people.emil }, root: idOf("spring, root"), contents: idOf("spring, contents"), epoch: "3" },
        ...{ contentsCid: cidOfDigest(idOf("spring, contents")), status: "active", closedAt: null },
        ...{ createdAt: String(timestamp), createdBlock: String(block), createdTx: tx },
      };
      expect(await read("catalogue", idOf("spring"), fields)).to.deep.equal(open);
      const closing = await emit("CatalogueClosed", { catalogueId: idOf("spring") });
      await indexer().indexed();
      const closed = { ...open, status: "closed", closedAt: String(closing.timestamp) };
      expect(await read("catalogue", idOf("spring"), fields)).to.deep.equal(closed);
    });

    it("is closed with all that its seller takes down, once", async () => {
      const seller = "0x5160000000000000000000000000000000000002";
      await catalogue("summer", seller);
      const { timestamp } = await emit("AllCancelled", { seller, epoch: 4 });
      await indexer().wait(60);
      await emit("CatalogueClosed", { catalogueId: idOf("summer") });
      await indexer().indexed();
      expect(await read("catalogue", idOf("summer"), "status closedAt")).to.deep.equal({
        status: "closed",
        closedAt: String(timestamp),
      });
    });

    it("goes on when one is made void that was only ever signed", async () => {
      await emit("CatalogueClosed", { catalogueId: idOf("a signed catalogue") });
      await indexer().indexed();
      expect(await read("catalogue", idOf("a signed catalogue"), "id")).to.equal(null);
    });
  });

  context("when a seller goes away, or has others act in its name", () => {
    const seller = "0x5160000000000000000000000000000000000003";

    it("knows until when", async () => {
      await publish("of somebody who goes away", { seller });
      await indexer().indexed();
      expect(await read("account", seller, "awayUntil")).to.deep.equal({ awayUntil: "0" });
      await emit("HolidaySet", { seller, until: 1_900_000_000 });
      await indexer().indexed();
      expect(await read("account", seller, "awayUntil")).to.deep.equal({ awayUntil: "1900000000" });
      await emit("HolidaySet", { seller, until: 0 });
      await indexer().indexed();
      expect(await read("account", seller, "awayUntil")).to.deep.equal({ awayUntil: "0" });
    });

    it("knows who may, and who no longer may", async () => {
      const since = await emit("DelegateSet", { seller, delegate: people.dana, allowed: true });
      await emit("DelegateSet", { seller, delegate: people.chidi, allowed: true });
      await indexer().wait(60);
      const ended = await emit("DelegateSet", { seller, delegate: people.chidi, allowed: false });
      await indexer().indexed();
      const fields = "delegates(orderBy: changedAt) { delegate { id } allowed changedAt }";
      expect(await read("account", seller, fields)).to.deep.equal({
        delegates: [
          { delegate: { id: people.dana }, allowed: true, changedAt: String(since.timestamp) },
          { delegate: { id: people.chidi }, allowed: false, changedAt: String(ended.timestamp) },
        ],
      });
    });
  });

  context("given a listing that was never announced", () => {
    it("skips what is said of it, and goes on", async () => {
      const [unknown, known] = [idOf("no such listing"), await publish("a known one")];
      await emit("Closed", { listingId: unknown });
      await emit("Replaced", { listingId: unknown, replacedId: known.id });
      await emit("Replaced", { listingId: known.id, replacedId: unknown });
      await fund("of no listing", { ...known, id: unknown });
      await indexer().indexed();
      expect(await read("listing", unknown, "id")).to.equal(null);
      expect(await read("order", idOf("of no listing"), "id")).to.equal(null);
      const still = { status: "active", version: 1, replaces: null };
      expect(await read("listing", known.id, "status version replaces { id }")).to.deep.equal(still);
    });
  });

  context("when the owner sets what is new", () => {
    it("knows of pauses and of the commission floor, proposed and in force", async () => {
      const fields = "paused feeFloorBps proposedFeeFloorBps feeFloorEffectiveAt";
      await emit("PauseSet", { paused: true });
      await emit("FeeFloorProposed", { feeFloorBps: 150, effectiveAt: 2_000_000_000 });
      await indexer().indexed();
      expect(await read("market", "market", fields)).to.deep.equal({
        paused: true,
        feeFloorBps: 0,
        proposedFeeFloorBps: 150,
        feeFloorEffectiveAt: "2000000000",
      });
      await emit("PauseSet", { paused: false });
      await emit("FeeFloorSet", { feeFloorBps: 150 });
      await emit("FeeFloorProposed", { feeFloorBps: 0, effectiveAt: 2_000_000_001 });
      await indexer().indexed();
      const none = { feeFloorBps: 150, proposedFeeFloorBps: 0, feeFloorEffectiveAt: "2000000001" };
      expect(await read("market", "market", fields)).to.deep.equal({ paused: false, ...none });
      await emit("FeeFloorSet", { feeFloorBps: 150 });
      await indexer().indexed();
      const set = { paused: false, feeFloorBps: 150, proposedFeeFloorBps: null, feeFloorEffectiveAt: null };
      expect(await read("market", "market", fields)).to.deep.equal(set);
    });
  });
});
