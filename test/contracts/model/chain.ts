import { network } from "hardhat";
import {
  type Abi,
  type Address,
  type Hex,
  decodeErrorResult,
  decodeEventLog,
  decodeFunctionResult,
  encodeFunctionData,
  toHex,
} from "viem";
import { privateKeyToAddress } from "viem/accounts";
import { NATIVE } from "#protocol/terms.ts";
import { readPermit2 } from "../../../scripts/stack/permit2.ts";
import { permit2Abi } from "./escrow/permit2.ts";
import { type Call, endless, type Event, type Places, wealth } from "./world.ts";

/** No price for gas, so that a balance changes by what was paid and by nothing else; and seconds in which much happens. */
export const connection = await network.create({
  override: { initialBaseFeePerGas: 0n, allowBlocksWithSameTimestamp: true, initialDate: "2027-01-01T00:00:00Z" },
});
const { ethers, provider } = connection;

export const feeFloorDelay = 7 * 86_400;

export const keys = [11n, 12n, 13n, 14n].map((key) => toHex(key, { size: 32 }));
/** Enough for every honest call, and for whoever has to go on after a burner has burned 63 of 64 parts of it. */
const gas = toHex(7_000_000);

export type Chain = Awaited<ReturnType<typeof deployed>>;
type Refused = { refused: { name: string; values: readonly unknown[] } };
type Answer = Refused | { events: Event[] };

/** What is said at deployment, by a string too long, to a re-entrant caller, or to whoever gives too little gas. */
const strange = /^(MetaEvidence|EIP712|Ownership|Ownable|InvalidShortString|StringTooLong|Reentrancy|NotEnoughGas)/;

const request = (method: string, params: unknown[]) => provider.request({ method, params });

async function contract(name: string, args: unknown[] = [], libraries: Record<string, Address> = {}) {
  const made = await ethers.deployContract(name, args, { libraries });
  return { address: (await made.getAddress()) as Address, abi: JSON.parse(made.interface.formatJson()) as Abi };
}

/** A market with its people, all of them rich, two tokens and two arbitrators. */
export async function deployed() {
  const [owner, stranger, treasury, board] = (await ethers.getSigners()).map(({ address }) => address as Address);
  if (!owner || !stranger || !treasury || !board) throw new Error("The chain has no accounts.");
  const disputes = await contract("Disputes");
  const annex = await contract("Annex");
  const nonce = await ethers.provider.getTransactionCount(owner);
  const escrowAddress = ethers.getCreateAddress({ from: owner, nonce: nonce + 1 });
  const registry = await contract("ListingRegistry", [owner, escrowAddress, NATIVE, 0, feeFloorDelay]);
  const reputationAddress = ethers.getCreateAddress({ from: owner, nonce: nonce + 2 });
  // One for each walk: it keeps who has used which nonce.
  const permit2 = { address: ethers.getCreateAddress({ from: escrowAddress, nonce: 1 }) as Address, abi: permit2Abi };
  await request("hardhat_setCode", [permit2.address, await readPermit2()]);
  const elsewhere = { treasury, board, reputation: reputationAddress, permit2: permit2.address };
  const libraries = { Disputes: disputes.address, Annex: annex.address };
  const escrow = await contract("Escrow", [{ registry: registry.address, ...elsewhere }, ""], libraries);
  const reputation = await contract("Reputation", [escrow.address, owner, 0, 0, 0, [], []]);
  const worstCase = await contract("WorstCase", [escrow.address]);
  const [dollar, odd] = [await contract("TestToken"), await contract("OddToken")];
  const people = keys.map((key) => privateKeyToAddress(key));
  const members = [people[0]!, people[1]!];
  const parties = [await contract("ContractParty", [members[0]]), await contract("ContractParty", [members[1]])];
  const arbitrators = [await contract("ScriptedArbitrator", [0n]), await contract("ScriptedArbitrator", [0n])];
  const places: Places = {
    chainId: Number(await request("eth_chainId", [])),
    ...{ escrow: escrow.address, registry: registry.address, treasury, board, owner, stranger, people },
    permit2: permit2.address,
    parties: parties.map(({ address }, i) => ({ address, owner: members[i]! })),
    ...{ dollar: dollar.address, odd: odd.address, arbitrators: arbitrators.map(({ address }) => address) },
  };
  const contracts = new Map<Address, Abi>(
    [registry, escrow, permit2, worstCase, dollar, odd, ...parties, ...arbitrators].map((made) => [
      made.address,
      made.abi,
    ]),
  );
  const abiOf = (address: Address) => contracts.get(address)!;
  const errors = [...registry.abi, ...escrow.abi].filter(({ type }) => type === "error");
  const accounts = [
    owner,
    stranger,
    treasury,
    board,
    ...people,
    ...parties,
    ...arbitrators,
    escrow,
    registry,
    permit2,
    dollar,
    odd,
    NATIVE,
  ].map((account) => (typeof account === "string" ? account : account.address) as Address);

  /** Sends, whoever it is, and waits until it is done. */
  async function send({ from, value }: Call, to: Address, name: string, args: readonly unknown[]): Promise<Answer> {
    const data = name === "receive" ? "0x" : encodeFunctionData({ abi: abiOf(to), functionName: name, args });
    try {
      await request("eth_sendTransaction", [{ from, to, data, gas, gasPrice: "0x0", value: toHex(value) }]);
    } catch (error) {
      return { refused: readError(error) };
    }
    return { events: await events() };
  }

  function readError(error: unknown) {
    const data = (error as { data?: Hex | { data?: Hex } }).data;
    const bytes = typeof data === "object" ? data.data : data;
    if (bytes === undefined) throw error;
    if (bytes === "0x") return { name: "", values: [] };
    const { errorName, args } = decodeErrorResult({
      abi: [...errors, ...permit2Abi, ...dollar.abi, ...reputation.abi],
      data: bytes,
    });
    return { name: errorName, values: args ?? [] };
  }

  const speakers = [escrow, registry, reputation];
  async function events(): Promise<Event[]> {
    const logs = (await request("eth_getLogs", [
      { fromBlock: "latest", toBlock: "latest", address: speakers.map(({ address }) => address) },
    ])) as { address: Hex; topics: [Hex, ...Hex[]]; data: Hex }[];
    return logs.map(({ address, topics, data }) => {
      const { abi } = speakers.find((one) => one.address.toLowerCase() === address)!;
      const { eventName, args } = decodeEventLog({ abi, topics, data });
      return { name: eventName!, args: args as unknown as Record<string, unknown> };
    });
  }

  async function read<T>(to: Address, name: string, args: readonly unknown[] = []): Promise<T> {
    const data = encodeFunctionData({ abi: abiOf(to), functionName: name, args });
    const answer = (await request("eth_call", [{ to, data }, "latest"])) as Hex;
    return decodeFunctionResult({ abi: abiOf(to), functionName: name, args, data: answer }) as T;
  }

  /** The same for what may be refused. */
  async function ask<T>(to: Address, name: string, args: readonly unknown[]): Promise<Refused | { value: T }> {
    try {
      return { value: await read<T>(to, name, args) };
    } catch (error) {
      return { refused: readError(error) };
    }
  }

  const coinsOf = async (account: Address) => BigInt((await request("eth_getBalance", [account, "latest"])) as Hex);
  const setClock = (now: number) => request("evm_setNextBlockTimestamp", [now]);
  const now = async () =>
    Number(((await request("eth_getBlockByNumber", ["latest", false])) as { timestamp: Hex }).timestamp);

  const isPayable = (to: Address, name: string) =>
    abiOf(to).some((part) =>
      part.type === "function" ? part.name === name && part.stateMutability === "payable" : part.type === name,
    );

  for (const account of accounts) {
    await request("hardhat_impersonateAccount", [account]);
    await request("hardhat_setBalance", [account, toHex(account === escrow.address ? 0n : wealth)]);
  }
  const rich = [...people, ...parties.map(({ address }) => address), stranger, board];
  for (const from of rich) {
    for (const token of [dollar.address, odd.address]) {
      await send({ from, value: 0n }, token, "mint", [from, wealth]);
      // One has not allowed anything.
      if (from === people[3]) continue;
      for (const spender of [escrow.address, permit2.address])
        await send({ from, value: 0n }, token, "approve", [spender, endless]);
    }
  }
  const callback = encodeFunctionData({ abi: escrow.abi, functionName: "sweep", args: [[]] });
  for (const to of [odd.address, ...places.arbitrators])
    await send({ from: owner, value: 0n }, to, "setCallback", [callback]);

  /** Errors of the two contracts and of Permit2, and of nobody else: a string or a guard of OpenZeppelin's is not to be met. */
  const own = (names: Abi, type: "error" | "event") =>
    names.flatMap((part) => (part.type === type && !strange.test(part.name) ? [part.name] : []));
  const errorNames = [...new Set(own([...errors, ...permit2Abi], "error"))];
  /** What changes anything, but for what makes somebody else the owner. */
  const verbNames = [...registry.abi, ...escrow.abi]
    .flatMap((part) =>
      part.type === "function" && part.stateMutability !== "view" && part.stateMutability !== "pure" ? [part.name] : [],
    )
    .filter((name) => !/ownership/i.test(name));
  const eventNames = [...new Set(own([...registry.abi, ...escrow.abi], "event"))];
  return {
    ...{ places, accounts, rich, worstCase: worstCase.address, errorNames, eventNames, verbNames },
    ...{ send, read, ask, coinsOf, setClock, now, isPayable, request },
  };
}
