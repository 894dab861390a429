import { otherSide, type Side } from "../../../../protocol/side.ts";
import { useQuery } from "@tanstack/react-query";
import { type Address, type Hex, isAddressEqual } from "viem";
import type { Order } from "../../../../protocol/ids.ts";
import { useLastError } from "../../lib/lastError.ts";
import { useChainTime } from "../../services/chain.ts";
import { useWallet } from "../../services/wallet.ts";
import { ErrorState } from "../../ui/feedback/ErrorState.tsx";
import { OneReview } from "./OneReview.tsx";
import { reviewsOptions } from "./queries.ts";
import { rulingSentence } from "./words.ts";
import { Part } from "../../ui/feedback/Part.tsx";

/** What the two sides of an order say of each other. Nothing while the order is open, or when it was called off in time. */
export function ReviewSection({ orderId, order }: { orderId: Hex; order: Order }) {
  const now = useChainTime();
  const { address } = useWallet();
  const { data, error: latest, refetch } = useQuery(reviewsOptions(orderId, order));
  const error = useLastError(latest, data !== undefined);
  if (!data) {
    if (!error) return null;
    return (
      <ErrorState
        title="The reviews can’t be read right now."
        remedy="The chain does not answer. Try again in a moment, or choose another endpoint in Settings."
        onRetry={() => void refetch()}
        details={error.message}
      />
    );
  }
  const me = sideOf(order, address);
  const first = me ?? "buyer";
  return (
    <section aria-labelledby="order-reviews" className="flex flex-col gap-6">
      <h2 id="order-reviews" className="text-title">
        Reviews
      </h2>
      <div className="flex flex-col divide-y divide-line border-y border-line">
        {(data.alone ? (["buyer"] as const) : [first, otherSide(first)]).map((author) => (
          // Who looks is part of the key: another account has another draft.
          <Part key={`${author}:${address}`} what="This review" of={data}>
            <OneReview orderId={orderId} order={order} author={author} me={me} reviews={data} now={now} />
          </Part>
        ))}
      </div>
      {data.ruling && (
        <p className="max-w-text text-quiet">{rulingSentence(data.ruling.against, data.ruling.weight)}</p>
      )}
    </section>
  );
}

function sideOf({ buyer, terms }: Order, account: Address | undefined): Side | null {
  if (!account) return null;
  if (isAddressEqual(account, buyer)) return "buyer";
  return isAddressEqual(account, terms.seller) ? "seller" : null;
}
