import { useFormContext, useWatch } from "react-hook-form";
import { offeredTokens } from "../../../market/tokens.ts";
import { AmountField } from "../../../ui/forms/AmountField.tsx";
import { Select } from "../../../ui/forms/Select.tsx";
import type { Fields } from "../form/fields.ts";
import { tokenOf } from "../form/terms.ts";
import { formWords } from "../words.ts";

const tokens = offeredTokens.map(({ address, symbol }) => ({ value: address, label: symbol }));

/** How much, in what, and for rentals the deposit. */
export function PriceFields() {
  const { register, formState, control } = useFormContext<Fields>();
  const fields = useWatch({ control }) as Fields;
  const token = tokenOf(fields, offeredTokens);
  const { errors } = formState;
  return (
    <div className="flex flex-col gap-5">
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-start gap-3">
        <AmountField
          {...register("price")}
          label={formWords[fields.kind].price}
          optional={fields.kind === "request"}
          token={token}
          value={fields.price}
          error={errors.price?.message}
        />
        <Select {...register("token")} label="Paid in" options={tokens} error={errors.token?.message} />
      </div>
      {fields.kind === "rental" && (
        <AmountField
          {...register("deposit")}
          label="Deposit"
          optional
          hint="Held besides the rent. It goes back to the renter, but for what a damage is worth."
          token={token}
          value={fields.deposit}
          error={errors.deposit?.message}
        />
      )}
    </div>
  );
}
