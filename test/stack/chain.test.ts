import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChain } from "../../scripts/stack/chain.ts";
import { PERMIT2 } from "../../protocol/payments.ts";
import { readPermit2 } from "../../scripts/stack/permit2.ts";
import { rpc } from "../../scripts/stack/rpc.ts";
import { createSupervisor } from "../../scripts/stack/supervisor.ts";

const port = 18_945;
const url = `http://127.0.0.1:${port}`;
const [ada, bruno] = ["0x70997970C51812dc3A010C7d01b50e0d17dc79C8", "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"];

async function latestTime(): Promise<number> {
  const block = await rpc<{ timestamp: string }>(url, "eth_getBlockByNumber", ["latest", false]);
  return Number(block.timestamp);
}

describe("startChain", () => {
  const folder = mkdtempSync(join(tmpdir(), "handsel-chain-"));
  after(() => rmSync(folder, { recursive: true }));

  async function withChain<T>(use: () => Promise<T>): Promise<{ genesis: string; result: T }> {
    const supervisor = createSupervisor(join(folder, "logs"));
    try {
      const chain = await startChain(supervisor, { folder: join(folder, "chain"), port, url });
      const result = await use();
      await chain.stop();
      return { genesis: chain.genesis, result };
    } finally {
      await supervisor.stop();
    }
  }

  it("has Permit2, keeps accounts, transactions and the first block over a restart, and time never runs backwards", async () => {
    const before = await withChain(async () => {
      await rpc(url, "evm_increaseTime", [30 * 24 * 3_600]);
      const hash = await rpc<string>(url, "eth_sendTransaction", [{ from: ada, to: bruno, value: "0x1" }]);
      await rpc(url, "evm_mine");
      expect(await rpc(url, "eth_getCode", [PERMIT2, "latest"])).to.equal(await readPermit2());
      return { hash, time: await latestTime(), balance: await rpc<string>(url, "eth_getBalance", [bruno, "latest"]) };
    });
    const after = await withChain(async () => {
      const receipt = await rpc<{ status: string }>(url, "eth_getTransactionReceipt", [before.result.hash]);
      await rpc(url, "evm_mine");
      return {
        permit2: await rpc<string>(url, "eth_getCode", [PERMIT2, "latest"]),
        receipt,
        time: await latestTime(),
        balance: await rpc<string>(url, "eth_getBalance", [bruno, "latest"]),
      };
    });
    expect(after.genesis).to.equal(before.genesis);
    expect(after.result.permit2).to.equal(await readPermit2());
    expect(after.result.receipt.status).to.equal("0x1");
    expect(after.result.balance).to.equal(before.result.balance);
    // Blocks of the same second share its time.
    expect(after.result.time).to.be.at.least(before.result.time);
  });
});
