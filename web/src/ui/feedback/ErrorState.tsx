import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../actions/Button.tsx";
import { Details } from "../page/Details.tsx";

type ErrorStateProps = {
  /** What happened: "The payment did not go through." */
  title: string;
  /** What is proven about the money. Nothing is said of it by itself: a page that can't read knows nothing of what a wallet did. */
  money?: string;
  /** What to do. */
  remedy: ReactNode;
  onRetry?: () => void;
  /** The machine's own words, folded away. */
  details?: string;
};

/** Ink on a plain tint with a remedy. Not red: red is for what destroys. */
export function ErrorState({ title, money, remedy, onRetry, details }: ErrorStateProps) {
  return (
    <div role="alert" className="flex gap-3 rounded-card bg-sunk p-4 md:p-6">
      <TriangleAlert className="mt-0.5 size-5 shrink-0" aria-hidden />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="font-strong">{title}</p>
        <p className="max-w-text">
          {money && `${money} `}
          {remedy}
        </p>
        {onRetry && (
          <div className="pt-3">
            <Button variant="quiet" onClick={onRetry}>
              Try again
            </Button>
          </div>
        )}
        {details && (
          <Details summary="What the machine said">
            <pre className="max-h-60 overflow-auto font-mono text-fine whitespace-pre-wrap">{details}</pre>
          </Details>
        )}
      </div>
    </div>
  );
}
