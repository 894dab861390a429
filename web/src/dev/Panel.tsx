import { useState, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { momentOf } from "../lib/time.ts";
import { useChainTime } from "../services/chain.ts";
import { Button } from "../ui/actions/Button.tsx";
import { Avatar } from "../ui/people/Avatar.tsx";
import { actors, currentActor, onActor, switchActor } from "./actors.ts";
import { mintTestDollars, passTime } from "./clock.ts";
import { PromptCard } from "./PromptCard.tsx";
import { subscribePrompts, waitingPrompts } from "./prompts.ts";

/** Shows the wallet beside the app, in a root of its own: the app knows nothing of it. */
export function mountPanel(): void {
  const place = document.createElement("div");
  place.id = "development-wallet";
  // A wallet has a window of its own: no dialog of the page makes it deaf, silent, or takes a press in it for a press beside the dialog.
  place.style.pointerEvents = "auto";
  place.ariaLive = "polite";
  for (const type of ["pointerdown", "focusin", "focusout"])
    place.addEventListener(type, (event) => event.stopPropagation());
  document.body.append(place);
  createRoot(place).render(<Panel />);
}

function Panel() {
  const actor = useSyncExternalStore(onActor, currentActor);
  const prompts = useSyncExternalStore(subscribePrompts, waitingPrompts);
  const [open, setOpen] = useState(false);
  const prompt = prompts[0];
  return (
    <aside
      aria-label="Development wallet"
      className="fixed end-3 top-[4.75rem] z-60 flex max-w-[calc(100vw-1.5rem)] flex-col-reverse items-end gap-2 md:start-4 md:end-auto md:top-auto md:bottom-4 md:flex-col md:items-start"
    >
      {prompt && <PromptCard prompt={prompt} actor={actor} />}
      {open && !prompt && <Tools />}
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex touch items-center gap-2 rounded-round border border-dashed border-ink bg-raised ps-2 pe-4 text-fine shadow-float"
      >
        <Avatar address={actor.account.address} size="small" />
        <span className="font-strong">{actor.name}</span>
        <span className="text-quiet max-md:sr-only">test money only</span>
      </button>
    </aside>
  );
}

const leaps = [
  { label: "1 minute", seconds: 60 },
  { label: "1 hour", seconds: 3_600 },
  { label: "1 day", seconds: 86_400 },
  { label: "1 week", seconds: 604_800 },
] as const;

function Tools() {
  const actor = useSyncExternalStore(onActor, currentActor);
  const now = useChainTime();
  const [said, setSaid] = useState("");
  const run = (work: Promise<void>, done: string) => {
    setSaid("One moment…");
    work
      .then(() => setSaid(done))
      .catch((error: unknown) => setSaid(error instanceof Error ? error.message : "Failed"));
  };
  return (
    <div className="flex w-80 max-w-full animate-rise flex-col gap-4 rounded-card border border-dashed border-ink bg-raised p-4 shadow-float">
      <p className="text-fine">
        <span className="font-strong">Development wallet: test money only.</span> Its keys are public. It is not in a
        production build.
      </p>
      <div role="radiogroup" aria-label="Who you are" className="grid grid-cols-3 gap-1">
        {actors.map((other) => (
          <button
            key={other.name}
            type="button"
            role="radio"
            aria-checked={other === actor}
            onClick={() => switchActor(other)}
            className="flex touch items-center gap-1.5 rounded-control px-1.5 text-fine hover:bg-sunk aria-checked:bg-ink aria-checked:text-paper"
          >
            <Avatar address={other.account.address} size="small" />
            <span className="truncate">{other.name}</span>
          </button>
        ))}
      </div>
      <div className="flex flex-col gap-2">
        <p className="text-fine text-quiet">The chain’s clock says {momentOf(now, now)}. Move it on by</p>
        <div className="grid grid-cols-4 gap-1">
          {leaps.map(({ label, seconds }) => (
            <Button
              key={label}
              variant="quiet"
              className="px-1 text-fine"
              onClick={() => run(passTime(seconds), `${label} has passed.`)}
            >
              {label}
            </Button>
          ))}
        </div>
      </div>
      <Button variant="quiet" onClick={() => run(mintTestDollars(), `${actor.name} has 1,000 tUSD more.`)}>
        Get 1,000 test dollars
      </Button>
      <p role="status" className="min-h-5 text-fine text-quiet">
        {said}
      </p>
    </div>
  );
}
