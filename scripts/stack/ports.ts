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
