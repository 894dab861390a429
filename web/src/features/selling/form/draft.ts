import * as v from "valibot";
import { Fields } from "./fields.ts";

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Which draft it is: of something new, of an answer to a request, of a listing's next version. */
export function draftName({ answers, edit }: { answers?: string; edit?: string }): string {
  if (edit) return `edit:${edit}`;
  return answers ? `answers:${answers}` : "new";
}

const keyOf = (name: string) => `handsel.draft:${name}`;

/** Keeps what has been typed. False when this device will not: the form then lives until the page is closed. */
export function keepDraft(store: Store, name: string, fields: Fields): boolean {
  try {
    store.setItem(keyOf(name), JSON.stringify(fields));
    return true;
  } catch {
    return false;
  }
}

/** What was typed before; null when there is nothing, or nothing that this version of the form understands. */
export function readDraft(store: Store, name: string): Fields | null {
  try {
    const read = v.safeParse(Fields, JSON.parse(store.getItem(keyOf(name)) ?? "null"));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

export function forgetDraft(store: Store, name: string): void {
  try {
    store.removeItem(keyOf(name));
  } catch {
    // Storage is closed to us, so nothing was kept either.
  }
}
