import { queryOptions } from "@tanstack/react-query";
import { type Address, isAddressEqual } from "viem";
import { NO_CASE, phases } from "../../../../protocol/due.ts";
import type { Order, Terms } from "../../../../protocol/ids.ts";
import { publicClient } from "../../services/chain.ts";
import { court, escrow, pool } from "../../services/contracts.ts";
import { canOpen } from "./opening/canOpen.ts";
import { type Attempt, type CourtCase, type Round, rulingOf, seatStatuses } from "../../market/courts/case.ts";

/** What the chain says is read again this often while somebody looks: phases end, and others act. */
const pace = 4_000;

/** A case with all its rounds, panels and votes, and the head of the draw queue. From the chain alone. */
export function caseOptions(id: bigint | undefined) {
  return queryOptions({
    queryKey: ["case", id?.toString()],
    queryFn: () => readCase(id ?? 0n),
    enabled: id !== undefined,
    refetchInterval: pace,
  });
}

export type CaseNow = Awaited<ReturnType<typeof readCase>>;

async function readCase(id: bigint) {
  const found = await publicClient.readContract({ ...court, functionName: "caseOf", args: [id] });
  const numbers = Array.from({ length: found.round + 1 }, (_, round) => round);
  const [head, rounds] = await Promise.all([
    publicClient.readContract({ ...court, functionName: "nextDraw" }),
    Promise.all(numbers.map((round) => readRound(id, round))),
  ]);
  const rules = rounds.at(-1)?.rules ?? found.courtId;
  const config = await publicClient.readContract({ ...court, functionName: "configOf", args: [rules] });
  const now: CourtCase = {
    id,
    arbitrable: found.arbitrable,
    parties: [found.partyA, found.partyB],
    phase: phases[found.phase] ?? "none",
    round: found.round,
    attempt: found.attempt,
    executed: found.executed,
    undecided: found.undecided,
    drawFailed: found.drawFailed,
    phaseEnd: found.phaseEnd,
    ruling: rulingOf(found.ruling),
    drawBlock: found.drawBlock,
    config,
  };
  const [waiting, block] = head;
  return { case: now, rounds, queue: waiting === NO_CASE ? null : { id: waiting, block } };
}

async function readRound(id: bigint, round: number): Promise<Round> {
  const found = await publicClient.readContract({ ...court, functionName: "roundOf", args: [id, round] });
  const numbers = Array.from({ length: found.lastAttempt + 1 }, (_, attempt) => attempt);
  return {
    round,
    rules: found.courtId,
    seats: found.seats,
    nextSeats: found.nextSeats,
    decided: found.decided,
    ruling: rulingOf(found.ruling),
    fee: found.fee,
    lock: found.lock,
    need: found.need,
    raised: found.raised,
    returned: found.returned,
    attempts: await Promise.all(numbers.map((attempt) => readAttempt(id, round, attempt))),
  };
}

async function readAttempt(id: bigint, round: number, attempt: number): Promise<Attempt> {
  const args = [id, round, attempt] as const;
  const [found, seats] = await Promise.all([
    publicClient.readContract({ ...court, functionName: "attemptOf", args }),
    publicClient.readContract({ ...court, functionName: "seatsOf", args }),
  ]);
  return {
    round,
    attempt,
    hidden: found.hidden,
    settled: found.settled,
    seats: seats.map((seat, index) => {
      const status = seatStatuses[seat.status] ?? "empty";
      return {
        index,
        arbitrator: seat.arbitrator,
        status,
        choice: status === "revealed" ? rulingOf(seat.choice) : null,
        commitment: seat.commitment,
        justified: seat.justified,
      };
    }),
  };
}

/** What an account has paid towards appeals against each round of a case, and not taken back. */
export function contributionsOptions(id: bigint | undefined, rounds: number, account: Address | undefined) {
  return queryOptions({
    queryKey: ["contributions", id?.toString(), rounds, account],
    queryFn: () => readContributions(id ?? 0n, rounds, account ?? court.address),
    enabled: id !== undefined && account !== undefined,
  });
}

function readContributions(id: bigint, rounds: number, account: Address) {
  const numbers = Array.from({ length: rounds }, (_, round) => round);
  return Promise.all(
    numbers.map(async (round) => ({
      round,
      amount: await publicClient.readContract({
        ...court,
        functionName: "contributionOf",
        args: [id, round, account],
      }),
    })),
  );
}

/** What the court has credited to an account, from whichever case: appeals, bonds, fees of seats and of keeping. */
export function courtCreditOptions(account: Address | undefined) {
  return queryOptions({
    queryKey: ["courtCredit", account],
    queryFn: () => publicClient.readContract({ ...pool, functionName: "creditOf", args: [account ?? court.address] }),
    enabled: account !== undefined,
    refetchInterval: pace,
  });
}

export type Judge = Awaited<ReturnType<typeof readRules>> & {
  /** What opening, and answering, a dispute costs now, in the native coin. */
  cost: bigint;
};

/** What to know of the judge before paying or disputing; null when no dispute could be opened. */
export function judgeOptions(order: Order) {
  return queryOptions({
    queryKey: ["judge", order.terms.arbitrator, order.terms.courtId, order.buyer],
    queryFn: async (): Promise<Judge | null> => {
      const price = publicClient.readContract({ ...escrow, functionName: "arbitrationCost", args: [order] });
      return (await canOpen(price)) ? { ...(await readRules(order.terms)), cost: await price } : null;
    },
    staleTime: 30_000,
  });
}

/** The rules that a dispute about these terms would go by now. `config` is null for an arbitrator that is not our court. */
async function readRules({ arbitrator, courtId: number }: Terms) {
  const ours = isAddressEqual(arbitrator, court.address);
  const [answerWindow, config] = await Promise.all([
    publicClient.readContract({ ...escrow, functionName: "ANSWER_WINDOW" }),
    ours ? publicClient.readContract({ ...court, functionName: "configOf", args: [number] }) : null,
  ]);
  return { answerWindow, config };
}
