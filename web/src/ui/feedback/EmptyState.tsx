import type { ReactNode } from "react";

type EmptyStateProps = { title: string; children?: ReactNode; action?: ReactNode };

/** Nothing here yet: why, and the one thing to do about it. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-2 border-t border-line py-12">
      <svg viewBox="0 0 96 16" className="mb-4 h-4 w-24 text-edge" aria-hidden>
        <path d="M8 8h80" stroke="currentColor" strokeWidth="1.5" strokeDasharray="1 5" strokeLinecap="round" />
        <circle cx="5" cy="8" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <circle cx="48" cy="8" r="6.5" fill="var(--color-paper)" stroke="currentColor" strokeWidth="1.5" />
        <circle cx="91" cy="8" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
      <h2 className="text-title">{title}</h2>
      {children && <div className="max-w-text text-quiet">{children}</div>}
      {action && <div className="pt-4">{action}</div>}
    </div>
  );
}
