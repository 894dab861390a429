import { useQuery } from "@tanstack/react-query";
import { listingId } from "../../../../protocol/ids.ts";
import { judgeOptions } from "../../features/disputes/queries.ts";
import { termsInWords } from "../../features/disputes/file/termsInWords.ts";
import type { Shown } from "../../features/orders/useSituation.ts";
import { formatAmount } from "../../lib/money.ts";
import { count, shortHex } from "../../lib/text.ts";
import { spanOf } from "../../lib/time.ts";
import { useChosen, useNaming } from "../../market/orders/chosen.ts";
import { nativeToken } from "../../market/tokens.ts";
import { CopyButton } from "../../ui/actions/CopyButton.tsx";
import { Details } from "../../ui/page/Details.tsx";
import { type Fact, Facts } from "../../ui/page/Facts.tsx";

/** What both sides agreed to, a dispute included, in words; the hashes for those who want them. */
export function Papers({ shown: { orderId, situation, token } }: { shown: Shown }) {
  const { order } = situation;
  const chosen = useChosen(order);
  const naming = useNaming(order);
  const { data: judge } = useQuery(judgeOptions(order));
  const dispute: Fact[] = [
    ...(judge
      ? [
          {
            label: "A dispute costs",
            hint: "Each side; the winner gets it back",
            value: formatAmount(judge.cost, nativeToken),
          },
          { label: "To answer one", value: spanOf(judge.answerWindow) },
        ]
      : []),
    ...(judge?.config
      ? [
          {
            label: "Judged by",
            value: count(judge.config.seats, "stranger drawn at random", "strangers drawn at random"),
          },
        ]
      : []),
    {
      label: "To be judged within",
      hint: "Or else each side gets half",
      value: spanOf(order.terms.rulingWindow),
    },
  ];
  return (
    <section aria-labelledby="terms" className="flex flex-col gap-1">
      <h2 id="terms" className="text-title">
        What was agreed
      </h2>
      <Facts facts={[...termsInWords(order, token, situation.now, { chosen, naming }), ...dispute]} />
      <Details summary="Numbers on the chain">
        <Facts
          facts={[
            { label: "Order", value: <Hash value={orderId} what="order id" /> },
            { label: "Listing", value: <Hash value={listingId(order.terms)} what="listing id" /> },
            { label: "Token", value: <Hash value={order.terms.token} what="token address" /> },
            { label: "Arbitrator", value: <Hash value={order.terms.arbitrator} what="arbitrator address" /> },
          ]}
        />
      </Details>
    </section>
  );
}

function Hash({ value, what }: { value: string; what: string }) {
  return (
    <span className="-my-2.5 inline-flex items-center font-mono text-fine" title={value}>
      {shortHex(value)}
      <CopyButton text={value} what={what} />
    </span>
  );
}
