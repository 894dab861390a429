import type { Side } from "#protocol/side.ts";
import { queryOptions } from "@tanstack/react-query";
import { type Hex, isHex, parseAbi } from "viem";
import type { Order } from "#protocol/order.ts";
import { type Settlement, settlementTypedData } from "#protocol/settlement.ts";
import { chain, publicClient } from "../../../services/chain.ts";
import { escrow } from "../../../services/contracts.ts";
import { rememberedNote, rememberNote } from "../../../market/journal.ts";
import { findCancelledSettlements } from "../../../market/orders/calldata.ts";
import { ObstacleError, WalletError } from "../../../lib/obstacle.ts";
import { chainTakes, inFull, type Judge } from "../../../market/signatures.ts";
import { walletClient } from "../../../services/wallet.ts";
import { type SignedSettlement, readSettlement, writeSettlement } from "./settlement.ts";

/** Where this device keeps the splits of an order, one a line. */
export function settlementsNote(orderId: Hex): string {
  return `settlements:${orderId}`;
}

export function settlementsIn(orderId: Hex, note: string | undefined): SignedSettlement[] {
  return (note ?? "").split("\n").flatMap((line) => readSettlement(orderId, line) ?? []);
}

/** Keeps a signed split on this device, so that its maker can hand it over again or take it back, and its reader finds it again. */
export function keepSettlement(signed: SignedSettlement): void {
  const note = settlementsNote(signed.settlement.orderId);
  const line = writeSettlement(signed);
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
      "No split was signed. Check which account your wallet is using, and try again.",
      String(answer),
    );
  }
  return { settlement, signature };
}

/** Who signed a split, and whether it has been taken back. Judged as the escrow will judge. */
export function settlementOptions(order: Order, signed: SignedSettlement) {
  return queryOptions({
    queryKey: ["settlement", writeSettlement(signed), order.buyer, order.terms.seller],
    queryFn: () => readSigner(order, signed),
    refetchInterval: 8_000,
  });
}

async function readSigner(order: Order, signed: SignedSettlement): Promise<{ by: Side | null; cancelled: boolean }> {
  const data = settlementTypedData(chain.id, escrow.address, signed.settlement);
  const [bySeller, byBuyer] = await Promise.all([
    chainTakes(order.terms.seller, data, signed.signature, judge),
    chainTakes(order.buyer, data, signed.signature, judge),
  ]);
  const by = bySeller ? "seller" : byBuyer ? "buyer" : null;
  if (by === null) return { by, cancelled: false };
  const spent = await findCancelledSettlements(by === "seller" ? order.terms.seller : order.buyer);
  return { by, cancelled: spent.includes(signed.settlement.nonce) };
}
