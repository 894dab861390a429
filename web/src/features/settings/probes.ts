import { endpoints, type Endpoints } from "../../config.ts";

/** What an endpoint answered: how fast, and how far it has come, when it counts blocks. */
export type Answer = { milliseconds: number; detail: string };

const patience = 6_000;

async function post(url: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok) throw new Error(`it answers with status ${response.status}`);
  return response.json();
}

async function probeChain(url: string): Promise<string> {
  const answer = (await post(url, { jsonrpc: "2.0", id: 1, method: "eth_blockNumber", params: [] })) as {
    result?: string;
  };
  if (!answer.result) throw new Error("it is no chain endpoint");
  return `block ${Number(answer.result)}`;
}

async function probeGraph(url: string): Promise<string> {
  const answer = (await post(url, { query: "{ _meta { block { number } } }" })) as {
    data?: { _meta?: { block: { number: number } } };
  };
  if (!answer.data?._meta) throw new Error("it does not serve this market");
  return `block ${answer.data._meta.block.number}`;
}

async function probeIpfs(url: string): Promise<string> {
  const answer = (await post(`${url}/api/v0/version`)) as { Version?: string };
  if (!answer.Version) throw new Error("it is no IPFS node");
  return `version ${answer.Version}`;
}

/** The empty file, whole in its own address: a gateway serves it without having to look for it. */
const emptyFile = "bafkqaaa";

async function probeGateway(url: string): Promise<string> {
  const response = await fetch(`${url}/ipfs/${emptyFile}`, { signal: AbortSignal.timeout(patience) });
  if (!response.ok) throw new Error(`it answers with status ${response.status}`);
  return "answers";
}

async function probeCeramic(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v0/node/chains`, { signal: AbortSignal.timeout(patience) });
  if (!response.ok) throw new Error(`it answers with status ${response.status}`);
  return "answers";
}

const probes = { rpc: probeChain, graph: probeGraph, ipfs: probeIpfs, gateways: probeGateway, ceramic: probeCeramic };

/** Asks one endpoint what only an endpoint of its kind can answer. Throws with the reason when it can't. */
export async function probe(kind: keyof Endpoints, url: string): Promise<Answer> {
  const start = performance.now();
  const detail = await probes[kind](url.replace(/\/$/, ""));
  return { milliseconds: Math.round(performance.now() - start), detail };
}

/** One line of text for each endpoint, as the form shows it. */
export const current = { ...endpoints, gateways: endpoints.gateways.join(", ") };
