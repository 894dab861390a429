import { readdirSync, readFileSync } from "node:fs";

function parentOf(pid: string): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // After the name, which may hold spaces: state, parent.
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
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

function childrenByParent(): Map<number, string[]> {
  const children = new Map<number, string[]>();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = parentOf(pid);
      children.set(parent, [...(children.get(parent) ?? []), pid]);
    } catch {
      // It ended while we looked.
    }
  }
  return children;
}

/** The memory in bytes of a process and all that it started, or 0 where there is no /proc to ask. */
export function memoryOfTree(root: number): number {
  try {
    const children = childrenByParent();
    const sumOf = (pid: string): number =>
      (children.get(Number(pid)) ?? []).reduce((sum, child) => sum + sumOf(child), memoryOf(pid));
    return sumOf(String(root));
  } catch {
    return 0;
  }
}
