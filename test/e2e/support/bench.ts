import { type Address, type Hex, zeroHash } from "viem";
import { arbitrationCourtAbi, arbitratorPoolAbi } from "#protocol/generated/abi.ts";
import { deployments } from "#protocol/generated/deployments.ts";
import { type Ruling, rulings } from "#protocol/enums.ts";
import { voteCommitment } from "#protocol/vote.ts";
import type { Books } from "./books.ts";

const { contracts, chainId } = deployments[31337];
const court = { address: contracts.ArbitrationCourt, abi: arbitrationCourtAbi } as const;
const pool = { address: contracts.ArbitratorPool, abi: arbitratorPoolAbi } as const;
const salt: Hex = `0x${"5a".repeat(32)}`;

export type Vote = { arbitrator: Address; ruling: Ruling };

/** The arbitrators, and what those of them do who need no screen. */
export function openBench(books: Books) {
  const { chain, send } = books;

  async function stake(arbitrators: readonly Address[], value: bigint): Promise<void> {
    for (const arbitrator of arbitrators) {
      await send(arbitrator, { ...pool, functionName: "stake", value });
      await send(arbitrator, { ...pool, functionName: "activate" });
    }
  }

  /** Who sits on the panel that votes now, by seat. */
  async function seated(id: bigint): Promise<Address[]> {
    const { round, attempt } = await chain.readContract({ ...court, functionName: "caseOf", args: [id] });
    const seats = await chain.readContract({ ...court, functionName: "seatsOf", args: [id, round, attempt] });
    return seats.map(({ arbitrator }) => arbitrator);
  }

  async function commit(id: bigint, votes: readonly Vote[]): Promise<void> {
    const seats = await seated(id);
    const { round, attempt } = await chain.readContract({ ...court, functionName: "caseOf", args: [id] });
    const ballot = { chainId: BigInt(chainId), court: court.address, id, round, attempt };
    for (const { arbitrator, ruling } of votes) {
      const sealed = voteCommitment(ballot, arbitrator, choiceOf(ruling), salt);
      const args = [id, seats.indexOf(arbitrator), sealed, "0x"];
      await send(arbitrator, { ...court, functionName: "commit", args });
    }
  }

  async function reveal(id: bigint, votes: readonly Vote[]): Promise<void> {
    const seats = await seated(id);
    for (const { arbitrator, ruling } of votes) {
      const args = [id, seats.indexOf(arbitrator), choiceOf(ruling), salt, zeroHash];
      await send(arbitrator, { ...court, functionName: "reveal", args });
    }
  }

  /** Whatever the court has credited to these accounts. */
  async function collect(accounts: readonly Address[]): Promise<void> {
    for (const account of accounts) {
      const credit = await chain.readContract({ ...pool, functionName: "creditOf", args: [account] });
      if (credit > 0n) await send(account, { ...pool, functionName: "withdraw", args: [account] });
    }
  }

  /** Everybody takes out what is left of the stake. */
  async function leave(arbitrators: readonly Address[], delay: number): Promise<void> {
    for (const arbitrator of arbitrators) {
      const member = await chain.readContract({ ...pool, functionName: "arbitratorOf", args: [arbitrator] });
      await send(arbitrator, { ...pool, functionName: "requestExit", args: [member.stake] });
    }
    await books.pass(delay);
    for (const arbitrator of arbitrators) await send(arbitrator, { ...pool, functionName: "exit" });
  }

  return { stake, seated, commit, reveal, collect, leave };
}

function choiceOf(ruling: Ruling): bigint {
  return BigInt(rulings.indexOf(ruling));
}
