import { useQuery } from "@tanstack/react-query";
import { type Hex, isAddressEqual } from "viem";
import { useLastError } from "../../lib/lastError.ts";
import { useChainTime } from "../../services/chain.ts";
import { court, escrow } from "../../services/contracts.ts";
import { type OrderNow, orderOptions, orderStateOptions } from "../../services/order.ts";
import { useToken } from "../../services/tokens.ts";
import { useWallet } from "../../services/wallet.ts";
import type { Matter } from "./matter.ts";
import { namesFor } from "./names.ts";
import { type CaseNow, caseOptions } from "./queries.ts";

type Loading = { state: "loading" } | { state: "unknown" } | { state: "failed"; error: Error; retry: () => void };

/** A disputed order as the chain has it, read again while somebody looks. */
export function useMatter(orderId: Hex): Loading | { state: "ready"; matter: Matter } {
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
  const matter = {
    ...dispute.data,
    orderId,
    order: order.data,
    token,
    now,
    court: judged.data && isAbout(judged.data, dispute.data) ? judged.data : null,
    me,
    side,
    names: namesFor(me, buyer, terms.seller),
  } satisfies Matter;
  return { state: "ready", matter };
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
