import type { CeramicClient } from "@ceramicnetwork/http-client";
import * as v from "valibot";
import type { Address, EIP1193Provider } from "viem";
import { modelIds } from "#protocol/generated/ceramic.ts";
import type { Profile } from "#protocol/profile.ts";
import { readJson } from "#protocol/text.ts";
import { endpoints } from "../config.ts";
import { chain } from "./chain.ts";
import { keep, read } from "./device.ts";

/** Profiles could not be read or written. Nothing about money depends on them. */
export class CeramicError extends Error {
  override readonly name = "CeramicError";
}

// What comes back was written by strangers, and a node may serve anything: read it as carefully as a file.
const text = (length: number) => v.optional(v.pipe(v.string(), v.maxLength(length)));
const ProfileContent = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
  about: text(500),
  picture: text(80),
  buyer: v.optional(v.object({ about: text(300), region: text(60) })),
  seller: v.optional(v.object({ about: text(500), place: text(60), returns: text(300), languages: text(100) })),
});

const patience = 8_000;

function didOf(address: Address): string {
  return `did:pkh:eip155:${chain.id}:${address.toLowerCase()}`;
}

type Edge = { node?: { content?: unknown; metadata?: { controllers?: string[] } } | null };

/** Reads somebody's profile. Needs no wallet and no signature; null when there is none. */
export async function readProfile(address: Address, signal?: AbortSignal): Promise<Profile | null> {
  const controller = didOf(address);
  const limit = AbortSignal.timeout(patience);
  try {
    const response = await fetch(`${endpoints.ceramic}/api/v0/collection`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: modelIds.profile, account: controller, last: 1 }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    if (!response.ok) throw new CeramicError(`The profile node answered ${response.status}`);
    const { edges } = readJson(await response.text()) as { edges: Edge[] };
    return profileIn(edges);
  } catch (error) {
    if (error instanceof CeramicError) throw error;
    throw new CeramicError(error instanceof Error ? error.message : String(error));
  }
}

function profileIn(edges: Edge[]): Profile | null {
  for (const { node } of edges.toReversed()) {
    const parsed = v.safeParse(ProfileContent, contentOf(node));
    if (parsed.success) return parsed.output;
  }
  return null;
}

/** The index answers with a stream's state: what is not anchored yet stands under `next`. */
function contentOf(node: unknown): unknown {
  const state = node as { content?: unknown; next?: { content?: unknown } } | null | undefined;
  return state?.next?.content ?? state?.content;
}

const sessionKey = (address: Address) => `handsel.session.${didOf(address)}`;
const Session = v.object({ until: v.number(), session: v.string() });
const week = 7 * 24 * 60 * 60;

/** Whether saving a profile would ask the wallet for a signature first. */
export function hasSession(address: Address): boolean {
  const stored = read(sessionKey(address), Session);
  return stored !== null && stored.until > Date.now() / 1000 + 60;
}

/**
 * The right to write this account's profile: one Sign-In-with-Ethereum signature gives it to a key on this device for a week.
 */
async function session(client: CeramicClient, address: Address, provider: EIP1193Provider): Promise<string> {
  const { DIDSession } = await import("did-session");
  const key = sessionKey(address);
  const stored = read(key, Session);
  if (stored !== null && hasSession(address)) {
    const found = await DIDSession.fromSession(stored.session).catch(() => null);
    if (found?.isAuthorized()) {
      client.did = found.did;
      return found.did.parent;
    }
  }
  const [{ EthereumWebAuth }, { AccountId }] = await Promise.all([import("@didtools/pkh-ethereum"), import("caip")]);
  const account = new AccountId({ address: address.toLowerCase(), chainId: `eip155:${chain.id}` });
  const method = await EthereumWebAuth.getAuthMethod(provider, account);
  const made = await DIDSession.authorize(method, {
    resources: [`ceramic://*?model=${modelIds.profile}`],
    expiresInSecs: week,
    statement: "Let this device edit my Handsel profile for a week. It can do nothing else.",
  });
  keep(key, { until: Math.floor(Date.now() / 1000) + week, session: made.serialize() });
  client.did = made.did;
  return made.did.parent;
}

/** Writes the account's own profile. */
export async function saveProfile(address: Address, provider: EIP1193Provider, profile: Profile): Promise<void> {
  const [{ CeramicClient }, { ModelInstanceDocument }, { StreamID }] = await Promise.all([
    import("@ceramicnetwork/http-client"),
    import("@ceramicnetwork/stream-model-instance"),
    import("@ceramicnetwork/streamid"),
  ]);
  const content = v.parse(ProfileContent, profile);
  const client = new CeramicClient(endpoints.ceramic, { syncInterval: 60_000 });
  try {
    const controller = await session(client, address, provider);
    const model = StreamID.fromString(modelIds.profile);
    const document = await ModelInstanceDocument.single(client, { model, controller });
    await document.sync();
    await document.replace(content, undefined, { anchor: false });
  } finally {
    await client.close();
  }
}
