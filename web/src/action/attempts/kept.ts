import type { Address } from "viem";
import { type Asked, isAsked } from "./asked.ts";
import type { Kept } from "./attempt.ts";

type Store = Pick<Storage, "getItem" | "setItem">;

/** How tabs tell each other: by what a browser tells them of its storage, and by a channel of their own where that is closed. */
export type Tabs = {
  /** Null when the browser keeps nothing for this page. */
  store: () => Store | null;
  onStored: (listener: (key: string | null) => void) => void;
  channel: { post: (message: unknown) => void; onMessage: (listener: (message: unknown) => void) => void } | null;
};

export type KeptAsked = Kept & {
  all: () => readonly Asked[];
  subscribe: (listener: () => void) => () => void;
};

const of = (subject: string, sender: Address) => (asked: Asked) =>
  asked.subject === subject && asked.sender.toLowerCase() === sender.toLowerCase();

function read(text: string | null): Asked[] {
  try {
    const value: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(value) ? value.filter(isAsked) : [];
  } catch {
    return [];
  }
}

/**
 * What wallets were asked and whose outcome is open. Read anew each time: another tab may have written a moment ago. Without
 * storage it lives as long as some tab does.
 */
export function keptUnder(key: string, { store, onStored, channel }: Tabs): KeptAsked {
  const listeners = new Set<() => void>();
  let memory: readonly Asked[] = [];
  let stored: string | null = null;

  function all(): readonly Asked[] {
    try {
      const text = store()?.getItem(key);
      if (text === undefined) return memory;
      // The same list as long as nothing has changed, so that a page can compare by identity.
      if (text !== stored) {
        stored = text;
        memory = read(text);
      }
    } catch {
      // Storage was closed to this page; what it knows it knows.
    }
    return memory;
  }
  function tell(): void {
    for (const listener of listeners) listener();
  }
  function write(next: readonly Asked[]): void {
    memory = next;
    const text = JSON.stringify(next);
    try {
      store()?.setItem(key, text);
      stored = text;
    } catch {
      // Full, or closed: the other tabs hear of it all the same.
    }
    channel?.post(text);
    tell();
  }
  onStored((changed) => {
    if (changed === key || changed === null) tell();
  });
  channel?.onMessage((message) => {
    // Messages may come late, and out of turn: where there is storage, that alone is believed.
    if (typeof message === "string" && !isOpen(store)) memory = read(message);
    tell();
  });

  return {
    all,
    get: (subject, sender) => all().find(of(subject, sender)),
    put: (asked) => write([...all().filter((other) => !of(asked.subject, asked.sender)(other)), asked]),
    drop(subject, sender) {
      const rest = all().filter((asked) => !of(subject, sender)(asked));
      if (rest.length < all().length) write(rest);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isOpen(store: Tabs["store"]): boolean {
  try {
    return store() !== null;
  } catch {
    return false;
  }
}
