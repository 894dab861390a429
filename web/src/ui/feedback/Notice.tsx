import { Info } from "lucide-react";
import type { ReactNode } from "react";
import type { Meaning } from "../money/meaning.ts";

type NoticeProps = { title: string; children?: ReactNode; meaning?: Meaning; icon?: ReactNode; action?: ReactNode };

/** A few sentences that matter here and now. Plain, or in the colour of the money it speaks of. */
export function Notice({ title, children, meaning, icon = <Info aria-hidden />, action }: NoticeProps) {
  return (
    <div
      data-meaning={meaning}
      className="flex gap-3 rounded-card bg-meaning-tint p-4 [&>svg]:mt-0.5 [&>svg]:size-5 [&>svg]:shrink-0 [&>svg]:text-meaning"
    >
      {icon}
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="font-strong text-meaning">{title}</p>
        {children && <div className="max-w-text">{children}</div>}
        {action && <div className="pt-2">{action}</div>}
      </div>
    </div>
  );
}
