import type { Address, Hex } from "viem";
import type { Ruling } from "../../../../protocol/ids.ts";
import { type Ballot, voteCommitment } from "../../../../protocol/vote.ts";
import { formatAmount } from "../../lib/money.ts";
import { type Action, call, trace } from "../../action/action.ts";
import { court, pool } from "../../services/contracts.ts";
import { nativeToken } from "../../market/tokens.ts";
import { choiceOf } from "./voting/ballot.ts";

// One function per verb. `summary` is what a person reads before the wallet opens.

const noReasons = `0x${"00".repeat(32)}` as const;

export function stake(amount: bigint): Action {
  return {
    request: call(pool, "stake", [], amount),
    summary: `You put ${formatAmount(amount, nativeToken)} behind your votes. It stays yours, and can be lost by voting wrongly or not at all.`,
  };
}

export function activate(): Action {
  return {
    request: call(pool, "activate", []),
    once: true,
    summary: "You enter the draw with your whole stake.",
  };
}

export function requestExit(amount: bigint): Action {
  return {
    request: call(pool, "requestExit", [amount]),
    summary: `You take ${formatAmount(amount, nativeToken)} out of the draw. It is paid to you after the waiting time.`,
  };
}

export function exit(amount: bigint): Action {
  return {
    request: call(pool, "exit", []),
    once: true,
    summary: `You get ${formatAmount(amount, nativeToken)} of your stake back.`,
  };
}

export function reactivate(): Action {
  return {
    request: call(pool, "reactivate", []),
    once: true,
    summary: "You come back into the draw after having been suspended for an absence.",
  };
}

export function withdraw(account: Address, amount: bigint): Action {
  return {
    request: call(pool, "withdraw", [account]),
    summary: `You get the ${formatAmount(amount, nativeToken)} that you have earned.`,
  };
}

export function commit(ballot: Ballot, seat: number, arbitrator: Address, ruling: Ruling, salt: Hex): Action {
  const commitment = voteCommitment(ballot, arbitrator, choiceOf(ruling), salt);
  return {
    request: call(court, "commit", [ballot.id, seat, commitment, "0x"]),
    trace: trace(court, "Committed", { id: ballot.id, arbitrator }),
    once: true,
    summary: "You cast your vote under seal. Nobody can read it until you open it, and nobody can change it.",
  };
}

export function reveal(ballot: Ballot, seat: number, ruling: Ruling, salt: Hex, reasons: Hex | null): Action {
  return {
    request: call(court, "reveal", [ballot.id, seat, choiceOf(ruling), salt, reasons ?? noReasons]),
    once: true,
    summary: "You make your vote public, with your reasons if you gave any.",
  };
}

export function justify({ id, round, attempt }: Ballot, seat: number, reasons: Hex): Action {
  return {
    request: call(court, "justify", [id, round, attempt, seat, reasons]),
    once: true,
    summary: "You publish the reasons for your vote. They can’t be changed afterwards.",
  };
}
