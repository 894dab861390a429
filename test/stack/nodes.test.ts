import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publishModels } from "../../scripts/stack/ceramic.ts";
import { endpoints, ports } from "../../scripts/stack/endpoints.ts";
import { startNodes } from "../../scripts/stack/nodes.ts";
import { createSupervisor } from "../../scripts/stack/supervisor.ts";
import { modelIds } from "#protocol/generated/ceramic.ts";

const offset = 10_400;
const urls = endpoints(offset);
const text = "Half a bargain is none.";
const absent = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";

/** The nodes take seconds to start, so everything that is asked of them is asked of one start. */
describe("the IPFS and Ceramic nodes", () => {
  const folder = mkdtempSync(join(tmpdir(), "handsel-nodes-"));
  const supervisor = createSupervisor(join(folder, "logs"));
  let cid: string;

  before(async () => {
    await startNodes(supervisor, { data: folder, port: ports(offset), urls, origins: [urls.app] });
    cid = await add(text);
  });

  after(async () => {
    await supervisor.stop();
    rmSync(folder, { recursive: true });
  });

  async function add(content: string, headers: Record<string, string> = {}): Promise<string> {
    const body = new FormData();
    body.set("file", new Blob([content]));
    const response = await fetch(`${urls.ipfs}/api/v0/add?cid-version=1&raw-leaves=true&cid-base=base32`, {
      method: "POST",
      body,
      headers,
    });
    if (!response.ok) throw new Error(String(response.status));
    return ((await response.json()) as { Hash: string }).Hash;
  }

  function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${urls.gateway}${path}`, { headers });
  }

  it("serves a file to any page, for ever", async () => {
    const response = await get(`/ipfs/${cid}`);
    expect(await response.text()).to.equal(text);
    expect(response.headers.get("access-control-allow-origin")).to.equal("*");
    expect(response.headers.get("cache-control")).to.include("immutable");
  });

  it("serves a part of it", async () => {
    const response = await get(`/ipfs/${cid}`, { range: "bytes=7-15" });
    expect(response.status).to.equal(206);
    expect(response.headers.get("content-range")).to.equal(`bytes 7-15/${text.length}`);
    expect(await response.text()).to.equal(text.slice(7, 16));
    expect((await get(`/ipfs/${cid}`, { range: "bytes=-5" })).headers.get("content-length")).to.equal("5");
    expect((await get(`/ipfs/${cid}`, { range: "bytes=900-" })).status).to.equal(416);
  });

  it("serves blocks as they are, to whoever checks their hashes", async () => {
    const raw = await get(`/ipfs/${cid}?format=raw`);
    expect(raw.headers.get("content-type")).to.equal("application/vnd.ipld.raw");
    expect(await raw.text()).to.equal(text);
    const car = await get(`/ipfs/${cid}`, { accept: "application/vnd.ipld.car" });
    expect(Buffer.from(await car.arrayBuffer()).includes(text)).to.equal(true);
  });

  it("says 304 to whoever has it, and 400 to what is no CID", async () => {
    const etag = (await get(`/ipfs/${cid}`)).headers.get("etag") ?? "";
    expect((await get(`/ipfs/${cid}`, { "if-none-match": etag })).status).to.equal(304);
    expect((await get("/ipfs/nonsense")).status).to.equal(400);
    expect((await get(`/ipfs/${cid}?format=zip`)).status).to.equal(406);
  });

  it("never serves what a stranger uploaded as a page that runs", async () => {
    const page = await add("<!doctype html><script>alert(1)</script>");
    const response = await get(`/ipfs/${page}`);
    expect(response.headers.get("content-type")).to.equal("application/octet-stream");
    expect(response.headers.get("x-content-type-options")).to.equal("nosniff");
  });

  it("says 504 for a block that is not here, within seconds", async () => {
    const started = performance.now();
    const response = await get(`/ipfs/${absent}`);
    expect(response.status).to.equal(504);
    expect(response.headers.get("cache-control")).to.equal("no-store");
    expect(performance.now() - started).to.be.below(6_000);
  });

  it("lets the app use the RPC, and no other page", async () => {
    expect(await add(text, { origin: urls.app })).to.equal(cid);
    // Without a body: the node refuses by the header alone, and may close before it has read one.
    const headers = { origin: "http://elsewhere.example" };
    expect((await fetch(`${urls.ipfs}/api/v0/id`, { method: "POST", headers })).status).to.equal(403);
  });

  it("gives the models the ids that the app knows them by, however often they are published", async () => {
    expect(await publishModels(urls.ceramic)).to.deep.equal(modelIds);
    expect(await publishModels(urls.ceramic)).to.deep.equal(modelIds);
  });
});
