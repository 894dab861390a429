import { BigInt, Bytes, JSONValue, JSONValueKind, TypedMap } from "@graphprotocol/graph-ts";

// Reading the words of strangers. Nothing here may fail: a handler that fails stops the index.

export const MAX_URI = 200;

/** The first `length` code units, never half of a character: such a text cannot be stored. */
export function clamp(text: string, length: i32): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const splits = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splits ? length - 1 : length);
}

/** A text; empty for anything else. */
export function textOf(value: JSONValue | null, length: i32): string {
  if (!value || value.kind != JSONValueKind.STRING) return "";
  return clamp(value.toString().trim(), length);
}

export function textIn(object: TypedMap<string, JSONValue>, key: string, length: i32): string {
  return textOf(object.get(key), length);
}

/** What may be missing is null rather than empty. */
export function orNull(text: string): string | null {
  return text.length > 0 ? text : null;
}

/** The first `length` entries of a list; none when it is not a list. */
export function listIn(object: TypedMap<string, JSONValue>, key: string, length: i32): JSONValue[] {
  const value = object.get(key);
  if (!value || value.kind != JSONValueKind.ARRAY) return [];
  const list = value.toArray();
  return list.length > length ? list.slice(0, length) : list;
}

export function objectIn(object: TypedMap<string, JSONValue>, key: string): TypedMap<string, JSONValue> | null {
  const value = object.get(key);
  return value && value.kind == JSONValueKind.OBJECT ? value.toObject() : null;
}

/** A whole number from 0 to `most`; 0 for anything else. Read as a float, because reading 1.5 as a whole number fails. */
export function sizeIn(object: TypedMap<string, JSONValue>, key: string, most: i32): i32 {
  const value = object.get(key);
  if (!value || value.kind != JSONValueKind.NUMBER) return 0;
  const number = value.toF64();
  return number >= 0 && number <= <f64>most ? <i32>number : 0;
}

/** A whole number of up to 32 bits; null for anything else. */
export function countIn(object: TypedMap<string, JSONValue>, key: string): BigInt | null {
  const value = object.get(key);
  if (!value || value.kind != JSONValueKind.NUMBER) return null;
  const number = value.toF64();
  const isCount = number >= 0 && number <= <f64>u32.MAX_VALUE && Math.floor(number) == number;
  return isCount ? BigInt.fromU64(<u64>number) : null;
}

/** A text of up to 29 decimal digits, as a number; null for anything else. */
export function amountIn(object: TypedMap<string, JSONValue>, key: string): BigInt | null {
  const text = textIn(object, key, 30);
  if (text.length == 0 || text.length > 29) return null;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return null;
  }
  return BigInt.fromString(text);
}

/** 0x and 64 hexadecimal digits, as bytes; null for anything else. */
export function hashIn(object: TypedMap<string, JSONValue>, key: string): Bytes | null {
  const text = textIn(object, key, 80);
  if (text.length != 66 || !text.startsWith("0x")) return null;
  for (let i = 2; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const digit = code >= 0x30 && code <= 0x39;
    const letter = (code >= 0x61 && code <= 0x66) || (code >= 0x41 && code <= 0x46);
    if (!digit && !letter) return null;
  }
  return Bytes.fromHexString(text);
}
