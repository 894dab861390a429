import { readdirSync, readFileSync } from "node:fs";

function processGroup(pid: string): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // After the name, which may hold spaces: state, parent, group.
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]);
}

/** The memory of one process in bytes, pages shared with others counted in parts where Linux tells. */
function memoryOf(pid: string): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) * 1_024;
  } catch {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1_024;
  }
}

/** The memory in bytes of a process group, or 0 where there is no /proc to ask. */
export function memoryOfGroup(group: number): number {
  let sum = 0;
  try {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        if (processGroup(pid) === group) sum += memoryOf(pid);
      } catch {
        // It ended while we looked.
      }
    }
  } catch {
    return 0;
  }
  return sum;
}
