import { setTimeout } from "node:timers/promises";
import type { BrowserContext, Route } from "playwright-core";
import type { Shelf } from "./wallet/ways.ts";

type Request = { id: number; method: string; params: unknown[] };
type Answer = { id: number; result?: unknown };

export type Line = Shelf & {
  /** Nothing answers any more. */
  cut: () => void;
  /** Each answer takes so many milliseconds; `Infinity` for never. */
  slow: (time: number) => void;
  mend: () => void;
};

/**
 * What lies between the pages of `context` and one of their servers, where it can be cut or made slow. The development chain
 * mines whatever it gets at once: a transaction that waits for its block is one that the chain does not have yet, and that
 * this line shows to the page.
 */
export async function openLine(context: BrowserContext, ...urls: string[]): Promise<Line> {
  const shelf = new Map<string, Record<string, unknown>>();
  let isCut = false;
  let pause = 0;

  function patched(request: Request, answer: Answer): Answer {
    const [subject, tag] = request.params as [string, string];
    if (request.method === "eth_getTransactionByHash" && shelf.has(subject)) {
      return { ...answer, result: shelf.get(subject) };
    }
    if (request.method !== "eth_getTransactionCount" || tag !== "pending") return answer;
    const waiting = [...shelf.values()].filter(({ from }) => String(from).toLowerCase() === subject.toLowerCase());
    return { ...answer, result: `0x${(Number(answer.result) + waiting.length).toString(16)}` };
  }

  async function pass(route: Route): Promise<void> {
    if (shelf.size === 0) return route.continue();
    const asked = route.request().postDataJSON() as Request | Request[];
    const response = await route.fetch();
    const said = (await response.json()) as Answer | Answer[];
    const json = Array.isArray(asked)
      ? (said as Answer[]).map((answer) =>
          patched(
            asked.find(({ id }) => id === answer.id)!,
            answer,
          ),
        )
      : patched(asked, said as Answer);
    return route.fulfill({ response, json });
  }

  await context.route(
    (url) => urls.some((own) => url.href.startsWith(own)),
    async (route) => {
      if (pause === Infinity) return;
      if (pause > 0) await setTimeout(pause);
      const going = isCut ? route.abort("connectionrefused") : pass(route);
      // The page may be gone by now.
      await going.catch(() => undefined);
    },
  );
  return {
    hold(hash, transaction) {
      shelf.set(hash, transaction);
      return () => void shelf.delete(hash);
    },
    cut: () => void (isCut = true),
    slow: (time) => void (pause = time),
    mend() {
      isCut = false;
      pause = 0;
    },
  };
}
