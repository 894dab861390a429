import { getRouteApi } from "@tanstack/react-router";
import type { Hex } from "viem";
import { useSituation } from "../features/orders/useSituation.ts";
import { EmptyState } from "../ui/feedback/EmptyState.tsx";
import { ErrorState } from "../ui/feedback/ErrorState.tsx";
import { Skeleton, SkeletonText } from "../ui/feedback/Skeleton.tsx";
import { ReviewSection } from "../features/reviews/ReviewSection.tsx";
import { Page } from "../ui/page/Page.tsx";
import { OrderView } from "./order/OrderView.tsx";

const route = getRouteApi("/order/$orderId");

export function Order() {
  const { orderId } = route.useParams();
  if (!/^0x[0-9a-fA-F]{64}$/.test(orderId)) return <Unknown />;
  return <OrderOf key={orderId.toLowerCase()} orderId={orderId.toLowerCase() as Hex} />;
}

function OrderOf({ orderId }: { orderId: Hex }) {
  const { split } = route.useSearch();
  const found = useSituation(orderId);
  if (found.state === "unknown") return <Unknown />;
  if (found.state === "loading") return <Waiting />;
  if (found.state === "failed") {
    return (
      <Page title="Order" width="column">
        <ErrorState
          title="The order can’t be read right now."
          money="Its money is safe: a contract holds it, not this page."
          remedy="The chain does not answer. Deadlines run on, so try again soon, or choose another endpoint in Settings."
          onRetry={found.retry}
          details={found.error.message}
        />
      </Page>
    );
  }
  const reviews = <ReviewSection orderId={orderId} order={found.situation.order} />;
  return <OrderView shown={found} splitText={split} reviews={reviews} />;
}

function Unknown() {
  return (
    <Page title="Order" width="column">
      <EmptyState title="There is no such order">The link may be cut short, or belong to another network.</EmptyState>
    </Page>
  );
}

function Waiting() {
  return (
    <Page title="Order">
      <p role="status" className="sr-only">
        Opening the order…
      </p>
      <div className="flex flex-col gap-8">
        <Skeleton className="h-16 w-80 max-w-full" />
        <Skeleton className="h-44 w-full rounded-card" />
        <Skeleton className="h-28 w-full" />
        <SkeletonText lines={6} className="max-w-text" />
      </div>
    </Page>
  );
}
