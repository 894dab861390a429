import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Address } from "viem";
import { readProfile } from "../../services/ceramic.ts";
import { balanceOf, offeredTokens } from "../../market/tokens.ts";

/** The name an account gives itself, for the account's own eyes. */
export function useOwnName(account: Address): string | undefined {
  const { data } = useQuery({
    queryKey: ["profile", account.toLowerCase()],
    queryFn: ({ signal }) => readProfile(account, signal),
    staleTime: 60_000,
    retry: false,
  });
  return data?.name;
}

export function balancesOptions(account: Address) {
  return queryOptions({
    queryKey: ["balances", account],
    queryFn: () =>
      Promise.all(offeredTokens.map(async (token) => ({ token, amount: await balanceOf(token.address, account) }))),
    staleTime: 5_000,
  });
}
