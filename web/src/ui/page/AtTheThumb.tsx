import type { ReactNode } from "react";

/**
 * The one next step of a page. On a phone it stands at the lower edge, wherever the page is scrolled to, unless large letters
 * or a screen on its side would leave no room for the page itself.
 */
export function AtTheThumb({ children }: { children: ReactNode }) {
  return (
    <div className="max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:max-h-[70dvh] max-md:overflow-y-auto max-md:border-t max-md:border-line max-md:bg-paper max-md:px-4 max-md:pt-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))] max-md:[@media(min-height:32rem)]:fixed">
      {children}
    </div>
  );
}
