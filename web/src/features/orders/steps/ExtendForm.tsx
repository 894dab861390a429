import { useState } from "react";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { momentOf } from "../../../lib/time.ts";
import { Select } from "../../../ui/forms/Select.tsx";
import { extend } from "./actions.ts";
import type { Shown } from "../useSituation.ts";

const day = 86_400;
const spans = [
  { value: "1", label: "1 day" },
  { value: "3", label: "3 days" },
  { value: "7", label: "1 week" },
  { value: "14", label: "2 weeks" },
  { value: "30", label: "30 days" },
] as const;

/** The side that waits gives the other more time. */
export function ExtendForm({ shown: { orderId, situation } }: { shown: Shown }) {
  const [days, setDays] = useState("3");
  const { order, deadline, now } = situation;
  const later = deadline + Number(days) * day;
  return (
    <div className="flex flex-col gap-4">
      <Select
        label="How much longer"
        options={spans}
        value={days}
        onChange={(event) => setDays(event.target.value)}
        hint={`From ${momentOf(deadline, now)} to ${momentOf(later, now)}.`}
      />
      <ActionButton action={extend(order, later, now)} subject={`${orderId}:extend`} variant="quiet">
        Give time until {momentOf(later, now)}
      </ActionButton>
    </div>
  );
}
