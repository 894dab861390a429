import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Handshake } from "lucide-react";
import { useEffect } from "react";
import { payout } from "../../../../../protocol/money.ts";
import { releasedOf } from "../../../../../protocol/settlement.ts";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { formatAmount } from "../../../lib/money.ts";
import { paths } from "../../../paths/paths.ts";
import { whenOf } from "../../../lib/time.ts";
import { CopyButton } from "../../../ui/actions/CopyButton.tsx";
import { Notice } from "../../../ui/feedback/Notice.tsx";
import { Card } from "../../../ui/page/Card.tsx";
import { cancelSettlement, settle } from "../steps/actions.ts";
import { type SignedSettlement, problemOf, writeSettlement } from "./settlement.ts";
import { keepSettlement, settlementOptions } from "./keptSettlements.ts";
import { Shares } from "../Shares.tsx";
import type { Shown } from "../useSituation.ts";

const problems = {
  over: "The order is over, so nothing is left to divide.",
  expired: "Its time has run out. Ask for a new one.",
  tooMuch: "Part of the money has been paid out since. Ask for a new one.",
  cancelled: "It has been taken back by whoever made it.",
  unsigned: "Neither side of this order has signed it. Don’t trust who sent it.",
} as const;

type SettlementCardProps = {
  shown: Shown;
  offer: SignedSettlement;
  /** It came with the link, so the reader wants to know even why it can't be accepted. */
  asked: boolean;
};

/** A signed split: for the one who made it to hand over, for the other to accept. */
export function SettlementCard({ shown, offer, asked }: SettlementCardProps) {
  const { situation, token } = shown;
  const { order, held, side, now } = situation;
  const { data } = useQuery(settlementOptions(order, offer));
  const signed = data !== undefined && data.by !== null;
  useEffect(() => {
    if (signed) keepSettlement(offer);
  }, [signed, offer]);

  if (!data) return null;
  const problem = data.by === null ? "unsigned" : data.cancelled ? "cancelled" : problemOf(offer, situation);
  // Accepted: the order's headline says so, and that nothing is left to divide is no trouble any more.
  if (problem === "over" && situation.outcome === "settled") return null;
  if (problem) {
    return asked ? <Notice title="This offer can’t be accepted">{problems[problem]}</Notice> : null;
  }
  const mine = data.by === side;
  const { sellerAmount, deadline } = offer.settlement;
  const split = payout(order, held, sellerAmount - releasedOf(order, held));
  const maker = mine ? "You offer" : `The ${data.by} offers`;
  return (
    <Card aria-label={`${maker} a split`} className="flex flex-col gap-4">
      <h2 className="flex items-center gap-2 text-title">
        <Handshake className="size-5" aria-hidden />
        {maker} a split
      </h2>
      <Shares payout={split} token={token} side={side} />
      <p className="text-quiet">It holds until {whenOf(deadline, now)}.</p>
      {mine ? (
        <HandOver shown={shown} offer={offer} />
      ) : (
        side && (
          <ActionButton
            action={settle(order, held, offer.settlement, offer.signature, token)}
            subject={`${shown.orderId}:settle`}
            meaning={side === "buyer" ? "returned" : "paid"}
          >
            Accept: you get {formatAmount(side === "buyer" ? split.toBuyer : split.toSeller, token)}
          </ActionButton>
        )
      )}
    </Card>
  );
}

function HandOver({ shown: { orderId }, offer }: { shown: Shown; offer: SignedSettlement }) {
  const router = useRouter();
  const { href } = router.buildLocation(paths.order(orderId, writeSettlement(offer)));
  const link = new URL(href, window.location.origin).href;
  return (
    <>
      <div className="flex flex-col gap-1">
        <p className="max-w-text">
          Send this link to the other side. Whoever opens it can read the offer; only they can accept it.
        </p>
        <p className="flex items-center gap-2 rounded-control bg-sunk ps-3">
          <span className="min-w-0 flex-1 truncate font-mono text-fine">{link}</span>
          <CopyButton text={link} what="link to the offer" />
        </p>
      </div>
      <ActionButton
        action={cancelSettlement(offer.settlement.nonce)}
        subject={`offer:${offer.settlement.nonce}`}
        variant="quiet"
      >
        Take the offer back
      </ActionButton>
    </>
  );
}
