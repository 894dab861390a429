import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { cx } from "../../lib/cx.ts";
import { paths } from "../../paths/paths.ts";
import { SearchBox } from "../../ui/actions/SearchBox.tsx";
import { Logo } from "../../ui/page/Logo.tsx";

const AccountMenu = lazy(() =>
  import("../../features/wallet/AccountMenu.tsx").then((module) => ({ default: module.AccountMenu })),
);

const links = [
  { label: "Sell", to: paths.sell() },
  { label: "Orders", to: paths.orders() },
  { label: "Desk", to: paths.desk() },
] as const;

export function Header() {
  const navigate = useNavigate();
  const location = useRouterState({ select: (state) => state.location });
  // Home has the search box in its middle; two would be one too many.
  const home = location.pathname === "/";
  const text = "text" in location.search && typeof location.search.text === "string" ? location.search.text : "";
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-paper">
      <div className="mx-auto flex h-16 max-w-page items-center gap-4 gutters">
        <Link {...paths.home()} aria-label="Handsel, to the start" className="flex touch items-center rounded-control">
          <Logo />
        </Link>
        {!home && (
          <SearchBox
            text={text}
            shortcut
            className="max-w-xl flex-1 max-md:hidden"
            onSearch={(text) => navigate(paths.search(text ? { text } : {}))}
          />
        )}
        <nav aria-label="Main" className="ms-auto flex items-center gap-1 max-md:hidden">
          {links.map(({ label, to }) => (
            <Link
              key={label}
              {...to}
              className={cx(
                "flex touch items-center justify-center rounded-control px-3 transition-colors hover:bg-sunk",
                "aria-[current=page]:font-strong",
              )}
            >
              {label}
            </Link>
          ))}
        </nav>
        <div className="flex min-w-24 justify-end max-md:ms-auto">
          <Suspense fallback={null}>
            <AccountMenu />
          </Suspense>
        </div>
      </div>
    </header>
  );
}
