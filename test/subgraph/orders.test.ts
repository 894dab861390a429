import { expect } from "chai";
import type { Hex } from "viem";
import { type Outcome, outcomes } from "#protocol/enums.ts";
import { NATIVE, ZERO_WORD } from "#protocol/terms.ts";
import { type Payout, quote } from "#protocol/money.ts";
import { choiceOf } from "#protocol/options.ts";
import type { Mined } from "./support/emitter.ts";
import { people } from "./support/people.ts";
import { type Funded, type Published, DOLLAR, fund, nothing, publish, read, step } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

const payout: Payout = { toSeller: 9_700n, toBuyer: 30n, fee: 250n, referral: 50n };
const indexOf = (outcome: Outcome) => outcomes.indexOf(outcome);
const text = (sums: Payout) => Object.fromEntries(Object.entries(sums).map(([key, value]) => [key, String(value)]));

describe("index of orders", () => {
  let listing: Published;
  before(async () => {
    listing = await publish("chair", { seller: people.ada, stock: 100 });
  });

  context("when an order is funded", () => {
    let order: Funded;

    before(async () => {
      const rental = await publish("canoe", { kind: 3, deposit: 4_000n, token: DOLLAR, seller: people.chidi });
      order = await fund("canoe for two", rental, { quantity: 2, referrer: people.dana, nonce: 77n });
      await indexer().indexed();
    });

    it("names what was bought, by whom, from whom", async () => {
      const fields = "listing { id } buyer { id } seller { id } token quantity start end choice extra referrer nonce";
      expect(await read("order", order.id, fields)).to.deep.equal({
        listing: { id: order.listing.id },
        buyer: { id: people.bruno },
        seller: { id: people.chidi },
        token: DOLLAR,
        quantity: "2",
        ...{ start: "0", end: "0", choice: ZERO_WORD, extra: "0" },
        referrer: people.dana,
        nonce: "77",
      });
    });

    it("holds what was paid, in its parts", async () => {
      const { subtotal, buyerFee, deposit, total } = quote({ terms: order.listing.terms, quantity: 2 });
      const fields = "subtotal buyerFee deposit total held toSeller toBuyer fee referral";
      expect(await read("order", order.id, fields)).to.deep.equal({
        ...{ subtotal: `${subtotal}`, buyerFee: `${buyerFee}`, deposit: `${deposit}`, total: `${total}` },
        held: String(subtotal),
        ...text(nothing),
      });
    });

    it("is open, with its deadline and its first step", async () => {
      const moments = "fundedAt fundedBlock fundedTx shippedAt confirmedAt disputedAt endedAt";
      const events = "events { number type by { id } deadline outcome toSeller timestamp block tx }";
      const found = await read("order", order.id, `status outcome deadline steps dispute { id } ${moments} ${events}`);
      const [timestamp, block, deadline] = [order.timestamp, order.block, order.deadline].map(String);
      expect(found).to.deep.equal({
        ...{ status: "funded", outcome: "none", deadline, steps: 1, dispute: null },
        ...{ fundedAt: timestamp, fundedBlock: block, fundedTx: order.tx },
        ...{ shippedAt: null, confirmedAt: null, disputedAt: null, endedAt: null },
        events: [
          {
            ...{ number: 1, type: "funded", by: { id: people.ada }, deadline, outcome: null, toSeller: "0" },
            ...{ timestamp, block, tx: order.tx },
          },
        ],
      });
    });
  });

  context("when it is a stay, and something was chosen with it", () => {
    const way = choiceOf({ delivery: "brought to the station" });
    const [slot, start] = [3_600, 1_900_000_800];
    let order: Funded;

    before(async () => {
      const boat = await publish("boat by the hour", { kind: 3, slot, deposit: 4_000n, seller: people.chidi });
      order = await fund("boat for an afternoon", boat, { quantity: 5, start, choice: way, extra: 300n });
      await indexer().indexed();
    });

    it("says from when to when, and which option", async () => {
      expect(await read("order", order.id, "quantity start end choice extra option { id }")).to.deep.equal({
        ...{ quantity: "5", start: `${start}`, end: `${start + 5 * slot}`, choice: way, extra: "300" },
        // Its file, which names the option, was never found.
        option: null,
      });
    });

    it("holds what was paid, in its parts: the option's price among them, one deposit for the stay", async () => {
      const { terms } = order.listing;
      const { subtotal, buyerFee, deposit, total } = quote({ terms, quantity: 5, extra: 300n });
      expect([subtotal, deposit]).to.deep.equal([50_300n, 4_000n]);
      expect(await read("order", order.id, "subtotal buyerFee deposit total held")).to.deep.equal({
        ...{ subtotal: `${subtotal}`, buyerFee: `${buyerFee}`, deposit: `${deposit}`, total: `${total}` },
        held: `${subtotal}`,
      });
    });

    it("has both among its steps", async () => {
      const found = await read("order", order.id, "status steps events(orderBy: number) { number type deadline }");
      const deadline = String(order.deadline);
      expect(found).to.deep.equal({
        ...{ status: "funded", steps: 3 },
        events: ["funded", "booked", "chosen"].map((type, index) => ({ number: index + 1, type, deadline })),
      });
    });

    it("is over, and its time free, once it is called off", async () => {
      const taken = `{ orders(where: { listing: "${order.listing.id}", end_gt: 0, status_not: refunded }) { id } }`;
      expect(await indexer().query(taken)).to.deep.equal({ orders: [{ id: order.id }] });
      const { timestamp } = await step(order.id, "OrderCalledOff", { payout });
      await indexer().indexed();
      expect(await read("order", order.id, "status outcome held endedAt toSeller toBuyer")).to.deep.equal({
        ...{ status: "refunded", outcome: "calledOff", held: "0", endedAt: String(timestamp) },
        ...{ toSeller: "9700", toBuyer: "30" },
      });
      expect(await indexer().query(taken)).to.deep.equal({ orders: [] });
    });
  });

  context("when it is shipped, extended, released in parts and confirmed", () => {
    let order: Funded;
    const steps: Mined[] = [];

    before(async () => {
      order = await fund("chair, in parts", listing, { quantity: 4 });
      steps.push(order);
      await indexer().wait(100);
      steps.push(await step(order.id, "OrderShipped", { fulfilment: idOf("parcel 17"), deadline: 2_000_000_050 }));
      steps.push(await step(order.id, "OrderExtended", { deadline: 2_000_000_090 }));
      steps.push(await step(order.id, "OrderReleased", { held: 30_000n, payout }));
      steps.push(await step(order.id, "OrderReleased", { held: 20_000n, payout }));
      await indexer().indexed();
    });

    it("is shipped, with the last deadline, and what is left", async () => {
      const found = await read("order", order.id, "status outcome fulfilment shippedAt deadline held steps endedAt");
      expect(found).to.deep.equal({
        ...{ status: "shipped", outcome: "none", fulfilment: idOf("parcel 17") },
        ...{ shippedAt: String(steps[1]!.timestamp), deadline: "2000000090", held: "20000", steps: 5, endedAt: null },
      });
    });

    it("sums what was paid, and ends with the last part", async () => {
      const end = await step(order.id, "OrderConfirmed", { payout });
      await indexer().indexed();
      const fields = "status outcome held deadline confirmedAt endedAt toSeller toBuyer fee referral";
      const at = String(end.timestamp);
      expect(await read("order", order.id, fields)).to.deep.equal({
        ...{ status: "completed", outcome: "completed", held: "0", deadline: at, confirmedAt: at, endedAt: at },
        ...{ toSeller: "29100", toBuyer: "90", fee: "750", referral: "150" },
      });
    });

    it("has every step with what it did", async () => {
      const fields = "type deadline outcome toSeller toBuyer fee referral timestamp";
      const found = await read<{ events: unknown[] }>("order", order.id, `events(orderBy: number) { ${fields} }`);
      const still = { ...text(nothing), outcome: null };
      expect(found.events).to.containSubset([
        { type: "funded", deadline: String(order.deadline), ...still },
        { type: "shipped", deadline: "2000000050", ...still, timestamp: String(steps[1]!.timestamp) },
        { type: "extended", deadline: "2000000090", ...still },
        { type: "released", deadline: "2000000090", ...text(payout), outcome: null },
        { type: "released", deadline: "2000000090", ...text(payout), outcome: null },
        { type: "confirmed", deadline: null, ...text(payout), outcome: "completed" },
      ]);
      expect(found.events).to.have.lengthOf(6);
    });
  });

  context("when it ends", () => {
    const ends: [string, Record<string, unknown>, { status: string; outcome: Outcome; type: string }][] = [
      ["OrderConfirmed", {}, { status: "completed", outcome: "completed", type: "confirmed" }],
      ["OrderClaimed", {}, { status: "completed", outcome: "completed", type: "claimed" }],
      ["OrderCalledOff", {}, { status: "refunded", outcome: "calledOff", type: "calledOff" }],
      ["OrderSettled", {}, { status: "resolved", outcome: "settled", type: "settled" }],
      ...(["refunded", "refundedUnshipped", "neverSent"] as const).map((outcome): (typeof ends)[number] => [
        "OrderRefunded",
        { outcome: indexOf(outcome) },
        { status: "refunded", outcome, type: "refunded" },
      ]),
      // The seller gives a deposit back whose rent has been paid.
      [
        "OrderRefunded",
        { outcome: indexOf("completed") },
        { status: "completed", outcome: "completed", type: "refunded" },
      ],
      ...(["ruledForBuyer", "ruledForSeller", "split", "unanswered"] as const).map((outcome): (typeof ends)[number] => [
        "OrderResolved",
        { outcome: indexOf(outcome) },
        { status: "resolved", outcome, type: "resolved" },
      ]),
    ];
    const orders: Hex[] = [];

    before(async () => {
      for (const [event, args] of ends) {
        const order = await fund(`chair, then ${event} ${String(args.outcome)}`, listing);
        await step(order.id, event, {
          ...args,
          ...(event === "OrderRefunded" ? { toBuyer: payout.toBuyer } : { payout }),
        });
        orders.push(order.id);
      }
      await indexer().indexed();
    });

    for (const [index, [event, , { status, outcome, type }]] of ends.entries()) {
      it(`is ${status}, ${outcome}, after ${event}`, async () => {
        const fields = "status outcome held toSeller toBuyer fee referral events(orderBy: number) { type outcome }";
        const moved = event === "OrderRefunded" ? { ...nothing, toBuyer: payout.toBuyer } : payout;
        expect(await read("order", orders[index]!, fields)).to.deep.equal({
          ...{ status, outcome, held: "0", ...text(moved) },
          events: [
            { type: "funded", outcome: null },
            { type, outcome },
          ],
        });
      });
    }
  });

  context("given a rental whose rent is confirmed", () => {
    it("goes on until the deposit has gone back", async () => {
      const rental = await publish("tent", { kind: 3, deposit: 4_000n });
      const order = await fund("tent for a week", rental);
      await step(order.id, "OrderConfirmed", { payout });
      await indexer().indexed();
      const fields = "status outcome held endedAt deadline";
      const open = { status: "funded", outcome: "none", held: "0", endedAt: null, deadline: String(order.deadline) };
      expect(await read("order", order.id, fields)).to.deep.equal(open);
      await step(order.id, "OrderRefunded", { outcome: indexOf("completed"), toBuyer: 4_000n });
      await indexer().indexed();
      const found = await read("order", order.id, "status outcome toBuyer");
      expect(found).to.deep.equal({ status: "completed", outcome: "completed", toBuyer: "4030" });
    });
  });

  context("given an order that was never announced", () => {
    it("skips every step of it, and goes on", async () => {
      const id = idOf("no such order");
      await step(id, "OrderShipped", { fulfilment: id, deadline: 1 });
      await step(id, "OrderExtended", { deadline: 1 });
      await step(id, "OrderReleased", { held: 1n, payout });
      await step(id, "OrderBooked", { start: 1, end: 2 });
      await step(id, "OrderChosen", { choice: id, extra: 1n });
      for (const event of ["OrderConfirmed", "OrderClaimed", "OrderSettled", "OrderCalledOff"])
        await step(id, event, { payout });
      await step(id, "OrderRefunded", { outcome: 1, toBuyer: 1n });
      await step(id, "OrderResolved", { outcome: 1, payout });
      const order = await fund("a chair after all that", listing);
      await indexer().indexed();
      expect(await read("order", id, "id")).to.equal(null);
      expect(await read("order", order.id, "status")).to.deep.equal({ status: "funded" });
    });
  });

  context("when money cannot be pushed, and when fees are swept", () => {
    const emit = (event: string, args: Record<string, unknown>) => indexer().emit({ contract: "Escrow", event, args });

    it("keeps credits by account and token until they are withdrawn", async () => {
      const account = people.farah;
      for (const amount of [70n, 30n]) await emit("Credited", { account, token: DOLLAR, amount });
      await emit("Credited", { account, token: NATIVE, amount: 5n });
      await emit("Withdrawn", { account, token: DOLLAR, to: people.ada, amount: 100n });
      await indexer().indexed();
      const contract = indexer().addresses.Escrow.toLowerCase();
      const fields = "credits(orderBy: amount) { contract token amount withdrawn }";
      expect(await read("account", account, fields)).to.deep.equal({
        credits: [
          { contract, token: DOLLAR, amount: "0", withdrawn: "100" },
          { contract, token: NATIVE, amount: "5", withdrawn: "0" },
        ],
      });
    });

    it("sums what was swept by token, and knows of which order", async () => {
      const token = "0x00000000000000000000000000000000000000fe";
      const listing = await publish("a swept broom", { token });
      const orders = [await fund("swept, 1", listing), await fund("swept, 2", listing), await fund("unswept", listing)];
      for (const [index, amount] of [8n, 4n].entries()) await step(orders[index]!.id, "FeeSwept", { token, amount });
      await step(idOf("no such order to sweep"), "FeeSwept", { token, amount: 1n });
      await indexer().indexed();
      expect(await read("token", token, "feesSwept")).to.deep.equal({ feesSwept: "12" });
      const found = await Promise.all(orders.map(({ id }) => read("order", id, "feeSwept")));
      expect(found).to.deep.equal([{ feeSwept: true }, { feeSwept: true }, { feeSwept: false }]);
    });

    it("records cancelled signatures once", async () => {
      const cancelled = { account: people.farah, nonce: 9n };
      const { timestamp } = await emit("SignaturesCancelled", cancelled);
      await emit("SignaturesCancelled", cancelled);
      await indexer().indexed();
      const document = `{ cancelledNonces(where: { account: "${people.farah}" }) { nonce timestamp } }`;
      const data = await indexer().query(document);
      expect(data).to.deep.equal({ cancelledNonces: [{ nonce: "9", timestamp: String(timestamp) }] });
    });
  });
});
