import type { ReactNode } from "react";
import { explorer } from "../config.ts";
import { Button } from "../ui/actions/Button.tsx";
import { CopyButton } from "../ui/actions/CopyButton.tsx";
import { ErrorState } from "../ui/feedback/ErrorState.tsx";
import { Notice } from "../ui/feedback/Notice.tsx";
import { Details } from "../ui/page/Details.tsx";
import { doubtWords, elsewhereWords } from "./doubtWords.ts";
import { SlowWallet } from "./SlowWallet.tsx";
import type { ActionState } from "./useAction.ts";

type ActionNoteProps = {
  state: ActionState;
  subject?: string;
  lookAgain?: () => void;
  forget?: () => void;
};

/** What came of an action, where it was started. A wallet closed by hand is no error. */
export function ActionNote({ state, subject = "", lookAgain, forget }: ActionNoteProps) {
  switch (state.step) {
    case "rejected":
      return (
        <Quiet>
          {state.allowed
            ? "No problem, nothing was paid. What you allowed before stays allowed, for this sum and nothing else; next time your wallet asks once."
            : "No problem, nothing was sent."}
        </Quiet>
      );
    case "wallet":
      return <SlowWallet key="wallet" stop={state.stop} />;
    case "allowance":
      return <SlowWallet key="allowance" stop={state.stop} />;
    case "sent":
      return state.hash && <Where hash={state.hash} />;
    case "elsewhere":
      return <Quiet>{elsewhereWords(subject)}</Quiet>;
    case "failed": {
      const { title, remedy, details } = state.failure;
      return <ErrorState title={title} money={state.money} remedy={remedy} details={details} />;
    }
    case "doubt": {
      const { asked, why } = state;
      const { title, known, next } = doubtWords(why, asked);
      return (
        <Notice title={title}>
          <div className="flex flex-col gap-3">
            <p className="max-w-text">
              {known} {next}
            </p>
            {asked.hash && <Where hash={asked.hash} />}
            <div className="flex flex-wrap gap-3">
              {lookAgain && (
                <Button variant="quiet" onClick={lookAgain}>
                  Look again
                </Button>
              )}
              {forget && (
                <Button variant="quiet" onClick={forget}>
                  Forget this
                </Button>
              )}
            </div>
            {asked.answer && (
              <Details summary="What the wallet said">
                <pre className="max-h-60 overflow-auto font-mono text-fine whitespace-pre-wrap">
                  {asked.answer.words}
                </pre>
              </Details>
            )}
          </div>
        </Notice>
      );
    }
    default:
      return null;
  }
}

function Quiet({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="max-w-text text-fine text-quiet">
      {children}
    </p>
  );
}

/** Where to look for a transaction oneself: at the chain's explorer, or by its hash wherever one likes. */
function Where({ hash }: { hash: string }) {
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-x-3 text-fine text-quiet">
      {explorer ? (
        <a href={`${explorer}${hash}`} target="_blank" rel="noreferrer" className="underline underline-offset-4">
          Look at it on the chain
        </a>
      ) : (
        <>
          <span>Its number on the chain</span>
          <span className="font-mono">
            {hash.slice(0, 10)}…{hash.slice(-6)}
          </span>
        </>
      )}
      <CopyButton text={hash} what="number" />
    </p>
  );
}
