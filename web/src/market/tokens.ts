import { useQuery } from "@tanstack/react-query";
import { type Address, erc20Abi, isAddressEqual, zeroAddress } from "viem";
import { symbolOf } from "./symbol.ts";
import { chain, publicClient } from "../services/chain.ts";
import { deployment } from "../services/contracts.ts";

export type TokenInfo = { address: Address; symbol: string; decimals: number; name: string };

export const nativeToken: TokenInfo = { address: zeroAddress, ...chain.nativeCurrency };

const testToken: TokenInfo | undefined =
  "TestToken" in deployment.contracts
    ? { address: deployment.contracts.TestToken, symbol: "tUSD", decimals: 6, name: "Test Dollar" }
    : undefined;

/** What a seller is offered to be paid in, the steady one first. */
export const offeredTokens: TokenInfo[] = testToken ? [testToken, nativeToken] : [nativeToken];

export function isNative(token: Address): boolean {
  return isAddressEqual(token, zeroAddress);
}

/** A token known without asking anybody. */
export function knownToken(address: string): TokenInfo | undefined {
  return offeredTokens.find((token) => token.address.toLowerCase() === address.toLowerCase());
}

/** What a token says of itself, as far as a stranger's token may be believed. */
export async function readToken(address: Address): Promise<TokenInfo> {
  const known = knownToken(address);
  if (known) return known;
  const contract = { address, abi: erc20Abi } as const;
  // Amounts cannot be written without the decimals; a token that has no words for itself can still be paid with.
  const [claimed, decimals] = await Promise.all([
    publicClient.readContract({ ...contract, functionName: "symbol" }).catch(() => ""),
    publicClient.readContract({ ...contract, functionName: "decimals" }),
  ]);
  const taken = offeredTokens.map(({ symbol }) => symbol);
  const symbol = symbolOf(claimed, address, taken);
  return { address, symbol, decimals, name: symbol };
}

export function useToken(address: Address | undefined): TokenInfo | undefined {
  const known = address && knownToken(address);
  const { data } = useQuery({
    queryKey: ["token", address],
    queryFn: () => readToken(address ?? zeroAddress),
    enabled: Boolean(address) && !known,
    staleTime: Infinity,
  });
  return known ?? data;
}

export async function balanceOf(token: Address, account: Address): Promise<bigint> {
  if (isNative(token)) return publicClient.getBalance({ address: account });
  return publicClient.readContract({ address: token, abi: erc20Abi, functionName: "balanceOf", args: [account] });
}

export async function allowanceOf(token: Address, owner: Address, spender: Address): Promise<bigint> {
  return publicClient.readContract({
    address: token,
    abi: erc20Abi,
    functionName: "allowance",
    args: [owner, spender],
  });
}
