import { CircleAlert, Plus, Trash2 } from "lucide-react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { Button } from "../../../ui/actions/Button.tsx";
import { IconButton } from "../../../ui/actions/IconButton.tsx";
import { TextField } from "../../../ui/forms/TextField.tsx";
import type { Fields } from "../form/fields.ts";

const most = 24;

/** Facts in pairs, which the listing shows as a table and the search finds: Frame, 56 cm. */
export function AttributeFields() {
  const { register, control, formState } = useFormContext<Fields>();
  const { fields, append, remove } = useFieldArray({ control, name: "attributes" });
  const typed = useWatch({ control, name: "attributes" });
  const error = formState.errors.attributes?.message ?? formState.errors.attributes?.root?.message;
  const lacks = (row: number, half: "name" | "value") => (error && typed[row]?.[half].trim() === "" ? true : undefined);
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1.5 font-strong">
        Details <span className="font-normal text-quiet">(optional)</span>
      </legend>
      {fields.map((field, row) => (
        <div key={field.id} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-2">
          <TextField
            {...register(`attributes.${row}.name`)}
            label={`Detail ${row + 1}`}
            aria-invalid={lacks(row, "name")}
            placeholder="Frame"
            maxLength={40}
          />
          <TextField
            {...register(`attributes.${row}.value`)}
            label={`Value ${row + 1}`}
            aria-invalid={lacks(row, "value")}
            placeholder="56 cm"
            maxLength={120}
          />
          <IconButton label={`Remove detail ${row + 1}`} icon={<Trash2 aria-hidden />} onClick={() => remove(row)} />
        </div>
      ))}
      {error && (
        <p role="alert" className="flex gap-1.5 text-fine font-strong">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {error}
        </p>
      )}
      {fields.length < most && (
        <div>
          <Button variant="quiet" icon={<Plus aria-hidden />} onClick={() => append({ name: "", value: "" })}>
            Add a detail
          </Button>
        </div>
      )}
    </fieldset>
  );
}
