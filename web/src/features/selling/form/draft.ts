import { forget, keep, read } from "../../../services/device.ts";
import { Fields } from "./fields.ts";

/** Which draft it is: of something new, of an answer to a request, of a listing's next version. */
export function draftName({ answers, edit }: { answers?: string; edit?: string }): string {
  if (edit) return `edit:${edit}`;
  return answers ? `answers:${answers}` : "new";
}

const keyOf = (name: string) => `handsel.draft:${name}`;

/** Keeps what has been typed. False when this device will not: the form then lives until the page is closed. */
export function keepDraft(name: string, fields: Fields): boolean {
  return keep(keyOf(name), fields);
}

/** What was typed before; null when there is nothing, or nothing that this version of the form understands. */
export function readDraft(name: string): Fields | null {
  return read(keyOf(name), Fields);
}

export function forgetDraft(name: string): void {
  forget(keyOf(name));
}
