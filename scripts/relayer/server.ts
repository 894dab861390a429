import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIPv6 } from "node:net";
import { Refusal } from "./refusal.ts";
import type { Relayer } from "./relayer.ts";
import { readPurchase, readVoucher } from "./requests.ts";

export type ServerOptions = {
  relayer: Relayer;
  host: string;
  port: number;
  /** Pages that may ask; others are refused. What is no page (no Origin) may ask as well. */
  origins: string[];
  /** The last of X-Forwarded-For says who asks: only behind a proxy of one's own, or anybody could be anyone. */
  behindProxy: boolean;
  say?: (line: string) => void;
};

/** A purchase with a contract wallet's signature and the longest proof is below 10,000. */
const MAX_BODY = 32_768;

type Answer = { status: number; body?: unknown };

export async function serve(options: ServerOptions): Promise<Server> {
  const { relayer, host, port, say = console.log } = options;

  async function answer(request: IncomingMessage): Promise<Answer> {
    const { pathname } = new URL(request.url ?? "/", "http://relayer");
    const route = `${request.method} ${pathname}`;
    if (route === "GET /status") return { status: 200, body: await relayer.status() };
    if (route !== "POST /purchase" && route !== "POST /voucher")
      throw new Refusal(404, "This relayer answers POST /purchase, POST /voucher and GET /status.");
    const body = await readBody(request);
    const from = addressOf(request, options);
    const relayed =
      pathname === "/purchase"
        ? await relayer.purchase(readPurchase(body), from)
        : await relayer.voucher(readVoucher(body), from);
    return { status: 202, body: relayed };
  }

  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, async (request, response) => {
    const origin = request.headers.origin;
    const allowed = origin === undefined || options.origins.includes(origin);
    if (origin !== undefined && allowed) permit(response, origin);
    try {
      if (!allowed) throw new Refusal(403, `This relayer does not serve pages of ${origin}.`);
      if (request.method === "OPTIONS") return send(response, { status: 204 });
      send(response, await answer(request));
    } catch (error) {
      if (!(error instanceof Refusal)) say(`A request failed: ${error instanceof Error ? error.stack : String(error)}`);
      send(response, answerOf(error));
    }
  });
  server.listen(port, host);
  await once(server, "listening");
  return server;
}

function answerOf(error: unknown): Answer {
  if (!(error instanceof Refusal)) return { status: 500, body: { reason: "The relayer failed. Its log says why." } };
  const { status, message: reason, error: name } = error;
  return { status, body: { reason, ...(name !== undefined && { error: name }) } };
}

function permit(response: ServerResponse, origin: string): void {
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-allow-methods", "GET, POST");
  response.setHeader("access-control-allow-headers", "content-type");
  response.setHeader("vary", "origin");
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.statusCode = status;
  // What was not read to its end can't be followed by another request.
  if (status === 413) response.setHeader("connection", "close");
  if (body === undefined) return void response.end();
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  // A page cannot send this type to others without having asked (CORS).
  if (request.headers["content-type"]?.split(";")[0]?.trim() !== "application/json")
    throw new Refusal(415, "The request's content-type must be application/json.");
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) throw new Refusal(413, `The request is larger than ${MAX_BODY} bytes.`);
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    throw new Refusal(400, "The request is not JSON.");
  }
}

/** Of IPv6 the network, as whoever has one address there has 2^64 of them. */
function addressOf(request: IncomingMessage, { behindProxy }: ServerOptions): string {
  const forwarded = request.headers["x-forwarded-for"];
  const last = behindProxy
    ? String(forwarded ?? "")
        .split(",")
        .at(-1)
        ?.trim()
    : undefined;
  const address = last || (request.socket.remoteAddress ?? "unknown");
  if (!isIPv6(address) || address.includes(".")) return address;
  const [before = "", after = ""] = address.split("::");
  const [head, tail] = [before, after].map((part) => part.split(":").filter(Boolean)) as [string[], string[]];
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => "0");
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(":")}::`;
}
