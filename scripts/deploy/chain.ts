import { setTimeout } from "node:timers/promises";

/** Why nothing goes on, in one sentence for whoever deploys. */
export class Refused extends Error {
  override name = "Refused";
}

/** What the chain itself answers to a call that it does not carry out. */
export class CallFailed extends Error {
  override name = "CallFailed";
  data?: string;
  constructor(method: string, { message, data }: { message: string; data?: unknown }) {
    super(`${method}: ${message}`);
    if (typeof data === "string") this.data = data;
  }
}

export type Chain = { url: string; call: <T>(method: string, ...params: unknown[]) => Promise<T> };

/** Waits before an endpoint that did not answer is asked again. Every call may be made twice, sending a signed transaction too. */
const pauses = [250, 1_000];

const timeout = 30_000;

/** "fetch failed" says nothing; what it failed of does. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message;
}

type Answer = { result?: unknown; error?: { message: string; data?: unknown } };

async function ask(url: string, body: string): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    signal: AbortSignal.timeout(timeout),
  });
  const text = await response.text();
  try {
    const answer = JSON.parse(text) as Answer;
    if (typeof answer === "object" && answer && ("result" in answer || answer.error)) return answer;
  } catch {
    // Not JSON: what the status says is all there is.
  }
  throw new Error(`HTTP ${response.status}`);
}

export function openChain(url: string): Chain {
  // An endpoint's address often holds a key, which belongs into no log.
  const shown = URL.canParse(url) ? new URL(url).origin : undefined;
  if (!shown?.startsWith("http")) throw new Refused(`HANDSEL_RPC has to be an http or https address.`);
  return {
    url: shown,
    async call<T>(method: string, ...params: unknown[]): Promise<T> {
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
      for (let attempt = 0; ; attempt++) {
        try {
          const { result, error } = await ask(url, body);
          if (error) throw new CallFailed(method, error);
          return result as T;
        } catch (error) {
          if (error instanceof CallFailed) throw error;
          const pause = pauses[attempt];
          if (pause === undefined) throw new Refused(`${shown} does not answer (${reasonOf(error)}).`);
          await setTimeout(pause);
        }
      }
    },
  };
}

export async function numberFrom(chain: Chain, method: string, ...params: unknown[]): Promise<number> {
  return Number(await chain.call<string>(method, ...params));
}
