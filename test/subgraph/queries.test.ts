import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Kind, type DocumentNode, parse } from "graphql";
import type { Hex } from "viem";
import { repository } from "../../scripts/stack/supervisor.ts";
import { configure, courtCase } from "./support/court.ts";
import { example } from "./support/indexer.ts";
import { people } from "./support/people.ts";
import { choiceOf, type Option } from "../../protocol/options.ts";
import { optionsRoot } from "../../protocol/optionTree.ts";
import { type Funded, type Published, DOLLAR, fund, openDispute, publish, raise, step } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

// A small market of its own: nobody else sells in Quarzheim.
const place = { name: "Quarzheim", geohash: "xn0m5" };
const flute = { title: "Quarzheim flute", category: "crafts", tags: ["wood"], place, description: "Of pear wood." };
const photos = [{ cid: "bafyflute", alt: "A flute", type: "image/webp", width: 8, height: 6, thumbhash: "x" }];
const attributes = [{ name: "Key", value: "G" }];
const options: Option[] = [
  { variant: "Pear", delivery: "By post", stock: 9, unitPrice: 0n, orderPrice: 900n },
  { variant: "Plum", delivery: "By post", stock: 4, unitPrice: 200n, orderPrice: 900n },
];
const written = options.map((option) => ({
  ...option,
  unitPrice: String(option.unitPrice),
  orderPrice: String(option.orderPrice),
}));
const [host, guest] = [
  "0x5160000000000000000000000000000000000077",
  "0x5160000000000000000000000000000000000078",
] as const;
const DAY = 86_400;
const monday = 20_900 * DAY;
const { emil: seller, dana: buyer, farah: arbitrator } = people;
const now = "1800000000";

const folder = join(repository, "subgraph/queries");
const names = readdirSync(folder).map((file) => file.replace(".graphql", ""));
const payout = { toSeller: 9_800n, toBuyer: 0n, fee: 300n, referral: 0n };

/** Every field of a document, as "order.listing.id". */
function fieldsOf(document: DocumentNode): string[] {
  type Selections = Extract<DocumentNode["definitions"][number], { kind: Kind.OPERATION_DEFINITION }>["selectionSet"];
  const visit = (set: Selections | undefined, path: string): string[] =>
    (set?.selections ?? []).flatMap((selection) => {
      if (selection.kind !== Kind.FIELD) return [];
      const here = path ? `${path}.${selection.name.value}` : selection.name.value;
      return selection.selectionSet ? visit(selection.selectionSet, here) : [here];
    });
  const [operation] = document.definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? visit(operation.selectionSet, "") : [];
}

/** What an answer has at a path, through all its lists. */
function valuesAt(value: unknown, path: string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((entry) => valuesAt(entry, path));
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  if (value === null || typeof value !== "object") return [];
  return valuesAt((value as Record<string, unknown>)[key], rest);
}

describe("subgraph/queries", () => {
  let listing: Published, request: Published, edited: Published, offer: Published;
  let room: Published, stay: Funded, done: Funded, open: Funded, disputed: Funded, quiet: Funded;
  let variables: Record<string, Record<string, unknown>>;

  const run = (name: string) => indexer().query<Record<string, unknown>>(example(name), variables[name]);

  before(async () => {
    const { emit, files } = indexer();
    const publishWith = async (name: string, file: object, change = {}) =>
      publish(name, { seller, token: DOLLAR, courtId: 70, ...change, metadata: await files.add(JSON.stringify(file)) });
    request = await publishWith("wanted: flute", { ...flute, title: "A flute wanted" }, { kind: 4, seller: buyer });
    edited = await publishWith("flute, 1", { ...flute, title: "Flute" });
    const chosen = { stock: 50, options: optionsRoot(options) };
    listing = await publishWith("flute, 2", { ...flute, photos, attributes, options: written }, chosen);
    await emit({
      contract: "ListingRegistry",
      event: "Replaced",
      args: { listingId: listing.id, replacedId: edited.id },
    });
    offer = await publishWith("flute, offered", { ...flute, title: "Offered", answers: request.id });

    [done, open, disputed, quiet] = [
      await fund("flute, done", listing, { buyer, quantity: 2 }),
      await fund("flute, on its way", listing, { buyer, deadline: 1_700_000_000 }),
      await fund("flute, disputed", listing, { buyer, choice: choiceOf(options[1]!), extra: 1_100n }),
      await fund("flute, reviewed under seal", listing, { buyer }),
    ];
    for (const { id } of [open, disputed]) {
      await step(id, "OrderShipped", { fulfilment: idOf("parcel"), deadline: 1_700_000_000 });
    }
    for (const { id } of [done, quiet]) await step(id, "OrderConfirmed", { payout });
    await emit({ contract: "Escrow", event: "Credited", args: { account: seller, token: DOLLAR, amount: 12n } });

    const slots = {
      seller: host,
      kind: 3,
      category: 77,
      slot: DAY,
      freeNotice: DAY,
      lateRefundBps: 5_000,
      stock: 2,
      deposit: 90n,
    };
    const way = { ...options[0]!, variant: undefined };
    const lodging = {
      title: "Room of flutes",
      place: { name: "Leerheim" },
      category: "home",
      options: [{ ...written[0], variant: undefined }],
    };
    room = await publishWith("room of flutes", lodging, { ...slots, options: optionsRoot([way]) });
    const stays = { buyer: guest, quantity: 2, choice: choiceOf(way), extra: 900n };
    stay = await fund("two nights", room, { ...stays, start: monday });
    await fund("two nights later", room, { ...stays, start: monday + 4 * DAY });
    const off = await fund("two nights, called off", room, { ...stays, start: monday });
    await step(off.id, "OrderCalledOff", { payout });
    await emit({
      contract: "ListingRegistry",
      event: "OffersAnnounced",
      args: { announcer: seller, contents: idOf("offers") },
    });
    await emit({ contract: "Escrow", event: "SignaturesCancelled", args: { account: seller, nonce: 41n } });

    const score = { num: 9n, den: 9n, updatedAt: 1_700_000_000n, count: 1n };
    const about = { orderId: done.id, outcome: 1, rating: 5, content: idOf("text"), weight: 9n, score };
    const reviews = { contract: "Reputation", event: "Reviewed" } as const;
    await emit({ ...reviews, args: { ...about, author: buyer, subject: seller, subjectRole: 1 } });
    await emit({ ...reviews, args: { ...about, author: seller, subject: buyer, subjectRole: 0 } });
    for (const author of [buyer, seller]) {
      const args = { orderId: done.id, author, content: idOf("thanks") };
      await emit({ contract: "Reputation", event: "Replied", args });
    }
    const sealed = { orderId: quiet.id, author: buyer, subject: seller, subjectRole: 1 };
    const args = { ...sealed, commitment: idOf("sealed"), sealedReview: "0x01" };
    await emit({ contract: "Reputation", event: "Sealed", args });
    await judge(disputed);
    await around();
    await indexer().indexed();
    await indexer().queryUntil<{ listingMetadata: unknown }>(
      `{ listingMetadata(id: "${room.id}") { id } }`,
      ({ listingMetadata }) => listingMetadata !== null,
    );

    const within = { from: String(monday + DAY), to: String(monday + 3 * DAY) };
    variables = {
      agenda: { seller: host, from: String(monday + 1) },
      announcements: { after: String(listing.timestamp - 1) },
      cancelled: { account: seller },
      categories: {},
      free: { category: 77, ...within, now },
      options: { listing: listing.id },
      taken: { listing: room.id, ...within },
      activity: { after: String(listing.timestamp - 1) },
      arbitrator: { id: arbitrator },
      boosted: { now },
      browse: { where: { status: "active", metadata_: { place: "Quarzheim" } } },
      budgets: { token: DOLLAR, now },
      buyer: { id: buyer },
      catalogues: { seller },
      covers: { buyer },
      credits: { account: seller },
      dispute: { order: disputed.id },
      docket: { phases: ["appeal"], first: 100 },
      facets: { name: "Key", value: "G", category: "crafts" },
      fees: { now },
      listing: { id: listing.id },
      market: { since: 0 },
      nearby: { cell: "xn0", now },
      order: { id: disputed.id },
      overdue: { now },
      passport: { id: done.id },
      protection: { pool: indexer().addresses.ProtectionPool.toLowerCase() },
      purchases: { buyer },
      requests: { now },
      sales: { seller },
      sealed: { author: buyer },
      search: { text: "quarzheim & pear", where: { listing_: { status: "active", price_lte: "10000" } } },
      seller: { id: seller },
      standing: { seller, now },
      versions: { original: edited.id },
    };
  });

  /** What is beside the trade: budgets, passports, covers, boosts, and what stands behind a seller. */
  async function around(): Promise<void> {
    const { emit, addresses } = indexer();
    const court = { _arbitrator: addresses.ArbitrationCourt, _metaEvidenceID: 0n };

    const catalogue = { catalogueId: idOf("flutes"), seller, root: idOf("root"), contents: idOf("contents"), epoch: 0 };
    await emit({ contract: "ListingRegistry", event: "CataloguePublished", args: catalogue });
    const delegate = { seller, delegate: arbitrator, allowed: true };
    await emit({ contract: "ListingRegistry", event: "DelegateSet", args: delegate });

    const board = { contract: "RequestBoard", event: "RequestFunded" } as const;
    const funded = { requestId: request.id, buyer, token: DOLLAR, amount: 5_000_000n, budget: 5_000_000n };
    await emit({ ...board, args: funded });
    await emit({ ...board, event: "RequestClosed", args: { requestId: request.id, returned: 5_000_000n } });
    await emit({ ...board, args: { ...funded, budget: 5_000_000n } });
    const taken = { requestId: request.id, orderId: done.id, paid: 1_000n, budget: 4_999_000n };
    await emit({ contract: "RequestBoard", event: "QuoteTaken", args: taken });

    const sale = { passportId: BigInt(done.id), orderId: done.id, buyer, seller, token: DOLLAR, price: 10_000n };
    const recorded = { ...sale, metadata: listing.terms.metadata, outcome: 1, soldAt: 1_700_000_000, sales: 1 };
    await emit({ contract: "ItemPassport", event: "SaleRecorded", args: recorded });

    const pool = "ProtectionPool" as const;
    const cover = { orderId: done.id, buyer, seller, amount: 10_000n, premium: 200n, deadline: 2_000_000_000 };
    await emit({ contract: pool, event: "CoverSold", args: cover });
    await courtCase(7_001n).create(70);
    const claim = { orderId: done.id, disputeId: 7_001n, fee: 40n, deadline: 1_000 };
    await emit({ contract: pool, event: "ClaimFiled", args: claim });
    const group = { ...court, _evidenceGroupID: BigInt(done.id) };
    await emit({ contract: pool, event: "Dispute", args: { ...group, _disputeID: 7_001n } });
    await emit({ contract: pool, event: "Evidence", args: { ...group, _party: buyer, _evidence: "/ipfs/x" } });

    const boost = { weight: 2n ** 100n, updatedAt: 1_800_000_000 };
    const paid = { listingId: listing.id, payer: seller, token: DOLLAR, amount: 9n, added: 2n ** 100n, boost };
    await emit({ contract: "Promotions", event: "ListingBoosted", args: paid });
    const units = { token: DOLLAR, unitsPerToken: 1_000n, effectiveAt: 1_700_000_000 };
    await emit({ contract: "Promotions", event: "BoostTokenProposed", args: units });

    const pass = { account: seller, payer: seller, duration: 2_592_000n, paid: 9n, expiresAt: 2_000_000_000n };
    await emit({ contract: "Membership", event: "MembershipRenewed", args: pass });
    const price = { price: 9n, effectiveAt: 1_000_000_000 };
    await emit({ contract: "Membership", event: "MembershipPriceProposed", args: price });
    const fees = "FeeSchedule" as const;
    await emit({ contract: fees, event: "MemberFloorProposed", args: { floorBps: 0, effectiveAt: 1_000_000_000 } });
    await emit({
      contract: fees,
      event: "HolidayOpened",
      args: { number: 7, places: 9, until: 2_000_000_000, floorBps: 0, bond: 20n },
    });
    await emit({ contract: fees, event: "HolidayJoined", args: { number: 7, seller, taken: 1 } });

    const bond = { amount: 500n, leaving: 0n, leavesAt: 0 };
    await emit({ contract: "SellerBonds", event: "BondPosted", args: { seller, amount: 500n, bond } });
    const report = { reportId: 70n, seller, reporter: buyer, listingId: listing.id, disputeId: 7_002n, fee: 40n };
    await emit({ contract: "SellerBonds", event: "SellerReported", args: { ...report, deadline: 2_000_000_000 } });
    const about = { ...court, _evidenceGroupID: 70n, _party: buyer, _evidence: "/ipfs/x" };
    await emit({ contract: "SellerBonds", event: "Evidence", args: about });

    const issuer = { attester: arbitrator, schema: idOf("a schema of flutes") };
    const listed = { ...issuer, tier: 2, maxAge: 1_000, effectiveAt: 1_700_000_000 };
    await emit({ contract: "VerificationRegistry", event: "IssuerProposed", args: listed });
    const attested = { ...issuer, account: seller, uid: idOf("a uid"), tier: 2, liveUntil: 2_000_000_000n };
    await emit({ contract: "VerificationRegistry", event: "AttestationRegistered", args: attested });
    const limits = { token: DOLLAR, limits: [100n, 0n, 0n, 0n] };
    await emit({ contract: "VerificationRegistry", event: "LimitsSet", args: limits });
  }

  /** Through evidence, draw, vote and an appeal that is being paid for. */
  async function judge(order: Funded): Promise<void> {
    await configure(70, { next: 70 });
    const court = courtCase(7_000n);
    await openDispute(order, buyer);
    await court.create(70);
    await court.phase("evidence");
    await raise(order, 7_000n);
    const evidence = {
      _arbitrator: arbitrator,
      _evidenceGroupID: BigInt(order.id),
      _party: buyer,
      _evidence: "/ipfs/x",
    };
    await indexer().emit({ contract: "Escrow", event: "Evidence", args: evidence });
    await court.phase("draw");
    const state = { stake: 9n, weight: 9n, locked: 1n, exiting: 1n, suspended: false, activeFrom: 1, exitAt: 1 };
    await indexer().emit({ contract: "ArbitratorPool", event: "ArbitratorUpdated", args: { arbitrator, ...state } });
    const owed = { account: arbitrator, amount: 4n };
    await indexer().emit({ contract: "ArbitratorPool", event: "Credited", args: owed });
    await court.draw([arbitrator]);
    await court.reveal(arbitrator, 0, 1n, idOf("reasons"));
    await court.close(1n, true);
    await court.phase("appeal");
    await court.emit("Contribution", { contributor: seller, round: 0, amount: 5n, raised: 5n, need: 9n });
    await court.settleSeat(arbitrator, 0, true, 3n, 0n);
    await court.queue(9_000n);
    await step(order.id, "DisputeRuled", { ruling: 1n });
  }

  it("has thirty-five of them, each with a sentence that says what it answers", () => {
    expect(names).to.have.lengthOf(35);
    for (const name of names)
      expect(readFileSync(join(folder, `${name}.graphql`), "utf8"), name).to.match(/^# [A-Z]\w*.*\w/);
    expect(Object.keys(variables).sort()).to.deep.equal([...names].sort());
  });

  for (const name of names) {
    it(`${name} answers, and no field of it is empty for everybody`, async () => {
      const answer = await run(name);
      // What cannot be there in this market: nobody is closed, resolved or withdrawn in it.
      const absent =
        /\.(ruling|replacedBy|condition|language)\b|\.dispute\.ruling|^orders\.dispute|^order\.(reviews|events\.outcome)|^dispute\.ruling/;
      for (const field of fieldsOf(parse(example(name)))) {
        if (absent.test(field)) continue;
        const values = valuesAt(answer, field.split("."));
        expect(
          values.some((value) => value !== null),
          `${field} of ${name}`,
        ).to.equal(true);
      }
    });
  }

  const id = (entity: { id: Hex }) => ({ id: entity.id });
  const answers: Record<string, () => object> = {
    agenda: () => ({
      orders: [
        { ...id(stay), option: { delivery: "By post" }, listing: { metadata: { title: "Room of flutes" } } },
        { id: idOf("two nights later") },
      ],
    }),
    announcements: () => ({ announcements: [{ contents: idOf("offers"), announcer: { id: seller } }] }),
    cancelled: () => ({ cancelledNonces: [{ nonce: "41" }] }),
    free: () => ({
      listings: [{ ...id(room), stock: "2", orders: [{ start: `${monday}`, end: `${monday + 2 * DAY}` }] }],
    }),
    options: () => ({
      listing: {
        options: listing.terms.options,
        metadata: {
          options: written.map((option, index) => ({
            ...{ ...option, stock: String(option.stock), choice: choiceOf(options[index]!) },
            variantSales: index === 1 ? { sold: "1" } : null,
          })),
        },
        orders: [{ ...id(disputed), extra: "1100", option: { variant: "Plum", delivery: "By post" } }],
      },
    }),
    taken: () => ({
      listing: {
        slot: `${DAY}`,
        stock: "2",
        orders: [{ ...id(stay), start: `${monday}`, end: `${monday + 2 * DAY}` }],
      },
    }),
    activity: () => ({ orderEvents: [{ order: id(disputed), type: "disputeRuled" }, { order: id(disputed) }] }),
    arbitrator: () => ({ arbitrator: { stake: "9", seats: [{ case: { number: "7000", dispute: id(disputed) } }] } }),
    boosted: () => ({ boosts: [{ listing: id(listing), paymentCount: 1 }] }),
    browse: () => ({ listings: [id(offer), { ...id(listing), left: "45", metadata: { title: flute.title } }] }),
    buyer: () => ({ account: { reviewsReceived: [{ rating: 5, author: { id: seller } }] } }),
    budgets: () => ({ requests: [{ ...id(request), budget: "4999000", orders: [id(done)] }] }),
    catalogues: () => ({
      account: { catalogues: [{ id: idOf("flutes") }], delegates: [{ delegate: { id: arbitrator } }] },
    }),
    covers: () => ({ covers: [{ ...id(done), status: "claimed", claim: { fee: "40" } }] }),
    credits: () => ({ credits: [{ token: DOLLAR, amount: "12" }] }),
    dispute: () => ({ dispute: { phase: "ruled", case: { number: "7000", rounds: [{ raised: "5", need: "9" }] } } }),
    facets: () => ({ attributes: [{ name: "Key", value: "G", metadata: { listing: id(listing) } }] }),
    fees: () => ({ market: { memberPrice: "9" }, feeHolidays: [{ number: 7, taken: "1" }] }),
    listing: () => ({ listing: { ...id(listing), replaces: id(edited), metadata: { photos, attributes } } }),
    nearby: () => ({ listingMetadata_collection: [{ listing: id(offer) }, { listing: id(listing) }] }),
    order: () => ({ order: { status: "disputed", dispute: { phase: "ruled" } } }),
    passport: () => ({ passport: { sales: 1, entries: [{ price: "10000", order: id(done) }] } }),
    protection: () => ({ claims: [{ ...id(done), case: { number: "7001" }, evidence: [{ uri: "/ipfs/x" }] }] }),
    purchases: () => ({ orders: [id(disputed), id(done), id(quiet), id(open)] }),
    sales: () => ({ orders: [id(open), id(disputed)] }),
    sealed: () => ({ reviews: [{ commitment: idOf("sealed"), order: id(quiet) }] }),
    search: () => ({ listingSearch: [{ listing: id(listing) }, { listing: id(offer) }] }),
    standing: () => ({
      account: { tier: "identity", bond: { amount: "500" }, reports: [{ number: "70" }], membership: { periods: 1 } },
    }),
    seller: () => ({ account: { reviewsReceived: [{ rating: 5, author: { id: buyer } }] } }),
    versions: () => ({
      listings: [
        { version: 1, ...id(edited) },
        { version: 2, ...id(listing), orderCount: 4 },
      ],
    }),
  };

  for (const [name, expected] of Object.entries(answers)) {
    it(`${name} answers with what was put in`, async () => {
      expect(await run(name)).to.containSubset(expected());
    });
  }

  it("purchases, sales and versions come in the order that they promise", async () => {
    const ids = async (name: string, list: string) => valuesAt(await run(name), [list, "id"]);
    expect((await ids("purchases", "orders"))[0]).to.equal(disputed.id);
    expect((await ids("purchases", "orders")).at(-1)).to.equal(open.id);
    expect(await ids("sales", "orders")).to.deep.equal([open.id, disputed.id]);
    expect(await ids("versions", "listings")).to.deep.equal([edited.id, listing.id]);
  });

  it("categories has ours, counted, among those of others", async () => {
    const categories = (await run("categories"))["categories"] as { code: number }[];
    expect(categories.find(({ code }) => code === 77)).to.deep.equal({
      ...{ code: 77, listings: 1, activeListings: 1, orders: 3 },
    });
  });

  it("requests, overdue and docket have ours among those of others", async () => {
    const requests = (await run("requests"))["listings"] as { id: Hex; answers: { listing: { id: Hex } }[] }[];
    expect(requests.find(({ id }) => id === request.id)?.answers.map((answer) => answer.listing.id)).to.deep.equal([
      offer.id,
    ]);
    expect(valuesAt(await run("overdue"), ["orders", "id"]))
      .to.include(open.id)
      .and.not.include(done.id);
    expect(valuesAt(await run("docket"), ["cases", "dispute", "id"])).to.include(disputed.id);
  });

  it("an order's terms make its listing's id again only with every field: the calldata is all there", () => {
    const terms = fieldsOf(parse(example("order"))).filter((field) => field.startsWith("order.listing."));
    expect(terms).to.include.members(
      Object.keys(listing.terms).map((field) =>
        field === "seller"
          ? "order.listing.seller.id"
          : `order.listing.${field === "metadata" ? "metadataDigest" : field}`,
      ),
    );
  });
});
