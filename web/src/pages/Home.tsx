import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { CategoryTiles } from "../features/listings/home/CategoryTiles.tsx";
import { ListingWall, ListingWallSkeleton } from "../features/listings/ListingWall.tsx";
import { MarketStrip } from "../features/listings/home/MarketStrip.tsx";
import { newestOptions } from "../features/listings/queries.ts";
import { paths } from "../paths/paths.ts";
import { Button } from "../ui/actions/Button.tsx";
import { SearchBox } from "../ui/actions/SearchBox.tsx";
import { EmptyState } from "../ui/feedback/EmptyState.tsx";
import { ErrorState } from "../ui/feedback/ErrorState.tsx";
import { Page } from "../ui/page/Page.tsx";
import { HowItWorks } from "./home/HowItWorks.tsx";
import { Part } from "../ui/feedback/Part.tsx";

const shown = 10;

export function Home() {
  const navigate = useNavigate();
  return (
    <Page title="Handsel" className="flex flex-col gap-16 py-10 md:gap-20 md:py-16">
      <div className="flex flex-col gap-10 md:gap-14">
        <div className="flex flex-col gap-6 md:gap-8">
          <h1 className="max-w-[18ch] text-hero md:max-w-none">Buy from strangers. They are paid when you have it.</h1>
          <SearchBox
            size="large"
            shortcut
            placeholder="A bicycle, a lesson, a lens…"
            className="w-full max-w-2xl"
            onSearch={(text) => navigate(paths.search(text ? { text } : {}))}
          />
        </div>
        <HowItWorks />
      </div>

      <section aria-label="Categories">
        <Part what="The row of categories" of={0}>
          <CategoryTiles />
        </Part>
      </section>

      <section aria-labelledby="newest" className="flex flex-col gap-6">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 id="newest" className="text-head">
            Newly listed
          </h2>
          <Link
            {...paths.search()}
            className="shrink-0 underline decoration-edge underline-offset-4 hover:decoration-ink"
          >
            See everything
          </Link>
        </div>
        <Newest />
      </section>

      <section aria-label="The market in numbers">
        <Part what="The market in numbers" of={0}>
          <MarketStrip />
        </Part>
      </section>

      <section aria-labelledby="sell" className="flex flex-col items-start gap-4">
        <h2 id="sell" className="text-head">
          Something at home that somebody else is looking for?
        </h2>
        <p className="max-w-text text-lead text-quiet">
          A photo, a price, a sentence. You know that the money is there before you send anything, and it comes to your
          own wallet, not to anybody’s account.
        </p>
        <Button asChild size="large">
          <Link {...paths.sell()}>Sell something</Link>
        </Button>
      </section>
    </Page>
  );
}

function Newest() {
  const { data: cards, error, refetch } = useQuery(newestOptions(shown));
  if (cards && cards.length > 0) return <ListingWall cards={cards} />;
  if (cards)
    return (
      <EmptyState
        title="Nothing is on offer yet"
        action={
          <Button asChild>
            <Link {...paths.sell()}>Be the first to sell</Link>
          </Button>
        }
      >
        As soon as somebody lists something, it stands here.
      </EmptyState>
    );
  if (error)
    return (
      <ErrorState
        title="The listings can’t be read right now."
        money="Money in escrow is safe: contracts hold it, not this page."
        remedy="Try again, or choose another index in the settings."
        onRetry={() => void refetch()}
        details={error.message}
      />
    );
  return <ListingWallSkeleton size={shown} />;
}
