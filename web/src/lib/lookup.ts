/**
 * What a table of ours says under a name that somebody else chose. Only own entries count: "constructor" and "__proto__" are
 * names like any other, and every object answers to them.
 */
export function own<Value>(table: { readonly [key: string]: Value }, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Whether it is one of the words that we know. */
export function isOneOf<Known extends string>(known: readonly Known[], word: string): word is Known {
  return known.some((each) => each === word);
}
