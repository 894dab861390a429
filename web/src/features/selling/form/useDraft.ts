import { useEffect, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { forgetPhotos } from "../../../services/photoBox.ts";
import { forgetDraft, keepDraft, readDraft } from "./draft.ts";
import type { Fields } from "./fields.ts";

/** What was typed in another visit, read once. */
export function useFoundDraft(name: string): Fields | null {
  const [found] = useState(() => readDraft(name));
  return found;
}

/** Keeps every change on this device until the form is published. */
export function useKeptDraft(form: UseFormReturn<Fields>, name: string, start: Fields) {
  const published = useRef(false);
  const photos = useRef(new Set<string>());
  useEffect(() => {
    const untouched = JSON.stringify(start);
    return form.subscribe({
      formState: { values: true },
      callback({ values }) {
        for (const { cid } of values.photos) photos.current.add(cid);
        if (published.current) return;
        if (JSON.stringify(values) === untouched) forgetDraft(name);
        else keepDraft(name, values);
      },
    });
  }, [form, name, start]);

  function letGo() {
    forgetDraft(name);
    void forgetPhotos([...photos.current, ...form.getValues("photos").map(({ cid }) => cid)]);
  }
  return {
    /** It is published: what is typed from now on belongs to nothing. */
    finish() {
      published.current = true;
      letGo();
    },
    /** Back to the beginning. */
    discard() {
      form.reset(start);
      letGo();
    },
  };
}
