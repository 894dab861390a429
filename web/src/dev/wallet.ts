import { createWalletClient, type Hex, http, type TypedDataDefinition, UserRejectedRequestError } from "viem";
import { endpoints } from "../config.ts";
import { chain, publicClient } from "../services/chain.ts";
import { currentActor, onActor } from "./actors.ts";
import { ask, messagePrompt, type Prompt, transactionPrompt, typedDataPrompt } from "./prompts.ts";

/**
 * A wallet for development chains, announced like any other (EIP-6963). Its keys are the test mnemonic's, which everybody
 * knows: it must never be in a production build, and config.ts sees to that.
 */
type Listener = (payload: unknown) => void;
type RpcRequest = { method: string; params?: readonly unknown[] };

const listeners = new Map<string, Set<Listener>>();

function emit(event: string, payload: unknown): void {
  for (const listener of listeners.get(event) ?? []) listener(payload);
}

async function approved(prompt: Prompt): Promise<void> {
  if (!(await ask(prompt))) throw new UserRejectedRequestError(new Error("The person said no"));
}

type Transaction = { to?: Hex; value?: Hex; data?: Hex; gas?: Hex };

async function send(transaction: Transaction): Promise<Hex> {
  await approved(transactionPrompt(transaction));
  const { account } = currentActor();
  const client = createWalletClient({ account, chain, transport: http(endpoints.rpc) });
  return client.sendTransaction({
    to: transaction.to,
    data: transaction.data,
    value: BigInt(transaction.value ?? "0x0"),
    gas: transaction.gas === undefined ? undefined : BigInt(transaction.gas),
  });
}

async function signMessage(message: Hex): Promise<Hex> {
  await approved(messagePrompt(message));
  return currentActor().account.signMessage({ message: { raw: message } });
}

async function signTypedData(json: string): Promise<Hex> {
  const { types, ...rest } = JSON.parse(json) as TypedDataDefinition & { message: Record<string, unknown> };
  await approved(typedDataPrompt(rest));
  const { EIP712Domain: _domain, ...own } = types as Record<string, unknown>;
  return currentActor().account.signTypedData({ ...rest, types: own } as TypedDataDefinition);
}

/** Like any wallet, it shows no account to a page that has not been let in; whom it has let in it remembers. */
const letIn = {
  key: "handsel.development.connected",
  get: () => localStorage.getItem(letIn.key) !== null,
  set: (value: boolean) => (value ? localStorage.setItem(letIn.key, "1") : localStorage.removeItem(letIn.key)),
};

async function request({ method, params = [] }: RpcRequest): Promise<unknown> {
  switch (method) {
    case "eth_requestAccounts":
      letIn.set(true);
      return [currentActor().account.address];
    case "eth_accounts":
      return letIn.get() ? [currentActor().account.address] : [];
    case "wallet_requestPermissions":
      letIn.set(true);
      return [{ parentCapability: "eth_accounts" }];
    case "wallet_revokePermissions":
      letIn.set(false);
      return null;
    case "eth_chainId":
      return `0x${chain.id.toString(16)}`;
    case "wallet_switchEthereumChain":
    case "wallet_addEthereumChain":
      return null;
    case "eth_sendTransaction":
      return send(params[0] as Transaction);
    case "personal_sign":
      return signMessage(params[0] as Hex);
    case "eth_signTypedData_v4":
      return signTypedData(params[1] as string);
    default:
      return publicClient.request({ method, params } as Parameters<typeof publicClient.request>[0]);
  }
}

const provider = {
  request,
  on(event: string, listener: Listener) {
    listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
  },
  removeListener(event: string, listener: Listener) {
    listeners.get(event)?.delete(listener);
  },
};

const icon =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1d1b16"/><path d="M9 9v14M23 9v14" stroke="#fbfaf7" stroke-width="3" stroke-linecap="round"/><circle cx="16" cy="16" r="4" fill="#6ccbc1"/></svg>',
  );

const info = Object.freeze({
  uuid: "2b1f2c8e-6a94-4a5b-9d0e-68616e647365",
  name: "Development wallet",
  icon,
  rdns: "market.handsel.devwallet",
});

/** Makes the wallet known to the page and shows its panel. */
export async function announce(): Promise<void> {
  const detail = Object.freeze({ info, provider });
  const say = () => window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  window.addEventListener("eip6963:requestProvider", say);
  say();
  onActor((actor) => letIn.get() && emit("accountsChanged", [actor.account.address]));
  const { mountPanel } = await import("./Panel.tsx");
  mountPanel();
}
