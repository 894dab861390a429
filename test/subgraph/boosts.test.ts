import { expect } from "chai";
import type { Address, Hex } from "viem";
import { addBoost, boostAt, noBoost } from "#protocol/boost.ts";
import type { Mined } from "./support/emitter.ts";
import { people } from "./support/people.ts";
import { DOLLAR, fund, present, publish, read } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

const WEEK = 604_800;
const emit = (event: string, args: Record<string, unknown>) => indexer().emit({ contract: "Promotions", event, args });

function pay(listingId: Hex, weight: bigint, updatedAt: bigint, added = weight): Promise<Mined> {
  const args = { listingId, payer: people.dana, token: DOLLAR, amount: added * 1_000n, added };
  return emit("ListingBoosted", { ...args, boost: { weight, updatedAt: Number(updatedAt) } });
}

describe("index of boosts", () => {
  it("has what was paid for a listing, payment by payment, and what it has come to", async () => {
    const { id } = await publish("a boosted bell");
    const first = await pay(id, 4_000n, 1_800_000_000n);
    await indexer().wait(60);
    const second = await pay(id, 5_500n, 1_800_009_450n, 1_544n);
    await indexer().indexed();
    const fields = "listing { id } weight updatedAt paymentCount createdAt";
    const payments = "payments(orderBy: timestamp) { payer { id } token amount added timestamp tx }";
    const payment = { payer: { id: people.dana }, token: DOLLAR };
    const at = ({ timestamp, tx }: Mined) => ({ timestamp: String(timestamp), tx });
    expect(await read("boost", id, `${fields} ${payments}`)).to.deep.equal({
      ...{ listing: { id }, weight: "5500", updatedAt: "1800009450", paymentCount: 2 },
      ...{ createdAt: String(first.timestamp) },
      payments: [
        { ...payment, amount: "4000000", added: "4000", ...at(first) },
        { ...payment, amount: "1544000", added: "1544", ...at(second) },
      ],
    });
    expect(await read("listing", id, "boost { weight }")).to.deep.equal({ boost: { weight: "5500" } });
  });

  it("ranks boosts as the contract's arithmetic has them at any moment", async () => {
    const weights = [100n, 101n, 4_000n, 3_990n, 1_000_000n, 123_456_789_012n, 2n ** 90n];
    const starts = [0, 1.5 * WEEK, 3 * WEEK, 12.25 * WEEK].map((seconds) => 1_800_000_000n + BigInt(seconds));
    const boosts = weights.flatMap((weight, i) =>
      starts.map((start, j) => ({ id: idOf(`ranked ${i} ${j}`), boost: addBoost(noBoost, weight, start) })),
    );
    for (const { id, boost } of boosts) await pay(id, boost.weight, boost.updatedAt);
    await indexer().indexed();
    const data = await indexer().query<{ boosts: { id: Hex; rank: string }[] }>(
      `{ boosts(first: 100, orderBy: rank, orderDirection: desc, where: { id_in: ${JSON.stringify(boosts.map(({ id }) => id))} }) { id rank } }`,
    );
    expect(data.boosts).to.have.lengthOf(boosts.length);
    // Of a weight with room enough that what whole steps round off does not matter.
    const scale = 10n ** 15n;
    const now = starts.at(-1)!;
    const left = (id: Hex) => {
      const { weight, updatedAt } = boosts.find((entry) => entry.id === id)!.boost;
      return boostAt({ weight: weight * scale, updatedAt }, now);
    };
    for (const [index, { id }] of data.boosts.slice(1).entries()) {
      const [more, less] = [left(data.boosts[index]!.id), left(id)];
      // Between two steps of the decay, which are a hundredth each, either order is right.
      expect(more * 102n >= less * 100n, `${data.boosts[index]!.id} before ${id}`).to.equal(true);
    }
    const ranks = [...boosts.filter((_, index) => index % starts.length === 0)].map(({ id }) =>
      Number(data.boosts.find((entry) => entry.id === id)!.rank),
    );
    for (const [index, weight] of weights.entries()) {
      const exact = 65_536 * (Math.log2(Number(weight)) + 1_800_000_000 / WEEK);
      expect(ranks[index], `${weight}`).to.be.within(exact - 3, exact + 1);
    }
  });

  it("waits for a signed listing that nobody has heard of", async () => {
    const id = idOf("a signed gong");
    await pay(id, 200n, 1_800_000_000n);
    await indexer().indexed();
    expect(await read("boost", id, "listing { id } weight")).to.deep.equal({ listing: null, weight: "200" });
    await fund("a gong", await present("a signed gong"));
    await indexer().indexed();
    expect(await read("boost", id, "listing { status }")).to.deep.equal({ listing: { status: "presented" } });
  });

  it("knows what a token weighs, what is announced, and what holds until then", async () => {
    const token: Address = "0x51a0000000000000000000000000000000000001";
    const fields = "boostUnits boostUnitsEffectiveAt boostUnitsBefore";
    const { timestamp } = await emit("BoostTokenProposed", { token, unitsPerToken: 7n, effectiveAt: 1_000_000_000 });
    await indexer().indexed();
    expect(await read("token", token, fields)).to.deep.equal({
      ...{ boostUnits: "7", boostUnitsEffectiveAt: "1000000000", boostUnitsBefore: "0" },
    });
    await emit("BoostTokenProposed", { token, unitsPerToken: 9n, effectiveAt: timestamp + 86_400 });
    await emit("BoostTokenProposed", { token, unitsPerToken: 0n, effectiveAt: timestamp + 86_401 });
    await indexer().indexed();
    expect(await read("token", token, fields)).to.deep.equal({
      ...{ boostUnits: "0", boostUnitsEffectiveAt: String(timestamp + 86_401), boostUnitsBefore: "7" },
    });
  });

  it("keeps what the treasury did not take", async () => {
    const account = "0x51a0000000000000000000000000000000000002";
    await emit("Credited", { account, token: DOLLAR, amount: 9n });
    await emit("Withdrawn", { account, token: DOLLAR, to: account, amount: 9n });
    await indexer().indexed();
    const contract = indexer().addresses.Promotions.toLowerCase();
    expect(await read("account", account, "credits { contract amount withdrawn }")).to.deep.equal({
      credits: [{ contract, amount: "0", withdrawn: "9" }],
    });
  });
});
