import { useQuery } from "@tanstack/react-query";
import { type Hex, isAddressEqual } from "viem";
import { useLastError } from "../../lib/lastError.ts";
import { useChainTime } from "../../services/chain.ts";
import { court, escrow } from "../../services/contracts.ts";
import { type OrderNow, orderOptions, orderStateOptions } from "../../market/orders/order.ts";
import { useToken } from "../../market/tokens.ts";
import { useWallet } from "../../services/wallet.ts";
import type { DisputeView } from "./disputeView.ts";
import { namesFor } from "../../market/side.ts";
import { type CaseNow, caseOptions } from "./queries.ts";

type Loading = { state: "loading" } | { state: "unknown" } | { state: "failed"; error: Error; retry: () => void };

/** A disputed order as the chain has it, read again while somebody looks. */
export function useDispute(orderId: Hex): Loading | { state: "ready"; view: DisputeView } {
  const now = useChainTime();
  const { address: me } = useWallet();
  const order = useQuery(orderOptions(orderId));
  const dispute = useQuery(orderStateOptions(orderId));
  const caseId = dispute.data && caseIdOf(dispute.data);
  const judged = useQuery(caseOptions(caseId));
  const token = useToken(order.data?.terms.token);

  const waiting = caseId !== undefined && !judged.data;
  const answered = order.data === null || Boolean(order.data && dispute.data && token && !waiting);
  const error = useLastError(order.error ?? dispute.error ?? judged.error, answered);
  if (order.data === null) return { state: "unknown" };
  if (!order.data || !dispute.data || !token || waiting) {
    const retry = () => void Promise.all([order.refetch(), dispute.refetch(), judged.refetch()]);
    return error ? { state: "failed", error, retry } : { state: "loading" };
  }
  const { terms, buyer } = order.data;
  const side =
    me === undefined ? null : isAddressEqual(me, buyer) ? "buyer" : isAddressEqual(me, terms.seller) ? "seller" : null;
  const view = {
    ...dispute.data,
    orderId,
    order: order.data,
    token,
    now,
    inCourt: judged.data && isAbout(judged.data, dispute.data) ? judged.data : null,
    me,
    side,
    names: namesFor(me, buyer, terms.seller),
  } satisfies DisputeView;
  return { state: "ready", view };
}

/** The number of its case, when it is before our own court. */
function caseIdOf({ dispute }: OrderNow): bigint | undefined {
  const raised = dispute.phase === "raised" || dispute.phase === "ruled";
  return raised && isAddressEqual(dispute.arbitrator, court.address) ? dispute.id : undefined;
}

/** An arbitrator may have refused the dispute, whose number is then zero like the first case's: only the parties tell. */
function isAbout({ case: { arbitrable, parties } }: CaseNow, { dispute }: OrderNow): boolean {
  const [buyer, seller] = parties;
  return (
    isAddressEqual(arbitrable, escrow.address) &&
    isAddressEqual(buyer, dispute.buyer) &&
    isAddressEqual(seller, dispute.seller)
  );
}
