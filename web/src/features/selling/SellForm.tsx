import { valibotResolver } from "@hookform/resolvers/valibot";
import { Eye } from "lucide-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import type { Hex } from "viem";
import { type Kind, kinds } from "../../../../protocol/ids.ts";
import { categories, conditions } from "../../../../protocol/metadata.ts";
import { categoryWords, conditionWords } from "../../market/listings/words.ts";
import type { Action } from "../../action/action.ts";
import { useChainTime } from "../../services/chain.ts";
import { courtGuide } from "../../services/contracts.ts";
import { offeredTokens } from "../../market/tokens.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { ChipChoice } from "../../ui/forms/ChipChoice.tsx";
import { Select } from "../../ui/forms/Select.tsx";
import { TextArea } from "../../ui/forms/TextArea.tsx";
import { TextField } from "../../ui/forms/TextField.tsx";
import { Sheet } from "../../ui/overlays/Dialog.tsx";
import { Details } from "../../ui/page/Details.tsx";
import { BookingFields } from "./fields/BookingFields.tsx";
import { isBooked, usualBooking } from "./form/booking.ts";
import { defaultsOf, hasCondition, wantsPhoto } from "./form/form.ts";
import { type Fields } from "./form/fields.ts";
import { JudgeLine } from "./fields/JudgeLine.tsx";
import { keepLine } from "./form/youKeep.ts";
import { MoreFields, moreFields } from "./fields/MoreFields.tsx";
import { OptionFields } from "./fields/OptionFields.tsx";
import { PhotoField } from "./photos/PhotoField.tsx";
import { PriceFields } from "./fields/PriceFields.tsx";
import { sellSchema } from "./form/problems.ts";
import { PublishBar } from "./PublishBar.tsx";
import type { Rules } from "./form/rules.ts";
import { sketchOf, tokenOf } from "./form/terms.ts";
import { useFoundDraft, useKeptDraft } from "./form/useDraft.ts";
import { formWords, publishWords } from "./words.ts";

type SellFormProps = {
  /** Which draft this is. */
  name: string;
  /** The form as it begins: empty, or a listing as it stands. */
  start: Fields;
  rules: Rules;
  edits: boolean;
  /** Whether the market's own court judges, whose part the price decides. */
  judged: boolean;
  prepare: (fields: Fields, onStep: (words: string) => void) => Promise<Action>;
  onPublished: (listingId: Hex, here: boolean) => void;
  /** The listing as a buyer will see it. */
  preview: (fields: Fields, rules: Rules) => ReactNode;
};

const kindOptions = kinds.map((value) => ({ value, label: formWords[value].name }));
const conditionOptions = conditions.map((value) => ({ value, label: conditionWords[value] }));
const categoryOptions = [
  { value: "", label: "Choose one" },
  ...categories.map((value) => ({ value, label: categoryWords[value] })),
];

/** Puts something up: pictures, words, price, and one question of the wallet at the end. Nothing that was entered is lost. */
export function SellForm({ name, start, rules, edits, judged, prepare, onPublished, preview }: SellFormProps) {
  const now = useChainTime();
  const found = useFoundDraft(name);
  const [restored, setRestored] = useState(found !== null);
  const [more, setMore] = useState(false);
  const [choosing, setChoosing] = useState(() => {
    const { variants, deliveries } = found ?? start;
    return variants.length + deliveries.length > 0;
  });
  const [looking, setLooking] = useState(false);
  const frame = useRef<HTMLFormElement>(null);
  const resolver = useMemo(() => valibotResolver(sellSchema(offeredTokens, rules)), [rules]);
  const form = useForm<Fields>({
    defaultValues: found ?? start,
    resolver,
    shouldFocusError: false,
    reValidateMode: "onChange",
  });
  const draft = useKeptDraft(form, name, start);
  const fields = useWatch({ control: form.control }) as Fields;
  const { register, setValue, getValues, formState } = form;
  const { errors, isSubmitted } = formState;
  const token = tokenOf(fields, offeredTokens);
  const sketch = sketchOf(fields, { tokens: offeredTokens, rules, guide: courtGuide, now });
  const words = formWords[fields.kind];

  function chooseKind(kind: Kind) {
    follow({ ...getValues(), kind });
    setValue("kind", kind, { shouldValidate: isSubmitted });
  }

  function chooseBooked(booked: boolean) {
    follow({ ...getValues(), booked });
    setValue("booked", booked, { shouldDirty: true, shouldValidate: isSubmitted });
  }

  /** What somebody has chosen stays; what was only proposed follows what it is. */
  function follow(changed: Fields) {
    const before = getValues();
    const usual = defaultsOf(before.kind, isBooked(before));
    const next = defaultsOf(changed.kind, isBooked(changed));
    for (const field of ["fulfilWindow", "inspectWindow", "unlimited"] as const) {
      if (before[field] === usual[field]) setValue(field, next[field]);
    }
    const [proposed, proposal] = [usualBooking(before.kind, 0), usualBooking(changed.kind, 0)];
    if (before.unit === proposed.unit) setValue("unit", proposal.unit);
    if (before.begins === proposed.begins) setValue("begins", proposal.begins);
  }

  function whenValid(run: (fields: Fields) => void) {
    void form.handleSubmit(run, (found) => {
      if (moreFields.some((field) => found[field])) setMore(true);
      if (found.variants || found.deliveries) setChoosing(true);
      // After the drawer has opened and the fields say what is wrong with them.
      setTimeout(() => {
        const invalid = frame.current?.querySelectorAll<HTMLElement>('[aria-invalid="true"]') ?? [];
        const first = [...invalid].find((control) => control.offsetParent !== null);
        first?.focus({ preventScroll: true });
        first?.closest("fieldset, div")?.scrollIntoView({ block: "center" });
      });
    })();
  }

  function startAnew() {
    draft.discard();
    setRestored(false);
  }

  return (
    <FormProvider {...form}>
      <div className="grid items-start gap-x-12 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <form ref={frame} noValidate className="flex flex-col gap-6" onSubmit={(event) => event.preventDefault()}>
          {restored && (
            <Notice
              title="Your draft is still here"
              action={
                <Button variant="quiet" onClick={startAnew}>
                  {edits ? "Take the listing as it stands" : "Start anew"}
                </Button>
              }
            >
              It was kept on this device, pictures included.
            </Notice>
          )}
          <PhotoField
            photos={fields.photos}
            optional={!wantsPhoto(fields.kind)}
            error={errors.photos?.message}
            onChange={(change) =>
              setValue("photos", change(getValues("photos")), { shouldDirty: true, shouldValidate: isSubmitted })
            }
          />
          <ChipChoice legend="What is it?" options={kindOptions} value={fields.kind} onChange={chooseKind} />
          <TextField
            {...register("title")}
            label="Title"
            placeholder={words.title}
            maxLength={120}
            error={errors.title?.message}
          />
          <PriceFields />
          <BookingFields onSwitch={chooseBooked} />
          {fields.kind !== "request" && (
            <Details summary="Sizes, colours, ways to get it" open={choosing} onToggle={setChoosing}>
              <OptionFields />
            </Details>
          )}
          {sketch && judged && fields.kind !== "request" && <JudgeLine terms={sketch} token={token} />}
          <Select
            {...register("category")}
            label="Category"
            options={categoryOptions}
            error={errors.category?.message}
          />
          {hasCondition(fields.kind) && (
            <ChipChoice
              legend="Condition"
              optional
              options={conditionOptions}
              value={conditions.find((condition) => condition === fields.condition)}
              onChange={(condition) => setValue("condition", condition)}
            />
          )}
          <TextArea
            {...register("description")}
            label="Description"
            optional
            hint={words.description}
            maxLength={5000}
            error={errors.description?.message}
          />
          <TextField
            {...register("place")}
            label="Place"
            optional
            hint="A town or a part of it, never an address: everybody can read this."
            autoComplete="address-level2"
            maxLength={80}
            error={errors.place?.message}
          />
          <Details summary="More: number, times, tags, commission" open={more} onToggle={setMore}>
            <MoreFields rules={rules} />
          </Details>
          <div className="lg:hidden">
            <Button variant="quiet" wide icon={<Eye aria-hidden />} onClick={() => setLooking(true)}>
              See it as buyers will
            </Button>
          </div>
          <PublishBar
            subject={`publish:${name}`}
            label={publishWords(fields.kind, sketch?.price ?? null, token, edits)}
            line={lineOf(fields, sketch && keepLine(sketch, token))}
            errors={errors}
            whenValid={whenValid}
            prepare={prepare}
            onPublished={(listingId, here) => {
              draft.finish();
              onPublished(listingId, here);
            }}
          />
        </form>
        <aside
          className="max-lg:hidden lg:sticky lg:top-22 lg:max-h-[calc(100dvh-6.5rem)] lg:overflow-y-auto"
          aria-label="Preview"
        >
          <p className="pb-3 text-quiet">As buyers will see it</p>
          {preview(fields, rules)}
        </aside>
        <Sheet open={looking} onOpenChange={setLooking} title="As buyers will see it">
          {preview(fields, rules)}
        </Sheet>
      </div>
    </FormProvider>
  );
}

function lineOf({ kind }: Fields, kept: string | null): string {
  if (kind === "request") return "Nothing is paid before you buy somebody’s offer.";
  return kept ?? "Put in a price to see what you keep.";
}
