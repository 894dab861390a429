import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { endpoints, ports } from "../../scripts/stack/endpoints.ts";
import { requireFree } from "../../scripts/stack/ports.ts";

const offset = 10_300;

async function occupy(port: number): Promise<Server> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

describe("endpoints", () => {
  it("are those of the documentation without an offset", () => {
    expect(endpoints()).to.deep.equal({
      app: "http://127.0.0.1:5173",
      chain: "http://127.0.0.1:8545",
      graph: "http://127.0.0.1:8000/subgraphs/name/handsel/market",
      ipfs: "http://127.0.0.1:5001",
      gateway: "http://127.0.0.1:8080",
      ceramic: "http://127.0.0.1:7007",
    });
  });

  it("move together", () => expect(endpoints(1_000).chain).to.equal("http://127.0.0.1:9545"));
});

describe("requireFree", () => {
  let taken: Server;

  before(async () => {
    taken = await occupy(ports(offset).ceramic);
  });

  after(() => taken.close());

  it("names the port and the part", async () => {
    const error = await requireFree(ports(offset)).catch((reason: Error) => reason);
    expect((error as Error).message).to.include("Port 17307, for Ceramic, is taken by another program");
  });

  it("waits for a program that is about to end", async () => {
    const other = await occupy(ports(offset + 1).chain);
    setTimeout(() => other.close(), 200);
    await requireFree(ports(offset + 1), 5);
  });

  it("is how npm start ends, before it starts anything", () => {
    const data = mkdtempSync(join(tmpdir(), "handsel-ports-"));
    const script = fileURLToPath(new URL("../../scripts/start.ts", import.meta.url));
    const args = [script, "--ports-offset", String(offset), "--data", data];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    rmSync(data, { recursive: true });
    expect(status).to.equal(1);
    expect(stderr).to.match(/^\s*Port 17307, for Ceramic, is taken by another program[^\n]*\n$/);
  });
});
