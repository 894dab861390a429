import type { Address, Hex } from "viem";
import { type Order, plainOrder } from "#protocol/order.ts";
import type { Terms } from "#protocol/terms.ts";

/** What is needed of the escrow's logs about one order. */
type Log = { eventName: string; args: unknown };
type Funded = { buyer: Address; quantity: number; referrer: Address; nonce: bigint };
type Booked = { start: number };
type Chosen = { choice: Hex; extra: bigint };

/** The order that these logs announce, all of them about the same one: paid, and perhaps booked and chosen with it. */
export function rebuiltOrder(terms: Terms, logs: readonly Log[]): Order | null {
  const of = <Args>(name: string) => logs.find(({ eventName }) => eventName === name)?.args as Args | undefined;
  const funded = of<Funded>("OrderFunded");
  if (!funded) return null;
  const { buyer, quantity, referrer, nonce } = funded;
  const { start } = of<Booked>("OrderBooked") ?? plainOrder;
  const { choice, extra } = of<Chosen>("OrderChosen") ?? plainOrder;
  return { terms, quantity, start, choice, extra, buyer, referrer, nonce };
}
