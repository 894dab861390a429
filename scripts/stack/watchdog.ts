/**
 * Stops what a market started when the market itself could not, because it was killed.
 * Its standard input is a pipe from the market: lines say which process groups to care for (`+<pid> <signal>`, `-<pid>`),
 * and the end of the input, which comes however the market ends, is the sign to stop those that are left.
 */
import { createInterface } from "node:readline";

const groups = new Map<number, NodeJS.Signals>();

function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, name);
    return true;
  } catch {
    return false;
  }
}

// A terminal's Ctrl-C or a closed window must not take the watchdog before the others.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const [, sign, pid, name] = /^([+-])(\d+)(?: (SIG\w+))?$/.exec(line) ?? [];
  if (sign === "+") groups.set(Number(pid), (name ?? "SIGTERM") as NodeJS.Signals);
  if (sign === "-") groups.delete(Number(pid));
}

for (const [group, name] of groups) signal(group, name);
const deadline = Date.now() + 5_000;
while (Date.now() < deadline && [...groups.keys()].some((group) => signal(group, 0))) {
  await new Promise((wake) => setTimeout(wake, 50));
}
for (const group of groups.keys()) signal(group, "SIGKILL");
