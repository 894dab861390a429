import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Order } from "#protocol/order.ts";
import { ErrorState } from "../../../ui/feedback/ErrorState.tsx";
import { Notice } from "../../../ui/feedback/Notice.tsx";
import { SkeletonText } from "../../../ui/feedback/Skeleton.tsx";
import { type Judge, judgeOptions } from "../queries.ts";

type JudgeGateProps = {
  order: Order;
  /** Of the skeleton, while it is asked for. */
  lines: number;
  children: (judge: Judge) => ReactNode;
};

/** What depends on who judges and for how much; or the plain word that nobody would, or that it can't be known now. */
export function JudgeGate({ order, lines, children }: JudgeGateProps) {
  const { data: judge, error, refetch } = useQuery(judgeOptions(order));
  if (judge) return children(judge);
  if (judge === null) {
    return (
      <Notice title="Nobody would judge a dispute about this order">
        The arbitrator that its terms name takes none. The order ends by what both sides agree on, or at its deadlines.
      </Notice>
    );
  }
  if (!error) return <SkeletonText lines={lines} />;
  return (
    <ErrorState
      title="It can’t be checked right now who would judge a dispute."
      remedy="Try again, or choose another endpoint in Settings."
      onRetry={() => void refetch()}
      details={error.message}
    />
  );
}
