import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { Hex } from "viem";
import { saleOptions } from "../features/orders/buying/sale.ts";
import { useToken } from "../market/tokens.ts";
import { EmptyState } from "../ui/feedback/EmptyState.tsx";
import { ErrorState } from "../ui/feedback/ErrorState.tsx";
import { Skeleton, SkeletonText } from "../ui/feedback/Skeleton.tsx";
import { Page } from "../ui/page/Page.tsx";
import { CheckoutView } from "./checkout/CheckoutView.tsx";

const route = getRouteApi("/checkout/$listingId");

export function Checkout() {
  const { listingId } = route.useParams();
  if (!/^0x[0-9a-fA-F]{64}$/.test(listingId)) return <Unknown />;
  return <CheckoutOf key={listingId.toLowerCase()} listingId={listingId.toLowerCase() as Hex} />;
}

function CheckoutOf({ listingId }: { listingId: Hex }) {
  const { data: sale, error, refetch } = useQuery(saleOptions(listingId));
  const token = useToken(sale?.terms.token);
  if (sale && token) return <CheckoutView listingId={listingId} sale={sale} token={token} />;
  if (sale === null) return <Unknown />;
  if (error) {
    return (
      <Page title="Checkout" width="column">
        <ErrorState
          title="The checkout can’t be opened right now."
          remedy="The chain does not answer. Try again, or choose another endpoint in Settings."
          onRetry={() => void refetch()}
          details={error.message}
        />
      </Page>
    );
  }
  return (
    <Page title="Checkout" width="column">
      <p role="status" className="sr-only">
        Opening the checkout…
      </p>
      <div className="flex flex-col gap-8">
        <Skeleton className="h-9 w-48" />
        <Skeleton className="h-24 w-full" />
        <SkeletonText lines={6} />
        <Skeleton className="h-28 w-full" />
      </div>
    </Page>
  );
}

function Unknown() {
  return (
    <Page title="Checkout" width="column">
      <EmptyState title="There is no such listing">The link may be cut short, or belong to another network.</EmptyState>
    </Page>
  );
}
