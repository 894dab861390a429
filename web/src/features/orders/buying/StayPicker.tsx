import { useQuery } from "@tanstack/react-query";
import { Minus, Plus } from "lucide-react";
import { useState } from "react";
import type { Terms } from "#protocol/terms.ts";
import { capitalized } from "../../../lib/text.ts";
import { clockOf, momentOf, momentsOf, type Seconds, zoneNameOf, zoneOffset } from "../../../lib/time.ts";
import { Button } from "../../../ui/actions/Button.tsx";
import { IconButton } from "../../../ui/actions/IconButton.tsx";
import { ErrorState } from "../../../ui/feedback/ErrorState.tsx";
import { Notice } from "../../../ui/feedback/Notice.tsx";
import { ChipChoice } from "../../../ui/forms/ChipChoice.tsx";
import { TextField } from "../../../ui/forms/TextField.tsx";
import {
  dateOf,
  isBefore,
  leadOf,
  monthAfter,
  readDate,
  slotsOfDay,
  slotsOfMonth,
  titleOf,
  writeDate,
} from "../../../market/stays/calendar.ts";
import { type Cell, DayGrid } from "./DayGrid.tsx";
import { takenOptions } from "../../../market/stays/taken.ts";
import {
  endOfStay,
  firstAhead,
  freeRun,
  isFree,
  lastAhead,
  maxSlots,
  pressed,
  slotAt,
  startOf,
  type Taken,
} from "../../../market/stays/stays.ts";
import type { Taking } from "./useTaking.ts";
import { lengthOf, type Naming, stayWords } from "../../../market/stays/stayWords.ts";

type StayPickerProps = { terms: Terms; taking: Taking; naming: Naming; now: Seconds };

const day = 86_400;

/** When, and for how long: from the chain's own calendar, which shows what is taken. */
export function StayPicker({ terms, taking, naming, now }: StayPickerProps) {
  const { stay, clash } = taking;
  const Picker = terms.slot === day ? Days : terms.slot < day ? Times : Periods;
  return (
    <section aria-labelledby="when" className="flex flex-col gap-4">
      <h2 id="when" className="text-title">
        When
      </h2>
      <Picker terms={terms} taking={taking} naming={naming} now={now} />
      <p role="status" className={stay ? "font-strong" : "text-quiet"}>
        {stay
          ? `${capitalized(lengthOf(terms, stay.quantity, naming))}: ${stayWords(terms, stay, now, naming)}`
          : startHint(terms, naming, now)}
      </p>
      {stay && <Elsewhere stay={stay.start} end={endOfStay(terms, stay)} now={now} naming={naming} />}
      {clash && (
        <Notice title="Somebody has been faster">A part of that time has been booked meanwhile. Choose another.</Notice>
      )}
    </section>
  );
}

function startHint(terms: Terms, { zone }: Naming, now: Seconds): string {
  if (terms.slot !== day) return "Choose when it begins.";
  const next = startOf(terms, firstAhead(terms, now));
  return `Choose the first day, then the last. Each begins and ends at ${clockOf(next, zone)} ${zoneNameOf(next, zone)}.`;
}

/** The same moments by the buyer's own clock, where it shows another time. */
function Elsewhere({ stay, end, now, naming }: { stay: Seconds; end: Seconds; now: Seconds; naming: Naming }) {
  if (!naming.zone || zoneOffset(stay) === zoneOffset(stay, naming.zone)) return null;
  return <p className="text-fine text-quiet">By your own clock that is {momentsOf(stay, end, now)}.</p>;
}

function Unread({ error, retry }: { error: Error | null; retry: () => void }) {
  if (!error) return null;
  return (
    <ErrorState
      title="It can’t be read right now what is taken."
      remedy="Try again, or choose another endpoint in Settings."
      onRetry={retry}
      details={error.message}
    />
  );
}

/** Nights or days: a month at a time; the first press begins the stay, the second ends it. */
function Days({ terms, taking, naming, now }: StayPickerProps) {
  const { stay, setStay } = taking;
  const { zone } = naming;
  const [first, last] = [firstAhead(terms, now), lastAhead(terms, now)];
  const [month, setMonth] = useState(() => monthOf(stay ? slotAt(terms, stay.start) : first));
  const days = slotsOfMonth(terms, month, zone);
  const begin = stay ? Math.min(slotAt(terms, stay.start), days[0]?.index ?? first) : (days[0]?.index ?? first);
  const count = Math.min((days.at(-1)?.index ?? begin) - begin + 32, 2 * maxSlots);
  const { data, error, refetch } = useQuery(takenOptions(terms, begin, count));
  const taken: Taken = data ?? { from: begin, stays: [] };

  function monthOf(index: number) {
    const { year, month } = dateOf(terms, index, zone);
    return { year, month };
  }

  function cellOf({ index, day }: { index: number; day: number }): Cell {
    const free = isFree(taken, index, terms.stock);
    const gone = index < first || index > last;
    const state = gone ? "gone" : free === null ? "unknown" : free ? "free" : "taken";
    const chosen =
      stay !== null && index >= slotAt(terms, stay.start) && index < slotAt(terms, stay.start) + stay.quantity;
    const words = { free: "free", taken: "taken", gone: "not on offer", unknown: "not known yet" }[state];
    return { index, day, state, chosen, label: `${momentOf(startOf(terms, index), now, zone)}, ${words}` };
  }

  const [one] = days;
  const back = isBefore(monthOf(first), month);
  const forward = isBefore(month, monthOf(last));
  return (
    <div className="flex flex-col gap-4">
      <DayGrid
        title={titleOf(month)}
        lead={one ? leadOf({ ...month, day: one.day }) : 0}
        cells={days.map(cellOf)}
        onPress={(index) => setStay(pressed(terms, stay, index, taken, terms.stock))}
        onBack={back ? () => setMonth(monthAfter(month, -1)) : undefined}
        onForward={forward ? () => setMonth(monthAfter(month, 1)) : undefined}
      />
      <Length terms={terms} taking={taking} naming={naming} taken={taken} />
      <Unread error={data ? null : error} retry={() => void refetch()} />
    </div>
  );
}

/** Hours or minutes: a day, then one of its times. */
function Times({ terms, taking, naming, now }: StayPickerProps) {
  const { stay, setStay } = taking;
  const { zone } = naming;
  const [first, last] = [firstAhead(terms, now), lastAhead(terms, now)];
  const [date, setDate] = useState(() => writeDate(dateOf(terms, stay ? slotAt(terms, stay.start) : first, zone)));
  const read = readDate(date);
  const slots = read ? slotsOfDay(terms, read, zone).filter((index) => index >= first && index <= last) : [];
  const begin = slots[0] ?? first;
  const { data, error, refetch } = useQuery(takenOptions(terms, begin, slots.length + Math.ceil(day / terms.slot)));
  const taken: Taken = data ?? { from: begin, stays: [] };
  const free = slots.filter((index) => isFree(taken, index, terms.stock));
  const chosen = stay ? slotAt(terms, stay.start) : undefined;
  // Where the clocks go back an hour comes twice, and only the name of the time tells one from the other.
  const names = new Set(slots.map((index) => zoneNameOf(startOf(terms, index), zone)));
  const clockWords = (at: Seconds) =>
    names.size > 1 ? `${clockOf(at, zone)} ${zoneNameOf(at, zone)}` : clockOf(at, zone);
  return (
    <div className="flex flex-col gap-4">
      <TextField
        type="date"
        label="Day"
        value={date}
        min={writeDate(dateOf(terms, first, zone))}
        max={writeDate(dateOf(terms, last, zone))}
        onChange={(event) => setDate(event.target.value)}
      />
      {free.length > 0 && (
        <ChipChoice
          legend={names.size === 1 ? `Free times that day, ${[...names].join()}` : "Free times that day"}
          hint={slots.length > free.length ? "What is not here is taken." : undefined}
          value={chosen === undefined ? undefined : String(chosen)}
          onChange={(index) => setStay({ start: startOf(terms, Number(index)), quantity: 1 })}
          options={free.map((index) => ({ value: String(index), label: clockWords(startOf(terms, index)) }))}
        />
      )}
      {data && free.length === 0 && <p className="text-quiet">Nothing is free that day. Choose another.</p>}
      <Length terms={terms} taking={taking} naming={naming} taken={taken} />
      <Unread error={data ? null : error} retry={() => void refetch()} />
    </div>
  );
}

const page = 8;

/** Weeks and the like: the next ones in a row. */
function Periods({ terms, taking, naming, now }: StayPickerProps) {
  const { stay, setStay } = taking;
  const { zone } = naming;
  const [first, last] = [firstAhead(terms, now), lastAhead(terms, now)];
  const [shown, setShown] = useState(page);
  const count = Math.min(shown, last - first + 1);
  const { data, error, refetch } = useQuery(takenOptions(terms, first, count));
  const taken: Taken = data ?? { from: first, stays: [] };
  const free = Array.from({ length: count }, (_, place) => first + place).filter((index) =>
    isFree(taken, index, terms.stock),
  );
  return (
    <div className="flex flex-col items-start gap-4">
      <ChipChoice
        legend="Free from"
        hint={data && free.length < count ? "What is not here is taken." : undefined}
        value={stay ? String(slotAt(terms, stay.start)) : undefined}
        onChange={(index) => setStay({ start: startOf(terms, Number(index)), quantity: 1 })}
        options={free.map((index) => ({ value: String(index), label: momentOf(startOf(terms, index), now, zone) }))}
      />
      {shown <= last - first && (
        <Button variant="quiet" onClick={() => setShown(shown + page)}>
          Show later ones
        </Button>
      )}
      <Length terms={terms} taking={taking} naming={naming} taken={taken} />
      <Unread error={data ? null : error} retry={() => void refetch()} />
    </div>
  );
}

/** Longer or shorter by one, as far as it is free. */
function Length({ terms, taking, naming, taken }: Omit<StayPickerProps, "now"> & { taken: Taken }) {
  const { stay, setStay } = taking;
  if (!stay) return null;
  const { start, quantity } = stay;
  const most = freeRun(taken, slotAt(terms, start), terms.stock);
  return (
    <div className="flex items-center gap-1" role="group" aria-label="How long">
      <IconButton
        label="Shorter"
        icon={<Minus aria-hidden />}
        disabled={quantity <= 1}
        onClick={() => setStay({ start, quantity: quantity - 1 })}
      />
      <span className="min-w-24 text-center font-strong tabular-nums">{lengthOf(terms, quantity, naming)}</span>
      <IconButton
        label="Longer"
        icon={<Plus aria-hidden />}
        disabled={quantity >= most}
        onClick={() => setStay({ start, quantity: quantity + 1 })}
      />
    </div>
  );
}
