import { readdirSync, readFileSync } from "node:fs";

/** The kernel's ticks in a second, as every Linux that Node runs on has them. */
const TICKS = 100;

/** Seconds of processor that all of a process group has had, or 0 where there is no /proc to ask. */
export function processorTime(group: number): number {
  let ticks = 0;
  for (const pid of processes()) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // After the name, which may hold spaces: state, parent, group; then, from the twelfth on, its time and its ended children's.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (Number(fields[2]) !== group) continue;
      for (const field of fields.slice(11, 15)) ticks += Number(field);
    } catch {
      // It ended while we looked.
    }
  }
  return ticks / TICKS;
}

function processes(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
