import type { Court } from "../court.ts";
import type { Market } from "../market.ts";
import type { Reviews } from "../reviews.ts";
import type { Timeline } from "../timeline.ts";

/** All that a story can do. */
export type Cast = { market: Market; reviews: Reviews; court: Court; timeline: Timeline };

/** A few lines of what happened between people, told in the order in which it did. */
export type Tale = (cast: Cast) => Promise<void>;
