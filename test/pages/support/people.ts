import { type Address, type Hex, keccak256, parseEther, parseUnits, toHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { deployments } from "#protocol/generated/deployments.ts";
import { rpc } from "../../../scripts/stack/rpc.ts";
import { keyAt } from "../../support/wallet/residents.ts";
import { market } from "./market.ts";

export type Someone = { address: Address; key: Hex };

const { contracts } = deployments[31337];
const run = Date.now();
let count = 0;

export function someone(key: Hex): Someone {
  return { key, address: privateKeyToAccount(key).address };
}

/** An account that the market has never seen, with so much of the chain's coin. */
export async function newcomer({ ether = "10", dollars = "0" } = {}): Promise<Someone> {
  const { books, endpoints } = market();
  const who = someone(keccak256(toHex(`somebody ${run} ${count++}`)));
  await rpc(endpoints.chain, "anvil_setBalance", [who.address, toHex(parseEther(ether))]);
  // So that what they did before a test begins needs no screen.
  await rpc(endpoints.chain, "anvil_impersonateAccount", [who.address]);
  const amount = parseUnits(dollars, 6);
  if (amount > 0n) await books.mintDollars(contracts.TestToken, who.address, amount);
  return who;
}

/** One of the development chain's own accounts, which people of the seeded market have. */
export function resident(index: number): Someone {
  return someone(keyAt(index));
}
