import { Link } from "@tanstack/react-router";
import { CircleUser, House, Plus, ReceiptText, Search } from "lucide-react";
import { paths } from "../../paths/paths.ts";

const links = [
  { label: "Home", to: paths.home(), icon: House },
  { label: "Search", to: paths.search(), icon: Search },
  { label: "Sell", to: paths.sell(), icon: Plus },
  { label: "Orders", to: paths.orders(), icon: ReceiptText },
  { label: "You", to: paths.settings(), icon: CircleUser },
] as const;

/** The phone's navigation, where the thumb is. */
export function BottomBar() {
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-5 border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {links.map(({ label, to, icon: Icon }) => (
        <Link
          key={label}
          {...to}
          activeOptions={{ exact: true, includeSearch: false }}
          className="flex h-16 flex-col items-center justify-center gap-0.5 text-quiet aria-[current=page]:text-ink"
        >
          <Icon className="size-6" strokeWidth={1.75} aria-hidden />
          <span className="text-fine">{label}</span>
        </Link>
      ))}
    </nav>
  );
}
