import { type Hex, parseEther } from "viem";
import { type Order, orderId } from "#protocol/order.ts";
import { type Status, statuses } from "#protocol/enums.ts";
import { market } from "./market.ts";
import { newcomer, type Someone } from "./people.ts";
import { statusOf } from "./truth.ts";

export const price = parseEther("0.5");

export type Deal = { id: Hex; order: Order; buyer: Someone; seller: Someone };

/** An order between two people whom the market has not seen before, as far as asked for. */
export async function dealOf(stage: "funded" | "shipped", title = "Reading lamp"): Promise<Deal> {
  const { trades } = market();
  const [seller, buyer] = await Promise.all([newcomer(), newcomer()]);
  const order = await trades.buy(buyer.address, await trades.list(seller.address, title, price));
  if (stage === "shipped") await trades.ship(order);
  return { id: orderId(order), order, buyer, seller };
}

export async function stageOf({ id }: Deal): Promise<Status> {
  return statuses[await statusOf(id)]!;
}
