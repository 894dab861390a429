import { type Address, encodeAbiParameters, encodeFunctionData, parseEther, toHex } from "viem";
import { arbitrationCourtAbi } from "#protocol/generated/abi.ts";
import { stakeArbitrators } from "../../../scripts/seed/arbitrators.ts";
import { rpc } from "../../../scripts/stack/rpc.ts";
import type { People, Room } from "./trade.ts";

/** Accounts that the chain has not funded begin here. */
const first = 100;
const stake = parseEther("0.5");

/** So many more arbitrators, none of whom ever votes. */
export async function crowd({ rpcUrl, deployment }: Room, { wallets }: People, members: number): Promise<void> {
  const accounts = Array.from({ length: members }, (_, i) => wallets.account(first + i));
  for (const { address } of accounts) await rpc(rpcUrl, "hardhat_setBalance", [address, toHex(2n * stake)]);
  const pool = deployment.contracts.ArbitratorPool as Address;
  await stakeArbitrators(
    wallets,
    pool,
    accounts.map((account) => ({ account, stake })),
  );
}

/** A case of one's own, with so many seats. */
export async function openCase({ deployment }: Room, { wallets }: People, from: number, seats: number): Promise<void> {
  const words = [{ type: "uint256" }, { type: "uint256" }] as const;
  const args = [2n, encodeAbiParameters(words, [0n, BigInt(seats)])] as const;
  await wallets.send(wallets.account(from), {
    to: deployment.contracts.ArbitrationCourt as Address,
    data: encodeFunctionData({ abi: arbitrationCourtAbi, functionName: "createDispute", args }),
    value: parseEther("0.01") * BigInt(seats) + parseEther("0.001"),
  });
}

/** Pays the whole of an appeal. */
export async function payAppeal(
  { deployment }: Room,
  { wallets }: People,
  from: number,
  id: bigint,
  value: bigint,
): Promise<void> {
  await wallets.send(wallets.account(from), {
    to: deployment.contracts.ArbitrationCourt as Address,
    data: encodeFunctionData({ abi: arbitrationCourtAbi, functionName: "appeal", args: [id, "0x"] }),
    value,
  });
}
