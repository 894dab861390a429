import { expect } from "chai";
import { type Address, type Hex, zeroHash } from "viem";
import { cidOfDigest } from "#protocol/cid.ts";
import { NATIVE } from "#protocol/terms.ts";
import { outcomes } from "#protocol/enums.ts";
import { type Score, addReview, emptyScore, pointsOfRating, standing } from "#protocol/score.ts";
import type { Mined } from "./support/emitter.ts";
import { people } from "./support/people.ts";
import { type Funded, type Published, DOLLAR, fund, joined, publish, read } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

const { ada, bruno } = people;
const [buyer, seller] = [0, 1] as const;
const content = idOf("a good chair");
const someScore: Score = { num: 25_000_000n, den: 5_000n, updatedAt: 1_700_000_000n, count: 2n };

function emit(event: string, args: Record<string, unknown>, from: Address = bruno): Promise<Mined> {
  return indexer().emit({ contract: "Reputation", event, args, from });
}

type Opinion = { rating?: number; content?: Hex; score?: Score; weight?: bigint; outcome?: number };

/** The buyer says something about the seller. */
function review(order: { id: Hex }, opinion: Opinion = {}, subject: Address = ada): Promise<Mined> {
  const { rating = 4, content = zeroHash, score = someScore, weight = 900n, outcome = 1 } = opinion;
  const args = {
    orderId: order.id,
    author: bruno,
    subject,
    subjectRole: seller,
    outcome,
    rating,
    content,
    weight,
    score,
  };
  return emit("Reviewed", args);
}

function seal(order: { id: Hex }, sealedReview: Hex = "0x"): Promise<Mined> {
  const args = { orderId: order.id, author: bruno, subject: ada, subjectRole: seller };
  return emit("Sealed", { ...args, commitment: idOf("sealed"), sealedReview });
}

const words = "status rating content contentCid weight outcome commitment sealedReview sealedAt publishedAt createdAt";

describe("index of reviews", () => {
  let listing: Published;
  before(async () => {
    listing = await publish("reviewed chair", { seller: ada, stock: 100 });
  });

  context("when a review is sealed, and opened later", () => {
    let order: Funded, sealed: Mined;
    before(async () => {
      order = await fund("sealed review", listing);
      sealed = await seal(order, "0x5ea1ed");
      await indexer().indexed();
    });

    it("shows nothing of it at first", async () => {
      const found = await read("review", joined(order.id, bruno), `author { id } subject { id } subjectRole ${words}`);
      const at = String(sealed.timestamp);
      expect(found).to.deep.equal({
        ...{ author: { id: bruno }, subject: { id: ada }, subjectRole: "seller", status: "sealed", rating: null },
        ...{ content: null, contentCid: null, weight: "0", outcome: "none", commitment: idOf("sealed") },
        ...{ sealedReview: "0x5ea1ed", sealedAt: at, publishedAt: null, createdAt: at },
      });
    });

    it("shows all of it then, and remembers when it was sealed", async () => {
      await indexer().wait(60);
      const opened = await review(order, { rating: 5, content });
      await indexer().indexed();
      const at = String(sealed.timestamp);
      expect(await read("review", joined(order.id, bruno), words)).to.deep.equal({
        ...{ status: "published", rating: 5, content, contentCid: cidOfDigest(content), weight: "900" },
        ...{ outcome: "completed", commitment: idOf("sealed"), sealedReview: "0x5ea1ed" },
        ...{ sealedAt: at, publishedAt: String(opened.timestamp), createdAt: at },
      });
    });
  });

  context("when a review is published at once, and answered", () => {
    it("has no seal, and the subject's answer", async () => {
      const order = await fund("direct review", listing);
      const published = await review(order, { rating: 2 });
      const replied = await emit("Replied", { orderId: order.id, author: ada, content }, ada);
      await indexer().indexed();
      const at = String(published.timestamp);
      expect(await read("review", joined(order.id, bruno), `${words} reply replyCid repliedAt`)).to.deep.equal({
        ...{ status: "published", rating: 2, content: null, contentCid: null, weight: "900", outcome: "completed" },
        ...{ commitment: null, sealedReview: null, sealedAt: null, publishedAt: at, createdAt: at },
        ...{ reply: content, replyCid: cidOfDigest(content), repliedAt: String(replied.timestamp) },
      });
    });

    it("knows the other side's answer from the first side's", async () => {
      const order = await fund("review of the buyer", listing);
      const args = { orderId: order.id, author: ada, subject: bruno, subjectRole: buyer, outcome: 2, rating: 1 };
      await emit("Reviewed", { ...args, content, weight: 1n, score: someScore }, ada);
      await emit("Replied", { orderId: order.id, author: bruno, content: zeroHash });
      await indexer().indexed();
      const found = await read("review", joined(order.id, ada), "subjectRole outcome reply replyCid");
      expect(found).to.deep.equal({ subjectRole: "buyer", outcome: "settled", reply: null, replyCid: null });
    });
  });

  context("when a review weighs nothing", () => {
    const subject: Address = "0x0000000000000000000000000000000000000e1f";

    it("keeps what it says with its order, and counts it nowhere", async () => {
      const shop = await publish("shop that never sends", { seller: subject, stock: 100 });
      const order = await fund("never sent", shop);
      const before = await read<{ reviews: number }>("market", "market", "reviews");
      await review(order, { weight: 0n, rating: 1, content, score: emptyScore, outcome: 9 }, subject);
      await indexer().indexed();
      expect(await read("review", joined(order.id, bruno), "status rating weight outcome contentCid")).to.deep.equal({
        ...{ status: "published", rating: 1, weight: "0", outcome: "neverSent", contentCid: cidOfDigest(content) },
      });
      const side = await read("account", subject, "seller { reviews ratings scoreCount points }");
      expect(side).to.deep.equal({ seller: { reviews: 0, ratings: [0, 0, 0, 0, 0], scoreCount: 0, points: 7_000 } });
      expect(await read("market", "market", "reviews")).to.deep.equal(before);
    });
  });

  context("when reviews and a ruling are counted", () => {
    const subject: Address = "0x00000000000000000000000000000000000a11ce";

    it("has the contract's sums, and the points that protocol/score.ts makes of them, bit for bit", async () => {
      const shop = await publish("shop of many orders", { seller: subject, stock: 100 });
      const steps: { score: Score; block: number }[] = [];
      let score = emptyScore;
      let now = 1_700_000_000n;
      for (const [index, rating] of [5, 1, 4, 4, 3, 2].entries()) {
        now += 2_000_003n * BigInt(index);
        const weight = 1_234n * BigInt(index + 1) + 17n;
        score = addReview(score, weight, pointsOfRating(rating), now);
        const order = await fund(`order ${index} of many`, shop);
        const { block } = await review(order, { rating, weight, score }, subject);
        steps.push({ score, block });
      }
      await indexer().indexed();
      const fields = "seller { points scoreNum scoreDen scoreUpdatedAt scoreCount }";
      for (const { score, block } of steps) {
        const document = `{ account(id: "${subject}", block: { number: ${block} }) { ${fields} } }`;
        const { account } = await indexer().query<{ account: unknown }>(document);
        const { points } = standing(score, score.updatedAt);
        expect(account).to.deep.equal({
          seller: {
            ...{ points: Number(points), scoreNum: `${score.num}`, scoreDen: `${score.den}` },
            ...{ scoreUpdatedAt: `${score.updatedAt}`, scoreCount: Number(score.count) },
          },
        });
      }
    });

    it("counts each rating on the side that it is about, and leaves the other side alone", async () => {
      const fields = "{ reviews ratings scoreCount points }";
      expect(await read("account", subject, `seller { reviews ratings } buyer ${fields}`)).to.deep.equal({
        seller: { reviews: 6, ratings: [1, 1, 1, 2, 1] },
        buyer: { reviews: 0, ratings: [0, 0, 0, 0, 0], scoreCount: 0, points: 7_000 },
      });
    });

    it("counts a ruling without a review", async () => {
      const shop = await publish("shop that lost", { seller: subject });
      const order = await fund("lost order", shop);
      const score = { num: 0n, den: 20_000n, updatedAt: 1_800_000_000n, count: 7n };
      const args = { orderId: order.id, subject, subjectRole: seller, rating: 0, weight: 40n, score };
      const counted = await emit("RulingCounted", args);
      await indexer().indexed();
      const fields = "order { id } subject { id } subjectRole rating weight timestamp tx";
      expect(await read("countedRuling", order.id, fields)).to.deep.equal({
        ...{ order: { id: order.id }, subject: { id: subject }, subjectRole: "seller", rating: 0, weight: "40" },
        ...{ timestamp: String(counted.timestamp), tx: counted.tx },
      });
      const side = await read("account", subject, "seller { points scoreDen scoreCount reviews }");
      expect(side).to.deep.equal({ seller: { points: 3_500, scoreDen: "20000", scoreCount: 7, reviews: 6 } });
    });
  });

  it("knows every way in which an order can have ended", async () => {
    const ids: Hex[] = [];
    for (const [outcome, name] of outcomes.entries()) {
      const { id } = await fund(`reviewed after ${name}`, listing);
      const args = { orderId: id, author: ada, subject: bruno, subjectRole: buyer, rating: 3, content: zeroHash };
      await emit("Reviewed", { ...args, weight: 0n, outcome, score: someScore });
      ids.push(id);
    }
    await indexer().indexed();
    const found = await Promise.all(ids.map((id) => read<{ outcome: string }>("review", joined(id, ada), "outcome")));
    expect(found.map(({ outcome }) => outcome)).to.deep.equal([...outcomes]);
  });

  it("skips what is said of an order or a review that was never announced, and goes on", async () => {
    const ghost = { id: idOf("no order to review") };
    const silent = await fund("order without a review", listing);
    await seal(ghost);
    await review(ghost);
    const args = { orderId: ghost.id, subject: ada, subjectRole: seller, rating: 1, weight: 4n, score: someScore };
    await emit("RulingCounted", args);
    for (const { id } of [ghost, silent]) await emit("Replied", { orderId: id, author: ada, content });
    await indexer().indexed();
    expect(await read("review", joined(ghost.id, bruno), "id")).to.equal(null);
    expect(await read("countedRuling", ghost.id, "id")).to.equal(null);
    expect(await read("order", silent.id, "reviews { id }")).to.deep.equal({ reviews: [] });
  });

  it("knows what fees in a token weigh, proposed and in force", async () => {
    const fields = "unitsPerToken proposedUnitsPerToken unitsPerTokenEffectiveAt";
    for (const token of [NATIVE, DOLLAR]) {
      await emit("TokenWeightSet", { token, unitsPerToken: 3_000_000n });
      await emit("TokenWeightProposed", { token, unitsPerToken: 4_000_000n, effectiveAt: 1_900_000_000 });
    }
    await emit("TokenWeightSet", { token: DOLLAR, unitsPerToken: 4_000_000n });
    await indexer().indexed();
    expect(await read("token", NATIVE, fields)).to.deep.equal({
      ...{ unitsPerToken: "3000000", proposedUnitsPerToken: "4000000", unitsPerTokenEffectiveAt: "1900000000" },
    });
    expect(await read("token", DOLLAR, fields)).to.deep.equal({
      ...{ unitsPerToken: "4000000", proposedUnitsPerToken: null, unitsPerTokenEffectiveAt: null },
    });
  });
});
