import { useSyncExternalStore } from "react";
import { cidOfBytes, MAX_RAW_BLOCK } from "#protocol/cid.ts";
import { decodeMetadata, type ListingMetadata } from "#protocol/metadata.ts";
import { decodeReview } from "#protocol/review.ts";
import { endpoints } from "../config.ts";
import { readAtMost } from "../lib/bytes.ts";
import { isCid } from "../lib/cid.ts";

/** A file could not be stored or found. `reason` decides what the person is told. */
export class IpfsError extends Error {
  override readonly name = "IpfsError";
  readonly reason: "unreachable" | "altered" | "too large" | "not found";

  constructor(reason: IpfsError["reason"], detail: string) {
    super(detail);
    this.reason = reason;
  }
}

const patience = 10_000;

/** The CID of nothing holds its own content: every gateway can answer for it, and any answer will do. */
const nothing = "bafkqaaa";

let reachable = true;
const listeners = new Set<() => void>();

function hear(answered: boolean): void {
  if (answered === reachable) return;
  reachable = answered;
  for (const listener of listeners) listener();
}

/** False while no gateway answers at all. */
export function useGatewaysReachable(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => reachable,
  );
}

/** Asks whether any gateway is there: for when a picture did not come, of which the browser says no more than that. */
export async function probeGateways(): Promise<void> {
  const asked = pictureUrls(nothing).map((url) =>
    fetch(url, { mode: "no-cors", cache: "no-store", signal: AbortSignal.timeout(patience) }),
  );
  hear(
    await Promise.any(asked).then(
      () => true,
      () => false,
    ),
  );
}

export function isPictureUrl(url: string): boolean {
  return endpoints.gateways.some((gateway) => url.startsWith(gateway));
}

/** Where a file can be read, best first. For an <img>; the bytes are not checked, so nothing but a picture may depend on it. */
export function pictureUrls(cid: string): string[] {
  if (!isCid(cid)) return [];
  return endpoints.gateways.map((gateway) => `${gateway.replace(/\/$/, "")}/ipfs/${cid}`);
}

async function readFrom(url: string, cid: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(`${url}?format=raw`, { headers: { accept: "application/vnd.ipld.raw" }, signal });
  if (!response.ok) throw new IpfsError("not found", `${url} answered ${response.status}`);
  const bytes = await readAtMost(response.body, MAX_RAW_BLOCK);
  if (!bytes) throw new IpfsError("too large", `${url} sent more than one block`);
  if ((await cidOfBytes(bytes)) !== cid) throw new IpfsError("altered", `${url} sent other bytes than ${cid}`);
  return bytes;
}

/**
 * The bytes behind a CID of one raw block. All gateways are asked at once; the first whose bytes have the right hash wins, so
 * that no gateway has to be trusted.
 */
export async function fetchVerified(cid: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const done = new AbortController();
  const stops = [done.signal, AbortSignal.timeout(patience), ...(signal ? [signal] : [])];
  try {
    const bytes = await Promise.any(pictureUrls(cid).map((url) => readFrom(url, cid, AbortSignal.any(stops))));
    hear(true);
    return bytes;
  } catch (error) {
    if (!signal?.aborted) void probeGateways();
    const first = error instanceof AggregateError ? (error.errors as unknown[])[0] : error;
    if (first instanceof IpfsError) throw first;
    throw new IpfsError("unreachable", first instanceof Error ? first.message : String(first));
  } finally {
    done.abort();
  }
}

/** A listing's own words, checked against the hash in its terms and against the schema. */
export async function readMetadata(cid: string, signal?: AbortSignal): Promise<ListingMetadata> {
  return decodeMetadata(await fetchVerified(cid, signal));
}

/** The words of a review or of an answer to one, checked against the hash that the chain holds and against the schema. */
export async function readReview(cid: string, signal?: AbortSignal): Promise<string> {
  return decodeReview(await fetchVerified(cid, signal));
}

async function add(bytes: Uint8Array): Promise<string> {
  const { create } = await import("ipfs-http-client");
  const client = create({ url: endpoints.ipfs, timeout: 30_000 });
  try {
    const { cid } = await client.add(bytes, { cidVersion: 1, rawLeaves: true, pin: true });
    return cid.toString();
  } catch (error) {
    throw new IpfsError("unreachable", error instanceof Error ? error.message : String(error));
  }
}

/**
 * Stores a file and says its CID only once it is sure: the CID is computed here and compared, and the file is read back from
 * a gateway. A node that lies or loses is found out before anything is published.
 */
export async function publishFile(bytes: Uint8Array): Promise<string> {
  if (bytes.length > MAX_RAW_BLOCK) throw new IpfsError("too large", `${bytes.length} bytes are more than one block`);
  const expected = await cidOfBytes(bytes);
  const stored = await add(bytes);
  if (stored !== expected) throw new IpfsError("altered", `the node stored ${stored} instead of ${expected}`);
  await fetchVerified(expected);
  return expected;
}

export async function publishJson(value: unknown): Promise<string> {
  return publishFile(new TextEncoder().encode(JSON.stringify(value)));
}
