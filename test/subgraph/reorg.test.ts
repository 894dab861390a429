import { expect } from "chai";
import { rpc } from "../../scripts/stack/rpc.ts";
import { type Published, publish, read } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

// graph-node in development follows ten blocks back, and no further.
const most = 10;

describe("a chain that changes its mind", () => {
  it("leaves nothing in the index of what did not happen after all", async () => {
    const { emit, indexed, urls } = indexer();
    const kept: Published = await publish("kept chair");
    await indexed();
    const before = await read("market", "market", "listings activeListings accounts");
    const args = { listingId: kept.id };
    const closed = await emit({ contract: "ListingRegistry", event: "Closed", args });
    await publish("dropped chair");
    await indexed();
    expect(await read("listing", kept.id, "status")).to.deep.equal({ status: "closed" });
    expect(await read("listing", idOf("dropped chair"), "status")).to.deep.equal({ status: "active" });

    const head = Number(await rpc<string>(urls.chain, "eth_blockNumber"));
    const depth = head - closed.block + 1;
    expect(depth).to.be.at.most(most);
    await rpc(urls.chain, "anvil_reorg", [depth, []]);
    await rpc(urls.chain, "evm_mine");
    await indexer().queryUntil<{ listing: { status: string } }>(
      `{ listing(id: "${kept.id}") { status } }`,
      ({ listing }) => listing.status === "active",
    );
    expect(await read("listing", idOf("dropped chair"), "id")).to.equal(null);
    expect(await read("listing", kept.id, "status closedAt")).to.deep.equal({ status: "active", closedAt: null });
    expect(await read("market", "market", "listings activeListings accounts")).to.deep.equal(before);
  });

  it("goes on with what happens then", async () => {
    const listing = await publish("chair of the new chain");
    await indexer().indexed();
    expect(await read("listing", listing.id, "status")).to.deep.equal({ status: "active" });
  });
});
