import { type Address, createPublicClient, encodeFunctionData, erc20Abi, type Hex, http, parseAbiItem } from "viem";
import { rpc } from "../../../scripts/stack/rpc.ts";

/** What the chain says of everybody's money, to the wei. */
export function openBooks(rpcUrl: string) {
  const chain = createPublicClient({ transport: http(rpcUrl), cacheTime: 0 });

  /** What an account has paid for gas in the blocks after `from`, up to `to`. */
  async function gasOf(account: Address, from: bigint, to: bigint): Promise<bigint> {
    let paid = 0n;
    for (let number = from + 1n; number <= to; number++) {
      const { transactions } = await chain.getBlock({ blockNumber: number, includeTransactions: true });
      for (const { hash, from: sender } of transactions) {
        if (sender.toLowerCase() !== account.toLowerCase()) continue;
        const receipt = await chain.getTransactionReceipt({ hash });
        paid += receipt.gasUsed * receipt.effectiveGasPrice;
      }
    }
    return paid;
  }

  /** How accounts' native coin changed while something was done, the gas that each of them paid left aside. */
  async function flows<const Name extends string>(
    accounts: { [key in Name]: Address },
    act: () => Promise<void>,
  ): Promise<{ [key in Name]: bigint }> {
    const names = Object.keys(accounts) as Name[];
    const from = await chain.getBlockNumber();
    const before = await Promise.all(
      names.map((name) => chain.getBalance({ address: accounts[name], blockNumber: from })),
    );
    await act();
    const to = await chain.getBlockNumber();
    const moved = await Promise.all(
      names.map(async (name, i) => {
        const after = await chain.getBalance({ address: accounts[name], blockNumber: to });
        return [name, after - (before[i] ?? 0n) + (await gasOf(accounts[name], from, to))] as const;
      }),
    );
    return Object.fromEntries(moved) as { [key in Name]: bigint };
  }

  function dollarsOf(token: Address, account: Address): Promise<bigint> {
    return chain.readContract({ address: token, abi: erc20Abi, functionName: "balanceOf", args: [account] });
  }

  async function mintDollars(token: Address, account: Address, amount: bigint): Promise<void> {
    const data = encodeFunctionData({
      abi: [parseAbiItem("function mint(address to, uint256 amount)")],
      args: [account, amount],
    });
    const hash = await rpc<Hex>(rpcUrl, "eth_sendTransaction", [{ from: account, to: token, data }]);
    await chain.waitForTransactionReceipt({ hash });
  }

  /** Lets time pass on the chain, and a few blocks. */
  async function pass(seconds: number): Promise<void> {
    await rpc(rpcUrl, "evm_increaseTime", [seconds]);
    for (let i = 0; i < 4; i++) await rpc(rpcUrl, "evm_mine");
  }

  return { chain, flows, dollarsOf, mintDollars, pass };
}

export type Books = ReturnType<typeof openBooks>;
