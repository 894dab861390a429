import { queryOptions } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import type { Order, Outcome } from "../../../../protocol/ids.ts";
import { publicClient } from "../../services/chain.ts";
import { eventsOf } from "../../services/chainLogs.ts";
import { escrow } from "../../services/contracts.ts";
import { findOrderLogs } from "./calldata.ts";
import type { Moved } from "./payout.ts";
import { feesUsed, type Settled, waitingOf } from "./waiting.ts";

async function readSettled(orderId: Hex, order: Order, moved: Moved, outcome: Outcome): Promise<Settled> {
  const { seller, token } = order.terms;
  const logs = await findOrderLogs(orderId);
  const steps = logs.flatMap(({ transactionHash }) => transactionHash ?? []);
  const waiting = async (account: Address, paid: bigint) => {
    if (paid === 0n) return 0n;
    const [credits, credit] = await Promise.all([
      eventsOf(escrow, "Credited", { account, token }),
      publicClient.readContract({ ...escrow, functionName: "creditOf", args: [account, token] }),
    ]);
    const made = credits.map(({ transactionHash, args }) => ({ transactionHash, amount: args.amount }));
    return waitingOf(steps, made, { credit, paid });
  };
  const [atBuyer, atSeller] = await Promise.all([waiting(order.buyer, moved.toBuyer), waiting(seller, moved.toSeller)]);
  const ruled = logs.some(({ eventName }) => eventName === "DisputeRuled");
  const raised = logs.find((log) => log.eventName === "DisputeRaised");
  const fee = ruled && raised?.eventName === "DisputeRaised" ? raised.args.fee : 0n;
  return { waiting: { buyer: atBuyer, seller: atSeller }, arbitration: feesUsed(outcome, fee) };
}

/** What became of an order's money besides its payouts, from the chain. */
export function settledOptions(orderId: Hex, order: Order, moved: Moved, outcome: Outcome) {
  return queryOptions({
    queryKey: ["settled", orderId, String(moved.toBuyer), String(moved.toSeller), outcome],
    queryFn: () => readSettled(orderId, order, moved, outcome),
    enabled: moved.toBuyer + moved.toSeller > 0n,
    refetchInterval: 15_000,
  });
}
