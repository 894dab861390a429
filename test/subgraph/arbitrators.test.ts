import { expect } from "chai";
import { type Address, zeroHash } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import { configure, courtCase } from "./support/court.ts";
import { read } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

// People whom no other test knows.
const [gala, hugo, ines] = ["0x9a01", "0x9a02", "0x9a03"].map(
  (start): Address => `0x${start.slice(2)}${"0".repeat(36)}`,
) as [Address, Address, Address];

type State = {
  stake?: bigint;
  weight?: bigint;
  locked?: bigint;
  exiting?: bigint;
  suspended?: boolean;
  exitAt?: number;
};

function update(arbitrator: Address, state: State) {
  const start = { stake: 0n, weight: 0n, locked: 0n, exiting: 0n, suspended: false, activeFrom: 500, exitAt: 0 };
  const args = { arbitrator, ...start, ...state };
  return indexer().emit({ contract: "ArbitratorPool", event: "ArbitratorUpdated", args });
}

async function active(): Promise<number> {
  await indexer().indexed();
  return (await read<{ activeArbitrators: number }>("market", "market", "activeArbitrators")).activeArbitrators;
}

describe("index of arbitrators", () => {
  it("knows an arbitrator's stake as the pool does, from the first to the last", async () => {
    const joined = await update(gala, { stake: 900n });
    await indexer().emit({
      contract: "ArbitratorPool",
      event: "EncryptionKeySet",
      args: { arbitrator: gala, key: idOf("key") },
    });
    await indexer().wait(30);
    await update(gala, { stake: 800n, weight: 800n, locked: 300n, exiting: 100n, suspended: true, exitAt: 600 });
    await indexer().indexed();
    const fields = "stake weight locked exiting suspended activeFrom exitAt encryptionKey joinedAt";
    expect(await read("arbitrator", gala, `${fields} account { id arbitrator { id } }`)).to.deep.equal({
      ...{ stake: "800", weight: "800", locked: "300", exiting: "100", suspended: true, activeFrom: "500" },
      ...{ exitAt: "600", encryptionKey: idOf("key"), joinedAt: String(joined.timestamp) },
      account: { id: gala, arbitrator: { id: gala } },
    });
  });

  it("counts who is in the draw: once, and not after leaving", async () => {
    const before = await active();
    await update(hugo, { stake: 5n });
    await update(hugo, { stake: 5n, weight: 5n });
    await update(hugo, { stake: 9n, weight: 9n });
    await update(ines, { stake: 1n, weight: 1n });
    expect(await active()).to.equal(before + 2);
    await update(hugo, { stake: 9n });
    await update(hugo, { stake: 0n });
    expect(await active()).to.equal(before + 1);
  });

  it("counts seats by how they were voted on, and sums what they earned and lost", async () => {
    await configure(60);
    const court = courtCase(6_000n);
    await court.create(60);
    await court.draw([gala, hugo, ines]);
    for (const [seat, arbitrator] of [gala, hugo].entries())
      await court.reveal(arbitrator, seat, BigInt(seat), zeroHash);
    await court.settleSeat(gala, 0, true, 70n, 0n);
    await court.settleSeat(hugo, 1, false, 0n, 20n);
    await court.settleSeat(ines, 2, false, 0n, 30n);
    await indexer().indexed();
    const fields = "seatsDrawn coherent incoherent absent earned slashed";
    const found = await Promise.all([gala, hugo, ines].map((id) => read("arbitrator", id, fields)));
    const none = { seatsDrawn: 1, coherent: 0, incoherent: 0, absent: 0, earned: "0", slashed: "0" };
    expect(found).to.deep.equal([
      { ...none, coherent: 1, earned: "70" },
      { ...none, incoherent: 1, slashed: "20" },
      { ...none, absent: 1, slashed: "30" },
    ]);
  });

  it("adds up over cases", async () => {
    const court = courtCase(6_001n);
    await court.create(60);
    await court.draw([gala]);
    await court.reveal(gala, 0, 1n, zeroHash);
    await court.settleSeat(gala, 0, true, 5n, 0n);
    await indexer().indexed();
    const found = await read("arbitrator", gala, "seatsDrawn coherent earned seats { case { number } }");
    expect(found).to.containSubset({
      ...{ seatsDrawn: 2, coherent: 2, earned: "75" },
      seats: [{ case: { number: "6000" } }, { case: { number: "6001" } }],
    });
  });

  it("keeps what the pool owes until it is withdrawn", async () => {
    const emit = (event: string, amount: bigint) =>
      indexer().emit({ contract: "ArbitratorPool", event, args: { account: ines, amount } });
    await emit("Credited", 90n);
    await emit("Credited", 10n);
    await emit("Withdrawn", 60n);
    await indexer().indexed();
    const contract = indexer().addresses.ArbitratorPool.toLowerCase();
    const found = await read("account", ines, "credits { contract token amount withdrawn }");
    expect(found).to.deep.equal({ credits: [{ contract, token: NATIVE, amount: "40", withdrawn: "60" }] });
  });
});
