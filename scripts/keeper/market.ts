import { type Address, type Hex, type PublicClient, getAbiItem, maxUint64 } from "viem";
import { arbitrationCourtAbi, arbitratorPoolAbi, escrowAbi, listingRegistryAbi } from "../../protocol/generated/abi.ts";
import { NO_CASE, type Phase, phases } from "../../protocol/due.ts";
import { disputePhases, type Order, plainOrder, type Status, statuses, termsOfEvents } from "../../protocol/ids.ts";
import type { Deployment } from "../deployments.ts";
import { REORG_DEPTH } from "./archive.ts";

/** As many blocks as most endpoints give logs of at once. */
const logRange = 5_000n;

const funded = getAbiItem({ abi: escrowAbi, name: "OrderFunded" });
const booked = getAbiItem({ abi: escrowAbi, name: "OrderBooked" });
const chosen = getAbiItem({ abi: escrowAbi, name: "OrderChosen" });
const published = getAbiItem({ abi: listingRegistryAbi, name: "Published" });
const specified = getAbiItem({ abi: listingRegistryAbi, name: "Specified" });
const presented = getAbiItem({ abi: listingRegistryAbi, name: "Presented" });
const opened = getAbiItem({ abi: escrowAbi, name: "DisputeOpened" });

export type Panel = { round: number; attempt: number; settled: boolean };

export type CaseNow = {
  id: bigint;
  phase: Phase;
  phaseEnd: number;
  executed: boolean;
  panels: Panel[];
};

export type OrderNow = {
  id: Hex;
  status: Status;
  deadline: number;
  dispute: { phase: (typeof disputePhases)[number]; arbitrator: Address; caseId: bigint };
};

/** What the chain says, asked anew each time: the keeper remembers nothing that a reorg could make wrong. */
export function openMarket(chain: PublicClient, { contracts, startBlock }: Deployment) {
  const { ArbitrationCourt, ArbitratorPool, Escrow, ListingRegistry } = contracts;
  if (!ArbitrationCourt || !ArbitratorPool || !Escrow || !ListingRegistry)
    throw new Error("the deployment has no court");
  const court = { address: ArbitrationCourt as Address, abi: arbitrationCourtAbi } as const;
  const pool = { address: ArbitratorPool as Address, abi: arbitratorPoolAbi } as const;
  const escrow = { address: Escrow as Address, abi: escrowAbi } as const;
  const registry = { address: ListingRegistry as Address, abi: listingRegistryAbi } as const;

  const orders = new Map<Hex, Order>();
  /** By the kind of event that names them: the orders seen so far, and where to read on. */
  const seen = { OrderFunded: new Set<Hex>(), DisputeOpened: new Set<Hex>() };
  const next = { OrderFunded: BigInt(startBlock), DisputeOpened: BigInt(startBlock) };

  function caseCount(): Promise<bigint> {
    return chain.readContract({ ...court, functionName: "caseCount" });
  }

  async function readCase(id: bigint): Promise<CaseNow> {
    const found = await chain.readContract({ ...court, functionName: "caseOf", args: [id] });
    const phase = phases[found.phase] ?? "none";
    const { phaseEnd, executed } = found;
    // Only what is resolved is settled, so panels matter only then.
    const panels = phase === "resolved" ? await readPanels(id, found.round) : [];
    return { id, phase, phaseEnd, executed, panels };
  }

  async function readPanels(id: bigint, rounds: number): Promise<Panel[]> {
    const numbers = Array.from({ length: rounds + 1 }, (_, round) => round);
    const perRound = await Promise.all(
      numbers.map(async (round) => {
        const { lastAttempt } = await chain.readContract({ ...court, functionName: "roundOf", args: [id, round] });
        const attempts = Array.from({ length: lastAttempt + 1 }, (_, attempt) => attempt);
        return Promise.all(
          attempts.map(async (attempt) => {
            const args = [id, round, attempt] as const;
            const { seats, settled } = await chain.readContract({ ...court, functionName: "attemptOf", args });
            return { round, attempt, settled, seats };
          }),
        );
      }),
    );
    // A round whose first panel was never drawn has nothing to settle.
    return perRound.filter(([first]) => (first?.seats ?? 0) > 0).flat();
  }

  async function readQueue(): Promise<{ id: bigint; block: bigint } | null> {
    const [id, block] = await chain.readContract({ ...court, functionName: "nextDraw" });
    return id === NO_CASE ? null : { id, block: block > maxUint64 ? maxUint64 : block };
  }

  async function readOrder(id: Hex): Promise<OrderNow> {
    const [state, dispute] = await Promise.all([
      chain.readContract({ ...escrow, functionName: "stateOf", args: [id] }),
      chain.readContract({ ...escrow, functionName: "disputeOf", args: [id] }),
    ]);
    return {
      id,
      status: statuses[state.status] ?? "none",
      deadline: state.deadline,
      dispute: {
        phase: disputePhases[dispute.phase] ?? "none",
        arbitrator: dispute.arbitrator,
        caseId: dispute.disputeId,
      },
    };
  }

  /** Orders that were bought, or disputed, so far; an endpoint gives logs by ranges only. */
  async function ordersWith(event: keyof typeof seen): Promise<Set<Hex>> {
    const head = await chain.getBlockNumber();
    while (next[event] <= head) {
      const toBlock = next[event] + logRange < head ? next[event] + logRange : head;
      const logs = await chain.getLogs({
        address: escrow.address,
        event: event === "OrderFunded" ? funded : opened,
        fromBlock: next[event],
        toBlock,
        strict: true,
      });
      for (const { args } of logs) seen[event].add(args.orderId);
      next[event] = toBlock + 1n;
    }
    next[event] = head > REORG_DEPTH ? head - REORG_DEPTH : BigInt(startBlock);
    return seen[event];
  }

  /** The calldata of an order, from the events of its purchase and its listing. Undefined when a reorg has taken them away. */
  async function orderOf(id: Hex): Promise<Order | undefined> {
    const known = orders.get(id);
    if (known) return known;
    const fromBlock = BigInt(startBlock);
    const about = { address: escrow.address, args: { orderId: id }, fromBlock, strict: true } as const;
    const [[purchase], [stay], [option]] = await Promise.all([
      chain.getLogs({ ...about, event: funded }),
      chain.getLogs({ ...about, event: booked }),
      chain.getLogs({ ...about, event: chosen }),
    ]);
    if (!purchase) return undefined;
    const { listingId, buyer, quantity, referrer, nonce } = purchase.args;
    const offered = { address: registry.address, args: { listingId }, fromBlock, strict: true } as const;
    const [[open], [signed], [rest]] = await Promise.all([
      chain.getLogs({ ...offered, event: published }),
      chain.getLogs({ ...offered, event: presented }),
      chain.getLogs({ ...offered, event: specified }),
    ]);
    const listing = open ?? signed;
    if (!listing) return undefined;
    const { start, choice, extra } = { ...plainOrder, ...stay?.args, ...option?.args };
    const terms = termsOfEvents(listing.args.terms, rest?.args);
    const order = { terms, quantity, start, choice, extra, buyer, referrer, nonce };
    orders.set(id, order);
    return order;
  }

  return { court, pool, escrow, caseCount, readCase, readQueue, readOrder, ordersWith, orderOf };
}

export type Market = ReturnType<typeof openMarket>;
