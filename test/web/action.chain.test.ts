import { expect } from "chai";
import { network } from "hardhat";
import { createPublicClient, custom, type Hex, numberToHex, type PublicClient } from "viem";
import type { Asked } from "../../web/src/action/attempts/asked.ts";
import { chainOf } from "../../web/src/action/attempts/chainOf.ts";
import { lookUp } from "../../web/src/action/attempts/lookUp.ts";

describe("action: looked up on a real chain", function () {
  this.timeout(60_000);
  const deed = { to: "0x00000000000000000000000000000000000e5c70", data: "0xb1", value: "100" } as const;

  async function connected() {
    const { provider } = await network.create();
    const client = createPublicClient({ transport: custom(provider), cacheTime: 0 }) as PublicClient;
    const ask = (method: string, ...params: unknown[]) => provider.request({ method, params }) as Promise<Hex>;
    const [sender] = (await provider.request({ method: "eth_accounts" })) as Hex[];
    if (!sender) throw new Error("A development chain has accounts");
    await ask("evm_setAutomine", false);
    await ask("evm_setIntervalMining", 0);
    const send = (content: { to: string; data: string; value: string }, more = {}) =>
      ask("eth_sendTransaction", {
        from: sender,
        to: content.to,
        data: content.data,
        value: numberToHex(BigInt(content.value)),
        gas: "0x186a0",
        ...more,
      });
    const chain = chainOf(client, async (from, read) => [...(await read(from, await client.getBlockNumber()))]);
    const asked: Asked = {
      ...{ subject: "pay", title: "You pay", sender, deed, trace: null, once: false },
      ...{ nonce: await chain.countOf(sender, "pending"), numbered: false, block: await chain.head() },
      ...{ askedAt: 0, hash: null, answer: null, answeredAt: null },
    };
    return { chain, asked, send, mine: () => ask("evm_mine"), sender };
  }

  it("knows nothing of what was never sent", async () => {
    const { chain, asked, mine } = await connected();
    await mine();
    expect(await lookUp({ ...asked, hash: `0x${"ab".repeat(32)}` }, chain)).to.deep.equal({ is: "nowhere" });
  });

  it("finds what was sent without a hash, waiting and mined, some blocks later too", async () => {
    const { chain, asked, send, mine } = await connected();
    await send(deed);
    expect(await lookUp(asked, chain)).to.deep.equal({ is: "waiting", known: null });
    for (let blocks = 0; blocks < 5; blocks++) await mine();
    expect(await lookUp(asked, chain)).to.have.property("is", "done");
  });

  it("finds the one that was sped up", async () => {
    const { chain, asked, send, mine } = await connected();
    const hash = await send(deed, { gasPrice: numberToHex(3_000_000_000n), nonce: numberToHex(asked.nonce) });
    await send(deed, { gasPrice: numberToHex(9_000_000_000n), nonce: numberToHex(asked.nonce) });
    await mine();
    expect(await lookUp({ ...asked, hash }, chain)).to.have.property("is", "done");
  });

  it("says that it was cancelled", async () => {
    const { chain, asked, send, mine, sender } = await connected();
    const hash = await send(deed, { gasPrice: numberToHex(3_000_000_000n), nonce: numberToHex(asked.nonce) });
    const waiting = await lookUp({ ...asked, hash }, chain);
    expect(waiting.is === "waiting" && waiting.known?.nonce).to.equal(asked.nonce);
    const nothing = { to: sender, data: "0x", value: "0" };
    const by = await send(nothing, { gasPrice: numberToHex(9_000_000_000n), nonce: numberToHex(asked.nonce) });
    await mine();
    expect(await lookUp({ ...asked, hash }, chain)).to.deep.equal({ is: "replaced", by, cancelled: true });
  });
});
