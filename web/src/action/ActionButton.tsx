import type { ReactNode } from "react";
import type { TransactionReceipt } from "viem";
import type { Action } from "./action.ts";
import { type ActionState, useAction } from "./useAction.ts";
import { chain } from "../services/chain.ts";
import { askForWallet, useWallet } from "../services/wallet.ts";
import { Button, type ButtonProps } from "../ui/actions/Button.tsx";
import { ActionNote } from "./ActionNote.tsx";

type ActionButtonProps = Pick<ButtonProps, "variant" | "meaning" | "size" | "wide" | "disabled"> & {
  /** What is sent. A function when something has to be fetched or stored first. */
  action: Action | (() => Promise<Action>);
  /** What it is about: a second press, or a press after a reload, changes nothing while one is on its way. */
  subject: string;
  /** Read before the wallet opens. The action's own sentence when it is known already; false to leave it out. */
  summary?: string | false;
  onDone?: (receipt: TransactionReceipt) => void;
  children: ReactNode;
};

/** One button for one on-chain verb. It always says the next possible step: connect, switch network, or what it does. */
export function ActionButton({ action, subject, summary, onDone, children, ...looks }: ActionButtonProps) {
  const { state, run, lookAgain, forget } = useAction({ subject, onDone });
  const { address, wrongChain } = useWallet();
  const explained = summary ?? (typeof action === "function" ? undefined : action.summary);
  const connected = address !== undefined && !wrongChain;
  return (
    <div className={looks.wide ? "flex flex-col gap-2" : "flex flex-col items-start gap-2"}>
      {connected ? (
        <Button
          {...looks}
          disabled={looks.disabled || isStuck(state)}
          busy={busyWords(state)}
          onClick={() => void run(action)}
        >
          {children}
        </Button>
      ) : (
        <Button size={looks.size} wide={looks.wide} onClick={() => askForWallet()}>
          {wrongChain ? `Switch to ${chain.name}` : "Connect a wallet"}
        </Button>
      )}
      {connected && explained && state.step !== "failed" && state.step !== "doubt" && (
        <p className="max-w-text text-fine text-quiet">{explained}</p>
      )}
      <ActionNote state={state} subject={subject} lookAgain={lookAgain} forget={forget} />
    </div>
  );
}

/** What may still come must not be sent a second time, unless the contracts see to it. */
export function isStuck(state: ActionState): boolean {
  return state.step === "doubt" && (!state.asked.once || state.why === "silent");
}

export function busyWords(state: ActionState): string | false {
  switch (state.step) {
    case "checking":
      return "Checking…";
    case "allowance":
      return state.sent ? "Allowed. One moment…" : "First question in your wallet…";
    case "wallet":
      return "Your wallet asks…";
    case "sent":
      return "On its way…";
    case "done":
      // The page still shows what was before: pressed now, the button would say it again.
      return !state.read && "Done. One moment…";
    default:
      return false;
  }
}
