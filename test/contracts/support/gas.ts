import { expect } from "chai";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { isCovered } from "./runs.ts";

const book = new URL("../../../docs/gas.json", import.meta.url);

function read(): Record<string, number> {
  return existsSync(book) ? JSON.parse(readFileSync(book, "utf8")) : {};
}

/** A header has a few zero bytes more or less, and zero bytes are cheaper; a panel is found by shorter or longer ways. */
const tolerance = 1.005;

/**
 * Holds a measurement against its ceiling, where one is promised, and against docs/gas.json, which is what it cost last.
 * GAS_WRITE=1 writes it there anew.
 */
export async function keepGas(name: string, gas: bigint, ceiling?: bigint, slack = tolerance): Promise<void> {
  if (isCovered) return;
  if (ceiling !== undefined) expect(gas, `${name} and its ceiling`).to.be.lessThanOrEqual(ceiling);
  const known = read();
  if (process.env["GAS_WRITE"] === "1") {
    const entries = Object.entries({ ...known, [name]: Number(gas) }).sort(([a], [b]) => a.localeCompare(b));
    const path = book.pathname;
    const text = JSON.stringify(Object.fromEntries(entries));
    writeFileSync(book, await format(text, { ...(await resolveConfig(path)), filepath: path }));
    return;
  }
  expect(known[name], `${name} in docs/gas.json (GAS_WRITE=1 writes it)`).to.not.equal(undefined);
  expect(Number(gas), `${name} has grown`).to.be.lessThanOrEqual(known[name]! * slack);
}
