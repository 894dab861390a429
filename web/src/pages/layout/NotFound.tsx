import { Link } from "@tanstack/react-router";
import { paths } from "../../paths/paths.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { Page } from "../../ui/page/Page.tsx";

export function NotFound() {
  return (
    <Page title="Not found" width="column">
      <h1 className="text-head md:text-hero">There is nothing at this address.</h1>
      <p className="max-w-text pt-4 text-lead text-quiet">
        The link may be cut short or belong to another network. Listings and orders are never deleted, so the whole link
        will lead there.
      </p>
      <div className="flex flex-wrap gap-3 pt-8">
        <Button asChild>
          <Link {...paths.search()}>Search the market</Link>
        </Button>
        <Button asChild variant="quiet">
          <Link {...paths.home()}>To the start</Link>
        </Button>
      </div>
    </Page>
  );
}
