import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import type { Hex } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import { costWords, misfitOf } from "../../market/courts/judging.ts";
import { judgeOptions } from "../../features/disputes/queries.ts";
import { longestTime } from "../../features/disputes/file/schedule.ts";
import { Cautions } from "../../features/orders/buying/Cautions.tsx";
import { cautionsOf } from "../../features/orders/buying/cautions.ts";
import { leftOf, orderOf, type Sale, saleStateOf } from "../../features/orders/buying/purchase.ts";
import { anotherNote, boughtOptions, buySubject, knownIn, wantAnother } from "../../features/orders/buying/bought.ts";
import { toldFirst } from "../../features/orders/buying/identity.ts";
import { QuantityField } from "../../features/orders/buying/QuantityField.tsx";
import { networkFeeOptions } from "../../features/orders/buying/sale.ts";
import { Sum } from "../../features/orders/Sum.tsx";
import { nameOf } from "../../market/listings/choices.ts";
import { OptionPicker } from "../../features/orders/buying/OptionPicker.tsx";
import { StayPicker } from "../../features/orders/buying/StayPicker.tsx";
import { useTaking } from "../../features/orders/buying/useTaking.ts";
import { namingOf } from "../../market/stays/stayWords.ts";
import { formatAmount } from "../../lib/money.ts";
import { useChainTime } from "../../services/chain.ts";
import { court, courtGuide } from "../../services/contracts.ts";
import { titleAndPhotoOptions, wordsOptions } from "../../market/orders/order.ts";
import { knownToken, nativeToken, type TokenInfo } from "../../market/tokens.ts";
import { useWallet } from "../../services/wallet.ts";
import { ErrorState } from "../../ui/feedback/ErrorState.tsx";
import { Page } from "../../ui/page/Page.tsx";
import { useIsOpen } from "../../action/useAction.ts";
import { useNote } from "../../market/journal.ts";
import { BoughtBefore } from "./BoughtBefore.tsx";
import { Pay } from "./Pay.tsx";
import { Thing } from "./Thing.tsx";
import { Unsellable } from "./Unsellable.tsx";
import { WhatHappensNext } from "./WhatHappensNext.tsx";

const route = getRouteApi("/checkout/$listingId");

type CheckoutViewProps = { listingId: Hex; sale: Sale; token: TokenInfo };

/** One column: the thing, how many, the sum, the way of the money, the worst case, one button. */
export function CheckoutView({ listingId, sale, token }: CheckoutViewProps) {
  const now = useChainTime();
  const { address: buyer } = useWallet();
  const { referrer = NATIVE, ...wish } = route.useSearch();
  const cover = useQuery(titleAndPhotoOptions(sale.terms.metadata));
  const words = useQuery(wordsOptions(sale.terms.metadata));
  const fee = useQuery(networkFeeOptions(sale.terms.token));
  const bought = useQuery(boughtOptions(listingId, buyer));
  const known = knownIn(useNote(buyer ? anotherNote(listingId, buyer) : ""));
  const before = bought.data ? toldFirst(bought.data, known, now) : null;
  // While it is open whether one was bought, nothing else is said of the listing: it may be sold out because of that very order.
  const open = useIsOpen(buySubject(listingId), buyer);
  const [read, setRead] = useState("");

  const { terms } = sale;
  const standing = saleStateOf(sale, now);
  const taking = useTaking(sale, words.data, wish, now);
  const { offered, booking, stay, typed, setTyped, most, option, missing } = taking;
  const naming = namingOf(words.data);
  const order = orderOf({ ...taking.taken, terms, buyer, referrer, nonce: 0n });
  const { data: judge, error, refetch } = useQuery(judgeOptions(order));
  const courtTakes = judge?.config ? longestTime(judge.config) : 0;
  const bench = judge?.config && { seats: judge.config.seats, cost: judge.cost };
  const misfit = bench && misfitOf(terms, taking.taken, bench, { guide: courtGuide, token, native: nativeToken });
  // Not before all of them are known: a tick holds for what stood there when it was made, and the quantity changes that.
  const cautions = judge
    ? [
        ...cautionsOf(terms, court.address, (address) => knownToken(address) !== undefined, courtTakes),
        ...(misfit ? [misfit] : []),
      ]
    : [];
  const shown = cautions.map(({ title, words }) => title + words).join();
  const accepted = read === shown;

  return (
    <Page title="Checkout" width="column" className="flex flex-col gap-8 pt-6 md:py-12">
      <h1 className="text-head">Checkout</h1>
      <Thing listingId={listingId} terms={terms} cover={cover.data} failed={cover.isError} />
      {buyer && before && !open ? (
        <BoughtBefore
          before={before}
          now={now}
          onAnother={standing === "forSale" && bought.data ? () => wantAnother(listingId, buyer, bought.data) : null}
        />
      ) : standing !== "forSale" && !open ? (
        <Unsellable listingId={listingId} standing={standing} />
      ) : offered.state === "false" ? (
        <Unsellable listingId={listingId} standing="misdescribed" />
      ) : judge === null ? (
        // No caution to tick away: a seller who only says that it was sent keeps the money, and no honest listing is like this.
        <Unsellable listingId={listingId} standing="unjudged" />
      ) : (
        <>
          {booking && <StayPicker terms={terms} taking={taking} naming={naming} now={now} />}
          {offered.state === "options" && <OptionPicker taking={taking} token={token} />}
          {offered.state === "waiting" && words.error && (
            <ErrorState
              title="It can’t be read right now what there is to choose."
              remedy="The listing’s own words come from IPFS. Try again before you pay, or choose another gateway in Settings."
              onRetry={() => void words.refetch()}
              details={words.error.message}
            />
          )}
          {!booking && terms.stock !== 1 && (
            <QuantityField value={typed} onChange={setTyped} most={most} left={Math.min(leftOf(sale), most)} />
          )}
          <section aria-labelledby="sum">
            <h2 id="sum" className="text-title">
              What you pay
            </h2>
            <Sum
              order={order}
              chosen={option ? nameOf(option) : undefined}
              naming={naming}
              token={token}
              total="Together"
            >
              {judge
                ? [
                    {
                      label: "A dispute, if there is one",
                      hint: "from each side, to be judged; whoever wins gets it back",
                      value: costWords(judge.cost, {
                        address: terms.token,
                        token,
                        native: nativeToken,
                        weights: courtGuide.weights,
                      }),
                    },
                  ]
                : []}
            </Sum>
            {fee.data !== undefined && (
              <p className="text-fine text-quiet">
                Besides that, the network takes about {formatAmount(fee.data, nativeToken, { maxDigits: 6 })} for
                carrying it out.
              </p>
            )}
          </section>
          {(!booking || stay) && (
            <WhatHappensNext order={order} token={token} now={now} naming={naming} bench={bench} />
          )}
          <Cautions cautions={cautions} accepted={accepted} onAccept={(ticked) => setRead(ticked ? shown : "")} />
          {!judge && error && (
            <ErrorState
              title="It can’t be checked right now who would judge a dispute."
              remedy="Try again before you pay, or choose another endpoint in Settings."
              onRetry={() => void refetch()}
              details={error.message}
            />
          )}
          <Pay
            listingId={listingId}
            order={order}
            chosen={option && { options: taking.options, option }}
            token={token}
            missing={missing}
            ready={judge !== undefined && (accepted || cautions.length === 0)}
          />
        </>
      )}
    </Page>
  );
}
