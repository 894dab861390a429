import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, getRouteApi, useNavigate } from "@tanstack/react-router";
import { Filters } from "../features/listings/filters/Filters.tsx";
import { ListingWall, ListingWallSkeleton } from "../features/listings/ListingWall.tsx";
import { listingsOptions, pageSize } from "../features/listings/queries.ts";
import { categoryWord } from "../market/listings/words.ts";
import { cx } from "../lib/cx.ts";
import { paths } from "../paths/paths.ts";
import type { SearchParams } from "../paths/searchParams.ts";
import { count } from "../lib/text.ts";
import { Button } from "../ui/actions/Button.tsx";
import { SearchBox } from "../ui/actions/SearchBox.tsx";
import { EmptyState } from "../ui/feedback/EmptyState.tsx";
import { ErrorState } from "../ui/feedback/ErrorState.tsx";
import { Page } from "../ui/page/Page.tsx";

const route = getRouteApi("/search");

/** Text and filters live in the URL, so that back, a bookmark and a shared link all show the same wall. */
export function Search() {
  const params = route.useSearch();
  const navigate = useNavigate();
  const set = (changed: SearchParams) => navigate(paths.search(changed));
  const heading = params.text
    ? `“${params.text}”`
    : params.category
      ? categoryWord(params.category)
      : "Everything on offer";
  return (
    <Page title={heading} className="flex flex-col gap-6 py-6 md:py-10">
      <SearchBox
        text={params.text}
        className="md:hidden"
        onSearch={(text) => set({ ...params, text: text || undefined })}
      />
      <h1 className="text-head">{heading}</h1>
      <Filters params={params} onChange={set} />
      <Results params={params} />
    </Page>
  );
}

function Results({ params }: { params: SearchParams }) {
  const found = useInfiniteQuery(listingsOptions(params));
  const cards = found.data?.pages.flat();
  if (found.error && !cards)
    return (
      <ErrorState
        title="The search can’t be reached right now."
        money="Money in escrow is safe: contracts hold it, not the search."
        remedy="Try again, or choose another index in the settings."
        onRetry={() => void found.refetch()}
        details={found.error.message}
      />
    );
  if (!cards) return <ListingWallSkeleton size={10} />;
  if (cards.length === 0) return <NothingFound params={params} />;
  return (
    // The old results stay, dimmed, until the new ones are there.
    <div className={cx("flex flex-col gap-10 transition-opacity", found.isPlaceholderData && "opacity-50")}>
      <div className="flex flex-col gap-5">
        <p role="status" className="text-quiet">
          {found.hasNextPage ? `The first ${cards.length} listings` : count(cards.length, "listing")}
        </p>
        <ListingWall cards={cards} />
      </div>
      {found.hasNextPage && (
        <Button
          variant="quiet"
          className="self-center"
          busy={found.isFetchingNextPage && "Looking for more…"}
          onClick={() => void found.fetchNextPage()}
        >
          Show {pageSize} more
        </Button>
      )}
    </div>
  );
}

function NothingFound({ params }: { params: SearchParams }) {
  const { text, ...filters } = params;
  const filtered = Object.keys(filters).length > 0;
  return (
    <EmptyState
      title={filtered ? "Nothing matches all of these filters" : "Nobody offers this at the moment"}
      action={
        <div className="flex flex-wrap gap-3">
          {filtered && (
            <Button asChild>
              <Link {...paths.search(text ? { text } : {})}>Take the filters away</Link>
            </Button>
          )}
          <Button asChild variant={filtered ? "quiet" : "primary"}>
            <Link {...paths.sell()}>Say what you are looking for</Link>
          </Button>
        </div>
      }
    >
      Try fewer or other words. Or post what you want, and sellers answer with their offers.
    </EmptyState>
  );
}
