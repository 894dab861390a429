import { useState } from "react";
import { payout } from "../../../../../protocol/money.ts";
import { releasedOf } from "../../../../../protocol/settlement.ts";
import { ActionNote } from "../../../action/ActionNote.tsx";
import { exactAmount, formatAmount, parseAmount } from "../../../lib/money.ts";
import { momentOf, spanOf } from "../../../lib/time.ts";
import type { ActionState } from "../../../action/useAction.ts";
import { explainFailure } from "../../../action/failure.ts";
import { askForWallet, useWallet } from "../../../services/wallet.ts";
import { Button } from "../../../ui/actions/Button.tsx";
import { AmountField } from "../../../ui/forms/AmountField.tsx";
import { Select } from "../../../ui/forms/Select.tsx";
import { mostToSeller, settlementLives, partOf } from "./settlement.ts";
import { keepSettlement, signSettlement } from "./keptSettlements.ts";
import { randomNonce } from "../buying/purchase.ts";
import { Shares } from "../Shares.tsx";
import type { Shown } from "../useSituation.ts";

/** One side names a split and signs it. Nothing is sent: the other side makes it true by accepting. */
export function SettleForm({ shown: { orderId, situation, token }, onSigned }: { shown: Shown; onSigned: () => void }) {
  const most = mostToSeller(situation);
  const [text, setText] = useState(exactAmount(partOf(most, 500), token.decimals));
  const [life, setLife] = useState<string>(String(settlementLives[1]));
  const [state, setState] = useState<ActionState>({ step: "idle" });
  const { address, wrongChain } = useWallet();
  const { order, held, now, side } = situation;

  const typed = text === "" ? null : parseAmount(text, token.decimals);
  const error = typed !== null && typed > most ? `There are only ${formatAmount(most, token)} to divide.` : undefined;
  const amount = typed === null || error ? null : typed;
  const deadline = now + Number(life);

  const sign = async (sellerAmount: bigint) => {
    if (!address || wrongChain) return askForWallet();
    setState({ step: "wallet", stop: () => setState({ step: "idle" }) });
    const inAll = releasedOf(order, held) + sellerAmount;
    try {
      keepSettlement(await signSettlement({ orderId, sellerAmount: inAll, nonce: randomNonce(), deadline }));
      onSigned();
    } catch (failed) {
      const failure = explainFailure(failed);
      setState(
        failure.kind === "rejected"
          ? { step: "rejected", allowed: false }
          : { step: "failed", failure, money: "Nothing was signed." },
      );
    }
  };

  return (
    <div className="flex flex-col gap-5">
      <p className="max-w-text">
        Say how the money should be divided. If the other side accepts, it moves at once and the order is over; nobody
        pays a court.
      </p>
      <div className="flex flex-col gap-2">
        <input
          type="range"
          min={0}
          max={1000}
          step={10}
          aria-label="How the money is divided"
          aria-valuetext={amount === null ? undefined : `${formatAmount(amount, token)} of it to the seller`}
          value={amount === null || most === 0n ? 0 : Number((amount * 1000n) / most)}
          onChange={(event) => setText(exactAmount(partOf(most, Number(event.target.value)), token.decimals))}
          className="h-11 w-full accent-ink"
        />
        <div className="flex justify-between text-fine text-quiet" aria-hidden>
          <span>All back to the buyer</span>
          <span>All to the seller</span>
        </div>
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        <AmountField
          label="The seller’s part"
          token={token}
          value={text}
          onChange={(event) => setText(event.target.value)}
          hint={`Of ${formatAmount(most, token)}, before the market’s fee.`}
          error={error}
        />
        <Select
          label="The offer holds for"
          options={settlementLives.map((seconds) => ({ value: String(seconds), label: spanOf(seconds) }))}
          value={life}
          onChange={(event) => setLife(event.target.value)}
          hint={`Until ${momentOf(deadline, now)}. You can take it back before.`}
        />
      </div>
      {amount !== null && <Shares payout={payout(order, held, amount)} token={token} side={side} />}
      <div className="flex flex-col items-start gap-2">
        <Button
          disabled={amount === null}
          busy={state.step === "wallet" && "Your wallet asks…"}
          onClick={() => amount !== null && void sign(amount)}
        >
          Sign this offer
        </Button>
        <p className="max-w-text text-fine text-quiet">
          Your wallet asks for a signature, which costs nothing and sends nothing. You get a link to hand to the other
          side.
        </p>
        <ActionNote state={state} />
      </div>
    </div>
  );
}
