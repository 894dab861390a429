import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type Hex, isAddressEqual, parseEventLogs, type TransactionReceipt } from "viem";
import { ActionButton } from "../../action/ActionButton.tsx";
import { NATIVE, type Order, orderId as idOf } from "../../../../protocol/ids.ts";
import type { Option } from "../../../../protocol/options.ts";
import { quote } from "../../../../protocol/money.ts";
import { buy } from "../../features/orders/steps/actions.ts";
import { allowanceOptions, buySubject, identify } from "../../features/orders/buying/bought.ts";
import { purseOptions } from "../../features/orders/buying/sale.ts";
import { shortageOf } from "../../features/orders/buying/shortage.ts";
import { exactly, formatAmount } from "../../lib/money.ts";
import { ObstacleError } from "../../lib/obstacle.ts";
import { rebuiltOrder } from "../../market/orders/rebuilt.ts";
import { paths } from "../../paths/paths.ts";
import { escrow } from "../../services/contracts.ts";
import { rememberOrder } from "../../market/journal.ts";
import { nativeToken, type TokenInfo } from "../../market/tokens.ts";
import { useWallet } from "../../services/wallet.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";

type PayProps = {
  listingId: Hex;
  order: Order;
  /** All that the listing offers to choose from, and what is taken of it; null when there is nothing. */
  chosen: { options: readonly Option[]; option: Option } | null;
  token: TokenInfo;
  /** What has to be chosen before, as the words of the button; null when nothing has. */
  missing: string | null;
  /** False while the quantity can't be read, or something has to be read and agreed to first. */
  ready: boolean;
};

/** The one button, at the thumb on a phone; or what stands in its way. */
export function Pay({ listingId, order, chosen, token, missing, ready }: PayProps) {
  const navigate = useNavigate();
  const { address } = useWallet();
  const queries = useQueryClient();
  const purse = useQuery(purseOptions(address, order.terms.token));
  const { total } = quote(order);
  const allowance = useQuery(allowanceOptions(order.terms.token, address));
  const allowed = allowance.data !== undefined && allowance.data >= total;

  if (address && isAddressEqual(address, order.terms.seller)) {
    return (
      <Notice
        title="This is your own listing"
        action={
          <Button asChild variant="quiet">
            <Link {...paths.listing(listingId)}>Back to the listing</Link>
          </Button>
        }
      >
        Nobody can buy from themselves. To buy it with another account, choose that one in your wallet.
      </Notice>
    );
  }

  // From the receipt and not from this page's own order: after a reload it is another one.
  const toOrder = ({ logs }: TransactionReceipt) => {
    const bought = rebuiltOrder(order.terms, parseEventLogs({ abi: escrow.abi, logs }));
    if (!bought) return;
    const orderId = idOf(bought);
    rememberOrder(orderId, bought);
    void navigate({ ...paths.order(orderId), replace: true });
  };

  // Which order this is follows from the chain at the moment of the press: the same one in every tab, and after every accident.
  async function buyThis() {
    const found = await identify(listingId, order);
    if ("before" in found) {
      void queries.invalidateQueries({ queryKey: ["bought"] });
      throw new ObstacleError("You have bought this already.", "Look at that order, or say that you want another one.");
    }
    const proof = chosen && (await import("../../market/listings/offered.ts")).proofOf(chosen.options, chosen.option);
    return buy(found.order, proof, token);
  }

  const native = order.terms.token === NATIVE;
  const short = missing === null && purse.data && shortageOf({ total, token, coin: nativeToken, native }, purse.data);
  return (
    <div className="flex flex-col gap-3 bg-paper max-md:sticky max-md:bottom-0 max-md:z-20 max-md:-mx-4 max-md:max-h-[70dvh] max-md:overflow-y-auto max-md:border-t max-md:border-line max-md:px-4 max-md:pt-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      {short && <Notice title="There is not enough">{short}</Notice>}
      <ActionButton
        action={buyThis}
        subject={buySubject(listingId)}
        meaning="held"
        size="large"
        wide
        disabled={Boolean(short) || missing !== null || !ready}
        summary={short || missing ? false : buy(order, null, token, allowed).summary}
        onDone={toOrder}
      >
        {missing ?? `Pay ${exactly(total, token)} into escrow`}
      </ActionButton>
      {purse.data && !short && (
        <p className="text-fine text-quiet max-md:sr-only">
          Your wallet has {formatAmount(purse.data.amount, token, { maxDigits: 4 })}
          {!native && ` and ${formatAmount(purse.data.coin, nativeToken, { maxDigits: 4 })}`}.
        </p>
      )}
    </div>
  );
}
