import { secp256k1 } from "@noble/curves/secp256k1";
import {
  createPublicClient,
  hashMessage,
  hashTypedData,
  type Hash,
  type Hex,
  http,
  keccak256,
  numberToHex,
  toHex,
  type TypedDataDefinition,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { rpc } from "../../../scripts/stack/rpc.ts";

/** What a page wants to be sent. */
export type Wish = { to?: Hex; data?: Hex; value?: Hex; gas?: Hex };

export type Signed = { raw: Hex; hash: Hash; nonce: number; shown: Record<string, unknown> };

type Manner = { nonce?: number; dearer?: boolean };

function typedDataOf(text: unknown): TypedDataDefinition {
  const { types, ...rest } = JSON.parse(text as string) as TypedDataDefinition;
  const { EIP712Domain: _domain, ...own } = types as Record<string, unknown>;
  return { ...rest, types: own } as TypedDataDefinition;
}

/** A real key, and what it signs for the real chain. */
export function openKeys(rpcUrl: string, key: Hex) {
  const account = privateKeyToAccount(key);
  const chain = createPublicClient({ transport: http(rpcUrl), cacheTime: 0 });

  async function sign(wish: Wish, { nonce, dearer = false }: Manner = {}): Promise<Signed> {
    const value = BigInt(wish.value ?? 0);
    const [chainId, fees, next, gas] = await Promise.all([
      chain.getChainId(),
      chain.estimateFeesPerGas(),
      nonce ?? chain.getTransactionCount({ address: account.address, blockTag: "pending" }),
      wish.gas ? BigInt(wish.gas) : chain.estimateGas({ account, to: wish.to, data: wish.data, value }),
    ]);
    const times = dearer ? 4n : 2n;
    const fee = {
      maxFeePerGas: fees.maxFeePerGas * times,
      maxPriorityFeePerGas: (fees.maxPriorityFeePerGas || 1n) * times,
    };
    const raw = await account.signTransaction({
      ...fee,
      type: "eip1559",
      chainId,
      nonce: next,
      gas,
      value,
      to: wish.to,
      data: wish.data,
    });
    const hash = keccak256(raw);
    const shown = {
      hash,
      // As nodes write it.
      from: account.address.toLowerCase(),
      to: wish.to ?? null,
      input: wish.data ?? "0x",
      value: numberToHex(value),
      nonce: numberToHex(next),
      gas: numberToHex(gas),
      gasPrice: numberToHex(fee.maxFeePerGas),
      maxFeePerGas: numberToHex(fee.maxFeePerGas),
      maxPriorityFeePerGas: numberToHex(fee.maxPriorityFeePerGas),
      type: "0x2",
      chainId: numberToHex(chainId),
      accessList: [],
      blockHash: null,
      blockNumber: null,
      transactionIndex: null,
      ...{ v: "0x0", yParity: "0x0", r: toHex(1n, { size: 32 }), s: toHex(1n, { size: 32 }) },
    };
    return { raw, hash, nonce: next, shown };
  }

  const broadcast = (raw: Hex) => rpc<Hash>(rpcUrl, "eth_sendRawTransaction", [raw]);

  /** The well-behaved answer to a request for a signature. */
  function signText(method: string, params: readonly unknown[]): Promise<Hex> {
    return method === "personal_sign"
      ? account.signMessage({ message: { raw: params[0] as Hex } })
      : account.signTypedData(typedDataOf(params[1]));
  }

  async function signAnew(method: string, params: readonly unknown[]): Promise<Hex> {
    const hash =
      method === "personal_sign" ? hashMessage({ raw: params[0] as Hex }) : hashTypedData(typedDataOf(params[1]));
    const made = secp256k1.sign(hash.slice(2), key.slice(2), { lowS: true, extraEntropy: true });
    return `0x${made.toCompactHex()}${(27 + made.recovery).toString(16)}`;
  }

  return { account, sign, broadcast, signText, signAnew };
}

export type Keys = ReturnType<typeof openKeys>;
