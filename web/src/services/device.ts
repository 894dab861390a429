import { useSyncExternalStore } from "react";
import * as v from "valibot";

/**
 * What this browser keeps for the app: one value under a key, checked when it is read, because an older version, another page of
 * the same address or a person may have written it. A browser may keep nothing at all, or have no room left: then a value lives
 * until the page is closed, and `useForgetful` says so.
 */
const here = new Map<string, string>();

let refused = false;
const listeners = new Set<() => void>();

/** To be told by whoever keeps something in another way. */
export function noteKept(kept: boolean): void {
  const now = !kept || here.size > 0;
  if (now === refused) return;
  refused = now;
  for (const listener of listeners) listener();
}

/** Only to ask for it can be forbidden. */
function storage(): Storage | undefined {
  try {
    return globalThis.localStorage ?? undefined;
  } catch {
    return undefined;
  }
}

function put(key: string, text: string): boolean {
  here.set(key, text);
  // Where there is room again, what has waited for it goes along; what is too large keeps nothing else out.
  for (const [waiting, value] of [...here].reverse()) {
    try {
      const store = storage();
      if (!store) break;
      store.setItem(waiting, value);
      here.delete(waiting);
    } catch {
      // It stays here.
    }
  }
  noteKept(here.size === 0);
  return !here.has(key);
}

function take(key: string): string | null {
  try {
    return here.get(key) ?? storage()?.getItem(key) ?? null;
  } catch {
    return null;
  }
}

/** Says whether it is still there after the page is closed. */
export function keep(key: string, value: unknown): boolean {
  return put(key, JSON.stringify(value));
}

/** Null when there is nothing, or nothing that makes sense. */
export function read<Schema extends v.GenericSchema>(key: string, schema: Schema): v.InferOutput<Schema> | null {
  const text = take(key);
  if (text === null) return null;
  try {
    const found = v.safeParse(schema, JSON.parse(text));
    return found.success ? found.output : null;
  } catch {
    return null;
  }
}

export function forget(key: string): void {
  here.delete(key);
  try {
    storage()?.removeItem(key);
  } catch {
    // What could not be kept need not be forgotten.
  }
}

/** The same as plain texts, for libraries that bring their own way of writing. */
export const shelf = { getItem: take, setItem: (key: string, text: string) => void put(key, text), removeItem: forget };

/** True once this browser has refused to keep something. */
export function useForgetful(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => refused,
  );
}

/** Finds out before anything is typed: nobody should learn it from what is lost. */
export function tryToKeep(): void {
  const key = "handsel.trial";
  if (keep(key, true)) forget(key);
  else here.delete(key);
}
