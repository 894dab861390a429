import { useEffect, useRef, useState } from "react";
import type { FieldErrors } from "react-hook-form";
import type { Hex, TransactionReceipt } from "viem";
import { ActionNote } from "../../action/ActionNote.tsx";
import { busyWords, isStuck } from "../../action/ActionButton.tsx";
import { count } from "../../lib/text.ts";
import type { Action } from "../../action/action.ts";
import { useAction } from "../../action/useAction.ts";
import { chain } from "../../services/chain.ts";
import { rememberListing } from "../../market/journal.ts";
import { askForWallet, useWallet } from "../../services/wallet.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { AtTheThumb } from "../../ui/page/AtTheThumb.tsx";
import { publishedIn } from "./actions.ts";
import type { Fields } from "./form/fields.ts";

type PublishBarProps = {
  /** One publication per draft at a time, followed over a reload. */
  subject: string;
  label: string;
  /** "You keep 118.20 USDC of 120", or what publishing costs. */
  line: string;
  errors: FieldErrors<Fields>;
  /** Looks at the form; runs what it is given when nothing is missing. */
  whenValid: (run: (fields: Fields) => void) => void;
  prepare: (fields: Fields, onStep: (words: string) => void) => Promise<Action>;
  /** `here` is false when the person has gone on to another page meanwhile. */
  onPublished: (listingId: Hex, here: boolean) => void;
};

/** What the seller keeps, and the one button. It always says the next possible step. */
export function PublishBar({ subject, label, line, errors, whenValid, prepare, onPublished }: PublishBarProps) {
  const { address, wrongChain } = useWallet();
  const [step, setStep] = useState("");
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const { state, run, lookAgain, forget } = useAction({
    subject,
    onDone(receipt: TransactionReceipt) {
      const published = publishedIn(receipt);
      if (!published) return;
      rememberListing(published.listingId, published.terms);
      onPublished(published.listingId, here.current);
    },
  });
  const wrong = Object.keys(errors).length;
  const busy = state.step === "checking" && step ? step : busyWords(state);
  return (
    <AtTheThumb>
      <div className="flex flex-col gap-2">
        <ActionNote state={state} subject={subject} lookAgain={lookAgain} forget={forget} />
        {wrong > 0 && !busy && (
          <p role="status" className="text-fine font-strong">
            {count(wrong, "field needs", "fields need")} another look.
          </p>
        )}
        <p className="font-strong tabular-nums">{line}</p>
        {address && !wrongChain ? (
          <Button
            size="large"
            wide
            busy={busy}
            disabled={isStuck(state)}
            onClick={() => whenValid((fields) => void run(() => prepare(fields, setStep).finally(() => setStep(""))))}
          >
            {label}
          </Button>
        ) : (
          <Button size="large" wide onClick={() => whenValid(() => askForWallet())}>
            {wrongChain ? `Switch to ${chain.name}` : "Connect a wallet to publish"}
          </Button>
        )}
        <p className="text-fine text-quiet">
          {address
            ? "Your wallet asks once. Only the network’s fee is due."
            : "Your wallet is your account here. It will ask once more before anything is published."}
        </p>
      </div>
    </AtTheThumb>
  );
}
