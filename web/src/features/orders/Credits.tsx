import { useQuery } from "@tanstack/react-query";
import { Wallet } from "lucide-react";
import type { Address } from "viem";
import { ActionButton } from "../../action/ActionButton.tsx";
import { formatAmount } from "../../lib/money.ts";
import { useToken } from "../../market/tokens.ts";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { withdraw } from "./steps/actions.ts";
import { creditsOptions } from "./mine.ts";

/** Money of this account that could not be sent to it and waits to be taken. Nothing when there is none. */
export function Credits({ account, tokens = [] }: { account: Address; tokens?: readonly Address[] }) {
  const { data } = useQuery(creditsOptions(account, tokens));
  return data?.map(({ token, amount }) => <Credit key={token} account={account} address={token} amount={amount} />);
}

function Credit({ account, address, amount }: { account: Address; address: Address; amount: bigint }) {
  const token = useToken(address);
  if (!token) return null;
  const words = formatAmount(amount, token);
  return (
    <Notice
      title={`${words} could not be sent to you`}
      meaning="turn"
      icon={<Wallet aria-hidden />}
      action={
        <ActionButton action={withdraw(token, amount, account)} subject={`withdraw:${address}`} meaning="turn">
          Take {words}
        </ActionButton>
      }
    >
      Your wallet did not accept it at the time, so it waits for you in the escrow, as long as you like.
    </Notice>
  );
}
