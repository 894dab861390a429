import { SkeletonText } from "../../ui/feedback/Skeleton.tsx";
import { Page } from "../../ui/page/Page.tsx";

/** While a page's code is on its way. */
export function Pending() {
  return (
    <Page title="Handsel" width="column">
      <p role="status" className="pb-6 text-quiet">
        Opening the page…
      </p>
      <SkeletonText lines={5} />
    </Page>
  );
}
