/** What a wallet's error means, however the wallet has wrapped it up. */
export type WalletTrouble =
  | "rejected"
  | "unauthorized"
  | "disconnected"
  | "elsewhere"
  | "unknownChain"
  | "busy"
  | "unwilling"
  | "unsupported"
  | "nonce"
  | "underpriced"
  | "noFunds"
  | "broken"
  | "unknown";

/** `words` are the wallet's own, for whoever wants to look closer. */
export type WalletAnswer = { trouble: WalletTrouble; words: string };

const byCode: Readonly<Record<string, WalletTrouble>> = {
  4001: "rejected",
  5000: "rejected",
  ACTION_REJECTED: "rejected",
  4100: "unauthorized",
  4200: "unsupported",
  4900: "disconnected",
  4901: "elsewhere",
  4902: "unknownChain",
  INSUFFICIENT_FUNDS: "noFunds",
  NONCE_EXPIRED: "nonce",
  REPLACEMENT_UNDERPRICED: "underpriced",
  "-32002": "busy",
  "-32003": "unwilling",
  "-32004": "unsupported",
  "-32601": "unsupported",
  "-32603": "broken",
};

/** Wallets that know no codes of their own say it in words, mostly under -32603 or -32000. */
const byWords: readonly (readonly [RegExp, WalletTrouble])[] = [
  [
    /\buser\s+(has\s+)?(rejected|denied|cancell?ed|declined|disapproved|closed)|\b(rejected|denied|cancell?ed|declined) by (the )?user|ACTION_REJECTED/i,
    "rejected",
  ],
  [/nonce (is )?too low|nonce has already been used|already known|known transaction|already imported/i, "nonce"],
  [/underpriced|replacement fee too low|fee too low to replace/i, "underpriced"],
  [/insufficient (funds|balance)|not enough funds|exceeds (the )?balance/i, "noFunds"],
  [/request.{0,40}already pending|already processing/i, "busy"],
  [/unrecognized chain|chain.{0,20}not (been )?added/i, "unknownChain"],
];

/** Words weigh more than codes, and among the codes the wallet's own more than JSON-RPC's "something inside". */
const weight: readonly WalletTrouble[] = [
  "rejected",
  "unauthorized",
  "elsewhere",
  "unknownChain",
  "busy",
  "disconnected",
  "nonce",
  "underpriced",
  "noFunds",
  "unwilling",
  "unsupported",
  "broken",
];

const inside = ["cause", "data", "originalError", "error", "info"] as const;

/** An error and all that is wrapped in it, the outermost first. A wallet may hand over anything, a circle too. */
function layersOf(error: unknown): unknown[] {
  const layers: unknown[] = [];
  const waiting = [error];
  while (waiting.length > 0 && layers.length < 30) {
    const layer = waiting.shift();
    if (layer === undefined || layer === null || layers.includes(layer)) continue;
    layers.push(layer);
    if (typeof layer !== "object") continue;
    for (const name of inside) {
      try {
        waiting.push((layer as Record<string, unknown>)[name]);
      } catch {
        // A getter that throws hides nothing worth knowing.
      }
    }
  }
  return layers;
}

/** viem puts its own explanation around; what the wallet said is its `details`, or the innermost message. */
function wordsIn(layer: unknown): string[] {
  if (typeof layer === "string") return [layer];
  if (typeof layer !== "object" || layer === null) return [];
  const { message, details, reason } = layer as Record<string, unknown>;
  return [message, details, reason].filter((words) => typeof words === "string");
}

function codeIn(layer: unknown): string | undefined {
  if (typeof layer !== "object" || layer === null || !("code" in layer)) return undefined;
  const { code } = layer;
  return typeof code === "number" || typeof code === "string" ? String(code) : undefined;
}

/** Reads what a wallet answered when it was asked for something and did not do it, or says that it did not. */
export function readAnswer(error: unknown): WalletAnswer {
  const layers = layersOf(error);
  const said = layers.flatMap(wordsIn);
  const words = said.findLast((each) => each.trim() !== "") ?? "";
  const inWords = byWords.find(([pattern]) => said.some((each) => pattern.test(each)))?.[1];
  const codes = layers.flatMap((layer) => {
    const code = codeIn(layer);
    return code !== undefined && Object.hasOwn(byCode, code) ? [byCode[code]] : [];
  });
  const inCodes = weight.find((trouble) => codes.includes(trouble));
  const trouble = inCodes === "rejected" ? inCodes : (inWords ?? inCodes ?? ("unknown" satisfies WalletTrouble));
  return { trouble, words: said.length > 1 ? [...new Set(said)].join("\n") : words };
}

type Sentence = { title: string; remedy: string };

/** For a person. Whether money moved is not among it: only the chain knows that. */
export const walletSentences = {
  rejected: { title: "No problem, nothing was sent.", remedy: "" },
  unauthorized: {
    title: "Your wallet does not let this page use that account.",
    remedy: "Open the wallet, connect this page to the account again, and press the button once more.",
  },
  disconnected: {
    title: "Your wallet has lost its connection.",
    remedy: "Open the wallet, see that it is online and unlocked, and try again.",
  },
  elsewhere: {
    title: "Your wallet can’t reach this network.",
    remedy: "Choose the market’s network in the wallet, and try again.",
  },
  unknownChain: {
    title: "Your wallet does not know this network.",
    remedy: "Add it in the wallet’s own settings, then try again.",
  },
  busy: {
    title: "Your wallet has a question open already.",
    remedy: "Look for its window, it may be behind this one or locked. Answer it there first.",
  },
  unwilling: {
    title: "Your wallet would not send it.",
    remedy:
      "It may find the network’s fee too low, or a limit of your own is set in it. Look in the wallet, and try again.",
  },
  unsupported: {
    title: "Your wallet can’t do this.",
    remedy: "Choose another wallet in the menu at the top.",
  },
  nonce: {
    title: "Your wallet counts your transactions wrongly.",
    remedy:
      "One of them may have gone out already. If it stays so, reset the account’s activity in the wallet’s settings.",
  },
  underpriced: {
    title: "Another transaction of yours is waiting in its place.",
    remedy: "Wait until it is through, or speed it up in the wallet, and try again.",
  },
  noFunds: {
    title: "There is not enough.",
    remedy: "Your wallet has too little to pay the network’s fee on top.",
  },
  broken: {
    title: "Your wallet reports a fault of its own.",
    remedy: "Look in the wallet whether it has sent something before you try again.",
  },
  unknown: {
    title: "Your wallet answered with something that this page does not understand.",
    remedy: "Look in the wallet whether it has sent something before you try again.",
  },
} as const satisfies Record<WalletTrouble, Sentence>;

/**
 * Answers by which a wallet says that it has not sent anything, and never could. All others may come after it has: a node
 * that times out, a connection that breaks, a second try that finds the first one there.
 */
const before: readonly WalletTrouble[] = [
  "rejected",
  "unauthorized",
  "elsewhere",
  "unknownChain",
  "busy",
  "unsupported",
];

export function saysUnsent({ trouble }: WalletAnswer): boolean {
  return before.includes(trouble);
}

/** What was kept may be damaged, or of another version of the app. */
export function isWalletAnswer(value: unknown): value is WalletAnswer {
  if (typeof value !== "object" || value === null) return false;
  const { trouble, words } = value as Record<string, unknown>;
  return typeof trouble === "string" && Object.hasOwn(walletSentences, trouble) && typeof words === "string";
}

/** A transaction's hash, and not whatever else a wallet may hand back as one. */
export function isHash(answer: unknown): answer is `0x${string}` {
  return typeof answer === "string" && /^0x[0-9a-fA-F]{64}$/.test(answer);
}
