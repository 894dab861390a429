import { expect } from "chai";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { cidOfBytes } from "../../protocol/cid.ts";
import { openFiles } from "../../scripts/seed/files.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** As much of an IPFS node's RPC as adding takes. */
describe("openFiles", () => {
  let node: Server;
  let url: string;
  let kept: string[];
  let names: (content: Uint8Array) => Promise<string>;

  beforeEach(async () => {
    [kept, names] = [[], cidOfBytes];
    node = createServer(async (request, response) => {
      const body = new Request("http://node/", {
        method: "POST",
        headers: request.headers as Record<string, string>,
        body: request as unknown as ReadableStream,
        duplex: "half",
      } as RequestInit);
      const file = [...(await body.formData()).values()][0] as File;
      const content = new Uint8Array(await file.arrayBuffer());
      kept.push(new TextDecoder().decode(content));
      response.setHeader("content-type", "application/json");
      response.end(`${JSON.stringify({ Name: "file", Hash: await names(content), Size: "1" })}\n`);
    }).listen(0, "127.0.0.1");
    await once(node, "listening");
    url = `http://127.0.0.1:${(node.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    node.closeAllConnections();
    node.close();
  });

  it("adds at once when there is a node", async () => {
    const files = openFiles(url);
    expect(await files.add(bytes("a lamp"))).to.equal(await cidOfBytes(bytes("a lamp")));
    await files.stored();
    expect(kept).to.deep.equal(["a lamp"]);
  });

  it("says what files will be called before there is a node, and adds them all once there is one", async () => {
    let come: () => void = () => undefined;
    const files = openFiles(url, new Promise<void>((settle) => (come = settle)));
    const texts = Array.from({ length: 11 }, (_, i) => `thing ${i}`);
    for (const text of texts) expect(await files.add(bytes(text))).to.equal(await cidOfBytes(bytes(text)));
    expect(kept).to.deep.equal([]);
    come();
    await files.stored();
    expect(kept.sort()).to.deep.equal(texts.sort());
    await files.add(bytes("one more"));
    expect(kept).to.include("one more");
  });

  it("does not believe a node that calls a file something else, whenever it was added", async () => {
    names = () => cidOfBytes(bytes("something else"));
    let come: () => void = () => undefined;
    const files = openFiles(url, new Promise<void>((settle) => (come = settle)));
    await files.add(bytes("a lamp"));
    come();
    const early = await files.stored().catch((error: Error) => error.message);
    expect(early).to.match(/^IPFS stored bafk/);
    const late = await files.add(bytes("a chair")).catch((error: Error) => error.message);
    expect(late).to.match(/^IPFS stored bafk/);
  });

  it("tells of a node that never came", async () => {
    const files = openFiles(url, Promise.reject(new Error("no node")));
    await files.add(bytes("a lamp"));
    expect(await files.stored().catch((error: Error) => error.message)).to.equal("no node");
  });
});
