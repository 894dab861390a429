import { Link } from "@tanstack/react-router";
import type { Before } from "../../features/orders/buying/identity.ts";
import { whenOf, type Seconds } from "../../lib/time.ts";
import { paths } from "../../paths/paths.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";

type BoughtBeforeProps = {
  before: Before;
  now: Seconds;
  /** Another one besides it; null when there is none to be had. */
  onAnother: (() => void) | null;
};

/** The order that was made before, perhaps by a page that was closed in between. Another is made only when it is asked for. */
export function BoughtBefore({ before, now, onAnother }: BoughtBeforeProps) {
  return (
    <Notice
      title={`You have bought this already, ${whenOf(before.at, now)}`}
      action={
        <div className="flex flex-wrap gap-3">
          <Button asChild>
            <Link {...paths.order(before.orderId)}>Go to that order</Link>
          </Button>
          {onAnother && (
            <Button variant="quiet" onClick={onAnother}>
              I want another one
            </Button>
          )}
        </div>
      }
    >
      It was paid with this account. {onAnother && "Another one is another order, and is paid for again."}
    </Notice>
  );
}
