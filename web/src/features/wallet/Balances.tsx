import { useQuery } from "@tanstack/react-query";
import type { Address as AccountAddress } from "viem";
import { formatAmount } from "../../lib/money.ts";
import { Skeleton } from "../../ui/feedback/Skeleton.tsx";
import { Address } from "../../ui/people/Address.tsx";
import { balancesOptions } from "./queries.ts";

/** What the account holds of the tokens of this market. */
export function Balances({ account }: { account: AccountAddress }) {
  const { data, isError } = useQuery(balancesOptions(account));
  return (
    <span className="flex flex-col gap-1">
      <Address address={account} />
      {isError && <span>The chain does not answer, so the balance is not known.</span>}
      {!data && !isError && <Skeleton className="h-10 w-32" />}
      {data?.map(({ token, amount }) => (
        <span key={token.address} className="text-ink tabular-nums">
          {formatAmount(amount, token, { maxDigits: 4 })}
        </span>
      ))}
    </span>
  );
}
