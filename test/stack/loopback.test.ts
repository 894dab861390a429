import { expect } from "chai";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { type Confined, confine } from "../../scripts/stack/loopback/confine.ts";
import { createSupervisor } from "../../scripts/stack/supervisor.ts";

const served = 15_610;
const used = 15_611;
const withdrawn = 15_612;

/** Listens everywhere, as graph-node does, and answers with what it hears from another port of this machine. */
const careless = `
  const { createServer } = require("node:http");
  createServer(async (_, response) => {
    const heard = await fetch("http://127.0.0.1:${used}").then((answer) => answer.text(), (error) => String(error));
    response.end("heard " + heard);
  })
    .listen(${served}, "0.0.0.0");
  createServer((_, response) => response.end("orders")).listen(${withdrawn}, "0.0.0.0");`;

function outerAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === "IPv4" && !address.internal)?.address;
}

describe("confine", () => {
  const folder = mkdtempSync(join(tmpdir(), "handsel-confine-"));
  const supervisor = createSupervisor(folder);
  let other: Server;
  let confined: Confined | undefined;

  const ask = (host: string, port = served) => fetch(`http://${host}:${port}`).then((answer) => answer.text());

  before(async function () {
    other = createServer((_, response) => response.end("news")).listen(used, "127.0.0.1");
    await once(other, "listening");
    confined = await confine(process.execPath, ["-e", careless], {
      serves: [served, withdrawn],
      uses: [used],
    });
    // Where the system forbids it, npm start says that the ports are open.
    if (!confined) this.skip();
    supervisor.launch({ name: "careless", command: confined.command, args: confined.args });
    await supervisor.until("the program", () => ask("127.0.0.1"));
  });

  after(async () => {
    await supervisor.stop();
    confined?.close();
    other.close();
    rmSync(folder, { recursive: true });
  });

  it("lets this machine reach the program, and the program what it uses", async () => {
    expect(await ask("127.0.0.1")).to.equal("heard news");
  });

  it("hands a port out no longer once it is withdrawn, and the others still", async () => {
    expect(await ask("127.0.0.1", withdrawn)).to.equal("orders");
    confined?.withdraw(withdrawn);
    expect(await ask("127.0.0.1", withdrawn).catch(() => "refused")).to.equal("refused");
    expect(await ask("127.0.0.1")).to.equal("heard news");
  });

  it("lets nobody else reach it", async function () {
    const address = outerAddress();
    if (!address) this.skip();
    expect(await ask(address).catch(() => "refused")).to.equal("refused");
  });
});
