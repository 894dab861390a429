import { createServer } from "node:net";
import type { Ports } from "./endpoints.ts";

/** What a person knows the port by. */
const parts: Record<keyof Ports, string> = {
  app: "the app",
  chain: "the chain's RPC",
  ipfs: "the RPC of IPFS",
  gateway: "the IPFS gateway",
  ceramic: "Ceramic",
  graph: "GraphQL",
  graphAdmin: "graph-node's administration",
  graphIndex: "graph-node's status",
  graphMetrics: "graph-node's metrics",
  postgres: "PostgreSQL",
};

export class PortTaken extends Error {
  override name = "PortTaken";
  constructor(port: number, part: string) {
    super(
      `Port ${port}, for ${part}, is taken by another program: stop that program, or move this market with -- --ports-offset 1000.`,
    );
  }
}

/** The ports to which the Fetch standard lets no page connect, nor Node's own fetch: https://fetch.spec.whatwg.org/#port-blocking. */
const blocked = new Set([
  ...[0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109],
  ...[110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530],
  ...[531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190],
  ...[5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
]);

const HIGHEST = 65_535;

/** What was asked for cannot be: nothing has been started. */
export class BadPorts extends Error {
  override name = "BadPorts";
}

/** An offset as a person writes it. */
export function offsetOf(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new BadPorts(`--ports-offset takes a whole number from 0 on, not "${text}".`);
}

/** Refuses ports that there are not, and those at which no browser would find a market. */
export function requireUsable(wanted: Ports): void {
  for (const [part, port] of Object.entries(wanted) as [keyof Ports, number][]) {
    if (port > HIGHEST)
      throw new BadPorts(
        `There is no port ${port}, for ${parts[part]}: the highest is ${HIGHEST}. Use a smaller offset.`,
      );
    if (blocked.has(port))
      throw new BadPorts(`Browsers refuse to connect to port ${port}, for ${parts[part]}: use another --ports-offset.`);
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const server = createServer()
      .once("error", () => settle(false))
      .once("listening", () => server.close(() => settle(true)));
    // Without a host it collides with whoever listens on any address.
    server.listen(port);
  });
}

/** `patience`: seconds to wait for programs that are about to end, such as those of a market that was just killed. */
export async function requireFree(wanted: Ports, patience = 0): Promise<void> {
  const deadline = Date.now() + patience * 1_000;
  for (const [part, port] of Object.entries(wanted) as [keyof Ports, number][]) {
    while (!(await isFree(port))) {
      if (Date.now() >= deadline) throw new PortTaken(port, parts[part]);
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
}
