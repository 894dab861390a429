import type { ReactNode } from "react";
import { ListingCard, ListingCardSkeleton } from "./ListingCard.tsx";
import type { Card } from "./queries.ts";
import { Part } from "../../ui/feedback/Part.tsx";

/** The grid that every wall of pictures hangs on: as many as there is room for, two on a phone, five on a wide page. */
function Wall({ children }: { children: ReactNode }) {
  return (
    <div className="@container">
      <ul className="grid grid-cols-2 gap-x-3 gap-y-8 @2xl:grid-cols-3 @2xl:gap-x-5 @4xl:grid-cols-4 @5xl:grid-cols-5">
        {children}
      </ul>
    </div>
  );
}

/** Pictures above the fold are fetched at once. */
const first = 5;

export function ListingWall({ cards }: { cards: readonly Card[] }) {
  return (
    <Wall>
      {cards.map((card, position) => (
        <li key={card.id} className="min-w-0">
          <Part what="This listing" of={card}>
            <ListingCard card={card} priority={position < first} />
          </Part>
        </li>
      ))}
    </Wall>
  );
}

export function ListingWallSkeleton({ size }: { size: number }) {
  return (
    <>
      <p role="status" className="sr-only">
        Looking for listings…
      </p>
      <Wall>
        {Array.from({ length: size }, (_, position) => (
          <li key={position} className="min-w-0">
            <ListingCardSkeleton />
          </li>
        ))}
      </Wall>
    </>
  );
}
