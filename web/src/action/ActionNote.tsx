import type { ActionState } from "./useAction.ts";
import { ErrorState } from "../ui/feedback/ErrorState.tsx";

/** What came of an action, where it was started. A wallet closed by hand is no error. */
export function ActionNote({ state }: { state: ActionState }) {
  if (state.step === "rejected") {
    return (
      <p role="status" className="text-fine text-quiet">
        No problem, nothing was sent.
      </p>
    );
  }
  if (state.step !== "failed") return null;
  const { title, remedy, details } = state.failure;
  if (state.sent) {
    return (
      <ErrorState
        title="It was sent, and nobody can say yet whether it went through."
        money="It is not sent again."
        remedy="Press the button to look once more; the page becomes true by itself when the chain answers."
        details={details}
      />
    );
  }
  return <ErrorState title={title} remedy={remedy} details={details} />;
}
