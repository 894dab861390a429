import type { Side } from "../../../../protocol/side.ts";
import { formatAmount, type Token } from "../../lib/money.ts";
import type { Moved } from "../../market/orders/payout.ts";
import type { Settled } from "../../market/orders/waiting.ts";

type Ended = { moved: Moved; waiting: Settled["waiting"]; side: Side | null; token: Token };

/** Who got how much in all, and what could not be sent and waits: that was not got by anybody. */
export function endedWords({ moved, waiting, side, token }: Ended): string[] {
  const words = (who: Side, paid: bigint, waits: bigint, back: string) => {
    const got = paid - waits;
    const to = side === who ? "you" : `the ${who}`;
    return [
      ...(got > 0n ? [`${to} got ${formatAmount(got, token)}${back}`] : []),
      ...(waits > 0n ? [`${formatAmount(waits, token)} waits in the escrow for ${to}`] : []),
    ];
  };
  return [
    ...words("seller", moved.toSeller, waiting.seller, ""),
    ...words("buyer", moved.toBuyer, waiting.buyer, " back"),
  ];
}
