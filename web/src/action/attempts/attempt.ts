import type { Address, Hash } from "viem";
import { ObstacleError } from "../../lib/obstacle.ts";
import { type Asked, type Deed, sameDeed, type Trace } from "./asked.ts";
import { type Chain, lookUp, type Receipted, type Verdict } from "./lookUp.ts";
import { isHash, readAnswer, saysUnsent, type WalletAnswer } from "./walletAnswer.ts";

/** What is about to be asked of the wallet. */
export type Plan = { title: string; deed: Deed; trace: Trace | null; once: boolean };

/** Where what was asked is kept, seen by every tab. */
export type Kept = {
  get: (subject: string, sender: Address) => Asked | undefined;
  put: (asked: Asked) => void;
  drop: (subject: string, sender: Address) => void;
};

export type Ports<Receipt> = {
  chain: Chain<Receipt>;
  kept: Kept;
  /** One at a time over all tabs. Null while another tab holds it. */
  lock: (subject: string) => Promise<(() => void) | null>;
  /** Whether some tab is asking its wallet about this right now. */
  isLocked: (subject: string) => Promise<boolean>;
  /** Asks the wallet. It may answer anything, or never. */
  send: (deed: Deed, sender: Address) => Promise<unknown>;
  wait: (milliseconds: number) => Promise<void>;
  /** By this device's clock, in seconds. */
  now: () => number;
};

/** Why nobody can say what became of it, or that nothing will. */
export type Doubt =
  /** The wallet has not answered here: the page was closed meanwhile, or the person did not want to wait. */
  | "unanswered"
  /** The wallet answered with something other than a hash. */
  | "answered"
  /** The wallet named a hash that the chain does not know. */
  | "unseen"
  /** Something of the sender's waits for a block, and nobody can say whether it is this. */
  | "unsure"
  /** The chain can't be asked. */
  | "silent"
  /** Something else was asked for here before, and that is still open. */
  | "other";

/** How far one attempt is, as far as wallet and chain go. */
export type Standing<Receipt> =
  | { step: "looking" }
  /** `stop` stops the waiting, not the question. */
  | { step: "wallet"; stop: () => void }
  | { step: "sent"; hash: Hash | null }
  | { step: "doubt"; why: Doubt; asked: Asked }
  /** Another tab is at it. */
  | { step: "elsewhere" }
  | { step: "done"; receipt: Receipt }
  | { step: "reverted"; receipt: Receipt }
  | { step: "replaced"; by: Hash | null; cancelled: boolean }
  /** The wallet says that it has not sent it, and the chain knows nothing of it. */
  | { step: "unsent"; answer: WalletAnswer };

type Report<Receipt> = (standing: Standing<Receipt>) => void;

/** Seconds in which a node may not know yet what a wallet has just sent. */
const patience = 15;

function final<Receipt>(verdict: Verdict<Receipt>): Standing<Receipt> | null {
  switch (verdict.is) {
    case "done":
    case "reverted":
      return { step: verdict.is, receipt: verdict.receipt };
    case "replaced":
      return { step: "replaced", by: verdict.by, cancelled: verdict.cancelled };
    default:
      return null;
  }
}

async function standingOf<R>(asked: Asked, verdict: Verdict<R> | null, ports: Ports<R>): Promise<Standing<R>> {
  const hash = (verdict?.is === "waiting" && verdict.known?.hash) || asked.hash;
  if (verdict?.is === "waiting" && hash) return { step: "sent", hash };
  const fresh = ports.now() - (asked.answeredAt ?? 0) < patience;
  if (asked.hash && fresh) return { step: "sent", hash: asked.hash };
  if (!asked.hash && !asked.answer && (await ports.isLocked(asked.subject))) return { step: "elsewhere" };
  if (!verdict) return { step: "doubt", why: "silent", asked };
  if (verdict.is === "waiting") return { step: "doubt", why: "unsure", asked };
  return { step: "doubt", why: asked.hash ? "unseen" : asked.answer ? "answered" : "unanswered", asked };
}

/** Quick at first, then ever slower: a transaction takes seconds, a forgotten one may take days. */
function pace(round: number): number {
  return round < 30 ? 700 : round < 90 ? 3_000 : 15_000;
}

async function ask<R extends Receipted>(asked: Asked, ports: Ports<R>): Promise<Verdict<R> | null> {
  return lookUp(asked, ports.chain).catch(() => null);
}

/** Follows what was asked until its outcome is known, or it is forgotten. Only looks, so that any number of tabs may do it at once. */
export async function watch<R extends Receipted>(
  { subject, sender }: Pick<Asked, "subject" | "sender">,
  ports: Ports<R>,
  report: Report<R>,
  signal: AbortSignal,
): Promise<void> {
  for (let round = 0; !signal.aborted; round++) {
    const asked = ports.kept.get(subject, sender);
    if (!asked) return;
    const verdict = await ask(asked, ports);
    if (signal.aborted) return;
    const ended = verdict && final(verdict);
    if (ended) {
      ports.kept.drop(subject, sender);
      return report(ended);
    }
    // It may have been told more, or been forgotten, while the chain was asked.
    const told = ports.kept.get(subject, sender);
    if (!told) return;
    const known = verdict?.is === "waiting" ? verdict.known : null;
    if (known && !told.numbered)
      ports.kept.put({ ...told, hash: told.hash ?? known.hash, nonce: known.nonce, numbered: true });
    report(await standingOf(told, verdict, ports));
    await ports.wait(pace(round));
  }
}

/** After an answer that may have come after sending, the node gets a moment to learn of it. */
async function lookHard<R extends Receipted>(asked: Asked, times: number, ports: Ports<R>): Promise<Verdict<R> | null> {
  for (let left = times; ; left--) {
    const verdict = await ask(asked, ports);
    if (left <= 1 || (verdict && verdict.is !== "nowhere")) return verdict;
    await ports.wait(800);
  }
}

/** What leaves the same trace is the same, though it may be put together anew each time. */
function isSame(earlier: Asked, { deed, trace }: Pick<Plan, "deed" | "trace">): boolean {
  if (!earlier.trace || !trace) return sameDeed(earlier.deed, deed);
  return JSON.stringify(earlier.trace).toLowerCase() === JSON.stringify(trace).toLowerCase();
}

type Pressed = "watch" | "over";

/**
 * One press of a button that sends something. Whatever was asked before under the same subject is looked up first, what is asked
 * now is kept before the wallet is; and no answer of a wallet is taken for what the chain did. Answers "watch" when it has to be
 * followed further.
 */
export async function press<R extends Receipted>(
  { subject, sender }: Pick<Asked, "subject" | "sender">,
  plan: () => Promise<Plan>,
  ports: Ports<R>,
  report: Report<R>,
): Promise<Pressed> {
  const release = await ports.lock(subject);
  if (!release) {
    report({ step: "elsewhere" });
    return ports.kept.get(subject, sender) ? "watch" : "over";
  }
  try {
    const earlier = ports.kept.get(subject, sender);
    if (earlier) {
      report({ step: "looking" });
      const verdict = await ask(earlier, ports);
      if (verdict?.is !== "nowhere" || !earlier.once) return "watch";
    }
    const { title, deed, trace, once } = await plan();
    if (earlier && !isSame(earlier, { deed, trace })) {
      report({ step: "doubt", why: "other", asked: earlier });
      return "over";
    }
    const [nonce, block] = await Promise.all([ports.chain.countOf(sender, "pending"), ports.chain.head()]);
    const asked: Asked = {
      ...{ subject, title, sender, deed, trace, once },
      // What was asked before may still be sent, so it is looked for from there on.
      nonce: earlier ? Math.min(earlier.nonce, nonce) : nonce,
      numbered: false,
      block: earlier?.block ?? block,
      askedAt: ports.now(),
      hash: null,
      answer: null,
      answeredAt: null,
    };
    ports.kept.put(asked);
    return await question(asked, earlier, ports, report);
  } finally {
    release();
  }
}

async function question<R extends Receipted>(
  asked: Asked,
  earlier: Asked | undefined,
  ports: Ports<R>,
  report: Report<R>,
): Promise<Pressed> {
  const { subject, sender } = asked;
  let stop = () => {};
  const stopped = new Promise<"stopped">((resolve) => {
    stop = () => resolve("stopped");
  });
  report({ step: "wallet", stop });
  const answered = ports.send(asked.deed, sender).then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  const first = await Promise.race([answered, stopped]);
  if (first !== "stopped") return heard(asked, earlier, first, ports, report);
  // The question stays open in the wallet; what comes of it is told whenever it comes, unless it was forgotten.
  void answered.then((late) => {
    const now = ports.kept.get(subject, sender);
    if (now?.askedAt === asked.askedAt) return heard(asked, earlier, late, ports, report);
    // It has been asked anew since. Which of the two the wallet has sent, a hash tells; that one was not sent tells nothing of the other.
    if (now && !now.hash && "answer" in late && isHash(late.answer) && isSame(now, asked))
      ports.kept.put({ ...now, hash: late.answer, answeredAt: ports.now() });
  });
  return "watch";
}

type Said = { answer: unknown } | { error: unknown };

async function heard<R extends Receipted>(
  asked: Asked,
  earlier: Asked | undefined,
  said: Said,
  ports: Ports<R>,
  report: Report<R>,
): Promise<Pressed> {
  const { subject, sender } = asked;
  // Something stood in the way before the wallet was asked at all.
  if ("error" in said && said.error instanceof ObstacleError) {
    if (earlier) ports.kept.put(earlier);
    else ports.kept.drop(subject, sender);
    throw said.error;
  }
  const answeredAt = ports.now();
  if ("answer" in said && isHash(said.answer)) {
    ports.kept.put({ ...asked, hash: said.answer, answeredAt });
    report({ step: "sent", hash: said.answer });
    return "watch";
  }
  const answer: WalletAnswer =
    "error" in said
      ? readAnswer(said.error)
      : { trouble: "unknown", words: `${JSON.stringify(said.answer) ?? "nothing"}` };
  const told = { ...asked, hash: ports.kept.get(subject, sender)?.hash ?? null, answer, answeredAt };
  ports.kept.put(told);
  report({ step: "looking" });
  const unsent = saysUnsent(answer);
  const verdict = await lookHard(told, unsent ? 1 : 4, ports);
  if (!unsent || verdict?.is !== "nowhere") return "watch";
  // The wallet says it of this question. The one that was open before may still be answered, and is waited for as it was.
  if (earlier) {
    const hash = ports.kept.get(subject, sender)?.hash ?? earlier.hash;
    ports.kept.put({ ...earlier, hash, answeredAt: hash ? answeredAt : earlier.answeredAt });
    return "watch";
  }
  ports.kept.drop(subject, sender);
  report({ step: "unsent", answer });
  return "over";
}
