import { formatAmount } from "../../../lib/money.ts";
import { silenceOf } from "../../../market/orders/silence.ts";
import { nativeToken } from "../../../market/tokens.ts";
import { panelsToSettle } from "../../../market/courts/case.ts";
import { DueButton } from "./DueButton.tsx";
import type { Due } from "#protocol/due.ts";
import { dueWords } from "./dueWords.ts";
import type { DisputeView } from "../disputeView.ts";

/** Steps that are open to everybody: what each does, whom it helps, and its button. Nothing here needs a role. */
export function DueSteps({ due, view }: { due: Due[]; view: DisputeView }) {
  if (due.length === 0) return null;
  const { inCourt, dispute } = view;
  const reward = formatAmount((inCourt?.case.config.keeperFee ?? 0n) / 2n, nativeToken);
  const context = {
    id: inCourt?.case.id,
    ruling: dispute.ruling,
    openedByBuyer: dispute.openedByBuyer,
    silence: silenceOf(view.order, view, view.now),
    panels: inCourt ? panelsToSettle(inCourt.rounds) : [],
    reward,
  };
  return (
    <section aria-labelledby="due" className="flex flex-col gap-4 rounded-card bg-sunk p-4 md:p-6">
      <h2 id="due" className="text-title">
        Anyone can take the next step
      </h2>
      <ul className="flex flex-col gap-4">
        {due.map((step) => {
          const words = dueWords(step, context);
          return (
            <li
              key={JSON.stringify(step, (_, part: unknown) => (typeof part === "bigint" ? part.toString() : part))}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3"
            >
              <p className="max-w-text min-w-0 flex-1 basis-72">
                {words.does} <span className="text-quiet">{words.helps}</span>
              </p>
              <DueButton due={step} view={view} label={words.button} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
