import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { endpoints, ports } from "../../scripts/stack/endpoints.ts";
import { offsetOf, requireFree, requireUsable } from "../../scripts/stack/ports.ts";

const offset = 10_300;
const start = fileURLToPath(new URL("../../scripts/start.ts", import.meta.url));

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

describe("offsetOf", () => {
  it("reads a whole number", () => expect([offsetOf("0"), offsetOf("2000")]).to.deep.equal([0, 2_000]));

  for (const text of ["", "-1", "1e3", "12.5", "two", "0x10", "1000000"]) {
    it(`refuses "${text}"`, () => expect(() => offsetOf(text)).to.throw(`not "${text}"`));
  }
});

describe("requireUsable", () => {
  it("accepts the usual ports, and most others", () => {
    for (const offset of [0, 1_000, 1_999, 2_001, 10_000]) requireUsable(ports(offset));
  });

  for (const [offset, says] of [
    [2_000, "Browsers refuse to connect to port 10080, for the IPFS gateway"],
    [999, "Browsers refuse to connect to port 6000, for the RPC of IPFS"],
    [827, "Browsers refuse to connect to port 6000, for the app"],
    [59, "Browsers refuse to connect to port 5060, for the RPC of IPFS"],
    [11_207, "There is no port 65536, for PostgreSQL"],
  ] as const) {
    it(`refuses the offset ${offset}`, () => expect(() => requireUsable(ports(offset))).to.throw(says));
  }

  it("refuses what fetch refuses, and nothing else", async () => {
    // A port that is not blocked refuses the connection, or answers; a blocked one is not even tried.
    const isBad = async (port: number) => {
      const error = await fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(2_000) }).catch(
        (reason: Error) => reason,
      );
      return error instanceof Error && (error.cause as Error | undefined)?.message === "bad port";
    };
    const asked = [6_000, 6_566, 6_669, 6_679, 6_697, 5_060, 10_080, 4_190, 5_999, 6_001, 6_670, 10_081];
    for (const port of asked) {
      const refused = (() => {
        try {
          requireUsable({ ...ports(), app: port });
          return false;
        } catch {
          return true;
        }
      })();
      expect(refused, String(port)).to.equal(await isBad(port));
    }
  });

  it("is how npm start ends, in one sentence, before it starts or keeps anything", () => {
    const data = join(mkdtempSync(join(tmpdir(), "handsel-ports-")), "data");
    for (const [offset, says] of [
      ["2000", /^\s*Browsers refuse to connect to port 10080, for the IPFS gateway[^\n]*\n$/],
      ["many", /^\s*--ports-offset takes a whole number[^\n]*\n$/],
    ] as const) {
      const args = [start, "--ports-offset", offset, "--data", data];
      const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
      expect(stderr).to.match(says);
      expect(status).to.equal(2);
    }
    expect(existsSync(data)).to.equal(false);
  });
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
    const args = [start, "--ports-offset", String(offset), "--data", data];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    rmSync(data, { recursive: true });
    expect(status).to.equal(1);
    expect(stderr).to.match(/^\s*Port 17307, for Ceramic, is taken by another program[^\n]*\n$/);
  });
});
