import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Something that begins anew with each day (UTC); kept in a file, so that a restart buys no new day. */
export type Daily<T> = { get: () => T; set: (value: T) => void };

type Kept<T> = { day: string } & T;

export const utcDay = () => new Date().toISOString().slice(0, 10);

function read<T>(file: string, day: string): T | undefined {
  if (!existsSync(file)) return undefined;
  const { day: kept, ...value } = JSON.parse(readFileSync(file, "utf8")) as Kept<T>;
  return kept === day ? (value as T) : undefined;
}

/** Written aside and renamed: a kill at any moment leaves a file that can be read. */
function write<T>(file: string, kept: Kept<T>): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.next`, JSON.stringify(kept), { mode: 0o600 });
  renameSync(`${file}.next`, file);
}

export function openDaily<T extends object>(file: string, fresh: T, today = utcDay): Daily<T> {
  let day = today();
  let value = read<T>(file, day) ?? fresh;
  return {
    get: () => (day === today() ? value : fresh),
    set(next) {
      [day, value] = [today(), next];
      write(file, { day, ...value });
    },
  };
}
