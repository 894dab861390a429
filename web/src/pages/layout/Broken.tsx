import { useRouter } from "@tanstack/react-router";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { ErrorState } from "../../ui/feedback/ErrorState.tsx";
import { Page } from "../../ui/page/Page.tsx";

/** A page that failed to load or to draw itself. What was sent before that stays sent, so it says only what it knows. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Page title="Something broke" width="column">
      <ErrorState
        title="This page could not be shown."
        money="Showing a page never moves money."
        remedy="Try it again; if it stays so, go another way and come back later."
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
        details={error instanceof Error ? error.message : String(error)}
      />
    </Page>
  );
}
