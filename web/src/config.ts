import { quicknetRelays } from "../../protocol/drand.ts";

/**
 * The only reader of the environment. Endpoints are the local ones unless the build (`VITE_*`) or the person (Settings)
 * says otherwise: nothing here depends on one operator.
 */
export type Endpoints = {
  rpc: string;
  graph: string;
  ipfs: string;
  /** Asked at the same time; the first whose bytes match the hash wins. */
  gateways: string[];
  ceramic: string;
};

const key = "handsel.endpoints";

export const defaultEndpoints: Endpoints = {
  rpc: import.meta.env.VITE_RPC_URL ?? "http://127.0.0.1:8545",
  graph: import.meta.env.VITE_GRAPH_URL ?? "http://127.0.0.1:8000/subgraphs/name/handsel/market",
  ipfs: import.meta.env.VITE_IPFS_URL ?? "http://127.0.0.1:5001",
  gateways: (import.meta.env.VITE_IPFS_GATEWAYS ?? "http://127.0.0.1:8080").split(",").filter(Boolean),
  ceramic: import.meta.env.VITE_CERAMIC_URL ?? "http://127.0.0.1:7007",
};

/** Where a market that draws by a drand network finds its beacons, the network's chain hash included. */
export const drandRelays: string[] = import.meta.env.VITE_DRAND?.split(",").filter(Boolean) ?? quicknetRelays;

/** Name of the deployment to trade on: a file of deployments/. */
export const network: string = import.meta.env.VITE_NETWORK ?? "local";

/** Where the app of the market's edition before this one is, if there is one: orders that were made there end there. */
export const earlierApp: string | undefined = import.meta.env.VITE_EARLIER_APP;

function isUrl(value: unknown): value is string {
  return typeof value === "string" && /^https?:\/\/\S+$/.test(value);
}

function readStored(): Partial<Endpoints> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    if (typeof stored !== "object" || stored === null) return {};
    const kept = Object.entries(stored).filter(
      ([name, value]) =>
        name in defaultEndpoints &&
        (name === "gateways" ? Array.isArray(value) && value.length > 0 && value.every(isUrl) : isUrl(value)),
    );
    return Object.fromEntries(kept);
  } catch {
    return {};
  }
}

/** Read once at the start: whoever changes them in Settings starts the app again. */
export const endpoints: Endpoints = { ...defaultEndpoints, ...readStored() };

export function saveEndpoints(changed: Endpoints): void {
  const own = Object.entries(changed).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(defaultEndpoints[name as keyof Endpoints]),
  );
  if (own.length === 0) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify(Object.fromEntries(own)));
}
