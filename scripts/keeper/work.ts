import type { Abi, Address, Hex, PublicClient } from "viem";
import type { Archive } from "./archive.ts";
import { drawStep, type Head } from "../../protocol/drawStep.ts";
import { type Due, dueSteps } from "../../protocol/due.ts";
import { isLost, wordsOf } from "./endpoint.ts";
import type { CaseNow, Market, OrderNow } from "./market.ts";
import type { Reviews } from "./reviews.ts";

/** One transaction that anybody may send now. */
export type Job = {
  /** What it does, for the report: "case 3: draw". */
  title: string;
  /** Names the job, so that a reorg or another keeper can be told from a repetition. */
  key: string;
  address: Address;
  abi: Abi;
  functionName: string;
  args: readonly unknown[];
};

/** Cases that can need nothing any more: resolved, handed over, and settled to the last panel. */
export function isFinished({ phase, executed, panels }: CaseNow): boolean {
  return phase === "resolved" && executed && panels.every(({ settled }) => settled);
}

function isOver({ status }: OrderNow): boolean {
  return status === "completed" || status === "refunded" || status === "resolved";
}

/** Seconds that a case waits which could not be drawn and went to the end of the queue: serving it earns nothing. */
const REQUEUE_PAUSE = 600;

/** The draws that were asked for: the block of each, and when. */
export type Served = Map<bigint, { block: bigint; at: number }>;

export type Wanted = {
  chain: PublicClient;
  market: Market;
  /** Also end orders whose deadline has passed, which earns nothing. */
  orders: boolean;
  /** Absent where this keeper opens none. */
  reviews: Reviews | undefined;
  /** Cases, orders and reviews that need nothing any more. */
  archive: Archive;
  served: Served;
  /** Where to ask for drand's beacons, on markets that draw by them. */
  drand: readonly string[];
  say: (line: string) => void;
};

/** Everything that is due by the newest block, what frees money first. */
export async function findWork(wanted: Wanted): Promise<Job[]> {
  const head = await wanted.chain.getBlock();
  const clock = { now: Number(head.timestamp), block: head.number };
  return [
    ...(await disputeWork(wanted, clock)),
    ...(await drawWork(wanted, clock)),
    ...(await caseWork(wanted, clock)),
    ...(wanted.orders ? await orderWork(wanted, clock) : []),
    ...((await wanted.reviews?.work(clock, wanted.say)) ?? []),
  ];
}

type Clock = { now: number; block: bigint };

async function caseWork({ market, archive }: Wanted, clock: Clock): Promise<Job[]> {
  const jobs: Job[] = [];
  const count = await market.caseCount();
  for (let id = 0n; id < count; id++) {
    const name = `case ${id}`;
    if (archive.isClosed(name, clock.block)) continue;
    const court = await market.readCase(id);
    archive.note(name, isFinished(court), clock.block);
    const due = dueSteps({
      ...clock,
      dispute: { phase: "none", deadline: 0 },
      open: false,
      court,
      attempts: court.panels,
      // The queue is served by itself, whichever case is at its head.
      queue: null,
    });
    jobs.push(...due.flatMap((step) => courtJob(market, id, step)));
  }
  return jobs;
}

async function drawWork(wanted: Wanted, { block: newest, now }: Clock): Promise<Job[]> {
  const { market, served } = wanted;
  const queue = await market.readQueue();
  if (!queue || newest <= queue.block) return [];
  const { id, block } = queue;
  const last = served.get(id);
  if (last && last.block !== block && now < last.at + REQUEUE_PAUSE) return [];
  served.set(id, { block, at: now });
  const step = await stepTowards(wanted, queue, now);
  const draw = { ...market.court, key: `draw ${id} ${block}`, functionName: "draw" };
  if (step?.kind === "givenUp") return [{ ...draw, title: `case ${id}: draw given up`, args: ["0x"] }];
  if (step?.kind === "passed") return [{ ...draw, title: `case ${id}: taken off the queue`, args: ["0x"] }];
  if (step?.kind === "proof") return [{ ...draw, title: `case ${id}: draw`, args: [step.proof] }];
  if (step?.kind !== "schedule") return [];
  const title = `case ${id}: round of its draw fixed`;
  return [{ ...step.entropy, title, key: `schedule ${block}`, functionName: "schedule", args: [block] }];
}

/** Nothing that is wrong with a header or a relay keeps anybody from doing the rest. */
async function stepTowards({ chain, market, drand, say }: Wanted, head: Head, now: number) {
  const complain = (relay: string, round: bigint, error: unknown) => {
    if (isLost(error)) throw error;
    say(`${new URL(relay).origin} has no beacon of round ${round} that holds: ${wordsOf(error)}`);
  };
  try {
    const at = { pool: market.pool.address, court: market.court.address };
    const step = await drawStep({ ...at, chain, relays: drand, complain }, head, now);
    if (step.kind === "missing" && drand.length === 0)
      say("This market draws by drand's beacons: name relays in HANDSEL_DRAND.");
    return step;
  } catch (error) {
    if (isLost(error)) throw error;
    say(`case ${head.id}: can't be drawn from here, ${wordsOf(error)}`);
    return undefined;
  }
}

function courtJob({ court }: Market, id: bigint, due: Due): Job[] {
  switch (due.step) {
    case "advance":
      return [
        {
          ...court,
          title: `case ${id}: end of ${due.phase}`,
          key: `advance ${id}`,
          functionName: "advance",
          args: [id],
        },
      ];
    case "executeAtCourt":
      return [
        {
          ...court,
          title: `case ${id}: ruling handed over`,
          key: `execute ${id}`,
          functionName: "executeRuling",
          args: [id],
        },
      ];
    case "settle": {
      const { round, attempt } = due;
      const key = `settle ${id} ${round} ${attempt}`;
      return [{ ...court, title: `case ${id}: panel paid`, key, functionName: "settle", args: [id, round, attempt] }];
    }
    default:
      return [];
  }
}

const escrowSteps = {
  executeAtEscrow: { functionName: "executeRuling", does: "paid by the ruling" },
  resolveUnanswered: { functionName: "resolveUnanswered", does: "dispute not answered" },
  resolveStalled: { functionName: "resolveStalled", does: "arbitrator silent" },
} as const;

async function disputeWork({ market, archive }: Wanted, { now, block }: Clock): Promise<Job[]> {
  const jobs: Job[] = [];
  for (const id of await market.ordersWith("DisputeOpened")) {
    if (archive.isClosed(id, block)) continue;
    const order = await market.readOrder(id);
    archive.note(id, isOver(order), block);
    if (order.status !== "disputed") continue;
    const dispute = { phase: order.dispute.phase, deadline: order.deadline };
    const due = dueSteps({ now, block, dispute, open: true, court: null, attempts: [], queue: null });
    for (const { step } of due) if (step in escrowSteps) jobs.push(...(await escrowJob(market, order, step)));
  }
  return jobs;
}

async function escrowJob(market: Market, { id }: OrderNow, step: Due["step"]): Promise<Job[]> {
  const order = await market.orderOf(id);
  if (!order) return [];
  const { functionName, does } = escrowSteps[step as keyof typeof escrowSteps];
  return [
    { ...market.escrow, title: `order ${short(id)}: ${does}`, key: `${step} ${id}`, functionName, args: [order] },
  ];
}

/** Orders that ended by a deadline and wait only for somebody to say so. */
async function orderWork({ market, archive }: Wanted, { now, block }: Clock): Promise<Job[]> {
  const jobs: Job[] = [];
  for (const id of await market.ordersWith("OrderFunded")) {
    if (archive.isClosed(id, block)) continue;
    const found = await market.readOrder(id);
    archive.note(id, isOver(found), block);
    const { status, deadline } = found;
    if ((status !== "funded" && status !== "shipped") || now <= deadline) continue;
    const order = await market.orderOf(id);
    const functionName = status === "funded" ? "refund" : "claim";
    const title = `order ${short(id)}: ${functionName}`;
    if (order) jobs.push({ ...market.escrow, title, key: `${functionName} ${id}`, functionName, args: [order] });
  }
  return jobs;
}

function short(id: Hex): string {
  return id.slice(0, 10);
}
