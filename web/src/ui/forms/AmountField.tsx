import type { ComponentProps } from "react";
import { amountProblem } from "../../lib/amountWords.ts";
import { formatAmount, parseAmount } from "../../lib/money.ts";
import type { Token } from "../../lib/money.ts";
import type { FieldProps } from "./Field.tsx";
import { TextField } from "./TextField.tsx";

type AmountFieldProps = FieldProps &
  Omit<ComponentProps<"input">, "id" | "type" | "value"> & { token: Token; value: string };

/** An amount as typed text; `parseAmount` reads it. Echoes what was understood as soon as it differs from what was typed. */
export function AmountField({ token, value, hint, error, ...rest }: AmountFieldProps) {
  const amount = value === "" ? null : parseAmount(value, token.decimals);
  const understood = amount === null ? null : formatAmount(amount, token, { maxDigits: token.decimals });
  const plain = understood?.replace(`\u00a0${token.symbol}`, "") === value.trim();
  return (
    <TextField
      {...rest}
      value={value}
      hint={understood && !plain ? `That is ${understood}. ${typeof hint === "string" ? hint : ""}` : hint}
      error={error ?? (value === "" ? undefined : amountProblem(value, token))}
      suffix={token.symbol}
      inputMode="decimal"
      autoComplete="off"
      className="tabular-nums"
    />
  );
}
