import { queryOptions } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { listingStatuses } from "#protocol/enums.ts";
import { publicClient } from "../../../services/chain.ts";
import { registry } from "../../../services/contracts.ts";
import { findReplacement, findTerms } from "../../../market/orders/calldata.ts";
import { balanceOf, isNative } from "../../../market/tokens.ts";
import type { Sale } from "./purchase.ts";

/** A listing as the registry would sell it now, from the chain; null when there is none. */
export function saleOptions(listingId: Hex) {
  return queryOptions({ queryKey: ["sale", listingId], queryFn: () => readSale(listingId), refetchInterval: 6_000 });
}

async function readSale(listingId: Hex): Promise<Sale | null> {
  const terms = await findTerms(listingId);
  if (!terms) return null;
  const [state, epoch, paused] = await Promise.all([
    publicClient.readContract({ ...registry, functionName: "stateOf", args: [listingId] }),
    publicClient.readContract({ ...registry, functionName: "epochOf", args: [terms.seller] }),
    publicClient.readContract({ ...registry, functionName: "paused" }),
  ]);
  return { terms, status: listingStatuses[state.status] ?? "none", sold: state.sold, epoch, paused };
}

/** What took the place of a listing that is closed. */
export function replacementOptions(listingId: Hex, enabled: boolean) {
  return queryOptions({
    queryKey: ["replacement", listingId],
    queryFn: () => findReplacement(listingId),
    enabled,
  });
}

/** What somebody has of a token and of the coin that pays the network. */
export function purseOptions(account: Address | undefined, token: Address) {
  return queryOptions({
    queryKey: ["purse", account, token],
    queryFn: async () => {
      const owner = account ?? registry.address;
      const [amount, coin] = await Promise.all([balanceOf(token, owner), publicClient.getBalance({ address: owner })]);
      return { amount, coin };
    },
    enabled: account !== undefined,
    refetchInterval: 6_000,
  });
}

/** Measured in the contracts' gas tests, rounded up: an order in coin, and one in a token with its allowance before it. */
const gas = { native: 70_000n, token: 140_000n };

/** What the network takes for a purchase, about, at its present price. */
export function networkFeeOptions(token: Address) {
  return queryOptions({
    queryKey: ["networkFee", isNative(token)],
    queryFn: async () => (await publicClient.getGasPrice()) * (isNative(token) ? gas.native : gas.token),
    staleTime: 15_000,
  });
}
