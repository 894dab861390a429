import { type Address, encodeFunctionData, maxUint256, numberToHex, zeroHash } from "viem";
import { arbitrationCourtAbi } from "#protocol/generated/abi.ts";
import { headerRlp, type RpcBlock } from "#protocol/header.ts";
import { rulings, type Ruling } from "#protocol/enums.ts";
import { type Ballot, saltOfSignature, voteCommitment, voteSaltTypedData } from "#protocol/vote.ts";
import { rpc } from "../stack/rpc.ts";
import type { Files } from "./files.ts";
import type { Addresses } from "./market.ts";
import type { Timeline } from "./timeline.ts";
import type { Wallets } from "./wallets.ts";

/** How one seat votes, and what it says about it. */
export type Vote = { ruling: Ruling; reasons?: string };

export type Court = ReturnType<typeof openCourt>;

/** Accounts that may have been drawn: everybody the chain has funded. */
const ACCOUNTS = 20;

/** What arbitrators and keepers do. Whoever has been drawn votes, so a story names votes by seat, not by person. */
export function openCourt({
  wallets,
  files,
  timeline,
  at,
  rpcUrl,
  keeper,
}: {
  wallets: Wallets;
  files: Files;
  timeline: Timeline;
  at: Addresses;
  rpcUrl: string;
  /** Account that keeps cases moving. */
  keeper: number;
}) {
  const to = at.ArbitrationCourt;
  const court = { address: to, abi: arbitrationCourtAbi } as const;

  function caseOf(id: bigint) {
    return wallets.chain.readContract({ ...court, functionName: "caseOf", args: [id] });
  }

  async function seatsOf(id: bigint) {
    const { round, attempt } = await caseOf(id);
    return wallets.chain.readContract({ ...court, functionName: "seatsOf", args: [id, round, attempt] });
  }

  function keep(data: `0x${string}`) {
    return wallets.send(wallets.account(keeper), { to, data });
  }

  function accountOf(address: Address) {
    for (let index = 0; index < ACCOUNTS; index++) {
      const account = wallets.account(index);
      if (account.address === address) return account;
    }
    throw new Error(`${address} is no account of this chain`);
  }

  /** Waits for the end of the case's phase, and moves it on. */
  async function advance(id: bigint): Promise<void> {
    await timeline.at((await caseOf(id)).phaseEnd + 1);
    await keep(encodeFunctionData({ abi: arbitrationCourtAbi, functionName: "advance", args: [id] }));
  }

  /** Serves the queue until it is empty. */
  async function drawAll(): Promise<void> {
    for (;;) {
      const [id, drawBlock] = await wallets.chain.readContract({ ...court, functionName: "nextDraw" });
      if (id === maxUint256) return;
      while ((await wallets.chain.getBlockNumber()) <= drawBlock) await rpc(rpcUrl, "evm_mine");
      const block = await rpc<RpcBlock>(rpcUrl, "eth_getBlockByNumber", [numberToHex(drawBlock), false]);
      await keep(encodeFunctionData({ abi: arbitrationCourtAbi, functionName: "draw", args: [headerRlp(block)] }));
    }
  }

  async function ballotOf(id: bigint): Promise<Ballot> {
    const { round, attempt } = await caseOf(id);
    return { chainId: BigInt(wallets.chainId), court: to, id, round, attempt };
  }

  /** The first seats commit to these votes. */
  async function commit(id: bigint, votes: readonly Vote[]): Promise<void> {
    const ballot = await ballotOf(id);
    const seats = await seatsOf(id);
    for (const [seat, vote] of votes.slice(0, seats.length).entries()) {
      const account = accountOf(seats[seat]!.arbitrator);
      const salt = saltOfSignature(await account.signTypedData(voteSaltTypedData(ballot)));
      const commitment = voteCommitment(ballot, account.address, choiceOf(vote), salt);
      const args = [id, seat, commitment, "0x"] as const;
      await wallets.send(account, {
        to,
        data: encodeFunctionData({ abi: arbitrationCourtAbi, functionName: "commit", args }),
      });
    }
  }

  /** The first seats open these votes. In an open court this is all there is to voting. */
  async function reveal(id: bigint, votes: readonly Vote[]): Promise<void> {
    const ballot = await ballotOf(id);
    const seats = await seatsOf(id);
    for (const [seat, vote] of votes.slice(0, seats.length).entries()) {
      const account = accountOf(seats[seat]!.arbitrator);
      const salt = saltOfSignature(await account.signTypedData(voteSaltTypedData(ballot)));
      const reasons = vote.reasons ? await files.addText(vote.reasons) : zeroHash;
      const args = [id, seat, choiceOf(vote), salt, reasons] as const;
      await wallets.send(account, {
        to,
        data: encodeFunctionData({ abi: arbitrationCourtAbi, functionName: "reveal", args }),
      });
    }
  }

  async function executeRuling(id: bigint): Promise<void> {
    await keep(encodeFunctionData({ abi: arbitrationCourtAbi, functionName: "executeRuling", args: [id] }));
  }

  async function settle(id: bigint): Promise<void> {
    const args = [id, 0, 0] as const;
    await keep(encodeFunctionData({ abi: arbitrationCourtAbi, functionName: "settle", args }));
  }

  /** From the end of the evidence to the ruling in the escrow's books, seats paid. */
  async function judge(id: bigint, votes: readonly Vote[], isHidden = true): Promise<void> {
    await advance(id);
    await drawAll();
    if (isHidden) await commit(id, votes);
    await reveal(id, votes);
    await advance(id);
    await executeRuling(id);
    await settle(id);
  }

  return { advance, drawAll, commit, reveal, executeRuling, settle, judge };
}

function choiceOf({ ruling }: Vote): bigint {
  return BigInt(rulings.indexOf(ruling));
}
