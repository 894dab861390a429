import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { parseCheckoutParams, parseOrderParams, parseSearchParams, parseSellParams } from "./paths/searchParams.ts";
import { Broken } from "./pages/layout/Broken.tsx";
import { Layout } from "./pages/layout/Layout.tsx";
import { NotFound } from "./pages/layout/NotFound.tsx";
import { Pending } from "./pages/layout/Pending.tsx";

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
  validateSearch: parseCheckoutParams,
  staticData: { ownBar: true },
  component: lazyRouteComponent(() => import("./pages/Checkout.tsx"), "Checkout"),
});
const orders = createRoute({
  getParentRoute: () => root,
  path: "/orders",
  component: lazyRouteComponent(() => import("./pages/Orders.tsx"), "Orders"),
});
const order = createRoute({
  getParentRoute: () => root,
  path: "/order/$orderId",
  validateSearch: parseOrderParams,
  component: lazyRouteComponent(() => import("./pages/Order.tsx"), "Order"),
});
const dispute = createRoute({
  getParentRoute: () => root,
  path: "/dispute/$orderId",
  component: lazyRouteComponent(() => import("./pages/Dispute.tsx"), "Dispute"),
});
const desk = createRoute({
  getParentRoute: () => root,
  path: "/desk",
  component: lazyRouteComponent(() => import("./pages/Desk.tsx"), "Desk"),
});
const profile = createRoute({
  getParentRoute: () => root,
  path: "/profile/$address",
  component: lazyRouteComponent(() => import("./pages/Profile.tsx"), "Profile"),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(() => import("./pages/Settings.tsx"), "Settings"),
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
