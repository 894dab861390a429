import type { ReactNode } from "react";
import type { Address } from "viem";
import type { ScoreRole } from "../../../../protocol/entries.ts";
import type { Review, SideRow } from "../../features/profile/queries.ts";
import { Record } from "../../features/profile/Record.tsx";
import { Reviews } from "../../features/profile/Reviews.tsx";
import { isAboutFailure, isReview } from "../../features/profile/score/scoreFacts.ts";
import type { Seconds } from "../../lib/time.ts";
import { Facts } from "../../ui/page/Facts.tsx";
import { QuotedText } from "../../ui/words/Quoted.tsx";
import { shownText } from "../../lib/quoted.ts";

type SideViewProps = {
  address: Address;
  role: ScoreRole;
  side: SideRow;
  about: string | undefined;
  /** How many reviews they sealed and never opened. */
  withheld: number;
  facts: [label: string, value: string | undefined][];
  reviews: readonly Review[];
  now: Seconds;
  children?: ReactNode;
};

/** One face of a person: the record at the side, what they say and what is said of them in the middle. */
export function SideView({ address, role, side, about, withheld, facts, reviews, now, children }: SideViewProps) {
  const failures = reviews.filter(isAboutFailure);
  const told = facts.flatMap(([label, value]) => (shownText(value) === null ? [] : [{ label, value }]));
  return (
    <div className="grid items-start gap-x-12 gap-y-10 md:grid-cols-[minmax(0,5fr)_minmax(0,8fr)]">
      <div className="flex flex-col gap-6">
        <Record address={address} role={role} side={side} withheld={withheld} now={now} />
        <QuotedText text={about} />
        {told.length > 0 && <Facts facts={told} />}
      </div>
      <div className="flex min-w-0 flex-col gap-10">
        {children}
        <section aria-labelledby="reviews">
          <h2 id="reviews" className="pb-4 text-title">
            Reviews
          </h2>
          <Reviews reviews={reviews.filter(isReview)} now={now} />
        </section>
        {failures.length > 0 && (
          <section aria-labelledby="failures">
            <h2 id="failures" className="pb-1 text-title">
              What did not come
            </h2>
            <p className="max-w-text pb-4 text-quiet">
              The buyers had everything back. No fee was paid, so this is not in the score.
            </p>
            <Reviews reviews={failures} now={now} />
          </section>
        )}
      </div>
    </div>
  );
}
