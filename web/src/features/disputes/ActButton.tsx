import type { ReactNode } from "react";
import { type Action, type ActionState, useAction } from "../../services/action.ts";
import { Button, type ButtonProps } from "../../ui/actions/Button.tsx";
import { ActionNote } from "./ActionNote.tsx";

type ActButtonProps = Pick<ButtonProps, "variant" | "meaning" | "size" | "wide" | "disabled"> & {
  /** What is sent. A function when something has to be fetched or stored first. */
  action: Action | (() => Promise<Action>);
  /** What it is about: a second press, or a press after a reload, changes nothing while one is on its way. */
  subject: string;
  /** Read before the wallet opens. The action's own sentence when it is known already. */
  summary?: string | false;
  onDone?: () => void;
  children: ReactNode;
};

/** A button that sends one transaction: says before what it does, meanwhile where it is, after it what went wrong. */
export function ActButton({ action, subject, summary, onDone, children, ...looks }: ActButtonProps) {
  const { state, run } = useAction({ subject, ...(onDone && { onDone }) });
  const explained = summary ?? (typeof action === "function" ? undefined : action.summary);
  return (
    <div className="flex flex-col items-start gap-2">
      <Button {...looks} busy={busyWords(state)} onClick={() => void run(action)}>
        {children}
      </Button>
      {explained && state.step !== "failed" && <p className="max-w-text text-fine text-quiet">{explained}</p>}
      <ActionNote state={state} />
    </div>
  );
}

export function busyWords(state: ActionState): string | false {
  switch (state.step) {
    case "checking":
      return "Checking…";
    case "allowance":
    case "wallet":
      return "Your wallet asks…";
    case "sent":
      return "On its way…";
    default:
      return false;
  }
}
