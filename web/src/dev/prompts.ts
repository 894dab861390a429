import { decodeFunctionData, type Hex, hexToString, isHex } from "viem";
import { testTokenAbi } from "#protocol/generated/abi.ts";
import { formatAmount } from "../lib/money.ts";
import { shortHex } from "../lib/text.ts";
import { court, deployment, escrow, pool, registry, reputation } from "../services/contracts.ts";
import { nativeToken } from "../market/tokens.ts";

/** What the wallet is asked, for a person to read before saying yes. */
export type Prompt = { title: string; lines: { label: string; value: string }[] };

type Waiting = Prompt & { answer: (yes: boolean) => void };

let waiting: Waiting[] = [];
const listeners = new Set<() => void>();

function change(next: Waiting[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

export function subscribePrompts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function waitingPrompts(): Waiting[] {
  return waiting;
}

/** Asks the person in the wallet's panel; with `handsel.dev.autoApprove` set, the answer is yes. */
export function ask(prompt: Prompt): Promise<boolean> {
  if (localStorage.getItem("handsel.dev.autoApprove") === "1") return Promise.resolve(true);
  return new Promise((resolve) => {
    const mine: Waiting = {
      ...prompt,
      answer(yes) {
        change(waiting.filter((other) => other !== mine));
        resolve(yes);
      },
    };
    change([...waiting, mine]);
  });
}

const contracts = [
  { name: "ListingRegistry", ...registry },
  { name: "Escrow", ...escrow },
  { name: "ArbitratorPool", ...pool },
  { name: "ArbitrationCourt", ...court },
  { name: "Reputation", ...reputation },
  { name: "Test dollar", address: deployment.contracts.TestToken, abi: testTokenAbi },
];

function shown(value: unknown): string {
  if (typeof value === "string") return isHex(value) && value.length > 20 ? shortHex(value) : value;
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "[…]" : "{…}";
  return String(value);
}

type Transaction = { to?: string; value?: Hex; data?: Hex };

export function transactionPrompt({ to, value, data }: Transaction): Prompt {
  const contract = contracts.find(({ address }) => address.toLowerCase() === to?.toLowerCase());
  const lines = [{ label: "To", value: contract ? contract.name : (to ?? "a new contract") }];
  if (contract && data) {
    const { functionName, args } = decodeFunctionData({ abi: contract.abi, data });
    lines.push({ label: "Does", value: `${functionName}(${(args ?? []).map(shown).join(", ")})` });
  }
  if (value && BigInt(value) > 0n) lines.push({ label: "Pays", value: formatAmount(BigInt(value), nativeToken) });
  return { title: "Send a transaction?", lines };
}

export function messagePrompt(message: string): Prompt {
  const text = isHex(message) ? hexToString(message) : message;
  return { title: "Sign a message?", lines: [{ label: "Text", value: text }] };
}

type TypedData = { primaryType: string; message: Record<string, unknown> };

export function typedDataPrompt({ primaryType, message }: TypedData): Prompt {
  const lines = Object.entries(message).map(([label, value]) => ({ label, value: shown(value) }));
  return { title: `Sign “${primaryType}”?`, lines };
}
