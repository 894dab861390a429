import { type Address, formatGwei, isAddressEqual } from "viem";
import { payout, quote } from "#protocol/money.ts";
import type { Order } from "#protocol/order.ts";
import { Refusal } from "./refusal.ts";

export type Accepted = {
  token: Address;
  /** The least that an order must bring the treasury, in the token's smallest unit: it is what pays for the gas. */
  minFee: bigint;
};

export type Limits = {
  tokens: Accepted[];
  /** Wei; above it nothing is sent. */
  maxGasPrice: bigint;
  /** Requests a day, by who pays and by who asks. */
  perBuyer: number;
  perAddress: number;
};

/** No purchase needs more; a buyer's or seller's contract that is asked for its signature could burn any amount. */
export const MAX_GAS = 700_000n;

/** What the treasury gets when the order goes well. */
export function feeOf(order: Order): bigint {
  const { subtotal } = quote(order);
  return payout(order, subtotal, subtotal).fee;
}

export function requireChain(chainId: number, served: number): void {
  if (chainId !== served) throw new Refusal(403, `This relayer serves chain ${served}, not ${chainId}.`);
}

export function requireWorth(order: Order, { tokens }: Limits): void {
  const { token } = order.terms;
  const accepted = tokens.find((candidate) => isAddressEqual(candidate.token, token));
  if (!accepted) throw new Refusal(403, `This relayer does not relay orders in ${token}.`);
  const fee = feeOf(order);
  if (fee >= accepted.minFee) return;
  throw new Refusal(
    403,
    `The order would bring the market ${fee} of the token's smallest units in fees, and this relayer asks for ${accepted.minFee}.`,
  );
}

export function requireCheapGas(price: bigint, { maxGasPrice }: Limits): void {
  if (price <= maxGasPrice) return;
  throw new Refusal(
    503,
    `Gas costs ${formatGwei(price)} gwei now, more than the ${formatGwei(maxGasPrice)} that this relayer pays. Try again later.`,
  );
}
