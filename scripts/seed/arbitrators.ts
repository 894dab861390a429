import { type HDAccount, encodeFunctionData } from "viem";
import { arbitratorPoolAbi } from "#protocol/generated/abi.ts";
import type { Address } from "viem";
import type { Wallets } from "./wallets.ts";

/** Makes accounts active arbitrators with so much stake each. Those that have a stake already are left alone. */
export async function stakeArbitrators(
  wallets: Wallets,
  pool: Address,
  accounts: readonly { account: HDAccount; stake: bigint }[],
): Promise<void> {
  for (const { account, stake } of accounts) {
    const known = await wallets.chain.readContract({
      address: pool,
      abi: arbitratorPoolAbi,
      functionName: "arbitratorOf",
      args: [account.address],
    });
    if (known.stake > 0n) continue;
    const data = encodeFunctionData({ abi: arbitratorPoolAbi, functionName: "stake" });
    await wallets.send(account, { to: pool, data, value: stake });
    await wallets.send(account, {
      to: pool,
      data: encodeFunctionData({ abi: arbitratorPoolAbi, functionName: "activate" }),
    });
  }
}
