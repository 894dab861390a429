import { CeramicClient } from "@ceramicnetwork/http-client";
import { ModelInstanceDocument } from "@ceramicnetwork/stream-model-instance";
import { EthereumNodeAuth } from "@didtools/pkh-ethereum";
import { StreamID } from "@ceramicnetwork/streamid";
import { AccountId } from "caip";
import { DIDSession } from "did-session";
import type { HDAccount, Hex } from "viem";
import { modelIds } from "#protocol/generated/ceramic.ts";
import type { Profile } from "#protocol/profile.ts";

const model = StreamID.fromString(modelIds.profile);
const SESSION_SECONDS = 3_600;

/** The little of an EIP-1193 wallet that a session asks for. */
function walletOf(account: HDAccount, chainId: number) {
  async function request({ method, params }: { method: string; params?: unknown[] }): Promise<unknown> {
    if (method === "personal_sign") return account.signMessage({ message: { raw: params?.[0] as Hex } });
    if (method === "eth_chainId") return `0x${chainId.toString(16)}`;
    if (method === "eth_accounts" || method === "eth_requestAccounts") return [account.address];
    throw new Error(`This wallet does not know ${method}`);
  }
  function send(call: { method: string; params?: unknown[] }, done: (error: unknown, answer?: unknown) => void): void {
    request(call).then((result) => done(null, { result }), done);
  }
  return { request, send };
}

/** Writes an account's profile under its did:pkh, by one Sign-In with Ethereum as in the app. */
export async function writeProfile(
  ceramicUrl: string,
  account: HDAccount,
  chainId: number,
  profile: Profile,
): Promise<void> {
  const accountId = new AccountId({ address: account.address.toLowerCase(), chainId: `eip155:${chainId}` });
  const auth = await EthereumNodeAuth.getAuthMethod(walletOf(account, chainId), accountId, "handsel.local");
  const session = await DIDSession.authorize(auth, {
    resources: [`ceramic://*?model=${modelIds.profile}`],
    expiresInSecs: SESSION_SECONDS,
  });
  const ceramic = new CeramicClient(ceramicUrl, { syncInterval: 60_000 });
  ceramic.did = session.did;
  try {
    const document = await ModelInstanceDocument.single(ceramic, { model, controller: session.did.parent });
    await document.replace(profile, undefined, { anchor: false });
  } finally {
    await ceramic.close();
  }
}
