import type { ReactNode } from "react";
import { type Action, type ActionState, useAction } from "../../services/action.ts";
import { Button, type ButtonProps } from "../../ui/actions/Button.tsx";
import { ErrorState } from "../../ui/feedback/ErrorState.tsx";

type ActButtonProps = Pick<ButtonProps, "variant" | "meaning" | "size" | "wide" | "disabled"> & {
  action: Action | (() => Promise<Action>);
  subject: string;
  /** Read before the wallet opens; the action's own sentence when it is known already. */
  summary?: string;
  onDone?: () => void;
  children: ReactNode;
};

/** A button of the desk that sends one transaction, and says before, meanwhile and after what it does. */
export function ActButton({ action, subject, summary, onDone, children, ...looks }: ActButtonProps) {
  const { state, run } = useAction({ subject, ...(onDone && { onDone }) });
  const explained = summary ?? (typeof action === "function" ? undefined : action.summary);
  return (
    <div className="flex flex-col items-start gap-2">
      <Button {...looks} busy={busyWords(state)} onClick={() => void run(action)}>
        {children}
      </Button>
      {state.step === "rejected" ? (
        <p role="status" className="text-fine text-quiet">
          No problem, nothing was sent.
        </p>
      ) : (
        explained && <p className="max-w-text text-fine text-quiet">{explained}</p>
      )}
      {state.step === "failed" && (
        <ErrorState title={state.failure.title} remedy={state.failure.remedy} details={state.failure.details} />
      )}
    </div>
  );
}

function busyWords({ step }: ActionState): string | false {
  if (step === "checking") return "Checking…";
  if (step === "allowance" || step === "wallet") return "Your wallet asks…";
  return step === "sent" && "On its way…";
}
