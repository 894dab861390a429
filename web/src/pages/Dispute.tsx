import { getRouteApi } from "@tanstack/react-router";
import type { Hex } from "viem";
import { isAsking } from "../features/desk/duty.ts";
import { BeforeOpening } from "../features/disputes/opening/BeforeOpening.tsx";
import { CaseView } from "../features/disputes/CaseView.tsx";
import { useDispute } from "../features/disputes/useDispute.ts";
import { EmptyState } from "../ui/feedback/EmptyState.tsx";
import { ErrorState } from "../ui/feedback/ErrorState.tsx";
import { Skeleton, SkeletonText } from "../ui/feedback/Skeleton.tsx";
import { Page } from "../ui/page/Page.tsx";
import { MyBallot, MyClock, mySeat } from "./dispute/MySeat.tsx";

const route = getRouteApi("/dispute/$orderId");

export function Dispute() {
  const { orderId } = route.useParams();
  if (!/^0x[0-9a-fA-F]{64}$/.test(orderId)) return <Unknown />;
  return <DisputeOf orderId={orderId.toLowerCase() as Hex} />;
}

function DisputeOf({ orderId }: { orderId: Hex }) {
  const found = useDispute(orderId);
  if (found.state === "unknown") return <Unknown />;
  if (found.state === "loading") return <Waiting />;
  if (found.state === "failed") {
    return (
      <Page title="Dispute" width="column">
        <ErrorState
          title="The dispute can’t be read right now."
          remedy="The chain does not answer. Deadlines run on, so try again soon, or choose another endpoint in Settings."
          onRetry={found.retry}
          details={found.error.message}
        />
      </Page>
    );
  }
  const { view } = found;
  const mine = mySeat(view);
  const running = view.status === "funded" || view.status === "shipped";
  return (
    <Page title={running ? "Open a dispute" : "Dispute"}>
      {running ? (
        <>
          <h1 className="pb-8 text-head">Before you open a dispute</h1>
          <BeforeOpening view={view} />
        </>
      ) : (
        <CaseView
          view={view}
          ballot={mine && <MyBallot mine={mine} view={view} />}
          clock={mine && isAsking(mine.duty) && <MyClock mine={mine} now={view.now} />}
        />
      )}
    </Page>
  );
}

function Unknown() {
  return (
    <Page title="Dispute" width="column">
      <EmptyState title="There is no such order">The link may be cut short, or belong to another network.</EmptyState>
    </Page>
  );
}

function Waiting() {
  return (
    <Page title="Dispute">
      <p role="status" className="sr-only">
        Opening the case…
      </p>
      <div className="flex flex-col gap-6">
        <Skeleton className="h-9 w-3/4" />
        <SkeletonText lines={2} className="max-w-text" />
        <Skeleton className="h-16 w-full" />
        <SkeletonText lines={8} className="max-w-text" />
      </div>
    </Page>
  );
}
