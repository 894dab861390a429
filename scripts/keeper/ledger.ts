import { openDaily } from "./daily.ts";

/** What may be spent on gas in a day (UTC), and what has been; kept in a file, so that a restart buys no new day. */
export type Ledger = {
  /** How much may still be spent today, in wei. */
  left: () => bigint;
  /** Before sending: the most that a transaction can cost. It counts as spent until the truth is known. */
  reserve: (amount: bigint) => Reservation | undefined;
  spent: () => bigint;
};

export type Reservation = { settle: (spent: bigint) => void };

export function openLedger(file: string, budget: bigint, today?: () => string): Ledger {
  const kept = openDaily(file, { spent: "0" }, today);
  const spent = () => BigInt(kept.get().spent);
  const add = (amount: bigint) => kept.set({ spent: String(spent() + amount) });

  function left(): bigint {
    const used = spent();
    return used < budget ? budget - used : 0n;
  }

  return {
    left,
    spent,
    reserve(amount) {
      if (amount > left()) return undefined;
      add(amount);
      return { settle: (cost) => add(cost - amount) };
    },
  };
}
