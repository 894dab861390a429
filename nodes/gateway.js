/**
 * A small IPFS gateway: files and folders by path, and the trustless formats (`raw`, `car`) for whoever checks hashes.
 * A block that is not here is a 504 after a few seconds, never a request that hangs.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { CID } from "multiformats/cid";

const patience = 4_000;

const everywhere = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, HEAD, OPTIONS",
  "access-control-allow-headers": "Range, Accept, If-None-Match",
  "access-control-expose-headers": "Accept-Ranges, Content-Length, Content-Range, ETag, X-Ipfs-Path, X-Ipfs-Roots",
  "x-content-type-options": "nosniff",
};

const typesByEnding = {
  json: "application/json",
  txt: "text/plain; charset=utf-8",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  avif: "image/avif",
  gif: "image/gif",
  pdf: "application/pdf",
  mp4: "video/mp4",
};

const typesBySignature = [
  ["image/png", 0, "\x89PNG"],
  ["image/jpeg", 0, "\xff\xd8\xff"],
  ["image/gif", 0, "GIF8"],
  ["image/webp", 8, "WEBP"],
  ["image/avif", 4, "ftypavif"],
  ["video/mp4", 4, "ftyp"],
  ["application/pdf", 0, "%PDF"],
  ["application/json", 0, "{"],
  ["application/json", 0, "["],
];

/** Never `text/html` or SVG: what strangers uploaded must not run as a page of this origin. */
function contentType(path, start) {
  const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  const text = start.toString("latin1");
  const known = typesBySignature.find(([, offset, mark]) => text.startsWith(mark, offset));
  return typesByEnding[ending] ?? known?.[0] ?? "application/octet-stream";
}

/** `bytes=a-b`, `bytes=a-` and `bytes=-n` as an inclusive pair; undefined when there is none, null when it can't be served. */
export function parseRange(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const [first, last] =
    match[1] === ""
      ? [Math.max(0, size - Number(match[2])), size - 1]
      : [Number(match[1]), match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1)];
  return first > last ? null : [first, last];
}

function wantedFormat(url, accept = "") {
  const asked = url.searchParams.get("format");
  if (asked) return asked;
  if (accept.includes("application/vnd.ipld.raw")) return "raw";
  if (accept.includes("application/vnd.ipld.car")) return "car";
  return "file";
}

/** The requested path with its root, or undefined when it is none of ours. */
function parsePath(pathname) {
  const match = /^\/ipfs\/([^/]+)(\/.*)?$/.exec(pathname);
  if (!match) return undefined;
  try {
    const root = CID.parse(match[1]);
    return { root, path: `/ipfs/${root}${decodeURIComponent(match[2] ?? "")}`.replace(/\/+$/, "") };
  } catch {
    return undefined;
  }
}

async function collect(source) {
  const parts = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

/** Waits for a slow reader, and stops reading when it has gone away. */
async function pour(source, response) {
  for await (const part of source) {
    if (response.destroyed) return;
    if (!response.write(part)) await Promise.race([once(response, "drain"), once(response, "close")]);
  }
  response.end();
}

async function sendBlock(node, cid, response, isHead) {
  const block = await node.block.get(cid, { timeout: patience });
  response.writeHead(200, {
    "content-type": "application/vnd.ipld.raw",
    "content-length": block.length,
    "content-disposition": `attachment; filename="${cid}.bin"`,
  });
  response.end(isHead ? undefined : block);
}

async function sendCar(node, cid, response, isHead) {
  response.writeHead(200, {
    "content-type": "application/vnd.ipld.car; version=1; order=dfs; dups=n",
    "content-disposition": `attachment; filename="${cid}.car"`,
  });
  if (isHead) response.end();
  else await pour(node.dag.export(cid, { timeout: patience }), response);
}

async function sendFolder(node, cid, response, isHead) {
  const entries = [];
  for await (const entry of node.ls(cid, { timeout: patience })) {
    entries.push({ name: entry.name, cid: String(entry.cid), size: entry.size, type: entry.type });
  }
  response.writeHead(200, { "content-type": "application/json" });
  response.end(isHead ? undefined : JSON.stringify(entries));
}

async function sendFile(node, { cid, path, size }, request, response) {
  const type = contentType(path, await collect(node.cat(cid, { length: 16, timeout: patience })));
  const range = parseRange(request.headers.range, size);
  if (range === null) return void response.writeHead(416, { "content-range": `bytes */${size}` }).end();
  const [first, last] = range ?? [0, size - 1];
  response.writeHead(range ? 206 : 200, {
    "content-type": type,
    "content-length": last - first + 1,
    "accept-ranges": "bytes",
    ...(range && { "content-range": `bytes ${first}-${last}/${size}` }),
  });
  if (request.method === "HEAD" || size === 0) return void response.end();
  await pour(node.cat(cid, { offset: first, length: last - first + 1, timeout: patience }), response);
}

async function answer(node, request, response) {
  for (const [name, value] of Object.entries(everywhere)) response.setHeader(name, value);
  if (request.method === "OPTIONS") return void response.writeHead(204).end();
  if (request.method !== "GET" && request.method !== "HEAD") return void response.writeHead(405).end();

  const url = new URL(request.url, "http://gateway");
  const asked = parsePath(url.pathname);
  if (!asked) return void response.writeHead(400).end("not an IPFS path");
  const format = wantedFormat(url, request.headers.accept);
  if (!["file", "raw", "car"].includes(format)) return void response.writeHead(406).end("unknown format");

  const { cid, size, type } = await node.files.stat(asked.path, { timeout: patience });
  const etag = format === "file" ? `"${cid}"` : `"${cid}.${format}"`;
  response.setHeader("etag", etag);
  response.setHeader("x-ipfs-path", encodeURI(asked.path));
  response.setHeader("x-ipfs-roots", cid.equals(asked.root) ? String(cid) : `${asked.root},${cid}`);
  response.setHeader("vary", "Accept");
  response.setHeader("cache-control", "public, max-age=29030400, immutable");
  if (request.headers["if-none-match"] === etag) return void response.writeHead(304).end();

  const isHead = request.method === "HEAD";
  if (format === "raw") return sendBlock(node, cid, response, isHead);
  if (format === "car") return sendCar(node, cid, response, isHead);
  if (type === "directory") return sendFolder(node, cid, response, isHead);
  return sendFile(node, { cid, path: asked.path, size: Number(size) }, request, response);
}

function refuse(error, response) {
  if (response.headersSent) return void response.destroy();
  const isLate = error.name === "TimeoutError" || /timed? ?out|abort/i.test(error.message);
  // An offline node says at once that it lacks a block; for the reader that is the same as a block that never came.
  const isMissing = error.code === "ERR_NOT_FOUND" && !/no link|does not exist/i.test(error.message);
  for (const name of ["etag", "x-ipfs-path", "x-ipfs-roots"]) response.removeHeader(name);
  response.writeHead(isLate || isMissing ? 504 : 404, { "cache-control": "no-store", "content-type": "text/plain" });
  response.end(error.message);
}

export async function startGateway(node, { host, port }) {
  const server = createServer((request, response) => {
    answer(node, request, response).catch((error) => refuse(error, response));
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
