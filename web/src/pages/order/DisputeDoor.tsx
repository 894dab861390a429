import { Link } from "@tanstack/react-router";
import { JudgeGate } from "../../features/disputes/opening/JudgeGate.tsx";
import { usualTime } from "../../features/disputes/file/schedule.ts";
import type { Shown } from "../../features/orders/useSituation.ts";
import { formatAmount } from "../../lib/money.ts";
import { paths } from "../../paths/paths.ts";
import { spanOf, whenOf } from "../../lib/time.ts";
import { nativeToken } from "../../market/tokens.ts";
import { Button } from "../../ui/actions/Button.tsx";

/** What a dispute costs and takes, before the page that opens it. */
export function DisputeDoor({ shown: { orderId, situation } }: { shown: Shown }) {
  const { order, deadline, now } = situation;
  return (
    <JudgeGate order={order} lines={3}>
      {({ cost, config }) => (
        <div className="flex flex-col items-start gap-4">
          <p className="max-w-text">
            Each side pays {formatAmount(cost, nativeToken)} to be judged; the winner gets it back.
            {config && ` Strangers drawn at random decide, usually within ${spanOf(usualTime(config))}.`} The money goes
            to one side or, if nobody can tell, half to each. You can open one until {whenOf(deadline, now)}.
          </p>
          <Button asChild variant="quiet">
            <Link {...paths.dispute(orderId)}>See what happens in a dispute</Link>
          </Button>
        </div>
      )}
    </JudgeGate>
  );
}
