import { useFormContext, useWatch } from "react-hook-form";
import { formatBps } from "../../../lib/money.ts";
import { spanOf } from "../../../lib/time.ts";
import { useChainTime } from "../../../services/chain.ts";
import { Checkbox } from "../../../ui/forms/Checkbox.tsx";
import { ChipChoice } from "../../../ui/forms/ChipChoice.tsx";
import { Select } from "../../../ui/forms/Select.tsx";
import { TextField } from "../../../ui/forms/TextField.tsx";
import { policyWords } from "../../../market/stays/stayWords.ts";
import { beginsWords, isBooked, sellsTime } from "../form/booking.ts";
import { units } from "../form/fields.ts";
import type { Fields } from "../form/fields.ts";
import { choicesOf } from "../form/rules.ts";

const unitWords = {
  night: "By the night",
  day: "By the day",
  hour: "By the hour",
  minutes: "In minutes",
  days: "In several days",
} as const;
const unitOptions = units.map((value) => ({ value, label: unitWords[value] }));

const day = 86_400;
const notices = [0, 1, 2, 3, 5, 7, 14, 30].map((days) => days * day);
const refunds = [0, 2_500, 5_000, 7_500, 10_000];

/** For rentals and services that are booked: in what pieces, from which hour, how many at a time, and what calling off costs. */
export function BookingFields({ onSwitch }: { onSwitch: (booked: boolean) => void }) {
  const { register, formState, control, setValue } = useFormContext<Fields>();
  const fields = useWatch({ control }) as Fields;
  const now = useChainTime();
  const { errors } = formState;
  if (!sellsTime(fields.kind)) return null;
  const begins = beginsWords(fields, now);
  return (
    <fieldset className="flex min-w-0 flex-col gap-5">
      <legend className="sr-only">Booking</legend>
      <Checkbox checked={fields.booked} onChange={(event) => onSwitch(event.target.checked)}>
        It is booked for a time: buyers choose from a calendar that shows what is taken.
      </Checkbox>
      {isBooked(fields) && (
        <>
          <ChipChoice
            legend="Sold"
            options={unitOptions}
            value={fields.unit}
            onChange={(unit) => setValue("unit", unit, { shouldDirty: true, shouldValidate: formState.isSubmitted })}
            hint="The price is for one of them; whoever wants more takes several in a row."
          />
          {(fields.unit === "minutes" || fields.unit === "days") && (
            <TextField
              {...register("length")}
              label="How long one is"
              suffix={fields.unit}
              inputMode="numeric"
              autoComplete="off"
              error={errors.length?.message}
            />
          )}
          {fields.unit === "days" && (
            <TextField
              {...register("firstDay")}
              type="date"
              label="One of them begins on"
              error={errors.firstDay?.message}
            />
          )}
          <div className="grid items-start gap-5 md:grid-cols-2">
            <TextField
              {...register("begins")}
              type="time"
              label="Begins at"
              hint={begins ?? undefined}
              error={errors.begins?.message}
            />
            <TextField
              {...register("stock")}
              label="How many at a time"
              hint="Two rooms alike, or ten places in a course."
              inputMode="numeric"
              autoComplete="off"
              error={errors.stock?.message}
            />
          </div>
          <div className="grid items-start gap-5 md:grid-cols-2">
            <Select
              {...register("freeNotice")}
              label="Called off for nothing until"
              options={choicesOf(notices, { min: 0, max: 365 * day }, Number(fields.freeNotice)).map((value) => ({
                value: String(value),
                label: value === 0 ? "It begins" : `${spanOf(value)} before it begins`,
              }))}
              error={errors.freeNotice?.message}
            />
            {fields.freeNotice !== "0" && (
              <Select
                {...register("lateRefund")}
                label="Then, until half of that time, comes back"
                options={choicesOf(refunds, { min: 0, max: 10_000 }, Number(fields.lateRefund)).map((value) => ({
                  value: String(value),
                  label:
                    value === 0
                      ? "Nothing"
                      : value === 10_000
                        ? "All of the price"
                        : `${formatBps(value)} of the price`,
                }))}
                error={errors.lateRefund?.message}
              />
            )}
          </div>
          <p className="max-w-text border-s-2 border-edge ps-4">
            {policyWords({ freeNotice: Number(fields.freeNotice), lateRefundBps: Number(fields.lateRefund) }).join(" ")}
          </p>
        </>
      )}
    </fieldset>
  );
}
