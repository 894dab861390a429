import { CircleAlert, Plus, Trash2 } from "lucide-react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { offeredTokens } from "../../../market/tokens.ts";
import { Button } from "../../../ui/actions/Button.tsx";
import { IconButton } from "../../../ui/actions/IconButton.tsx";
import { AmountField } from "../../../ui/forms/AmountField.tsx";
import { TextField } from "../../../ui/forms/TextField.tsx";
import type { Fields } from "../form/fields.ts";
import { hasVariants } from "../form/options.ts";
import { tokenOf } from "../form/terms.ts";

/** What buyers choose: sizes or colours with a stock of their own, ways to get it with what they cost. */
export function OptionFields() {
  const { control } = useFormContext<Fields>();
  const fields = useWatch({ control }) as Fields;
  if (fields.kind === "request") return null;
  return (
    <div className="flex flex-col gap-5">
      {hasVariants(fields) && <Variants fields={fields} />}
      <Deliveries fields={fields} />
    </div>
  );
}

function Wrong({ message }: { message: string | undefined }) {
  if (!message) return null;
  return (
    <p role="alert" className="flex gap-1.5 text-fine font-strong">
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      {message}
    </p>
  );
}

function Variants({ fields: { variants, unlimited, ...rest } }: { fields: Fields }) {
  const { register, control, formState } = useFormContext<Fields>();
  const { fields, append, remove } = useFieldArray({ control, name: "variants" });
  const error = formState.errors.variants?.message ?? formState.errors.variants?.root?.message;
  const invalid = error ? true : undefined;
  const token = tokenOf(rest, offeredTokens);
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1.5 font-strong">
        Sizes, colours and the like <span className="font-normal text-quiet">(optional)</span>
      </legend>
      {fields.map((field, row) => (
        <div
          key={field.id}
          className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_auto] items-end gap-2 max-md:pb-2 md:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1.5fr)_auto] [&>:first-child]:max-md:col-span-2"
        >
          <TextField
            {...register(`variants.${row}.name`)}
            label={`Variant ${row + 1}`}
            aria-invalid={invalid}
            placeholder="Large, blue"
            maxLength={60}
          />
          <IconButton
            label={`Remove variant ${row + 1}`}
            icon={<Trash2 aria-hidden />}
            className="md:order-last"
            onClick={() => remove(row)}
          />
          {!unlimited && (
            <TextField
              {...register(`variants.${row}.stock`)}
              label="How many"
              aria-invalid={invalid}
              inputMode="numeric"
              autoComplete="off"
            />
          )}
          <AmountField
            {...register(`variants.${row}.price`)}
            label="More each"
            optional
            token={token}
            value={variants[row]?.price ?? ""}
          />
        </div>
      ))}
      <Wrong message={error} />
      <div>
        <Button variant="quiet" icon={<Plus aria-hidden />} onClick={() => append({ name: "", stock: "1", price: "" })}>
          Add a size or colour
        </Button>
      </div>
    </fieldset>
  );
}

function Deliveries({ fields: { deliveries, ...rest } }: { fields: Fields }) {
  const { register, control, formState } = useFormContext<Fields>();
  const { fields, append, remove } = useFieldArray({ control, name: "deliveries" });
  const error = formState.errors.deliveries?.message ?? formState.errors.deliveries?.root?.message;
  const token = tokenOf(rest, offeredTokens);
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1.5 font-strong">
        Ways to get it, and extras <span className="font-normal text-quiet">(optional)</span>
      </legend>
      {fields.map((field, row) => (
        <div key={field.id} className="grid grid-cols-[minmax(0,2fr)_minmax(0,1.5fr)_auto] items-end gap-2">
          <TextField
            {...register(`deliveries.${row}.name`)}
            label={`Way ${row + 1}`}
            aria-invalid={error ? true : undefined}
            placeholder="By post"
            maxLength={60}
          />
          <AmountField
            {...register(`deliveries.${row}.price`)}
            label="More for all"
            optional
            token={token}
            value={deliveries[row]?.price ?? ""}
          />
          <IconButton label={`Remove way ${row + 1}`} icon={<Trash2 aria-hidden />} onClick={() => remove(row)} />
        </div>
      ))}
      <Wrong message={error} />
      <div>
        <Button variant="quiet" icon={<Plus aria-hidden />} onClick={() => append({ name: "", price: "" })}>
          Add a way to get it
        </Button>
      </div>
      {fields.length > 0 && (
        <p className="max-w-text text-fine text-quiet">
          Every buyer takes exactly one of them; its price is added once.
        </p>
      )}
    </fieldset>
  );
}
