import { useSyncExternalStore } from "react";
import { createWalletClient, custom, type Address, type EIP1193Provider, type WalletClient } from "viem";
import { createConfig, createStorage, http, injected, useConnection } from "wagmi";
import { connect, disconnect, getConnection, reconnect, type GetConnectionReturnType } from "wagmi/actions";
import { endpoints } from "../config.ts";
import { chain } from "./chain.ts";
import { shelf } from "./device.ts";
import { ObstacleError } from "../lib/obstacle.ts";

/** Wallets announce themselves (EIP-6963); `injected` stands for an old one that only leaves `window.ethereum` behind. */
export const wallets = createConfig({
  chains: [chain],
  connectors: [injected()],
  multiInjectedProviderDiscovery: true,
  storage: createStorage({ storage: shelf }),
  transports: { [chain.id]: http(endpoints.rpc) },
});

let announced: Promise<void> = Promise.resolve();

/** A wallet that the app brings along: the last connection may have been to it, so taking that up waits for it. */
export function announcedBy(coming: Promise<void>): void {
  announced = coming;
}

async function begin(): Promise<void> {
  await announced;
  await reconnect(wallets);
}

let begun: Promise<void> | undefined;

/** Looks for wallets and takes up the last connection. The first caller starts it, everybody can wait for it. */
export function walletsReady(): Promise<void> {
  begun ??= begin();
  return begun;
}

export type Wallet = {
  status: GetConnectionReturnType["status"];
  /** Who is connected. */
  address: Address | undefined;
  /** The wallet is connected, but to another chain than the one this app trades on. */
  wrongChain: boolean;
  connectorId: string | undefined;
  connectorName: string | undefined;
};

/** Who is connected. Needs no provider around it. */
export function useWallet(): Wallet {
  const connection = useConnection({ config: wallets });
  return {
    status: connection.status,
    address: connection.address,
    wrongChain: connection.status === "connected" && connection.chainId !== chain.id,
    connectorId: connection.connector?.id,
    connectorName: connection.connector?.name,
  };
}

export type WalletChoice = (typeof wallets.connectors)[number];

export async function connectWallet(connector: WalletChoice): Promise<void> {
  await connect(wallets, { connector });
}

export async function disconnectWallet(): Promise<void> {
  await disconnect(wallets);
}

function gone(): ObstacleError {
  return new ObstacleError(
    "Your wallet is not connected any more.",
    "What you have entered is kept. Connect it again, then press the button once more.",
  );
}

/** The connected wallet's own provider. While the last connection is being taken up, only its name is known: it is waited for. */
export async function walletProvider(): Promise<EIP1193Provider> {
  await walletsReady();
  const { connector } = getConnection(wallets);
  if (!connector) throw gone();
  return (await connector.getProvider()) as EIP1193Provider;
}

/** What signs and sends for the connected account. */
export async function walletClient(): Promise<WalletClient & { account: { address: Address; type: "json-rpc" } }> {
  const provider = await walletProvider();
  const { address } = getConnection(wallets);
  if (!address) throw gone();
  return createWalletClient({ account: address, chain, transport: custom(provider) });
}

let asking = false;
const listeners = new Set<() => void>();

/** Opens or closes the dialog in which a wallet is chosen: any button may ask for it. */
export function askForWallet(open = true): void {
  asking = open;
  for (const listener of listeners) listener();
}

export function useWalletAsked(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asking,
  );
}
