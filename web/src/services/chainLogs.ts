import type { Abi, Address, ContractEventArgs, ContractEventName, GetContractEventsReturnType } from "viem";
import { publicClient } from "./chain.ts";
import { deployment } from "./contracts.ts";

/** Where the market begins: nothing of it is older. */
export const startBlock = BigInt(deployment.startBlock);

/** The first block that an answer of the index knows nothing of; all of them when there was no answer. */
export function afterIndex(answer: { block: { number: number } } | null): bigint {
  return answer ? BigInt(answer.block.number + 1) : startBlock;
}

/** Reads logs up to the latest block, in ever smaller ranges when an endpoint will not give all at once. */
export async function inRanges<Log>(
  from: bigint,
  read: (from: bigint, to: bigint) => Promise<readonly Log[]>,
): Promise<Log[]> {
  // Not the number of a moment ago: what has happened since would be missing.
  return between(from, await publicClient.getBlockNumber({ cacheTime: 0 }), read);
}

async function between<Log>(
  from: bigint,
  to: bigint,
  read: (from: bigint, to: bigint) => Promise<readonly Log[]>,
): Promise<Log[]> {
  if (from > to) return [];
  try {
    return [...(await read(from, to))];
  } catch (error) {
    if (to - from < 500n) throw error;
    const middle = (from + to) / 2n;
    return [...(await between(from, middle, read)), ...(await between(middle + 1n, to, read))];
  }
}

/** All that a contract has recorded of one kind since a block, oldest first. */
export async function eventsOf<const abi extends Abi, name extends ContractEventName<abi>>(
  contract: { readonly address: Address; readonly abi: abi },
  eventName: name,
  args: ContractEventArgs<abi, name>,
  from = startBlock,
) {
  type Event = GetContractEventsReturnType<abi, name, true>[number];
  return inRanges<Event>(from, async (fromBlock, toBlock) => {
    const query = { address: contract.address, abi: contract.abi as Abi, eventName, args, fromBlock, toBlock };
    return await publicClient.getContractEvents({ ...query, strict: true } as never);
  });
}
