import { createTestClient, createWalletClient, http, parseUnits } from "viem";
import { testTokenAbi } from "#protocol/generated/abi.ts";
import { endpoints } from "../config.ts";
import { chain, publicClient } from "../services/chain.ts";
import { deployment } from "../services/contracts.ts";
import { currentActor } from "./actors.ts";

const client = createTestClient({ chain, mode: "anvil", transport: http(endpoints.rpc) });

/** Lets time pass on the development chain, so that a deadline of days can be seen in seconds. */
export async function passTime(seconds: number): Promise<void> {
  await client.increaseTime({ seconds });
  await client.mine({ blocks: 1 });
}

/** Gives the present actor a thousand test dollars. */
export async function mintTestDollars(): Promise<void> {
  const { account } = currentActor();
  const wallet = createWalletClient({ account, chain, transport: http(endpoints.rpc) });
  const hash = await wallet.writeContract({
    address: deployment.contracts.TestToken,
    abi: testTokenAbi,
    functionName: "mint",
    args: [account.address, parseUnits("1000", 6)],
  });
  await publicClient.waitForTransactionReceipt({ hash });
}
