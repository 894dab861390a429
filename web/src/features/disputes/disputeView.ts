import type { Side } from "#protocol/side.ts";
import type { Hex } from "viem";
import type { DisputePhase, Status } from "#protocol/enums.ts";
import type { Order } from "#protocol/order.ts";
import type { OrderNow } from "../../market/orders/order.ts";
import type { TokenInfo } from "../../market/tokens.ts";
import type { Names } from "../../market/side.ts";
import type { CaseNow } from "./queries.ts";

/** Everything about a disputed order that its page looks at. */
export type DisputeView = {
  orderId: Hex;
  order: Order;
  token: TokenInfo;
  now: number;
  /** The escrow's side of it. */
  status: OrderNow["status"];
  outcome: OrderNow["outcome"];
  deadline: number;
  held: bigint;
  dispute: OrderNow["dispute"];
  /** The court's side; null before it has the case, and for an arbitrator that is not our court. */
  inCourt: CaseNow | null;
  me: `0x${string}` | undefined;
  /** My side of the order, if I have one. */
  side: Side | null;
  names: Names;
};

/** Whether it is this person's to answer: the side that did not open it, while it is open and no longer. */
export function mayAnswer({
  status,
  side,
  dispute,
  deadline,
  now,
}: {
  status: Status;
  side: Side | null;
  dispute: { phase: DisputePhase; openedByBuyer: boolean };
  deadline: number;
  now: number;
}): boolean {
  if (status !== "disputed" || dispute.phase !== "opened" || side === null) return false;
  return (side === "buyer") !== dispute.openedByBuyer && now <= deadline;
}
