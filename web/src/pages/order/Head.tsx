import { Link } from "@tanstack/react-router";
import { headlineOf, isOver, stepsOf } from "../../features/orders/life.ts";
import { ShipForm } from "../../features/orders/steps/ShipForm.tsx";
import { ClaimStep, ConfirmStep, RefundStep } from "../../features/orders/steps/Step.tsx";
import type { Shown } from "../../features/orders/useSituation.ts";
import type { Moved } from "../../market/orders/payout.ts";
import type { Settled } from "../../market/orders/waiting.ts";
import { endedWords } from "../../features/orders/endedWords.ts";
import { paths } from "../../paths/paths.ts";
import { listOf } from "../../lib/text.ts";
import { deadlineOf, momentOf } from "../../lib/time.ts";
import { askForWallet } from "../../services/wallet.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { meaningWords } from "../../ui/money/meaning.ts";
import { StateChip } from "../../ui/money/StateChip.tsx";

type HeadProps = {
  shown: Shown;
  moved: Moved;
  settled: Settled;
  /** Whether `moved` is known yet. */
  known: boolean;
};

/** Who must act, by when, what silence does, and the one button. */
export function Head({ shown, moved, settled, known }: HeadProps) {
  const { situation, me } = shown;
  const { status, deadline, now } = situation;
  const { meaning, title, by, silence } = headlineOf(situation);
  const over = isOver(status);
  return (
    <section
      aria-labelledby="headline"
      data-meaning={meaning}
      className="flex flex-col gap-5 bg-meaning-tint p-4 max-md:-mx-4 md:rounded-card md:p-8"
    >
      <div className="flex flex-col gap-2">
        {/* "Your turn: send it" says it already. */}
        {!title.startsWith(meaningWords.turn) && (
          <span className="-ms-2.5">
            <StateChip meaning={meaning}>{over ? `Ended ${momentOf(deadline, now)}` : meaningWords[meaning]}</StateChip>
          </span>
        )}
        <h1 id="headline" className="text-head">
          {title}
        </h1>
        {by !== undefined && <p className="text-lead">{deadlineOf(by, now)}</p>}
        {silence && <p className="max-w-text text-lead">{silence}</p>}
        {over && known && <Ended shown={shown} moved={moved} waiting={settled.waiting} />}
      </div>
      <First shown={shown} />
      {!me && !over && (
        <div className="flex flex-col items-start gap-2">
          <p className="max-w-text">Is this your order? Connect the wallet that you traded with.</p>
          <Button variant="quiet" onClick={() => askForWallet()}>
            Connect a wallet
          </Button>
        </div>
      )}
    </section>
  );
}

function Ended({
  shown: { situation, token },
  moved,
  waiting,
}: {
  shown: Shown;
  moved: Moved;
  waiting: Settled["waiting"];
}) {
  const { side } = situation;
  const parts = endedWords({ moved, waiting, side, token });
  if (parts.length === 0) return null;
  return <p className="max-w-text text-lead">In all, {listOf(parts)}.</p>;
}

/** The one thing to do now. */
function First({ shown }: { shown: Shown }) {
  const { orderId, situation } = shown;
  switch (stepsOf(situation).first) {
    case "ship":
      return (
        <div className="w-full max-w-xl">
          <ShipForm shown={shown} />
        </div>
      );
    case "confirm":
      return (
        <div className="w-full max-w-xl">
          <ConfirmStep shown={shown} large />
        </div>
      );
    case "refund":
      return (
        <div className="w-full max-w-xl">
          <RefundStep shown={shown} large />
        </div>
      );
    case "claim":
      return (
        <div className="w-full max-w-xl">
          <ClaimStep shown={shown} />
        </div>
      );
    case "dispute":
      return (
        <div>
          <Button asChild size="large">
            <Link {...paths.dispute(orderId)}>Go to the dispute</Link>
          </Button>
        </div>
      );
    default:
      return null;
  }
}
