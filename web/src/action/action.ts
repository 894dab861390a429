import {
  type Abi,
  type Address,
  type ContractEventArgs,
  type ContractEventName,
  type ContractFunctionArgs,
  type ContractFunctionName,
  encodeEventTopics,
  encodeFunctionData,
  type Hex,
} from "viem";
import type { Deed, Trace } from "./attempts/asked.ts";

type Writing = "nonpayable" | "payable";

export type ContractCall = {
  address: Address;
  abi: Abi;
  functionName: string;
  args: readonly unknown[];
  value?: bigint;
};

/** One on-chain verb: what is sent, and what the person reads before the wallet opens. */
export type Action = {
  request: ContractCall;
  summary: string;
  /** The log that it leaves when it succeeds, by which it is found, whatever became of the wallet, the page and the hash. */
  trace?: Trace;
  /** The contracts take it once only, so that asking again can't do it twice. What adds up is not. */
  once?: true;
  /** Tokens that the call takes from the sender. Exactly this much is allowed first, when it is not already. */
  spends?: { token: Address; amount: bigint; spender: Address };
};

/** Checks a call against its ABI where it is written down; `Action` itself is about any contract. */
export function call<
  const abi extends Abi,
  name extends ContractFunctionName<abi, Writing>,
  const args extends ContractFunctionArgs<abi, Writing, name>,
>(
  contract: { readonly address: Address; readonly abi: abi },
  functionName: name,
  args: args,
  value?: bigint,
): ContractCall {
  return { ...contract, abi: contract.abi, functionName, args: args as readonly unknown[], value };
}

/** The log of an event, by those of its indexed values that are known before. */
export function trace<const abi extends Abi, name extends ContractEventName<abi>>(
  contract: { readonly address: Address; readonly abi: abi },
  eventName: name,
  args: ContractEventArgs<abi, name>,
): Trace {
  const topics = encodeEventTopics({ abi: contract.abi as Abi, eventName, args } as never) as (
    Hex | null | undefined
  )[];
  return { address: contract.address, topics: topics.map((topic) => topic ?? null) };
}

export function deedOf({ address, abi, functionName, args, value = 0n }: ContractCall): Deed {
  return { to: address, data: encodeFunctionData({ abi, functionName, args }), value: String(value) };
}
