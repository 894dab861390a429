import type { Side } from "#protocol/side.ts";
import { useQuery } from "@tanstack/react-query";
import { type Address, type Hex, isAddressEqual } from "viem";
import type { Order } from "#protocol/order.ts";
import { useLastError } from "../../lib/lastError.ts";
import { useChainTime } from "../../services/chain.ts";
import { orderOptions, orderStateOptions } from "../../market/orders/order.ts";
import { type TokenInfo, useToken } from "../../market/tokens.ts";
import { useWallet } from "../../services/wallet.ts";
import type { Situation } from "./life.ts";

type Loading = { state: "loading" } | { state: "unknown" } | { state: "failed"; error: Error; retry: () => void };

export type Shown = { orderId: Hex; situation: Situation; token: TokenInfo; me: Address | undefined };

/** An order as the chain has it, and as whoever is connected stands to it. Read again while somebody looks. */
export function useSituation(orderId: Hex): Loading | ({ state: "ready" } & Shown) {
  const now = useChainTime();
  const { address: me } = useWallet();
  const order = useQuery(orderOptions(orderId));
  const current = useQuery(orderStateOptions(orderId));
  const token = useToken(order.data?.terms.token);
  const error = useLastError(order.error ?? current.error, Boolean(order.data && current.data && token));

  if (order.data === null && current.data?.status === "none") return { state: "unknown" };
  if (!order.data || !current.data || !token) {
    const retry = () => void Promise.all([order.refetch(), current.refetch()]);
    return error ? { state: "failed", error, retry } : { state: "loading" };
  }
  if (current.data.status === "none") return { state: "unknown" };
  const situation = { ...current.data, order: order.data, now, side: sideOf(order.data, me) };
  return { state: "ready", orderId, situation, token, me };
}

export function sideOf({ buyer, terms }: Order, account: Address | undefined): Side | null {
  if (account === undefined) return null;
  if (isAddressEqual(account, buyer)) return "buyer";
  return isAddressEqual(account, terms.seller) ? "seller" : null;
}
