import {
  type Abi,
  type Address,
  createPublicClient,
  encodeFunctionData,
  erc20Abi,
  type Hex,
  http,
  numberToHex,
} from "viem";
import { testTokenAbi } from "#protocol/generated/abi.ts";
import { rpc } from "../../../scripts/stack/rpc.ts";

type Call = { address: Address; abi: Abi; functionName: string; args?: readonly unknown[]; value?: bigint };

/** What the chain says of everybody's money, to the wei. */
export function openBooks(rpcUrl: string) {
  const chain = createPublicClient({ transport: http(rpcUrl), cacheTime: 0 });

  /** What each account has paid for gas in the blocks after `from`, up to `to`. */
  async function gasIn(from: bigint, to: bigint): Promise<(account: Address) => bigint> {
    const paid = new Map<string, bigint>();
    for (let number = from + 1n; number <= to; number++) {
      const { transactions } = await chain.getBlock({ blockNumber: number, includeTransactions: true });
      for (const { hash, from: sender } of transactions) {
        const receipt = await chain.getTransactionReceipt({ hash });
        const account = sender.toLowerCase();
        paid.set(account, (paid.get(account) ?? 0n) + receipt.gasUsed * receipt.effectiveGasPrice);
      }
    }
    return (account) => paid.get(account.toLowerCase()) ?? 0n;
  }

  function balances(accounts: readonly Address[], blockNumber: bigint): Promise<bigint[]> {
    return Promise.all(accounts.map((address) => chain.getBalance({ address, blockNumber })));
  }

  /** Remembers what accounts hold; asked later, says how their native coin has changed, the gas that each paid left aside. */
  async function watch<const Name extends string>(accounts: { [key in Name]: Address }) {
    const names = Object.keys(accounts) as Name[];
    const addresses = names.map((name) => accounts[name]);
    const from = await chain.getBlockNumber();
    const before = await balances(addresses, from);
    return async () => {
      const to = await chain.getBlockNumber();
      const [after, gas] = await Promise.all([balances(addresses, to), gasIn(from, to)]);
      const moved = names.map((name, i) => [name, (after[i] ?? 0n) - (before[i] ?? 0n) + gas(accounts[name])]);
      return Object.fromEntries(moved) as { [key in Name]: bigint };
    };
  }

  /** How accounts' native coin changed while something was done. */
  async function flows<const Name extends string>(accounts: { [key in Name]: Address }, act: () => Promise<void>) {
    const moved = await watch(accounts);
    await act();
    return moved();
  }

  /** A transaction of somebody who needs no screen, in a block; throws when the contract refuses it. */
  async function send(from: Address, { address, value = 0n, ...call }: Call): Promise<void> {
    const transaction = { from, to: address, data: encodeFunctionData(call), value: numberToHex(value) };
    const hash = await rpc<Hex>(rpcUrl, "eth_sendTransaction", [transaction]);
    const { status } = await chain.waitForTransactionReceipt({ hash, pollingInterval: 50 });
    if (status !== "success") throw new Error(`${call.functionName} of ${from} was refused`);
  }

  function dollarsOf(token: Address, account: Address): Promise<bigint> {
    return chain.readContract({ address: token, abi: erc20Abi, functionName: "balanceOf", args: [account] });
  }

  async function mintDollars(token: Address, account: Address, amount: bigint): Promise<void> {
    await send(account, { address: token, abi: testTokenAbi, functionName: "mint", args: [account, amount] });
  }

  /** Lets time pass on the chain, and a few blocks. */
  async function pass(seconds: number): Promise<void> {
    await rpc(rpcUrl, "evm_increaseTime", [seconds]);
    for (let i = 0; i < 4; i++) await rpc(rpcUrl, "evm_mine");
  }

  return { chain, watch, flows, send, dollarsOf, mintDollars, pass };
}

export type Books = ReturnType<typeof openBooks>;
