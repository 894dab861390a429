import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** What a keeper may spend on gas in a day (UTC), and what it has spent; kept in a file, so that a restart buys no new day. */
export type Ledger = {
  /** How much may still be spent today, in wei. */
  left: () => bigint;
  /** Before sending: the most that a transaction can cost. It counts as spent until the truth is known. */
  reserve: (amount: bigint) => Reservation | undefined;
  spent: () => bigint;
};

export type Reservation = { settle: (spent: bigint) => void };

type Kept = { day: string; spent: string };

function read(file: string, day: string): bigint {
  if (!existsSync(file)) return 0n;
  const kept = JSON.parse(readFileSync(file, "utf8")) as Kept;
  return kept.day === day ? BigInt(kept.spent) : 0n;
}

/** Written aside and renamed: a kill at any moment leaves a file that can be read. */
function write(file: string, kept: Kept): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.next`, JSON.stringify(kept));
  renameSync(`${file}.next`, file);
}

export function openLedger(file: string, budget: bigint, today = () => new Date().toISOString().slice(0, 10)): Ledger {
  let day = today();
  let spent = read(file, day);

  function add(amount: bigint): void {
    if (day !== today()) [day, spent] = [today(), 0n];
    spent += amount;
    write(file, { day, spent: String(spent) });
  }

  function left(): bigint {
    const used = day === today() ? spent : 0n;
    return used < budget ? budget - used : 0n;
  }

  return {
    left,
    spent: () => (day === today() ? spent : 0n),
    reserve(amount) {
      if (amount > left()) return undefined;
      add(amount);
      return { settle: (cost) => add(cost - amount) };
    },
  };
}
