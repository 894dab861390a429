import type { Address } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import { createLedger, refuse, type Refusal, silence } from "./ledger.ts";

/** Who and what is there. Everything else that money is sent to is somebody with a key. */
export type Places = {
  chainId: number;
  escrow: Address;
  registry: Address;
  /** Uniswap's. */
  permit2: Address;
  treasury: Address;
  /** Pays for others. */
  board: Address;
  owner: Address;
  stranger: Address;
  /** With a key each. */
  people: Address[];
  /** Contracts that buy, sell, refer, and sign through somebody with a key. */
  parties: { address: Address; owner: Address }[];
  /** OpenZeppelin's. */
  dollar: Address;
  /** OddToken.sol */
  odd: Address;
  /** ScriptedArbitrator.sol */
  arbitrators: Address[];
};

export type TokenManner = keyof typeof tokenManners;
/** What a token in this mood answers, and what it moves of a hundred; null when it reverts. Nothing is an answer too. */
const tokenManners = {
  honest: { answer: true, moves: 100 },
  silent: { answer: true, moves: 100 },
  lying: { answer: true, moves: 0 },
  refusing: { answer: false, moves: 0 },
  taxing: { answer: true, moves: 99 },
  burning: null,
  flooding: { answer: false, moves: 100 },
  // Whoever is called back is busy.
  callingBack: { answer: true, moves: 100 },
} as const;
export const tokenMannerNames = Object.keys(tokenManners) as TokenManner[];

export const receiverManners = ["taking", "refusing", "burning", "flooding"] as const;
export type ReceiverManner = (typeof receiverManners)[number];

export const arbitratorManners = ["honest", "reverting", "burning", "mumbling", "flooding", "callingBack"] as const;
export type ArbitratorManner = (typeof arbitratorManners)[number];

export type Arbitrator = {
  cost: bigint;
  isCostBroken: boolean;
  whenAsked: ArbitratorManner;
  whenWithdrawn: ArbitratorManner;
  /** What it gives back of a fee, and what it sends back at once. */
  refund: bigint;
  change: bigint;
  /** How many it has taken, and which number it gives to the next instead of counting. */
  taken: bigint;
  nextId: bigint | null;
};

export type Event = { name: string; args: Record<string, unknown> };
export type Call = { from: Address; value: bigint };
export type World = ReturnType<typeof createWorld>;

export const endless = 2n ** 256n - 1n;
export const wealth = 2n ** 130n;

/** Money, and the strangers who may move it or not: all that the escrow meets and does not rule. */
export function createWorld(places: Places) {
  const ledger = createLedger();
  const clock = { now: 0 };
  let events: Event[] = [];

  const coins = ledger.table(0n);
  const tokens = ledger.table(0n);
  /** By token, owner and spender. */
  const allowances = ledger.table(0n);
  const blocked = ledger.table(false);
  const whenTaken = ledger.table<TokenManner>("honest");
  const whenSent = ledger.table<TokenManner>("honest");
  const receivers = ledger.table<ReceiverManner>("taking");
  const arbitrators = ledger.table<Arbitrator>({
    ...{ cost: 0n, isCostBroken: false, whenAsked: "honest", whenWithdrawn: "honest" },
    ...{ refund: 0n, change: 0n, taken: 0n, nextId: null },
  });

  const emit = (name: string, args: Record<string, unknown>) => void events.push({ name, args });
  const takesNoCoin = new Set([
    places.escrow,
    places.registry,
    places.permit2,
    places.dollar,
    places.odd,
    ...places.arbitrators,
  ]);

  function moveCoins(from: Address, to: Address, amount: bigint) {
    if (coins.get(from) < amount) silence();
    coins.set(coins.get(from) - amount, from);
    coins.set(coins.get(to) + amount, to);
  }

  function moveTokens(token: Address, from: Address, to: Address, taken: bigint, given = taken) {
    if (tokens.get(token, from) < taken) silence();
    tokens.set(tokens.get(token, from) - taken, token, from);
    tokens.set(tokens.get(token, to) + given, token, to);
  }

  /** The token's answer. */
  function move(token: Address, from: Address, to: Address, amount: bigint, manner: TokenManner): boolean {
    if (token === places.dollar) {
      if (to === NATIVE) silence();
      moveTokens(token, from, to, amount);
      return true;
    }
    const behaviour = tokenManners[manner];
    if (blocked.get(from) || blocked.get(to)) refuse("Error", "blocked");
    if (!behaviour) return silence();
    if (behaviour.moves > 0 && tokens.get(token, from) < amount) refuse("Panic", 0x11);
    if (behaviour.moves > 0)
      moveTokens(token, from, to, amount, behaviour.moves < 100 ? amount - amount / 100n : amount);
    return behaviour.answer;
  }

  /** Pays out of the escrow. A receiver or a token that does not want to has received nothing; or says so. */
  function pay(token: Address, to: Address, amount: bigint): boolean {
    let answer = true;
    const refusal = ledger.attempt(() => {
      if (token !== NATIVE) {
        if (!isToken(token)) silence();
        answer = move(token, places.escrow, to, amount, whenSent.get());
      } else {
        if (takesNoCoin.has(to) || receivers.get(to) !== "taking") silence();
        moveCoins(places.escrow, to, amount);
      }
    });
    return refusal === null && answer;
  }

  const isToken = (token: Address) => token === places.dollar || token === places.odd;

  /** Whether the token says that it has moved into the escrow what the spender may move. */
  function take(token: Address, from: Address, spender: Address, amount: bigint): boolean {
    let answer = false;
    const refusal = ledger.attempt(() => {
      const allowance = allowances.get(token, from, spender);
      if (allowance < amount) silence();
      // An allowance without end has none with one of the two.
      if (token === places.odd || allowance < endless) allowances.set(allowance - amount, token, from, spender);
      answer = move(token, from, places.escrow, amount, whenTaken.get());
    });
    return refusal === null && answer;
  }

  /** Takes tokens into the escrow. What arrives. */
  function collect(token: Address, from: Address, amount: bigint): bigint {
    if (!isToken(token)) return silence();
    const before = tokens.get(token, places.escrow);
    if (!take(token, from, places.escrow, amount)) refuse("TokenCallFailed", token);
    return tokens.get(token, places.escrow) - before;
  }

  function costAt(arbitrator: Address): bigint {
    if (!places.arbitrators.includes(arbitrator)) return silence();
    const { cost, isCostBroken } = arbitrators.get(arbitrator);
    return isCostBroken ? refuse("Error", "broken") : cost;
  }

  const reverts = (manner: ArbitratorManner) => manner === "reverting" || manner === "burning" || manner === "flooding";

  /** Asks an arbitrator to take a case, with its fee. The case's number, or null; what it sent back is the escrow's. */
  function ask(arbitrator: Address, fee: bigint): bigint | null {
    let id: bigint | null = null;
    ledger.attempt(() => {
      const state = arbitrators.get(arbitrator);
      moveCoins(places.escrow, arbitrator, fee);
      if (fee < state.cost || reverts(state.whenAsked)) silence();
      if (state.whenAsked === "mumbling") return;
      moveCoins(arbitrator, places.escrow, state.change);
      arbitrators.set({ ...state, taken: state.taken + 1n }, arbitrator);
      id = state.nextId ?? state.taken;
    });
    return id;
  }

  /** Asks an arbitrator for what it has not used of a case's fee. */
  function reclaim(arbitrator: Address) {
    ledger.attempt(() => {
      const state = arbitrators.get(arbitrator);
      if (reverts(state.whenWithdrawn)) silence();
      if (state.whenWithdrawn === "mumbling") return;
      arbitrators.set({ ...state, refund: 0n }, arbitrator);
      moveCoins(arbitrator, places.escrow, state.refund);
    });
  }

  /** One transaction: its value goes along, and comes back with everything else when it is refused. */
  function transact({ from, value }: Call, to: Address, work: () => void): Refusal | Event[] {
    events = [];
    const refusal = ledger.attempt(() => {
      moveCoins(from, to, value);
      work();
    });
    ledger.commit();
    return refusal ?? events;
  }

  return {
    ...{ places, ledger, clock, emit, transact, pay, take, collect, move, isToken, costAt, ask, reclaim },
    ...{ coins, tokens, allowances, blocked, whenTaken, whenSent, receivers, arbitrators },
  };
}
