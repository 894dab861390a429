import { formatAmount } from "../../lib/money.ts";
import { silenceOf } from "../../lib/silence.ts";
import { nativeToken } from "../../services/tokens.ts";
import { panelsToSettle } from "./court.ts";
import { DueButton } from "./DueButton.tsx";
import type { Due } from "../../../../protocol/due.ts";
import { dueWords } from "./dueWords.ts";
import type { Matter } from "./matter.ts";

/** Steps that are open to everybody: what each does, whom it helps, and its button. Nothing here needs a role. */
export function DueSteps({ due, matter }: { due: Due[]; matter: Matter }) {
  if (due.length === 0) return null;
  const { court, dispute } = matter;
  const reward = formatAmount((court?.case.config.keeperFee ?? 0n) / 2n, nativeToken);
  const context = {
    id: court?.case.id,
    ruling: dispute.ruling,
    openedByBuyer: dispute.openedByBuyer,
    silence: silenceOf(matter.order, matter, matter.now),
    panels: court ? panelsToSettle(court.rounds) : [],
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
              <DueButton due={step} matter={matter} label={words.button} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
