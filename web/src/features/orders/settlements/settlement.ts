import { type Hex, maxUint256, maxUint40 } from "viem";
import { releasedOf, type Settlement } from "#protocol/settlement.ts";
import type { Seconds } from "../../../lib/time.ts";
import { depositOf, type Situation } from "../life.ts";

/** A split that one side has signed, and that the other can accept with one transaction. */
export type SignedSettlement = { settlement: Settlement; signature: Hex };

const written = /(\d{1,78})-(\d{1,78})-(\d{1,13})-(0x[0-9a-f]{2,8192})/i;

/** A signed split as text that fits into a link or a message. The order it is about stands in the link already. */
export function writeSettlement({ settlement, signature }: SignedSettlement): string {
  return [settlement.sellerAmount, settlement.nonce, settlement.deadline, signature].join("-");
}

/** The signed split in a text: the bare code, a link, or a whole message around it. Null when there is none. */
export function readSettlement(orderId: Hex, text: string): SignedSettlement | null {
  const match = written.exec(text);
  const [, sellerAmount, nonce, deadline, signature] = match ?? [];
  if (!sellerAmount || !nonce || !deadline || !signature || signature.length % 2 !== 0) return null;
  // A link that names another order holds a split of that one.
  const named = /0x[0-9a-f]{64}(?![0-9a-f])/i.exec(text.slice(0, match?.index));
  if (named && named[0].toLowerCase() !== orderId.toLowerCase()) return null;
  const settlement = { orderId, sellerAmount: BigInt(sellerAmount), nonce: BigInt(nonce), deadline: Number(deadline) };
  const fits = settlement.sellerAmount <= maxUint256 && settlement.nonce <= maxUint256;
  if (!fits || settlement.deadline > Number(maxUint40)) return null;
  return { settlement, signature: signature.toLowerCase() as Hex };
}

/** Why a split can't be accepted, as far as the order itself says it. */
export type SettlementProblem = "over" | "expired" | "tooMuch";

export function problemOf({ settlement }: SignedSettlement, situation: Situation): SettlementProblem | null {
  if (!canSettle(situation)) return "over";
  if (situation.now > settlement.deadline) return "expired";
  const still = settlement.sellerAmount - releasedOf(situation.order, situation.held);
  return still < 0n || still > mostToSeller(situation) ? "tooMuch" : null;
}

/** Until the ruling is in, a dispute included. */
export function canSettle({ status, dispute }: Situation): boolean {
  return status === "funded" || status === "shipped" || (status === "disputed" && dispute.phase !== "ruled");
}

/** Everything that a split divides, before fees: the price still held and the deposit. */
export function mostToSeller({ order, held }: Pick<Situation, "order" | "held">): bigint {
  return held + depositOf(order);
}

/** A share of it in thousandths, the ends exact. */
export function partOf(most: bigint, thousandths: number): bigint {
  return (most * BigInt(thousandths)) / 1_000n;
}

export const settlementLives = [86_400, 3 * 86_400, 7 * 86_400] as const satisfies Seconds[];
