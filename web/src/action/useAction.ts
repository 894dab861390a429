import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { type Address, type Hash, isAddressEqual, type TransactionReceipt } from "viem";
import { publicClient } from "../services/chain.ts";
import { untilIndexed } from "../services/graph.ts";
import { askForWallet, useWallet } from "../services/wallet.ts";
import { balanceOf, isNative, nativeToken, readToken } from "../market/tokens.ts";
import { type Action, deedOf } from "./action.ts";
import { allow, type Allowing } from "./allow.ts";
import type { Asked } from "./attempts/asked.ts";
import { type Doubt, type Plan, press, type Standing, watch } from "./attempts/attempt.ts";
import { kept, ports } from "./attempts/ports.ts";
import { explainAnswer, explainFailure, type Failure, shortfall } from "./failure.ts";

export type ActionState =
  | { step: "idle" }
  | { step: "checking" }
  /** The wallet asks to allow the escrow this much of a token; `sent` once it has been allowed and is on its way. */
  | Allowing
  | { step: "wallet"; stop: () => void }
  | { step: "sent"; hash: Hash | null }
  /** Nobody can say yet what became of it. */
  | { step: "doubt"; why: Doubt; asked: Asked }
  /** Another tab is at it. */
  | { step: "elsewhere" }
  /** `read` once the page shows what has become of it. */
  | { step: "done"; receipt: TransactionReceipt; read: boolean }
  | { step: "rejected"; allowed: boolean }
  /** `money` says what is proven about it. */
  | { step: "failed"; failure: Failure; money: string };

const idle: ActionState = { step: "idle" };

type Key = { subject: string; sender: Address };
type Done = (receipt: TransactionReceipt) => void;

/** One attempt in this tab: it goes on whatever page is shown. */
type Live = {
  state: ActionState;
  /** Something is being asked, of the wallet or of the chain before it. */
  pressed: boolean;
  following: AbortController | null;
  /** Whether a token was allowed on the way. */
  allowed: boolean;
  /** What is to be done at the end: of those who show it, and of whoever pressed. */
  done: Set<{ current: Done | undefined }>;
  pressedBy: { current: Done | undefined } | null;
  listeners: Set<() => void>;
};

const lives = new Map<string, Live>();

function liveOf({ subject, sender }: Key): Live {
  const name = `${subject}|${sender.toLowerCase()}`;
  const found = lives.get(name);
  if (found) return found;
  const live: Live = {
    ...{ state: idle, pressed: false, following: null, allowed: false },
    ...{ done: new Set(), pressedBy: null, listeners: new Set() },
  };
  lives.set(name, live);
  return live;
}

function show(live: Live, state: ActionState): void {
  live.state = state;
  for (const listener of live.listeners) listener();
}

async function checkFunds(action: Action, account: Address): Promise<void> {
  const { spends } = action;
  const value = action.request.value ?? 0n;
  const gasCoin = await publicClient.getBalance({ address: account });
  if (gasCoin <= value) throw shortfall(nativeToken, value, gasCoin, value === 0n);
  if (!spends || isNative(spends.token)) return;
  const [balance, token] = await Promise.all([balanceOf(spends.token, account), readToken(spends.token)]);
  if (balance < spends.amount) throw shortfall(token, spends.amount, balance, false);
}

/** What may not outlive it: a page that is never read anew would hold the button for ever. */
const patience = 20_000;

/** Whoever shows anything reads it anew: now what is the chain's, later what is the index's. */
async function finish(live: Live, receipt: TransactionReceipt, queries: QueryClient): Promise<void> {
  show(live, { step: "done", receipt, read: false });
  const told = new Set([...live.done, ...(live.pressedBy ? [live.pressedBy] : [])]);
  live.pressedBy = null;
  for (const { current } of told) current?.(receipt);
  await Promise.race([queries.invalidateQueries(), ports.wait(patience)]);
  if (live.state.step === "done") show(live, { step: "done", receipt, read: true });
  await untilIndexed(receipt.blockNumber).then(() => queries.invalidateQueries());
}

const onlyFee = "Only the network’s fee for trying was taken.";
const nothingMoved = "No money has moved.";
const allowedOnly = "Nothing was paid. What you allowed before stays allowed, for this sum and nothing else.";

function shown(standing: Standing<TransactionReceipt>, allowed: boolean): ActionState {
  switch (standing.step) {
    case "looking":
      return { step: "checking" };
    case "done":
      return { step: "done", receipt: standing.receipt, read: false };
    case "reverted":
      return {
        step: "failed",
        failure: {
          kind: "refused",
          title: "The chain turned it down.",
          remedy: "Something has changed meanwhile. Look at the page as it is now before you try again.",
          details: standing.receipt.transactionHash,
        },
        money: onlyFee,
      };
    case "replaced":
      return {
        step: "failed",
        failure: {
          kind: "wallet",
          title: standing.cancelled
            ? "It was cancelled in your wallet."
            : "Another transaction of yours took its place.",
          remedy: "It was not carried out, and can’t be any more. If you still want it, press the button again.",
          details: standing.by ?? "",
        },
        money: onlyFee,
      };
    case "unsent": {
      const failure = explainAnswer(standing.answer);
      if (failure.kind === "rejected") return { step: "rejected", allowed };
      return { step: "failed", failure, money: allowed ? allowedOnly : nothingMoved };
    }
    default:
      return standing;
  }
}

function isReason(state: ActionState): boolean {
  return state.step === "failed" || (state.step === "doubt" && state.why === "other");
}

/** Follows what is kept until its outcome is known. Any number may ask for it, one does it. */
function follow(key: Key, queries: QueryClient): void {
  const live = liveOf(key);
  if (live.pressed || live.following) return;
  const end = new AbortController();
  live.following = end;
  const report = (standing: Standing<TransactionReceipt>) => {
    if (standing.step === "done") void finish(live, standing.receipt, queries);
    // Why the last press came to nothing stands until there is more to say than that nobody knows.
    else if (!(isReason(live.state) && standing.step === "doubt")) show(live, shown(standing, live.allowed));
  };
  void watch(key, ports, report, end.signal).finally(() => {
    if (live.following === end) live.following = null;
    // Somebody has forgotten it, in this tab or in another one.
    const { step } = live.state;
    if (!end.signal.aborted && !live.pressed && (step === "doubt" || step === "sent" || step === "elsewhere"))
      show(live, idle);
  });
}

async function run(key: Key, prepare: Action | (() => Promise<Action>), queries: QueryClient): Promise<void> {
  const live = liveOf(key);
  if (live.pressed) return;
  live.pressed = true;
  live.allowed = false;
  live.following?.abort();
  live.following = null;
  show(live, { step: "checking" });
  const plan = async (): Promise<Plan> => {
    show(live, { step: "checking" });
    const action = typeof prepare === "function" ? await prepare() : prepare;
    await checkFunds(action, key.sender);
    live.allowed = await allow(action, key.sender, ports, (state) => show(live, state));
    if (live.allowed) show(live, { step: "checking" });
    await publicClient.simulateContract({ account: key.sender, ...action.request });
    const { summary, trace, once } = action;
    return { title: summary, deed: deedOf(action.request), trace: trace ?? null, once: once === true };
  };
  try {
    await press(key, plan, ports, (standing) => show(live, shown(standing, live.allowed)));
  } catch (error) {
    const failure = explainFailure(error);
    // Of what was asked before, and is still open, nothing is proven by this press that came to nothing.
    const isOpen = kept.get(key.subject, key.sender) !== undefined;
    const money = isOpen ? "" : live.allowed ? allowedOnly : nothingMoved;
    const isNo = failure.kind === "rejected" && !isOpen;
    show(live, isNo ? { step: "rejected", allowed: live.allowed } : { step: "failed", failure, money });
  } finally {
    live.pressed = false;
  }
  if (kept.get(key.subject, key.sender)) follow(key, queries);
}

type Options = {
  /** What it is about. One transaction per subject at a time, remembered over a reload and by every tab. */
  subject: string;
  onDone?: Done;
};

const none = () => undefined;

/**
 * The life of one on-chain action: checks, explains, asks the wallet, finds out from the chain what became of it, and makes the
 * page true. It survives a reload, goes on when another page is shown, and a second press changes nothing, here or in another tab.
 */
export function useAction({ subject, onDone }: Options) {
  const { address, wrongChain } = useWallet();
  const queries = useQueryClient();
  // After a reload it takes the wallet a moment to say who it is; what was asked before is known at once.
  const found = useSyncExternalStore(
    kept.subscribe,
    () => kept.all().find((asked) => asked.subject === subject)?.sender,
  );
  const sender = address ?? found;
  const open = useSyncExternalStore(kept.subscribe, () => sender && kept.get(subject, sender));

  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!sender) return () => {};
      const live = liveOf({ subject, sender });
      live.listeners.add(listener);
      live.done.add(done);
      return () => {
        live.listeners.delete(listener);
        live.done.delete(done);
        // What has ended is told where it happened, once.
        if (live.listeners.size === 0 && !live.pressed && !live.following) live.state = idle;
      };
    },
    [subject, sender],
  );
  const state = useSyncExternalStore(subscribe, sender ? () => liveOf({ subject, sender }).state : none) ?? idle;

  useEffect(() => {
    if (open && sender) follow({ subject, sender }, queries);
  }, [open, subject, sender, queries]);

  const start = useCallback(
    async (prepare: Action | (() => Promise<Action>)) => {
      if (!address || wrongChain) return askForWallet();
      const key = { subject, sender: address };
      liveOf(key).pressedBy = done;
      await run(key, prepare, queries);
    },
    [address, wrongChain, subject, queries],
  );
  const lookAgain = useCallback(() => {
    if (!sender) return;
    const live = liveOf({ subject, sender });
    live.following?.abort();
    live.following = null;
    show(live, { step: "checking" });
    follow({ subject, sender }, queries);
  }, [subject, sender, queries]);
  const forget = useCallback(() => {
    if (!sender) return;
    const live = liveOf({ subject, sender });
    live.following?.abort();
    live.following = null;
    kept.drop(subject, sender);
    show(live, idle);
  }, [subject, sender]);
  return { state, run: start, lookAgain, forget };
}

/** Whether the outcome of something that somebody has asked for under this subject is open; of anybody, while it is not known who looks. */
export function useIsOpen(subject: string, sender: Address | undefined): boolean {
  return useSyncExternalStore(kept.subscribe, () =>
    kept
      .all()
      .some((asked) => asked.subject === subject && (sender === undefined || isAddressEqual(asked.sender, sender))),
  );
}

/** The page that it belongs to gets so much time to come first: it knows best what to do at the end. */
const precedence = 5_000;

/** Everything whose outcome is open, followed wherever the person is. */
export function useOpenAttempts(): readonly Asked[] {
  const queries = useQueryClient();
  const all = useSyncExternalStore(kept.subscribe, kept.all);
  useEffect(() => {
    const timer = setTimeout(() => all.forEach((asked) => follow(asked, queries)), precedence);
    return () => clearTimeout(timer);
  }, [all, queries]);
  return all;
}
