import type { ReactNode } from "react";
import { ListingCard, ListingCardSkeleton } from "./ListingCard.tsx";
import type { Card } from "./queries.ts";

/** The grid that every wall of pictures hangs on: two on a phone, five on a wide screen. */
function Wall({ children }: { children: ReactNode }) {
  return (
    <ul className="grid grid-cols-2 gap-x-3 gap-y-8 md:grid-cols-3 md:gap-x-5 lg:grid-cols-4 xl:grid-cols-5">
      {children}
    </ul>
  );
}

/** Pictures above the fold are fetched at once. */
const first = 5;

export function ListingWall({ cards }: { cards: readonly Card[] }) {
  return (
    <Wall>
      {cards.map((card, position) => (
        <li key={card.id} className="min-w-0">
          <ListingCard card={card} priority={position < first} />
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
