import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { parseSearchParams, parseSellParams } from "./lib/searchParams.ts";
import { Broken } from "./pages/Broken.tsx";
import { Layout } from "./pages/Layout.tsx";
import { NotFound } from "./pages/NotFound.tsx";
import { Pending } from "./pages/Pending.tsx";

const built = import.meta.glob<Record<string, () => ReactNode>>("./pages/*.tsx");

/** A page that may not be built yet: its address exists already, so that links to it can be written and checked. */
function later(name: string) {
  const load = built[`./pages/${name}.tsx`];
  return load ? lazyRouteComponent(load, name) : NotFound;
}

const root = createRootRoute({ component: Layout, notFoundComponent: NotFound, errorComponent: Broken });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(() => import("./pages/Home.tsx"), "Home"),
});
const search = createRoute({
  getParentRoute: () => root,
  path: "/search",
  validateSearch: parseSearchParams,
  component: lazyRouteComponent(() => import("./pages/Search.tsx"), "Search"),
});
const listing = createRoute({
  getParentRoute: () => root,
  path: "/listing/$listingId",
  staticData: { ownBar: true },
  component: lazyRouteComponent(() => import("./pages/Listing.tsx"), "Listing"),
});
const sell = createRoute({
  getParentRoute: () => root,
  path: "/sell",
  validateSearch: parseSellParams,
  staticData: { ownBar: true },
  component: lazyRouteComponent(() => import("./pages/Sell.tsx"), "Sell"),
});
const checkout = createRoute({
  getParentRoute: () => root,
  path: "/checkout/$listingId",
  staticData: { ownBar: true },
  component: later("Checkout"),
});
const orders = createRoute({
  getParentRoute: () => root,
  path: "/orders",
  component: later("Orders"),
});
const order = createRoute({
  getParentRoute: () => root,
  path: "/order/$orderId",
  component: later("Order"),
});
const dispute = createRoute({
  getParentRoute: () => root,
  path: "/dispute/$orderId",
  component: later("Dispute"),
});
const desk = createRoute({
  getParentRoute: () => root,
  path: "/desk",
  component: later("Desk"),
});
const profile = createRoute({
  getParentRoute: () => root,
  path: "/profile/$address",
  component: later("Profile"),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: later("Settings"),
});

export const router = createRouter({
  routeTree: root.addChildren([home, search, listing, sell, checkout, orders, order, dispute, desk, profile, settings]),
  defaultPreload: "intent",
  scrollRestoration: true,
  // Words before the eye notices that it waits, nothing at all when it does not.
  defaultPendingMs: 300,
  defaultPendingMinMs: 300,
  defaultPendingComponent: Pending,
  defaultErrorComponent: Broken,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
