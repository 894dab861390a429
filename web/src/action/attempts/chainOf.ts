import {
  type Address,
  type Hash,
  numberToHex,
  type PublicClient,
  TransactionNotFoundError,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from "viem";
import type { Trace } from "./asked.ts";
import type { Chain, Sent } from "./lookUp.ts";

/** Reads logs up to the latest block, in ranges that the endpoint will give. */
type InRanges = <Log>(from: bigint, read: (from: bigint, to: bigint) => Promise<readonly Log[]>) => Promise<Log[]>;

/** "Not found" is an answer; everything else is none. */
async function orNull<Found>(
  question: Promise<Found>,
  missing: abstract new (...args: never[]) => Error,
): Promise<Found | null> {
  return question.catch((error: unknown) => {
    if (error instanceof missing) return null;
    throw error;
  });
}

/** What `lookUp` asks of a chain, asked through an RPC client. */
export function chainOf(client: PublicClient, inRanges: InRanges): Chain<TransactionReceipt> {
  return {
    head: async () => Number(await client.getBlockNumber({ cacheTime: 0 })),
    receiptOf: (hash) => orNull(client.getTransactionReceipt({ hash }), TransactionReceiptNotFoundError),
    transactionOf: async (hash) => orNull<Sent>(client.getTransaction({ hash }), TransactionNotFoundError),
    countOf: (address, at) =>
      client.getTransactionCount(
        typeof at === "number" ? { address, blockNumber: BigInt(at) } : { address, blockTag: at },
      ),
    async sentIn(number: number, account: Address): Promise<Sent[]> {
      const { transactions } = await client.getBlock({ blockNumber: BigInt(number), includeTransactions: true });
      return transactions.filter(({ from }) => from.toLowerCase() === account.toLowerCase());
    },
    async tracesOf({ address, topics }: Trace, from: number): Promise<Hash[]> {
      const logs = await inRanges(BigInt(from), (fromBlock, toBlock) =>
        client.request({
          method: "eth_getLogs",
          params: [{ address, topics, fromBlock: numberToHex(fromBlock), toBlock: numberToHex(toBlock) }],
        }),
      );
      return logs.flatMap(({ transactionHash }) => transactionHash ?? []);
    },
  };
}
