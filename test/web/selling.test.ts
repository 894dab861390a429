import { expect } from "chai";
import * as v from "valibot";
import type { Address } from "viem";
import type { CourtGuide } from "../../protocol/courts.ts";
import { listingId, NATIVE, noOptions, noSlots, UNLIMITED_STOCK, ZERO_WORD } from "../../protocol/ids.ts";
import { decodeMetadata, encodeMetadata, type Photo } from "../../protocol/metadata.ts";
import { MAX_HELD, sellerKeeps } from "../../protocol/money.ts";
import { networks } from "../../scripts/parameters.ts";
import { longestTime } from "../../web/src/features/disputes/file/schedule.ts";
import { beginsWords } from "../../web/src/features/selling/form/booking.ts";
import { noStorage, storageThat } from "./support/storage.ts";
import { draftName, forgetDraft, keepDraft, readDraft } from "../../web/src/features/selling/form/draft.ts";
import { defaultsOf, emptyFields, tagsOf } from "../../web/src/features/selling/form/form.ts";
import { type Fields } from "../../web/src/features/selling/form/fields.ts";
import { keepLine } from "../../web/src/features/selling/form/youKeep.ts";
import { moved } from "../../web/src/features/selling/photos/photos.ts";
import { pictureTrouble } from "../../web/src/lib/pictureTrouble.ts";
import { problemsOf, sellSchema } from "../../web/src/features/selling/form/problems.ts";
import { assumedRules, choicesOf } from "../../web/src/features/selling/form/rules.ts";
import { fieldsOf, metadataOf, sketchOf, termsOf } from "../../web/src/features/selling/form/terms.ts";
import { publishWords } from "../../web/src/features/selling/words.ts";
import { offeredOf } from "../../web/src/market/listings/offered.ts";
import { PictureError } from "../../web/src/lib/picture.ts";
import { parseSellParams } from "../../web/src/paths/searchParams.ts";

const ada = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const court = "0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9";
const dollar = { address: "0x5FC8d32690cc91D4c39d9d3abcBD16989F875707", symbol: "USDC", decimals: 6 } as const;
const ether = { address: NATIVE, symbol: "ETH", decimals: 18 } as const;
const tokens = [dollar, ether];
const file = `0x${"ab".repeat(32)}` as const;
const now = 1_800_000_000;
const day = 86_400;
const hour = 3_600;

const photo: Photo = {
  cid: `bafkrei${"a".repeat(52)}`,
  type: "image/webp",
  width: 1600,
  height: 1200,
  thumbhash: "1QcSHQRnh493V4dIh4eXh1h4kJUI",
  alt: "",
};

const bicycle: Fields = {
  ...emptyFields({ token: dollar.address, feeFloorBps: 0, language: "en" }),
  photos: [photo],
  title: "  Touring bicycle ",
  description: "Steel frame, new chain.",
  category: "sport",
  condition: "good",
  place: "Zagreb",
  tags: "Steel, 56 cm",
  attributes: [{ name: "Frame ", value: "56 cm" }],
  price: "120",
};

const with_ = (change: Partial<Fields>): Fields => ({ ...bicycle, ...change });
const guide: CourtGuide = {
  courtsByValue: [{ courtId: 1, below: 200_000 }, { courtId: 0, below: 2_000_000 }, { courtId: 2 }],
  weights: [
    { token: dollar.address, unitsPerToken: "1000000000000000" },
    { token: NATIVE, unitsPerToken: "3000000" },
  ],
};
const rules = assumedRules;
const sale = { tokens, seller: ada, epoch: 3, arbitrator: court, metadata: file, now, rules, guide } as const;
const terms = (change: Partial<Fields> = {}) => termsOf(with_(change), sale);
const problems = (change: Partial<Fields>, rules = assumedRules) =>
  problemsOf(with_(change), tokens, rules).map(({ field, message }) => `${field}: ${message}`);

describe("terms of a new listing", () => {
  it("say what the form says, to the token's last digit", () => {
    expect(terms()).to.deep.equal({
      seller: ada,
      token: dollar.address,
      price: 120_000_000n,
      deposit: 0n,
      stock: 1,
      expiry: now + 90 * day,
      fulfilWindow: 5 * day,
      inspectWindow: 14 * day,
      rulingWindow: 90 * day,
      ...noSlots,
      ...noOptions,
      category: 4,
      sellerFeeBps: 150,
      buyerFeeBps: 0,
      referralBps: 0,
      kind: 0,
      arbitrator: court,
      courtId: 1,
      metadata: file,
      epoch: 3,
    });
    expect(terms({ token: ether.address, price: "0.000000000000000001" }).price).to.equal(1n);
    expect(terms({ price: "1'500,25" }).price).to.equal(1_500_250_000n);
  });

  it("carry a deposit for rentals alone, whatever was typed before the kind was changed", () => {
    expect(terms({ kind: "rental", deposit: "80" }).deposit).to.equal(80_000_000n);
    expect(terms({ kind: "item", deposit: "80" }).deposit).to.equal(0n);
  });

  it("need no price and no number for something that is looked for", () => {
    const wanted = terms({ kind: "request", price: "", stock: "", unlimited: true });
    expect(wanted).to.include({ kind: 4, price: 0n, stock: 1 });
  });

  it("count pieces, or do not", () => {
    expect(terms({ stock: "12" }).stock).to.equal(12);
    expect(terms({ unlimited: true }).stock).to.equal(UNLIMITED_STOCK);
  });

  it("name the court for what one piece puts at stake, in whatever it is paid", () => {
    expect(terms({ price: "199.99" }).courtId).to.equal(1);
    expect(terms({ price: "200", stock: "50" }).courtId).to.equal(0);
    expect(terms({ price: "2000" }).courtId).to.equal(2);
    expect(terms({ price: "60", stock: "50" }).courtId).to.equal(1);
    expect(terms({ token: ether.address, price: "0.0666" }).courtId).to.equal(1);
    expect(terms({ token: ether.address, price: "0.0667" }).courtId).to.equal(0);
    expect(terms({ kind: "rental", price: "40", deposit: "180" }).courtId).to.equal(0);
    expect(terms({ kind: "item", price: "40", deposit: "180" }).courtId).to.equal(1);
  });

  it("name the standard court for a token that the market does not weigh", () => {
    expect(termsOf(with_({ price: "5" }), { ...sale, guide: { ...guide, weights: [] } }).courtId).to.equal(0);
  });

  it("go before another court when an edit moves the price across, where the market judges", () => {
    const replaced = terms({ price: "120" });
    expect(replaced.courtId).to.equal(1);
    expect(termsOf(with_({ price: "220" }), { ...sale, replaced }).courtId).to.equal(0);
    const spelt = { ...replaced, arbitrator: court.toLowerCase() as Address };
    expect(termsOf(with_({ price: "220" }), { ...sale, replaced: spelt }).courtId).to.equal(0);
  });

  it("keep a judge of its own, its court and the buyer's fee of the version that they replace, and take the present epoch", () => {
    const replaced = {
      ...terms(),
      arbitrator: ada,
      courtId: 2,
      buyerFeeBps: 50,
      rulingWindow: 120 * day,
      epoch: 1,
    } as const;
    const next = termsOf(bicycle, { ...sale, replaced });
    expect(next).to.include({ arbitrator: ada, courtId: 2, buyerFeeBps: 50, rulingWindow: 120 * day, epoch: 3 });
  });

  it("leave every court the time it needs, whatever the version that they replace said", () => {
    const next = termsOf(bicycle, { ...sale, replaced: { ...terms(), rulingWindow: 60 } });
    for (const [network, { courts }] of Object.entries(networks)) {
      for (const config of courts) {
        expect(terms().rulingWindow, network).to.be.at.least(longestTime(config));
        expect(next.rulingWindow, network).to.be.at.least(longestTime(config));
      }
    }
  });

  it("make another listing when a word of the file changes", () => {
    expect(listingId(terms())).to.not.equal(listingId({ ...terms(), metadata: `0x${"ac".repeat(32)}` }));
  });
});

describe("metadata of a new listing", () => {
  it("is what the index reads, trimmed and without blanks", () => {
    const metadata = metadataOf(with_({ attributes: [...bicycle.attributes, { name: "", value: "" }] }), {}, tokens);
    expect(decodeMetadata(encodeMetadata(metadata))).to.deep.equal(metadata);
    expect(metadata).to.deep.include({
      title: "Touring bicycle",
      tags: ["steel", "56 cm"],
      place: { name: "Zagreb" },
      attributes: [{ name: "Frame", value: "56 cm" }],
      condition: "good",
    });
  });

  it("has a condition only where things wear", () => {
    expect(metadataOf(with_({ kind: "service" }), {}, tokens)).to.not.have.property("condition");
    expect(metadataOf(with_({ condition: "" }), {}, tokens)).to.not.have.property("condition");
  });

  it("names the request that it answers, still after an edit", () => {
    const answered = metadataOf(bicycle, { answers: file }, tokens);
    expect(answered.answers).to.equal(file);
    expect(metadataOf(bicycle, { replaced: answered }, tokens).answers).to.equal(file);
  });

  it("keeps the place on the map while its name stays", () => {
    const replaced = { ...metadataOf(bicycle, {}, tokens), place: { name: "Zagreb", geohash: "u24f6" } };
    expect(metadataOf(bicycle, { replaced }, tokens).place).to.deep.equal(replaced.place);
    expect(metadataOf(with_({ place: "Split" }), { replaced }, tokens).place).to.deep.equal({ name: "Split" });
  });

  it("refuses what the index would cut", () => {
    expect(() => metadataOf(with_({ title: "x".repeat(121) }), {}, tokens)).to.throw(v.ValiError);
    expect(() => metadataOf(with_({ category: "cars" }), {}, tokens)).to.throw(v.ValiError);
  });
});

describe("a listing that sells time", () => {
  const room = { kind: "rental", booked: true, unit: "night", begins: "15:00", zone: "Europe/Zagreb" } as const;

  it("begins at the hour of its place, as the chain counts", () => {
    // In January Zagreb is an hour ahead of UTC.
    expect(terms(room)).to.include({ slot: day, slotOffset: 14 * hour, freeNotice: 2 * day, lateRefundBps: 5_000 });
    expect(terms({ ...room, zone: "America/New_York", begins: "20:00" }).slotOffset).to.equal(hour);
    expect(terms({ ...room, zone: "Asia/Kolkata", unit: "hour", begins: "09:00" })).to.include({
      slot: hour,
      slotOffset: 1_800,
    });
  });

  it("begins every so many days on the day that was chosen", () => {
    const week = terms({ ...room, unit: "days", length: "7", firstDay: "2027-01-09" });
    expect(week.slot).to.equal(7 * day);
    expect((Date.UTC(2027, 0, 9, 14) / 1_000 - week.slotOffset) % (7 * day)).to.equal(0);
  });

  it("is so many at a time, and never without a limit", () => {
    expect(terms({ ...room, stock: "3", unlimited: true }).stock).to.equal(3);
    expect(problems({ ...room, stock: "256" })).to.deep.equal(["stock: Say how many at a time, from 1 to 255."]);
    expect(problems({ ...room, stock: "255" })).to.deep.equal([]);
  });

  it("names its slot and its place in the file", () => {
    expect(metadataOf(with_(room), {}, tokens).booking).to.deep.equal({ unit: "night", zone: "Europe/Zagreb" });
    expect(metadataOf(with_({ ...room, unit: "minutes" }), {}, tokens).booking).to.deep.equal({
      zone: "Europe/Zagreb",
    });
    expect(metadataOf(bicycle, {}, tokens)).to.not.have.property("booking");
  });

  it("is one only of what can be booked, whatever was switched on before", () => {
    expect(terms({ ...room, kind: "item" })).to.include({ slot: 0, slotOffset: 0, freeNotice: 0, lateRefundBps: 0 });
    expect(terms({ ...room, booked: false }).slot).to.equal(0);
  });

  it("has pieces that people can count with", () => {
    const minutes = (length: string) => problems({ ...room, unit: "minutes", length });
    expect(minutes("45")).to.deep.equal([]);
    expect(minutes("50")[0]).to.match(/^length: Choose minutes that fill a day/);
    for (const length of ["4", "", "x", "1e1"]) expect(minutes(length)[0]).to.match(/^length: Between 5 minutes/);
    expect(problems({ ...room, unit: "days", length: "32" })[0]).to.match(/^length: /);
    expect(problems({ ...room, begins: "25:00" })[0]).to.match(/^begins: /);
  });

  it("says what the chain’s clock does when summer comes", () => {
    expect(beginsWords(with_(room), now))
      .to.contain("14:00 UTC")
      .and.to.contain("your clock will show 16:00");
    expect(beginsWords(with_({ ...room, zone: "Asia/Tokyo" }), now))
      .to.contain("06:00 UTC")
      .and.not.to.contain("summer");
    expect(beginsWords(with_({ ...room, begins: "" }), now)).to.equal(null);
  });

  it("comes back into the form as it was", () => {
    for (const change of [
      room,
      { ...room, unit: "minutes", length: "90", begins: "09:00", freeNotice: "0" },
      { ...room, unit: "days", length: "7", firstDay: "2027-01-09", zone: "America/New_York" },
      { ...room, kind: "service", unit: "hour", begins: "09:15", stock: "4" },
    ] as const) {
      const again = fieldsOf(terms(change), metadataOf(with_(change), {}, tokens), {
        ...{ token: dollar, sold: 0, rules: assumedRules, now },
      });
      expect(again).to.include({ booked: true, unit: change.unit, zone: change.zone });
      expect(termsOf(again, sale)).to.deep.equal(terms(change));
    }
  });
});

describe("a listing with options", () => {
  const shirt = {
    variants: [
      { name: " Large ", stock: "3", price: "1.50" },
      { name: "Small", stock: "0", price: "" },
    ],
    deliveries: [
      { name: "By post", price: "4" },
      { name: "Fetched", price: "" },
    ],
  };

  it("is every variant with every way to get it, in the file and in the terms alike", () => {
    const metadata = metadataOf(with_(shirt), {}, tokens);
    expect(metadata.options).to.have.length(4);
    expect(metadata.options![0]).to.deep.equal({
      ...{ variant: "Large", delivery: "By post", stock: 3, unitPrice: "1500000", orderPrice: "4000000" },
    });
    expect(offeredOf(terms(shirt), decodeMetadata(encodeMetadata(metadata))).state).to.equal("options");
  });

  it("has as many pieces as its variants have together", () => {
    expect(terms({ ...shirt, stock: "99" }).stock).to.equal(3);
    expect(terms({ ...shirt, unlimited: true }).stock).to.equal(UNLIMITED_STOCK);
    expect(terms({ deliveries: shirt.deliveries, stock: "7" }).stock).to.equal(7);
    expect(problems({ ...shirt, stock: "" })).to.deep.equal([]);
  });

  it("has none where nothing is sold, and no variants of what is booked", () => {
    expect(terms({ ...shirt, kind: "request" }).options).to.equal(ZERO_WORD);
    const room = { ...shirt, kind: "rental", booked: true } as const;
    const metadata = metadataOf(with_(room), {}, tokens);
    expect(metadata.options!.map(({ variant }) => variant)).to.deep.equal([undefined, undefined]);
    expect(offeredOf(terms(room), metadata).state).to.equal("options");
  });

  it("says what is missing or twice", () => {
    const [large, small] = shirt.variants;
    const of = (variants: Fields["variants"]) => problems({ variants });
    expect(of([large!, { ...small!, name: " " }])).to.deep.equal([
      "variants: Name each of them in letters that can be seen, or remove it.",
    ]);
    expect(of([large!, { ...small!, name: "Large" }])).to.deep.equal(["variants: Two of them have the same name."]);
    expect(of([large!, { ...small!, stock: "" }])[0]).to.match(/^variants: Say of each/);
    expect(of([small!])[0]).to.match(/^variants: There is nothing to sell/);
    expect(of([{ ...large!, price: "1,500" }])[0]).to.match(/^variants: Write what each costs/);
    expect(problems({ deliveries: [{ name: "Post", price: "much" }] })[0]).to.match(/^deliveries: Write/);
    const many = Array.from({ length: 11 }, (_, n) => ({ name: `v${n}`, stock: "1", price: "" }));
    const ways = Array.from({ length: 10 }, (_, n) => ({ name: `w${n}`, price: "" }));
    expect(problems({ variants: many, deliveries: ways })[0]).to.match(/^deliveries: At most 100/);
  });

  it("comes back into the form with what is left of each", () => {
    const listed = { token: dollar, sold: 2, rules: assumedRules, now };
    const again = fieldsOf(terms(shirt), metadataOf(with_(shirt), {}, tokens), {
      ...listed,
      variantsSold: new Map([["Large", 2n]]),
    });
    expect(again.variants).to.deep.equal([
      { name: "Large", stock: "1", price: "1.50" },
      { name: "Small", stock: "0", price: "" },
    ]);
    expect(again.deliveries).to.deep.equal([
      { name: "By post", price: "4" },
      { name: "Fetched", price: "" },
    ]);
  });

  it("can be looked at half-typed", () => {
    const half = with_({ variants: [{ name: "", stock: "", price: "x" }] });
    expect(sketchOf(half, { tokens, rules: assumedRules, guide, now })?.options).to.equal(ZERO_WORD);
  });
});

describe("what stands in the way of publishing", () => {
  it("is nothing when the form is filled in", () => {
    expect(problems({})).to.deep.equal([]);
    expect(problems({ kind: "request", photos: [], price: "", stock: "" })).to.deep.equal([]);
  });

  it("names every missing thing of an empty form at once, in its order", () => {
    const empty = emptyFields({ token: dollar.address, feeFloorBps: 0, language: "en" });
    const found = problemsOf(empty, tokens, assumedRules).map(({ field }) => field);
    expect(found).to.deep.equal(["photos", "title", "category", "price"]);
  });

  it("is a price of zero, one that can be read two ways, or more than the escrow can hold", () => {
    expect(problems({ price: "0.00" })).to.deep.equal(["price: The price is zero. Put in what you want for it."]);
    expect(problems({ price: "1,500" })[0]).to.equal("price: Is that 1,500 or 1.50? Write 1500 or 1.50.");
    expect(problems({ price: "12 €" })[0]).to.equal("price: Write the number alone: it is in USDC.");
    expect(problems({ price: "0.0000001" })[0]).to.match(/6 digits after the point at most/);
    expect(problems({ token: ether.address, price: (MAX_HELD / 10n ** 18n + 1n).toString() })[0]).to.match(
      /^price: The escrow/,
    );
    expect(problems({ token: ether.address, price: (MAX_HELD / 10n ** 18n).toString() })).to.deep.equal([]);
  });

  it("is a number of pieces that is none", () => {
    for (const stock of ["0", "", "1.5", "-1", "4294967295"]) {
      expect(problems({ stock })).to.deep.equal(["stock: Say how many there are, as a whole number from 1 on."]);
      expect(problems({ stock, unlimited: true })).to.deep.equal([]);
    }
  });

  it("is a deposit that can't be read, for rentals alone", () => {
    expect(problems({ kind: "rental", deposit: "much" })[0]).to.match(/^deposit: /);
    expect(problems({ kind: "item", deposit: "much" })).to.deep.equal([]);
  });

  it("is a commission below a floor that has risen, and a window outside the contract's bounds", () => {
    expect(problems({}, { ...assumedRules, feeFloorBps: 200 })[0]).to.match(/^commission: The market takes 2/);
    expect(problems({ fulfilWindow: "59" })[0]).to.match(/^fulfilWindow: /);
    expect(problems({ fulfilWindow: "60" })).to.deep.equal([]);
    expect(problems({ inspectWindow: String(90 * day + 1) })[0]).to.match(/^inspectWindow: /);
    expect(problems({ referral: "1001" })[0]).to.match(/^referral: /);
  });

  it("is a half-filled detail, and too many or too long tags", () => {
    expect(problems({ attributes: [{ name: "Frame", value: " " }] })[0]).to.match(/^attributes: /);
    expect(problems({ tags: "abcdefghijklm".split("").join(",") })[0]).to.match(/^tags: Keep the 12/);
    expect(problems({ tags: "x".repeat(31) })[0]).to.match(/^tags: Shorten/);
  });

  it("stands at its field in the form's schema", () => {
    const { issues } = v.safeParse(sellSchema(tokens, assumedRules), with_({ title: " " }));
    expect(issues?.map((issue) => v.getDotPath(issue))).to.deep.equal(["title"]);
  });
});

describe("the line of what the seller keeps", () => {
  const line = (change: Partial<Fields>) => {
    const sketch = sketchOf(with_(change), { tokens, rules, guide, now });
    return sketch && keepLine(sketch, change.token === ether.address ? ether : dollar);
  };

  it("says what the contract will pay", () => {
    expect(line({})).to.equal("You keep 118.20\u00a0USDC of 120");
    expect(line({ commission: "0" })).to.equal("You keep 120\u00a0USDC of 120");
    expect(line({ price: "0.000001" })).to.equal("You keep 0.000001\u00a0USDC of 0.000001");
    expect(line({ price: "1000000" })).to.equal("You keep 985,000\u00a0USDC of 1,000,000");
    expect(line({ token: ether.address, price: "0.045" })).to.equal("You keep 0.044325\u00a0ETH of 0.045");
  });

  it("says what is left when somebody brought the buyer", () => {
    expect(line({ referral: "200" })).to.equal(
      "You keep 118.20\u00a0USDC of 120, or 115.80\u00a0USDC when somebody brings the buyer",
    );
    expect(sellerKeeps({ terms: terms({ referral: "200" }), quantity: 1 }, true)).to.equal(115_800_000n);
  });

  it("is silent while there is no price", () => {
    expect(line({ price: "" })).to.equal(null);
    expect(line({ price: "0" })).to.equal(null);
    expect(line({ price: "1,500" })).to.equal(null);
  });
});

describe("the button's words", () => {
  it("carry the amount, as soon as there is one", () => {
    expect(publishWords("item", 120_000_000n, dollar, false)).to.equal("Publish for 120\u00a0USDC");
    expect(publishWords("item", null, dollar, false)).to.equal("Publish");
    expect(publishWords("item", 239_000_000n, dollar, true)).to.equal("Publish the new version for 239\u00a0USDC");
    expect(publishWords("request", 0n, dollar, false)).to.equal("Publish what you look for");
  });
});

describe("a listing taken up again", () => {
  const again = (change: Partial<Fields>, sold = 0) =>
    fieldsOf(terms(change), metadataOf(with_(change), {}, tokens), { token: dollar, sold, rules: assumedRules, now });

  it("fills the form as it was, and publishes the same", () => {
    const fields = again({ referral: "100" });
    expect(fields).to.deep.include({ price: "120", title: "Touring bicycle", tags: "steel, 56 cm", photos: [photo] });
    expect(termsOf(fields, sale)).to.deep.equal(terms({ referral: "100" }));
    expect(metadataOf(fields, {}, tokens)).to.deep.equal(metadataOf(bicycle, {}, tokens));
  });

  it("offers what is left of it, and one when nothing is", () => {
    expect(again({ stock: "5" }, 2).stock).to.equal("3");
    expect(again({ stock: "5" }, 5).stock).to.equal("1");
    expect(again({ unlimited: true }, 7)).to.include({ unlimited: true, stock: "1" });
  });

  it("rises with the market's commission", () => {
    const rules = { ...assumedRules, feeFloorBps: 300 };
    expect(
      fieldsOf(terms(), metadataOf(bicycle, {}, tokens), { token: dollar, sold: 0, rules, now }).commission,
    ).to.equal("300");
  });
});

describe("a draft", () => {
  afterEach(noStorage);

  it("comes back as it was left, half-typed amounts included", () => {
    const kept = storageThat("keeps");
    const half = with_({ price: "12.", title: "" });
    expect(keepDraft("new", half)).to.equal(true);
    expect(readDraft("new")).to.deep.equal(half);
    forgetDraft("new");
    expect(readDraft("new")).to.equal(null);
    expect(kept.size).to.equal(0);
  });

  it("does not mix with those of other listings", () => {
    storageThat("keeps");
    keepDraft(draftName({}), bicycle);
    expect(readDraft(draftName({ edit: file }))).to.equal(null);
    expect(readDraft(draftName({ answers: file }))).to.equal(null);
  });

  it("is nothing when it can't be understood, and says when the device keeps none", () => {
    const kept = storageThat("keeps");
    kept.set("handsel.draft:new", JSON.stringify({ ...bicycle, photos: [{ cid: "javascript:alert(1)" }] }));
    expect(readDraft("new")).to.equal(null);
    kept.set("handsel.draft:new", "{");
    expect(readDraft("new")).to.equal(null);
    noStorage();
    storageThat("is full");
    expect(keepDraft("new", bicycle)).to.equal(false);
    forgetDraft("new");
  });
});

describe("pictures", () => {
  it("move by one place, and not beyond the ends", () => {
    expect(moved(["a", "b", "c"], 2, -1)).to.deep.equal(["a", "c", "b"]);
    expect(moved(["a", "b", "c"], 0, 1)).to.deep.equal(["b", "a", "c"]);
    expect(moved(["a", "b"], 0, -1)).to.deep.equal(["a", "b"]);
    expect(moved(["a", "b"], 1, 1)).to.deep.equal(["a", "b"]);
  });

  it("that are none, or too large, are named with a way out", () => {
    expect(pictureTrouble("notes.txt", new PictureError("not a picture", ""))).to.match(
      /^“notes.txt” is not a picture/,
    );
    expect(pictureTrouble("wall.tiff", new PictureError("too large", ""))).to.match(
      /^“wall.tiff” is too large. Choose/,
    );
    expect(pictureTrouble("bike.jpg", new Error("disk"))).to.equal("“bike.jpg” could not be read. Try it again.");
  });
});

describe("small things of the form", () => {
  it("tags are words, each once", () => {
    expect(tagsOf(" #Steel, steel,, 56 cm\nblue ")).to.deep.equal(["steel", "56 cm", "blue"]);
  });

  it("lists offer what is allowed, and what stands there already", () => {
    expect(choicesOf([0, 100, 200], { min: 150, max: 1_000 }, 175)).to.deep.equal([175, 200]);
  });

  it("every kind begins with times that the contract allows", () => {
    for (const kind of ["item", "digital", "service", "rental", "request"] as const) {
      expect(problems({ kind, ...defaultsOf(kind) })).to.deep.equal([]);
    }
  });

  it("the address says what is answered or edited, and nothing that is no id", () => {
    expect(parseSellParams({ answers: file })).to.deep.equal({ answers: file });
    expect(parseSellParams({ edit: file, answers: file })).to.deep.equal({ edit: file });
    expect(parseSellParams({ edit: "0x12", answers: 5 })).to.deep.equal({});
  });
});
