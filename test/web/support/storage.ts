/** What a browser may do with what it is given to keep. */
export type Temper = "keeps" | "is full" | "refuses" | "is not there";

/** Puts such a storage where the app looks for one, and takes it away again after the test. */
export function storageThat(temper: Temper): Map<string, string> {
  const kept = new Map<string, string>();
  const no = (name: string) => {
    throw new DOMException("The browser keeps nothing", name);
  };
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) =>
      temper === "is full" ? no("QuotaExceededError") : void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  };
  const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get: () => (temper === "refuses" ? no("SecurityError") : temper === "is not there" ? null : store),
  });
  leaving = () => {
    if (before) Object.defineProperty(globalThis, "localStorage", before);
    else Reflect.deleteProperty(globalThis, "localStorage");
  };
  return kept;
}

let leaving: (() => void) | undefined;

export function noStorage(): void {
  leaving?.();
  leaving = undefined;
}
