import type { ReactNode } from "react";

/** The one next step of a page. On a phone it stands at the lower edge, wherever the page is scrolled to. */
export function AtTheThumb({ children }: { children: ReactNode }) {
  return (
    <div className="max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:max-h-[70dvh] max-md:overflow-y-auto max-md:border-t max-md:border-line max-md:bg-paper max-md:px-4 max-md:pt-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      {children}
    </div>
  );
}
