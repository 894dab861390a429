import { useFormContext, useWatch } from "react-hook-form";
import { formatBps } from "../../../lib/money.ts";
import { spanOf } from "../../../lib/time.ts";
import { Checkbox } from "../../../ui/forms/Checkbox.tsx";
import { Select } from "../../../ui/forms/Select.tsx";
import { TextField } from "../../../ui/forms/TextField.tsx";
import { AttributeFields } from "./AttributeFields.tsx";
import { isBooked } from "../form/booking.ts";
import type { FieldName, Fields } from "../form/fields.ts";
import { choicesOf, type Rules } from "../form/rules.ts";
import { bookedWords, formWords, languageOptions } from "../words.ts";

/** The fields of this drawer: it opens when one of them needs to be seen. */
export const moreFields: readonly FieldName[] = [
  "stock",
  "fulfilWindow",
  "inspectWindow",
  "onOffer",
  "tags",
  "attributes",
  "commission",
  "referral",
  "language",
];

const day = 86_400;
const days = (...amounts: number[]) => amounts.map((amount) => amount * day);
const usual = {
  fulfilWindow: days(1, 2, 3, 5, 7, 14, 30, 60),
  inspectWindow: days(1, 2, 3, 5, 7, 14, 21, 30, 60, 90),
  onOffer: days(7, 30, 60, 90, 180, 365),
  commission: [0, 100, 150, 200, 300, 500],
  referral: [0, 100, 200, 300, 500, 1_000],
} as const;

/** What has a sane default: number, times, tags, details, shares. */
export function MoreFields({ rules }: { rules: Rules }) {
  const { register, formState, control, setValue } = useFormContext<Fields>();
  const fields = useWatch({ control }) as Fields;
  const { errors } = formState;
  const words = formWords[fields.kind];
  const booked = isBooked(fields) ? bookedWords : undefined;
  const request = fields.kind === "request";

  /** A list of spans or shares, with whatever is chosen now among them. */
  const options = (name: keyof typeof usual, allowed: { min: number; max: number }, say: (value: number) => string) =>
    choicesOf(usual[name], allowed, Number(fields[name])).map((value) => ({ value: String(value), label: say(value) }));
  const share = (value: number) => (value === 0 ? "None" : formatBps(value));

  return (
    <div className="flex flex-col gap-5 pt-2">
      {!request && !isBooked(fields) && (
        <div>
          {!fields.unlimited && fields.variants.length === 0 && (
            <TextField
              {...register("stock")}
              label="How many"
              inputMode="numeric"
              autoComplete="off"
              error={errors.stock?.message}
            />
          )}
          <Checkbox checked={fields.unlimited} onChange={(event) => setValue("unlimited", event.target.checked)}>
            As many as people want
          </Checkbox>
        </div>
      )}
      {!request && (
        <div className="grid gap-5 md:grid-cols-2">
          <Select
            {...register("fulfilWindow")}
            label={booked?.fulfil ?? words.fulfil}
            hint="After that the buyer gets everything back."
            options={options("fulfilWindow", { min: rules.minWindow, max: rules.maxFulfilWindow }, spanOf)}
            error={errors.fulfilWindow?.message}
          />
          <Select
            {...register("inspectWindow")}
            label={booked?.inspect ?? words.inspect}
            hint="If they say nothing until then, you are paid."
            options={options("inspectWindow", { min: rules.minWindow, max: rules.maxInspectWindow }, spanOf)}
            error={errors.inspectWindow?.message}
          />
        </div>
      )}
      <Select
        {...register("onOffer")}
        label="On offer for"
        options={options("onOffer", { min: 0, max: Infinity }, spanOf)}
        error={errors.onOffer?.message}
      />
      <TextField
        {...register("tags")}
        label="Tags"
        optional
        hint="Words that people may search for, parted by commas."
        autoCapitalize="none"
        error={errors.tags?.message}
      />
      <AttributeFields />
      {!request && (
        <div className="grid gap-5 md:grid-cols-2">
          <Select
            {...register("commission")}
            label="The market’s commission"
            hint="Taken from what you get, when you get it. The more it is, the more the buyer’s review counts."
            options={options("commission", { min: rules.feeFloorBps, max: rules.maxFeeBps }, share)}
            error={errors.commission?.message}
          />
          <Select
            {...register("referral")}
            label="For whoever brings the buyer"
            hint="Out of your part, and only when somebody did."
            options={options("referral", { min: 0, max: rules.maxFeeBps }, share)}
            error={errors.referral?.message}
          />
        </div>
      )}
      <Select
        {...register("language")}
        label="Language of your text"
        options={languageOptions(fields.language)}
        error={errors.language?.message}
      />
      {fields.photos.map(({ cid }, position) => (
        <TextField
          key={cid}
          {...register(`photos.${position}.alt`)}
          label={`What picture ${position + 1} shows`}
          optional
          hint={position === 0 ? "For people who can’t see it." : undefined}
          maxLength={200}
        />
      ))}
    </div>
  );
}
