import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Passage, relay, socket, tcp } from "./relay.ts";

/**
 * For a program that listens on every address and cannot be told otherwise: Linux gives it a network of its own, in which
 * there is nothing but a loopback, and relays carry its ports to and from the loopback of this machine. Needs no privilege,
 * but some systems forbid it.
 */
export type Confined = {
  command: string;
  args: string[];
  /** Hands out a port no longer, not even to this machine. */
  withdraw: (port: number) => void;
  close: () => void;
};

/** In two steps: the network's files belong to whoever had a name in the user namespace when it was made. */
const separate = ["--user", "--map-root-user", "unshare", "--net", "--mount"];
/** A new network's loopback is down. This raises it without the `ip` command, which not every machine has. */
const raiseLoopback = 'mount -t sysfs sysfs /sys && echo 0x9 > /sys/class/net/lo/flags && exec "$@"';

function wrapped(command: string, args: string[]): string[] {
  return [...separate, "sh", "-c", raiseLoopback, "sh", command, ...args];
}

/** Undefined where the system does not let us. */
export async function confine(
  command: string,
  args: string[],
  { serves, uses }: { serves: number[]; uses: number[] },
): Promise<Confined | undefined> {
  if (spawnSync("unshare", wrapped("true", []), { stdio: "ignore" }).status !== 0) return undefined;
  // A short path: the system takes no more than 107 characters for a socket.
  const folder = mkdtempSync(join(tmpdir(), "handsel-"));
  chmodSync(folder, 0o700);
  const passage: Passage = { folder, serves, uses };
  const used: Server[] = await Promise.all(uses.map((port) => relay(socket(passage, port), tcp(port))));
  const served: Server[] = await Promise.all(serves.map((port) => relay(tcp(port), socket(passage, port))));
  const inside = fileURLToPath(new URL("inside.ts", import.meta.url));
  return {
    command: "unshare",
    args: wrapped(process.execPath, [inside, JSON.stringify(passage), command, ...args]),
    withdraw(port) {
      served[serves.indexOf(port)]?.close();
    },
    close() {
      for (const server of [...used, ...served]) server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
