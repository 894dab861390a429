import { expect } from "chai";
import { cidOfDigest } from "../../protocol/cid.ts";
import { kinds, UNLIMITED_STOCK } from "../../protocol/ids.ts";
import { people } from "./support/people.ts";
import { type Published, fund, publish, read } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

const emit = (event: string, args: Record<string, unknown>) =>
  indexer().emit({ contract: "ListingRegistry", event, args });
const state = "status sold left closedAt orderCount";

describe("index of listings", () => {
  context("when a listing is published", () => {
    let listing: Published;

    before(async () => {
      const seller = people.emil;
      listing = await publish("bench", { seller, deposit: 70n, kind: 3, court: 2, stock: 5, epoch: 0 });
      await indexer().indexed();
    });

    it("has every field of its terms", async () => {
      const { terms } = listing;
      const numbers = "price deposit stock expiry fulfilWindow inspectWindow rulingWindow court epoch";
      const found = await read("listing", listing.id, `seller { id } token kind arbitrator metadataDigest ${numbers}`);
      const { seller, token, arbitrator, metadata } = terms;
      expect(found).to.deep.equal({
        seller: { id: seller },
        token,
        kind: "rental",
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
      expect(await read("listing", known.id, "status version")).to.deep.equal({ status: "active", version: 1 });
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
