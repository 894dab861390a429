import type { Side } from "../../../../../protocol/side.ts";
import { queryOptions } from "@tanstack/react-query";
import type { Hex } from "viem";
import type { Order } from "../../../../../protocol/ids.ts";
import { type Settlement, settlementTypedData } from "../../../../../protocol/settlement.ts";
import { chain, publicClient } from "../../../services/chain.ts";
import { escrow } from "../../../services/contracts.ts";
import { rememberedNote, rememberNote } from "../../../market/journal.ts";
import { findCancelledSettlements } from "../../../market/orders/calldata.ts";
import { walletClient } from "../../../services/wallet.ts";
import { type SignedSettlement, readSettlement, writeSettlement } from "./settlement.ts";

/** Where this device keeps the offers about an order, one a line. */
export function settlementsNote(orderId: Hex): string {
  return `offers:${orderId}`;
}

export function settlementsIn(orderId: Hex, note: string | undefined): SignedSettlement[] {
  return (note ?? "").split("\n").flatMap((line) => readSettlement(orderId, line) ?? []);
}

/** Keeps an offer on this device, so that its maker can hand it over again or take it back, and its reader finds it again. */
export function keepSettlement(offer: SignedSettlement): void {
  const note = settlementsNote(offer.settlement.orderId);
  const line = writeSettlement(offer);
  const kept = rememberedNote(note)?.split("\n") ?? [];
  if (!kept.includes(line)) rememberNote(note, [line, ...kept].join("\n"));
}

/** Has the wallet sign a split. Nothing is sent, and nothing moves before the other side accepts. */
export async function signSettlement(settlement: Settlement): Promise<SignedSettlement> {
  const client = await walletClient();
  const signature = await client.signTypedData({
    account: client.account,
    ...settlementTypedData(chain.id, escrow.address, settlement),
  });
  return { settlement, signature };
}

/** Who signed an offer, and whether it has been taken back. Contract wallets are asked themselves (ERC-1271). */
export function settlementOptions(order: Order, offer: SignedSettlement) {
  return queryOptions({
    queryKey: ["offer", writeSettlement(offer), order.buyer, order.terms.seller],
    queryFn: () => readSigner(order, offer),
    refetchInterval: 8_000,
  });
}

async function readSigner(order: Order, offer: SignedSettlement): Promise<{ by: Side | null; cancelled: boolean }> {
  const data = { ...settlementTypedData(chain.id, escrow.address, offer.settlement), signature: offer.signature };
  const [bySeller, byBuyer] = await Promise.all([
    publicClient.verifyTypedData({ address: order.terms.seller, ...data }),
    publicClient.verifyTypedData({ address: order.buyer, ...data }),
  ]);
  const by = bySeller ? "seller" : byBuyer ? "buyer" : null;
  if (by === null) return { by, cancelled: false };
  const spent = await findCancelledSettlements(by === "seller" ? order.terms.seller : order.buyer);
  return { by, cancelled: spent.includes(offer.settlement.nonce) };
}
