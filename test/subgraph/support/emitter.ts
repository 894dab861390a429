import {
  type Abi,
  type AbiEvent,
  type AbiParameter,
  type Address,
  type Hex,
  concatHex,
  encodeAbiParameters,
  encodeEventTopics,
  getAbiItem,
  numberToHex,
} from "viem";
import {
  arbitrationCourtAbi,
  arbitratorPoolAbi,
  escrowAbi,
  feeScheduleAbi,
  itemPassportAbi,
  listingRegistryAbi,
  membershipAbi,
  promotionsAbi,
  protectionPoolAbi,
  reputationAbi,
  requestBoardAbi,
  sellerBondsAbi,
  verificationRegistryAbi,
} from "#protocol/generated/abi.ts";
import { rpc } from "../../../scripts/stack/rpc.ts";

const abis = {
  ListingRegistry: listingRegistryAbi,
  Escrow: escrowAbi,
  ArbitratorPool: arbitratorPoolAbi,
  ArbitrationCourt: arbitrationCourtAbi,
  Reputation: reputationAbi,
  RequestBoard: requestBoardAbi,
  ItemPassport: itemPassportAbi,
  ProtectionPool: protectionPoolAbi,
  Membership: membershipAbi,
  FeeSchedule: feeScheduleAbi,
  Promotions: promotionsAbi,
  SellerBonds: sellerBondsAbi,
  VerificationRegistry: verificationRegistryAbi,
} as const;

export type ContractName = keyof typeof abis;
export type Addresses = Record<ContractName, Address>;
export type Mined = { timestamp: number; block: number; tx: Hex; logIndex: number };

/**
 * Code that emits the log it is called with: a byte with the number of topics, the topics, the data. Put at a contract's
 * address it says whatever that contract could say, and what it never should.
 */
const emitterCode = concatHex([
  "0x60003560f81c", // number of topics
  "0x8060051b600101", // where the data begins
  "0x8036038091600037", // the data, to memory
  "0x606135604135602135600135", // four topics, the first on top; those that are too many are ignored
  "0x846000", // size and place of the data
  "0x87600302602c0156", // on to the one of the five that fits
  "0x5ba000",
  "0x5ba100",
  "0x5ba200",
  "0x5ba300",
  "0x5ba400",
]);

export async function placeEmitters(chain: string, addresses: Addresses): Promise<void> {
  for (const address of Object.values(addresses)) await rpc(chain, "anvil_setCode", [address, emitterCode]);
}

function encodeLog(abi: Abi, eventName: string, args: Record<string, unknown>): Hex {
  const event = getAbiItem({ abi, name: eventName }) as AbiEvent | undefined;
  if (event?.type !== "event") throw new Error(`There is no event ${eventName}`);
  const missing = event.inputs.find(({ name }) => args[name ?? ""] === undefined);
  if (missing) throw new Error(`${eventName} needs ${missing.name}`);
  const topics = encodeEventTopics({ abi: [event], eventName, args }) as Hex[];
  const plain = event.inputs.filter(({ indexed }) => !indexed) as AbiParameter[];
  const data = encodeAbiParameters(
    plain,
    plain.map(({ name }) => args[name ?? ""]),
  );
  return concatHex([numberToHex(topics.length, { size: 1 }), ...topics, data]);
}

type Receipt = { blockNumber: Hex; transactionHash: Hex; status: Hex; logs: { logIndex: Hex }[] };

/** Makes a contract's address emit an event, in a transaction of `from`. */
export async function emit(
  chain: string,
  { address, contract, event, args, from }: Emission & { address: Address },
): Promise<Mined> {
  const data = encodeLog(abis[contract], event, args);
  const tx = await rpc<Hex>(chain, "eth_sendTransaction", [{ from, to: address, data, gas: "0x100000" }]);
  let receipt: Receipt | null = null;
  while (!receipt) receipt = await rpc<Receipt | null>(chain, "eth_getTransactionReceipt", [tx]);
  if (receipt.status !== "0x1") throw new Error(`${event} was not emitted`);
  const block = await rpc<{ timestamp: Hex }>(chain, "eth_getBlockByNumber", [receipt.blockNumber, false]);
  return {
    timestamp: Number(block.timestamp),
    block: Number(receipt.blockNumber),
    tx,
    logIndex: Number(receipt.logs[0]?.logIndex),
  };
}

export type Emission = { contract: ContractName; event: string; args: Record<string, unknown>; from: Address };
