import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Credits } from "../../features/orders/Credits.tsx";
import { DeliveryNote } from "../../features/orders/steps/DeliveryNote.tsx";
import { hasNote } from "../../features/orders/steps/fulfilment.ts";
import { moneyAt, type Names } from "../../features/orders/moneyAt.ts";
import { movedBy, storyOf } from "../../features/orders/story.ts";
import { Story } from "../../features/orders/Story.tsx";
import type { Shown } from "../../features/orders/useSituation.ts";
import { worstCaseOf } from "../../features/orders/buying/worstCaseSentence.ts";
import { usePerson } from "../../features/profile/queries.ts";
import { titleAndPhotoOptions, happeningsOptions } from "../../market/orders/order.ts";
import { settledOptions } from "../../market/orders/settled.ts";
import { nothingSettled } from "../../market/orders/waiting.ts";
import { nativeToken } from "../../market/tokens.ts";
import { SkeletonText } from "../../ui/feedback/Skeleton.tsx";
import { MoneyLine } from "../../ui/money/MoneyLine.tsx";
import { Page } from "../../ui/page/Page.tsx";
import { Head } from "./Head.tsx";
import { More } from "./More.tsx";
import { Settlements } from "./Settlements.tsx";
import { Papers } from "./Papers.tsx";
import { Parties } from "./Parties.tsx";
import { Thing } from "./Thing.tsx";
import { WhereItWent } from "./WhereItWent.tsx";
import { Part } from "../../ui/feedback/Part.tsx";
import { quotedLine } from "../../lib/quoted.ts";
import { suspicionOf } from "../../lib/lookalike.ts";

type OrderViewProps = {
  shown: Shown;
  /** A split that came with the link. */
  offerText: string | undefined;
  /** Below the timeline of an order that is over: what both sides say of each other. */
  reviews?: ReactNode;
};

/** One order: who must act by when and the one button; what happened; where the money is; the papers. */
export function OrderView({ shown, offerText, reviews }: OrderViewProps) {
  const { orderId, situation, token, me } = shown;
  const { order, side, now } = situation;
  const cover = useQuery(titleAndPhotoOptions(order.terms.metadata));
  const happenings = useQuery(happeningsOptions(orderId));
  const names = useNames(shown);
  const moved = movedBy(happenings.data ?? []);
  const { data: settled = nothingSettled } = useQuery(settledOptions(orderId, order, moved, situation.outcome));
  const worst = worstCaseOf(situation, token, nativeToken);
  const fulfilment = happenings.data?.findLast(({ type }) => type === "shipped")?.fulfilment;

  return (
    <Page title={quotedLine(cover.data?.title, "Order")} className="flex flex-col gap-8 py-6 md:gap-10 md:py-10">
      <Part what="What the order is about" of={cover.data}>
        <Thing order={order} cover={cover.data} side={side} now={now} />
      </Part>
      <Head shown={shown} moved={moved} settled={settled} known={happenings.data !== undefined} />
      {me && side && <Credits account={me} tokens={[order.terms.token]} />}
      <Settlements shown={shown} offerText={offerText} />
      <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-10">
          <section aria-labelledby="money" className="flex flex-col gap-6">
            <h2 id="money" className="text-title">
              Where the money is
            </h2>
            <MoneyLine {...moneyAt(situation, moved, names, token, settled.waiting)} now={now} />
            {worst && (
              <p className="max-w-text border-s-2 border-edge ps-4">
                {worst}{" "}
                {now <= situation.deadline && (
                  <span className="text-quiet">Anyone can press the button then, and nobody can stop it.</span>
                )}
              </p>
            )}
          </section>
          <section aria-labelledby="story" className="flex flex-col gap-5">
            <h2 id="story" className="text-title">
              What happened
            </h2>
            {happenings.data ? (
              <Story chapters={storyOf(happenings.data, situation, token)} now={now} />
            ) : (
              <SkeletonText lines={6} className="max-w-text" />
            )}
          </section>
          {hasNote(fulfilment) && side && <DeliveryNote orderId={orderId} fulfilment={fulfilment} side={side} />}
          <Part what="The reviews" of={reviews}>
            {reviews}
          </Part>
          <More shown={shown} />
        </div>
        <aside className="flex min-w-0 flex-col gap-10">
          <WhereItWent shown={shown} moved={moved} settled={settled} />
          <Part what="Who it is between" of={order}>
            <Parties order={order} me={me} />
          </Part>
          <Papers shown={shown} />
        </aside>
      </div>
    </Page>
  );
}

/** "You" for oneself, the profile's name for the other, or the role. */
function useNames({ situation: { order, side } }: Shown): Names {
  const [buyer, seller] = [usePerson(order.buyer), usePerson(order.terms.seller)];
  return {
    buyer: side === "buyer" ? "You" : nameInLine(buyer, "The buyer"),
    seller: side === "seller" ? "You" : nameInLine(seller, "The seller"),
  };
}

/** Within a sentence there is no room for an address: who could be taken for somebody else goes by their role. */
function nameInLine({ name, others }: ReturnType<typeof usePerson>, role: string): string {
  const line = quotedLine(name, role);
  return line === "You" || (name !== undefined && suspicionOf(name, others)) ? role : line;
}
