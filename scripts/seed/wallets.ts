import {
  type Address,
  type Hex,
  type HDAccount,
  type PublicClient,
  type TransactionReceipt,
  createPublicClient,
  http,
  parseGwei,
} from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { TEST_MNEMONIC } from "../parameters.ts";

export type Call = { to: Address; data: Hex; value?: bigint };

export type Wallets = {
  chain: PublicClient;
  chainId: number;
  account: (index: number) => HDAccount;
  /** Sends a call and waits until it is in a block. Throws the contract's error when it is refused. */
  send: (from: HDAccount, call: Call) => Promise<TransactionReceipt>;
};

// Enough for the dearest call, a draw; what is not used costs nothing.
const GAS = 4_000_000n;

export async function openWallets(rpcUrl: string): Promise<Wallets> {
  const chain = createPublicClient({ transport: http(rpcUrl), pollingInterval: 20, cacheTime: 0 });
  const chainId = await chain.getChainId();
  const accounts = new Map<number, HDAccount>();
  const nonces = new Map<Address, Promise<number>>();

  function account(index: number): HDAccount {
    const known = accounts.get(index) ?? mnemonicToAccount(TEST_MNEMONIC, { addressIndex: index });
    accounts.set(index, known);
    return known;
  }

  function takeNonce(address: Address): Promise<number> {
    const nonce = nonces.get(address) ?? chain.getTransactionCount({ address });
    nonces.set(
      address,
      nonce.then((taken) => taken + 1),
    );
    return nonce;
  }

  async function send(from: HDAccount, call: Call): Promise<TransactionReceipt> {
    const serializedTransaction = await from.signTransaction({
      ...call,
      chainId,
      type: "eip1559",
      nonce: await takeNonce(from.address),
      gas: GAS,
      maxFeePerGas: parseGwei("4"),
      maxPriorityFeePerGas: 1n,
    });
    const hash = await chain.sendRawTransaction({ serializedTransaction });
    const receipt = await chain.waitForTransactionReceipt({ hash });
    if (receipt.status === "success") return receipt;
    // Asked again as a question, the chain says why.
    await chain.call({ account: from.address, ...call, blockNumber: receipt.blockNumber - 1n });
    throw new Error(`Transaction ${hash} failed, and would not have a block earlier`);
  }

  return { chain, chainId, account, send };
}
