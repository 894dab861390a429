import { TriangleAlert } from "lucide-react";
import { Checkbox } from "../../../ui/forms/Checkbox.tsx";
import { Notice } from "../../../ui/feedback/Notice.tsx";
import type { Caution } from "./cautions.ts";

type CautionsProps = { cautions: readonly Caution[]; accepted: boolean; onAccept: (accepted: boolean) => void };

/** What a buyer must have read before paying. Nothing for usual terms. */
export function Cautions({ cautions, accepted, onAccept }: CautionsProps) {
  if (cautions.length === 0) return null;
  return (
    <section aria-label="Before you pay" className="flex flex-col gap-3">
      {cautions.map(({ title, words }) => (
        <Notice key={title} title={title} icon={<TriangleAlert aria-hidden />}>
          {words}
        </Notice>
      ))}
      <Checkbox checked={accepted} onChange={(event) => onAccept(event.target.checked)}>
        I have read this and want to pay all the same
      </Checkbox>
    </section>
  );
}
