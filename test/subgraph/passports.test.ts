import { expect } from "chai";
import { type Address, zeroAddress } from "viem";
import { cidOfDigest } from "#protocol/cid.ts";
import type { Mined } from "./support/emitter.ts";
import { people } from "./support/people.ts";
import { type Funded, DOLLAR, fund, publish, read } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

const emit = (event: string, args: Record<string, unknown>) =>
  indexer().emit({ contract: "ItemPassport", event, args });
const { ada, bruno, chidi, dana } = people;

describe("index of passports", () => {
  let first: Funded, second: Funded;
  let opened: Mined, moved: Mined, resold: Mined;

  /** What the contract says of a sale: first the entry, then that the token has come to the buyer. */
  async function record(order: Funded, from: Address, seller: Address, buyer: Address, sales: number): Promise<Mined> {
    const sale = { orderId: order.id, buyer, seller, token: DOLLAR, price: 100n * BigInt(sales), metadata: order.id };
    const args = { passportId: BigInt(first.id), ...sale, outcome: sales === 1 ? 1 : 4, soldAt: 1_700_000_000 + sales };
    const mined = await emit("SaleRecorded", { ...args, sales });
    await emit("Transfer", { from, to: buyer, tokenId: BigInt(first.id) });
    return mined;
  }

  before(async () => {
    first = await fund("a violin, new", await publish("a violin", { token: DOLLAR }));
    second = await fund("a violin, again", await publish("a violin, used", { token: DOLLAR, seller: chidi }), {
      buyer: dana,
    });
    opened = await record(first, zeroAddress, ada, bruno, 1);
  });

  it("belongs to the buyer of the sale that opened it", async () => {
    await indexer().indexed();
    const fields =
      "contract owner { id } order { id } metadataDigest metadataCid sales lastSoldAt entryCount createdAt";
    expect(await read("passport", first.id, fields)).to.deep.equal({
      ...{ contract: indexer().addresses.ItemPassport.toLowerCase(), owner: { id: bruno }, order: { id: first.id } },
      ...{ metadataDigest: first.id, metadataCid: cidOfDigest(first.id), sales: 1, lastSoldAt: "1700000001" },
      ...{ entryCount: 1, createdAt: String(opened.timestamp) },
    });
  });

  it("goes from hand to hand, and tells sales from what was outside of them", async () => {
    await emit("Transfer", { from: bruno, to: chidi, tokenId: BigInt(first.id) });
    moved = await emit("MovedOutsideSale", { passportId: BigInt(first.id), from: bruno, to: chidi, sales: 1 });
    await indexer().indexed();
    expect(await read("passport", first.id, "owner { id } sales")).to.deep.equal({ owner: { id: chidi }, sales: 1 });

    resold = await record(second, chidi, chidi, dana, 2);
    await indexer().indexed();
    const fields = `number type from { id } to { id } sales order { id } token price metadataDigest metadataCid outcome soldAt
      timestamp block tx`;
    const passport = `owner { id } sales lastSoldAt metadataDigest entries(orderBy: number) { ${fields} }`;
    const at = ({ timestamp, block, tx }: Mined) => ({ timestamp: String(timestamp), block: String(block), tx });
    const none = { order: null, token: null, price: null, outcome: null, soldAt: null };
    const file = (order: Funded) => ({ metadataDigest: order.id, metadataCid: cidOfDigest(order.id) });
    expect(await read("passport", first.id, passport)).to.deep.equal({
      ...{ owner: { id: dana }, sales: 2, lastSoldAt: "1700000002", metadataDigest: first.id },
      entries: [
        {
          ...{ number: 1, type: "sold", from: { id: ada }, to: { id: bruno }, sales: 1, order: { id: first.id } },
          ...{ token: DOLLAR, price: "100", outcome: "completed", soldAt: "1700000001", ...file(first), ...at(opened) },
        },
        {
          ...{ number: 2, type: "moved", from: { id: bruno }, to: { id: chidi }, sales: 1, ...none },
          ...{ metadataDigest: null, metadataCid: null, ...at(moved) },
        },
        {
          ...{ number: 3, type: "sold", from: { id: chidi }, to: { id: dana }, sales: 2, order: { id: second.id } },
          ...{ token: DOLLAR, price: "200", outcome: "ruledForSeller", soldAt: "1700000002" },
          ...{ ...file(second), ...at(resold) },
        },
      ],
    });
  });

  it("is found from the order, and from who holds it", async () => {
    const { passportEntry } = await read<{ passportEntry: unknown }>(
      "order",
      second.id,
      "passportEntry { number passport { id } }",
    );
    expect(passportEntry).to.deep.equal({ number: 3, passport: { id: first.id } });
    const { passports } = await read<{ passports: unknown[] }>("account", dana, "passports { id }");
    expect(passports).to.deep.include({ id: first.id });
  });

  it("skips an order or a passport that nobody announced, and goes on", async () => {
    const passportId = BigInt(idOf("no such passport"));
    const sale = {
      orderId: idOf("no such sale"),
      buyer: dana,
      seller: ada,
      token: DOLLAR,
      price: 1n,
      metadata: first.id,
    };
    await emit("SaleRecorded", { passportId, ...sale, outcome: 1, soldAt: 1, sales: 1 });
    await emit("Transfer", { from: ada, to: dana, tokenId: passportId });
    await emit("MovedOutsideSale", { passportId, from: ada, to: dana, sales: 1 });
    await indexer().indexed();
    expect(await read("passport", idOf("no such passport"), "id")).to.equal(null);
  });
});
