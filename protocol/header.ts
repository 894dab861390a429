import { fromRlp, type Hex, keccak256, toRlp } from "viem";

/**
 * A block as `eth_getBlockByNumber` answers it: everything still in hex. viem's formatted block will not do, because the
 * header has to be rebuilt byte for byte.
 */
export type RpcBlock = Readonly<Record<string, unknown>> & { readonly hash: Hex };

/** Fields of the header in the order of their encoding; those after `baseFeePerGas` came one fork after the other. */
const fields = [
  ["parentHash", "bytes"],
  ["sha3Uncles", "bytes"],
  ["miner", "bytes"],
  ["stateRoot", "bytes"],
  ["transactionsRoot", "bytes"],
  ["receiptsRoot", "bytes"],
  ["logsBloom", "bytes"],
  ["difficulty", "quantity"],
  ["number", "quantity"],
  ["gasLimit", "quantity"],
  ["gasUsed", "quantity"],
  ["timestamp", "quantity"],
  ["extraData", "bytes"],
  ["mixHash", "bytes"],
  ["nonce", "bytes"],
  ["baseFeePerGas", "quantity"],
  ["withdrawalsRoot", "bytes"],
  ["blobGasUsed", "quantity"],
  ["excessBlobGas", "quantity"],
  ["parentBeaconBlockRoot", "bytes"],
  ["requestsHash", "bytes"],
  ["blockAccessListHash", "bytes"],
] as const;

/** RLP of the block's header, which proves its mixHash to whoever knows its hash. Throws when the hash does not come out. */
export function headerRlp(block: RpcBlock): Hex {
  const present = fields.filter(([name]) => block[name] !== undefined && block[name] !== null);
  const rlp = toRlp(present.map(([name, kind]) => encode(block[name], kind, name)));
  if (keccak256(rlp) !== block.hash)
    throw new Error(`the header of block ${String(block.number)} does not hash to ${block.hash}`);
  return rlp;
}

/** The mixHash (prevrandao) in a header. */
export function mixHashOf(header: Hex): Hex {
  const value = fromRlp(header, "hex")[fields.findIndex(([name]) => name === "mixHash")];
  if (typeof value !== "string" || value.length !== 66) throw new TypeError("a header needs a mixHash of 32 bytes");
  return value as Hex;
}

function encode(value: unknown, kind: "bytes" | "quantity", name: string): Hex {
  if (typeof value !== "string" || !/^0x[0-9a-f]*$/i.test(value)) throw new TypeError(`${name} of a block must be hex`);
  if (kind === "bytes") return value as Hex;
  const digits = value.slice(2).replace(/^0+/, "");
  return `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`;
}
