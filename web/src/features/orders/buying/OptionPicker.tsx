import { formatAmount, type Token } from "../../../lib/money.ts";
import { Choice } from "../../../ui/forms/Choice.tsx";
import { halves, pickedOf } from "../../../market/listings/choices.ts";
import type { Taking } from "./useTaking.ts";
import { leftWords } from "../../../market/stays/stayWords.ts";

type OptionPickerProps = { taking: Taking; token: Token };

/** Which of what is offered: a variant with what is left of it, a way to get it with what that costs. */
export function OptionPicker({ taking, token }: OptionPickerProps) {
  const { options, picked, pick, leftOf } = taking;
  const variants = halves(options, "variant");
  const deliveries = halves(options, "delivery");
  return (
    <div className="flex flex-col gap-5">
      {variants.length > 0 && (
        <Choice
          legend="Which one"
          columns={2}
          value={picked.variant}
          onChange={(variant) => pick({ ...picked, variant })}
          options={variants.map((variant) => {
            const same = options.filter((option) => option.variant === variant);
            const left = Math.max(...same.map(leftOf));
            const prices = same.map(({ unitPrice }) => unitPrice);
            return {
              value: variant,
              title: variant,
              detail: [priceWords(least(prices), token), leftWords(left)].filter(Boolean).join(". ") || undefined,
              disabled: left === 0,
            };
          })}
        />
      )}
      {deliveries.length > 0 && (
        <Choice
          legend={variants.length > 0 ? "How you get it" : "What goes with it"}
          columns={2}
          value={picked.delivery}
          onChange={(delivery) => pick({ ...picked, delivery })}
          options={deliveries.map((delivery) => {
            const option =
              pickedOf(options, { ...picked, delivery }) ?? options.find((each) => each.delivery === delivery);
            const offered = picked.variant === undefined || pickedOf(options, { ...picked, delivery }) !== null;
            return {
              value: delivery,
              title: delivery,
              detail: offered
                ? (priceWords(option?.orderPrice ?? 0n, token, "once") ?? "Costs nothing more")
                : "Not for this one",
              disabled: !offered,
            };
          })}
        />
      )}
    </div>
  );
}

const least = (amounts: readonly bigint[]) => amounts.reduce((one, other) => (other < one ? other : one));

function priceWords(amount: bigint, token: Token, word = "each"): string | undefined {
  return amount > 0n ? `${formatAmount(amount, token)} more ${word}` : undefined;
}
