import { linkOptions } from "@tanstack/react-router";
import type { CheckoutParams, SearchParams } from "./searchParams.ts";

/**
 * Where links lead: `<Link {...paths.listing(id)}>`, `navigate(paths.orders())`. Nothing else spells a URL but the route
 * table itself, and the compiler checks the one against the other.
 */
export const paths = {
  home: () => linkOptions({ to: "/" }),
  search: (search: SearchParams = {}) => linkOptions({ to: "/search", search }),
  listing: (listingId: string) => linkOptions({ to: "/listing/$listingId", params: { listingId } }),
  /** With a listing id: an offer that answers this request. */
  sell: (answers?: string) => linkOptions({ to: "/sell", search: answers ? { answers } : {} }),
  /** A new version of one's own listing. */
  edit: (listingId: string) => linkOptions({ to: "/sell", search: { edit: listingId } }),
  /** With what was chosen on the listing's page. */
  checkout: (listingId: string, chosen: Omit<CheckoutParams, "referrer"> = {}) =>
    linkOptions({ to: "/checkout/$listingId", params: { listingId }, search: chosen }),
  orders: () => linkOptions({ to: "/orders" }),
  /** With a split that the other side has signed. */
  order: (orderId: string, split?: string) =>
    linkOptions({ to: "/order/$orderId", params: { orderId }, search: split ? { split } : {} }),
  dispute: (orderId: string) => linkOptions({ to: "/dispute/$orderId", params: { orderId } }),
  desk: () => linkOptions({ to: "/desk" }),
  profile: (address: string) => linkOptions({ to: "/profile/$address", params: { address } }),
  settings: () => linkOptions({ to: "/settings" }),
};
