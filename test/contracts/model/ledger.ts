/** Why a call comes to nothing: a contract's own error with its values, a sentence, or not a word. */
export class Refusal extends Error {
  readonly values: unknown[];
  constructor(name: string, values: unknown[] = []) {
    super(name);
    this.values = values;
  }
}

export function refuse(name: string, ...values: unknown[]): never {
  throw new Refusal(name, values);
}

/** What contracts say that fail without an error of their own. */
export const silence = () => refuse("");

export type Ledger = ReturnType<typeof createLedger>;
type Key = string | number | bigint;

/** Everything that the model knows, in tables that can be taken back: a call that is refused has changed nothing. */
export function createLedger() {
  const undo: (() => void)[] = [];

  /** Rows by key; what was never written is `empty`. */
  function table<V>(empty: V) {
    const rows = new Map<string, V>();
    const get = (...keys: Key[]): V => rows.get(keys.join()) ?? empty;
    function set(value: V, ...keys: Key[]) {
      const key = keys.join();
      const before = rows.get(key);
      undo.push(() => (before === undefined ? rows.delete(key) : rows.set(key, before)));
      rows.set(key, value);
    }
    return { get, set, keys: () => [...rows.keys()] };
  }

  /** Does it, or nothing of it and says why. */
  function attempt(work: () => void): Refusal | null {
    const mark = undo.length;
    try {
      work();
      return null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      while (undo.length > mark) undo.pop()?.();
      return error;
    }
  }

  return { table, attempt, commit: () => void (undo.length = 0) };
}
