import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { listingOptions } from "../market/listings/readListing.ts";
import { EmptyState } from "../ui/feedback/EmptyState.tsx";
import { ErrorState } from "../ui/feedback/ErrorState.tsx";
import { Skeleton, SkeletonText } from "../ui/feedback/Skeleton.tsx";
import { Page } from "../ui/page/Page.tsx";
import { ListingView } from "./listing/ListingView.tsx";

const route = getRouteApi("/listing/$listingId");

export function Listing() {
  const { listingId } = route.useParams();
  if (!/^0x[0-9a-fA-F]{64}$/.test(listingId)) return <NoListing />;
  return <ListingOf key={listingId.toLowerCase()} listingId={listingId.toLowerCase()} />;
}

function ListingOf({ listingId }: { listingId: string }) {
  const {
    data: listing,
    error,
    refetch,
  } = useQuery({
    ...listingOptions(listingId),
    // Just published: its file may be a moment behind. What is nowhere yet is looked for less often.
    refetchInterval: ({ state }) => (state.data === null ? 6_000 : state.data && !state.data.metadata && 2_000),
  });
  if (listing) return <ListingView key={listing.id} listing={listing} />;
  if (error)
    return (
      <Page title="Listing" width="column">
        <ErrorState
          title="This listing can’t be read right now."
          remedy="Try again, or choose another index in the settings."
          onRetry={() => void refetch()}
          details={error.message}
        />
      </Page>
    );
  if (listing === null) return <Unknown listingId={listingId} />;
  return (
    <Page title="Listing" className="grid gap-8 py-6 md:grid-cols-[7fr_5fr] md:gap-12 md:py-10">
      <Skeleton className="aspect-square max-md:-mx-4 max-md:-mt-6 md:rounded-card" />
      <div className="flex flex-col gap-6">
        <p role="status" className="sr-only">
          Opening the listing…
        </p>
        <Skeleton className="h-8 w-4/5" />
        <Skeleton className="h-10 w-48" />
        <Skeleton className="h-13 w-full" />
        <SkeletonText lines={6} />
      </div>
    </Page>
  );
}

/** What is no id at all is not asked for, and will not appear. */
function NoListing() {
  return (
    <Page title="Listing" width="column">
      <EmptyState title="There is no such listing">The link may be cut short, or belong to another network.</EmptyState>
    </Page>
  );
}

function Unknown({ listingId }: { listingId: string }) {
  return (
    <Page title="Listing" width="column">
      <h1 className="text-head">No listing here yet</h1>
      <p className="max-w-text pt-4 text-lead text-quiet">
        If it was published a moment ago it will appear on this page by itself. If the link came from somebody else, it
        may be cut short or belong to another network.
      </p>
      <p className="pt-6 font-mono text-fine break-all text-quiet">{listingId}</p>
    </Page>
  );
}
