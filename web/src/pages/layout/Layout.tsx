import { Outlet, useMatches, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { cx } from "../../lib/cx.ts";
import { BottomBar } from "./BottomBar.tsx";
import { Footer } from "./Footer.tsx";
import { Header } from "./Header.tsx";
import { StatusStrip } from "./StatusStrip.tsx";

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    /** The page has a button of its own at the thumb, so the phone's bottom bar stays away. */
    ownBar?: boolean;
  }
}

/** What stands around every page. */
export function Layout() {
  const main = useMainFocus();
  const ownBar = useMatches({ select: (matches) => matches.some((match) => match.staticData.ownBar) });
  return (
    <div className={cx("flex min-h-dvh flex-col", !ownBar && "max-md:pb-[calc(4rem+env(safe-area-inset-bottom))]")}>
      <a
        href="#main"
        className="fixed start-4 -top-20 z-50 rounded-control bg-ink px-4 py-3 text-paper focus:top-4"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the content
      </a>
      <Header />
      <StatusStrip />
      <main id="main" ref={main} tabIndex={-1} className="flex-1">
        <Outlet />
      </main>
      <Footer />
      {!ownBar && <BottomBar />}
    </div>
  );
}

/** Moves the focus to the new page, so that a keyboard goes on from there and a screen reader reads its title. */
function useMainFocus() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const previous = useRef(path);
  useEffect(() => {
    if (previous.current !== undefined && path !== previous.current) main.current?.focus({ preventScroll: true });
    previous.current = path;
  }, [path]);
  return main;
}
