import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChain } from "../../scripts/stack/chain.ts";
import { rpc } from "../../scripts/stack/rpc.ts";
import { createSupervisor } from "../../scripts/stack/supervisor.ts";

/** A chain of its own, and a folder of its own for what is deployed there. */
export async function openDevelopmentChain(port: number) {
  const folder = mkdtempSync(join(tmpdir(), "handsel-deploy-"));
  const url = `http://127.0.0.1:${port}`;
  const supervisor = createSupervisor(join(folder, "logs"));
  await startChain(supervisor, { folder: join(folder, "chain"), port, url });
  const call = <T>(method: string, ...params: unknown[]) => rpc<T>(url, method, params);
  const records = join(folder, "deployments");
  const before = process.env.HANDSEL_DEPLOYMENTS;
  process.env.HANDSEL_DEPLOYMENTS = records;
  return {
    url,
    records,
    call,
    async nonceOf(address: string): Promise<number> {
      return Number(await call<string>("eth_getTransactionCount", address, "latest"));
    },
    async stop() {
      if (before === undefined) delete process.env.HANDSEL_DEPLOYMENTS;
      else process.env.HANDSEL_DEPLOYMENTS = before;
      await supervisor.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
