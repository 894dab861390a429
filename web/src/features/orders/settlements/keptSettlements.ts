import type { Side } from "../../../../../protocol/side.ts";
import { queryOptions } from "@tanstack/react-query";
import { type Hex, isHex, parseAbi } from "viem";
import type { Order } from "../../../../../protocol/ids.ts";
import { type Settlement, settlementTypedData } from "../../../../../protocol/settlement.ts";
import { chain, publicClient } from "../../../services/chain.ts";
import { escrow } from "../../../services/contracts.ts";
import { rememberedNote, rememberNote } from "../../../market/journal.ts";
import { findCancelledSettlements } from "../../../market/orders/calldata.ts";
import { ObstacleError, WalletError } from "../../../lib/obstacle.ts";
import { chainTakes, inFull, type Judge } from "../../../market/signatures.ts";
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

const erc1271 = parseAbi(["function isValidSignature(bytes32 digest, bytes signature) view returns (bytes4)"]);

const judge: Judge = {
  codeAt: (address) => publicClient.getCode({ address }),
  isValid: (address, digest, signature) =>
    publicClient.readContract({ address, abi: erc1271, functionName: "isValidSignature", args: [digest, signature] }),
};

/** Has the wallet sign a split. Nothing is sent, and nothing moves before the other side accepts. */
export async function signSettlement(settlement: Settlement): Promise<SignedSettlement> {
  const client = await walletClient();
  const data = settlementTypedData(chain.id, escrow.address, settlement);
  const answer: unknown = await client.signTypedData({ account: client.account, ...data }).catch((error: unknown) => {
    throw new WalletError(error);
  });
  const signature = isHex(answer) ? inFull(answer) : "0x";
  if (!(await chainTakes(client.account.address, data, signature, judge))) {
    throw new ObstacleError(
      "Your wallet’s answer is no signature that the escrow would take.",
      "No offer was made. Check which account your wallet is using, and try again.",
      String(answer),
    );
  }
  return { settlement, signature };
}

/** Who signed an offer, and whether it has been taken back. Judged as the escrow will judge. */
export function settlementOptions(order: Order, offer: SignedSettlement) {
  return queryOptions({
    queryKey: ["offer", writeSettlement(offer), order.buyer, order.terms.seller],
    queryFn: () => readSigner(order, offer),
    refetchInterval: 8_000,
  });
}

async function readSigner(order: Order, offer: SignedSettlement): Promise<{ by: Side | null; cancelled: boolean }> {
  const data = settlementTypedData(chain.id, escrow.address, offer.settlement);
  const [bySeller, byBuyer] = await Promise.all([
    chainTakes(order.terms.seller, data, offer.signature, judge),
    chainTakes(order.buyer, data, offer.signature, judge),
  ]);
  const by = bySeller ? "seller" : byBuyer ? "buyer" : null;
  if (by === null) return { by, cancelled: false };
  const spent = await findCancelledSettlements(by === "seller" ? order.terms.seller : order.buyer);
  return { by, cancelled: spent.includes(offer.settlement.nonce) };
}
