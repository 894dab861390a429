import { Link } from "@tanstack/react-router";
import { paths } from "../../paths/paths.ts";
import { Mark } from "../../ui/page/Logo.tsx";
import { ThemeChoice } from "./ThemeChoice.tsx";

const links = [
  { label: "Sell something", to: paths.sell() },
  { label: "Judge disputes", to: paths.desk() },
  { label: "Settings", to: paths.settings() },
] as const;

export function Footer() {
  return (
    <footer className="mt-16 border-t border-line">
      <div className="mx-auto flex max-w-page flex-col gap-8 gutters py-10 md:flex-row md:flex-wrap md:items-start md:justify-between">
        <div className="flex gap-4">
          <Mark className="mt-0.5 size-6" />
          <p className="max-w-80 text-quiet">
            Nobody runs Handsel. Contracts hold the money, and they give it to the one side or the other by rules that
            you see before you pay.
          </p>
        </div>
        <nav aria-label="More" className="flex flex-col">
          {links.map(({ label, to }) => (
            <Link key={label} {...to} className="flex touch items-center underline-offset-4 hover:underline md:min-h-8">
              {label}
            </Link>
          ))}
        </nav>
        <ThemeChoice />
      </div>
    </footer>
  );
}
