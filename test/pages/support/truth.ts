import { expect } from "chai";
import type { Address, Hex } from "viem";
import { deployments } from "#protocol/generated/deployments.ts";
import { escrowAbi } from "#protocol/generated/abi.ts";
import { market } from "./market.ts";
import type { Visitor } from "./visitor.ts";

const { contracts, startBlock } = deployments[31337];
const escrow = { address: contracts.Escrow, abi: escrowAbi } as const;

/** What no page may say once something was sent. */
export const denials =
  /no money has moved|nothing was sent|nothing (has )?happened|has not been sent|did not go through/i;

/** The orders that somebody has paid for, oldest first. */
export async function ordersOf(buyer: Address): Promise<Hex[]> {
  const logs = await market().books.chain.getContractEvents({
    ...escrow,
    eventName: "OrderFunded",
    args: { buyer },
    fromBlock: BigInt(startBlock),
    strict: true,
  });
  return logs.map(({ args }) => args.orderId);
}

export function statusOf(orderId: Hex): Promise<number> {
  return market()
    .books.chain.readContract({ ...escrow, functionName: "stateOf", args: [orderId] })
    .then(({ status }) => status);
}

/** Asserts that no page has denied what is on the chain, neither on the screen nor to a screen reader. */
export async function expectNoDenial({ heard, reads }: Visitor, since = 0): Promise<void> {
  expect(heard.slice(since).filter((words) => denials.test(words))).to.deep.equal([]);
  expect(await reads()).not.to.match(denials);
}

/** Waits until something holds. */
export async function until(what: string, holds: () => Promise<boolean>, patience = 30_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((wake) => setTimeout(wake, 150));
  }
}
