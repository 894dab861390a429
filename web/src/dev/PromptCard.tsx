import { Button } from "../ui/actions/Button.tsx";
import { Avatar } from "../ui/people/Avatar.tsx";
import type { Actor } from "./actors.ts";
import type { waitingPrompts } from "./prompts.ts";

type PromptCardProps = { prompt: ReturnType<typeof waitingPrompts>[number]; actor: Actor };

/** What a real wallet would show in its own window. */
export function PromptCard({ prompt, actor }: PromptCardProps) {
  return (
    <div
      role="alertdialog"
      aria-label={prompt.title}
      className="flex w-88 max-w-full animate-rise flex-col gap-3 rounded-card border border-dashed border-ink bg-raised p-4 shadow-float"
    >
      <p className="flex items-center gap-2 text-fine text-quiet">
        <Avatar address={actor.account.address} size="small" /> {actor.name}’s development wallet
      </p>
      <p className="text-lead font-strong">{prompt.title}</p>
      <dl className="flex max-h-60 flex-col gap-2 overflow-y-auto text-fine">
        {prompt.lines.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-quiet">{label}</dt>
            <dd className="wrap-anywhere whitespace-pre-wrap">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="grid grid-cols-2 gap-2">
        <Button variant="quiet" onClick={() => prompt.answer(false)}>
          Reject
        </Button>
        <Button autoFocus onClick={() => prompt.answer(true)}>
          Approve
        </Button>
      </div>
    </div>
  );
}
