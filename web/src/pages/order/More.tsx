import { ChevronDown } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { cx } from "../../lib/cx.ts";
import { ExtendForm } from "../../features/orders/steps/ExtendForm.tsx";
import { type Step, stepsOf } from "../../features/orders/life.ts";
import { PasteSettlement } from "../../features/orders/settlements/PasteSettlement.tsx";
import { ReleaseForm } from "../../features/orders/steps/ReleaseForm.tsx";
import { SettleForm } from "../../features/orders/settlements/SettleForm.tsx";
import { CallOffStep, ConfirmStep, RefundStep } from "../../features/orders/steps/Step.tsx";
import type { Shown } from "../../features/orders/useSituation.ts";
import { DisputeDoor } from "./DisputeDoor.tsx";

const titles = {
  ship: "Say that it is sent",
  confirm: "Say that all is well already",
  release: "Pay out a part",
  refund: "Give the money back",
  claim: "Have it paid out",
  extend: "Give more time",
  settle: "Agree on a split",
  dispute: "Open a dispute",
  callOff: "Call it off",
} as const satisfies Record<Step, string>;

/** What else can be done, each folded behind its name. */
export function More({ shown }: { shown: Shown }) {
  const { others } = stepsOf(shown.situation);
  const [open, setOpen] = useState<Step | null>(null);
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="more" className="flex flex-col gap-3">
      <h2 id="more" className="text-title">
        More that you can do
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {others.map((step) => (
          <li key={step}>
            <Fold title={titles[step]} open={open === step} onToggle={() => setOpen(open === step ? null : step)}>
              <Inside step={step} shown={shown} onDone={() => setOpen(null)} />
            </Fold>
          </li>
        ))}
      </ul>
    </section>
  );
}

type FoldProps = { title: string; open: boolean; onToggle: () => void; children: ReactNode };

function Fold({ title, open, onToggle, children }: FoldProps) {
  const id = useId();
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={onToggle}
        className="flex touch w-full items-center justify-between gap-4 py-3 text-start font-strong"
      >
        {title}
        <ChevronDown className={cx("size-5 shrink-0 transition-transform", open && "rotate-180")} aria-hidden />
      </button>
      <div id={id} hidden={!open} className="pt-1 pb-6">
        {open && children}
      </div>
    </>
  );
}

function Inside({ step, shown, onDone }: { step: Step; shown: Shown; onDone: () => void }) {
  switch (step) {
    case "confirm":
      return <ConfirmStep shown={shown} />;
    case "release":
      return <ReleaseForm shown={shown} />;
    case "refund":
      return <RefundStep shown={shown} />;
    case "extend":
      return <ExtendForm shown={shown} />;
    case "settle":
      return (
        <div className="flex flex-col gap-8">
          <SettleForm shown={shown} onSigned={onDone} />
          <PasteSettlement orderId={shown.orderId} onFound={onDone} />
        </div>
      );
    case "dispute":
      return <DisputeDoor shown={shown} />;
    case "callOff":
      return <CallOffStep shown={shown} />;
    // They are only ever the first thing to do, and stand at the top.
    case "ship":
    case "claim":
      return null;
  }
}
