import { type Server, createServer } from "node:http";
import { cidOfBytes, digestOfCid } from "#protocol/cid.ts";
import type { Hex } from "viem";

/** As much of IPFS's RPC as graph-node uses, over files that a test has put there. */
export type Files = {
  /** Returns the digest that a listing's terms would name. */
  add: (content: string | Uint8Array) => Promise<Hex>;
  /** The digest of a file that is not here, or not yet. */
  digestOf: (content: string | Uint8Array) => Promise<Hex>;
  /** How often a file was asked for. */
  asked: (cid: string) => number;
  stop: () => Promise<void>;
};

export async function serveFiles(port: number): Promise<Files> {
  const files = new Map<string, Uint8Array>();
  const counts = new Map<string, number>();
  const server: Server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://files");
    if (pathname === "/api/v0/version") {
      response.setHeader("content-type", "application/json");
      response.end('{"Version":"0.18.1"}');
      return;
    }
    const cid = (searchParams.get("arg") ?? "").replace(/^\/ipfs\//, "");
    counts.set(cid, (counts.get(cid) ?? 0) + 1);
    const file = files.get(cid);
    response.statusCode = file ? 200 : 404;
    response.end(file ?? "not found");
  });
  await new Promise<void>((settle) => server.listen(port, "127.0.0.1", settle));
  return {
    async add(content) {
      const cid = await cidOfBytes(bytesOf(content));
      files.set(cid, bytesOf(content));
      return digestOfCid(cid);
    },
    digestOf: async (content) => digestOfCid(await cidOfBytes(bytesOf(content))),
    asked: (cid) => counts.get(cid) ?? 0,
    stop: () =>
      new Promise((settle) => {
        server.closeAllConnections();
        server.close(() => settle());
      }),
  };
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
