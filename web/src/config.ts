import * as v from "valibot";
import { quicknetRelays } from "../../protocol/drand.ts";
import { forget, keep, read } from "./services/device.ts";

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

/** Where transactions of this chain can be looked at, up to the hash: "https://…/tx/". Not every chain has such a place. */
export const explorer: string | undefined = import.meta.env.VITE_EXPLORER;

/** Whether somebody runs the market's keeper, who takes the steps that anybody may take. */
export const hasKeeper: boolean = import.meta.env.VITE_KEEPER === "1";

/** Where the app of the market's edition before this one is, if there is one: orders that were made there end there. */
export const earlierApp: string | undefined = import.meta.env.VITE_EARLIER_APP;

const Url = v.pipe(v.string(), v.regex(/^https?:\/\/\S+$/));
const one = v.fallback(v.optional(Url), undefined);
/** Each on its own: one that makes no sense is not used, and takes no other with it. */
const Stored = v.object({
  rpc: one,
  graph: one,
  ipfs: one,
  gateways: v.fallback(v.optional(v.pipe(v.array(Url), v.minLength(1))), undefined),
  ceramic: one,
});

function readStored(): Partial<Endpoints> {
  return Object.fromEntries(Object.entries(read(key, Stored) ?? {}).filter(([, value]) => value !== undefined));
}

/** Read once at the start: whoever changes them in Settings starts the app again. */
export const endpoints: Endpoints = { ...defaultEndpoints, ...readStored() };

/** Says whether this device will still know them after a new start. */
export function saveEndpoints(changed: Endpoints): boolean {
  const own = Object.entries(changed).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(defaultEndpoints[name as keyof Endpoints]),
  );
  if (own.length > 0) return keep(key, Object.fromEntries(own));
  forget(key);
  return true;
}
