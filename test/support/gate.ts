import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What becomes of a call: `lose` carries it out and does not answer, `swallow` does neither; a `result` is answered instead. */
export type Fate = "pass" | "lose" | "swallow" | { result: unknown };

type Call = { method: string; params: unknown[] };

/** A chain's endpoint behind which the connection can break at a chosen moment; `lost` is called when an answer was kept back. */
export async function openGate(
  target: string,
  decide: (call: Call) => Fate | Promise<Fate>,
  lost: () => unknown = () => undefined,
) {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString();
    const fate = await decide(JSON.parse(body) as Call);
    if (fate === "swallow") return void lost();
    if (typeof fate === "object") return void response.end(JSON.stringify({ jsonrpc: "2.0", id: 1, ...fate }));
    const answer = await fetch(target, { method: "POST", headers: { "content-type": "application/json" }, body });
    const text = await answer.text();
    if (fate === "pass") response.end(text);
    else lost();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      if (!server.listening) return;
      server.close();
      await once(server, "close");
    },
  };
}
