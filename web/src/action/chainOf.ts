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

/** Reads logs in ever smaller ranges, for endpoints that will not give all at once. */
type InRanges = <Log>(from: bigint, to: bigint, read: (from: bigint, to: bigint) => Promise<Log[]>) => Promise<Log[]>;

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
      const latest = await client.getBlockNumber({ cacheTime: 0 });
      const logs = await inRanges(BigInt(from), latest, (fromBlock, toBlock) =>
        client.request({
          method: "eth_getLogs",
          params: [{ address, topics, fromBlock: numberToHex(fromBlock), toBlock: numberToHex(toBlock) }],
        }),
      );
      return logs.flatMap(({ transactionHash }) => transactionHash ?? []);
    },
  };
}
