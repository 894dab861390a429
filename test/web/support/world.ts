import { type Address, concat, type Hash, keccak256, numberToHex } from "viem";
import type { Kept, Ports } from "../../../web/src/action/attempts/attempt.ts";
import type { Asked, Deed } from "../../../web/src/action/attempts/asked.ts";
import type { Chain, Sent } from "../../../web/src/action/attempts/lookUp.ts";

export type Receipt = { status: "success" | "reverted"; hash: Hash };
type Sendable = Omit<Sent, "hash"> & { from: Address };
type Mined = Sendable & { hash: Hash; receipt: Receipt };

const never = <Value>() => new Promise<Value>(() => {});
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Leaves its mark in the log of this contract, and is taken once only when its data begin with this. */
export const escrow: Address = "0x00000000000000000000000000000000000e5c70";
const onceOnly = "0xb1";
export const purchase = (which: string): Deed => ({ to: escrow, data: `${onceOnly}${which}`, value: "100" });
export const payment = (which: string): Deed => ({ to: escrow, data: `0xad${which}`, value: "100" });
export const traceOf = ({ data }: Deed) => ({ address: escrow, topics: [keccak256(data)] });

/** A chain in the small: numbered transactions, a pool of waiting ones, blocks made by hand, one contract. */
export function makeWorld() {
  const blocks: Mined[][] = [[]];
  let pool: (Sendable & { hash: Hash })[] = [];
  const counts = () =>
    blocks.flat().reduce((sum, { from }) => sum.set(from, (sum.get(from) ?? 0) + 1), new Map<Address, number>());
  const mined = () => blocks.flat();
  const successes = ({ data }: Deed) =>
    mined().filter(({ input, receipt }) => input === data && receipt.status === "success").length;
  let salt = 0;

  const world = {
    /** While false, the endpoint answers nothing. */
    answers: true,
    /** Whether past states and blocks can still be asked for. */
    remembers: true,
    nextNumber: (from: Address) => (counts().get(from) ?? 0) + pool.filter((each) => each.from === from).length,
    broadcast(sendable: Sendable): Hash {
      const hash = keccak256(concat([sendable.input, numberToHex(sendable.nonce), numberToHex(++salt)]));
      pool = pool.filter(({ from, nonce }) => from !== sendable.from || nonce !== sendable.nonce);
      pool.push({ ...sendable, hash });
      return hash;
    },
    send: (from: Address, { to, data, value }: Deed) =>
      world.broadcast({ from, to, input: data, value: BigInt(value), nonce: world.nextNumber(from) }),
    /** The same number, with other content. */
    replace(from: Address, nonce: number, { to, data, value }: Deed): Hash {
      return world.broadcast({ from, to, input: data, value: BigInt(value), nonce });
    },
    waiting: () => pool,
    mine() {
      const block: Mined[] = [];
      blocks.push(block);
      for (const each of pool.sort((one, other) => one.nonce - other.nonce)) {
        const taken = each.input.startsWith(onceOnly) && successes({ to: escrow, data: each.input, value: "0" }) > 0;
        block.push({ ...each, receipt: { status: taken ? "reverted" : "success", hash: each.hash } });
      }
      pool = [];
    },
    successes,
    /** Every purchase that the contract has taken. */
    sold: () => mined().filter(({ input, receipt }) => input.startsWith(onceOnly) && receipt.status === "success"),
  };
  const heard = async () => {
    await turn();
    if (!world.answers) throw new Error("fetch failed");
  };
  const chain: Chain<Receipt> = {
    head: async () => (await heard(), blocks.length - 1),
    receiptOf: async (hash) => (await heard(), mined().find((each) => each.hash === hash)?.receipt ?? null),
    transactionOf: async (hash) => (await heard(), [...mined(), ...pool].find((each) => each.hash === hash) ?? null),
    async countOf(account, at) {
      await heard();
      if (typeof at === "number") {
        if (!world.remembers) throw new Error("missing trie node");
        return blocks
          .slice(0, at + 1)
          .flat()
          .filter(({ from }) => from === account).length;
      }
      return at === "latest" ? (counts().get(account) ?? 0) : world.nextNumber(account);
    },
    async sentIn(block, account) {
      await heard();
      return (blocks[block] ?? []).filter(({ from }) => from === account);
    },
    async tracesOf({ topics }, from) {
      await heard();
      const of = blocks.slice(from).flat();
      return of
        .filter(({ input, receipt }) => receipt.status === "success" && keccak256(input) === topics[0])
        .map(({ hash }) => hash);
    },
  };
  return Object.assign(world, { chain });
}

export type World = ReturnType<typeof makeWorld>;

/** What a browser keeps for all tabs, and who holds which lock. */
export function makeBrowser() {
  const store = new Map<string, string>();
  const holders = new Map<string, object>();
  const keyOf = (subject: string, sender: string) => `${subject}|${sender}`;
  let clock = 1_000;

  /** A tab that stops in the middle of whatever it does, at the `lives`-th step, as a closed or crashed one does. */
  function openTab({ chain }: World, send: (deed: Deed, sender: Address) => Promise<unknown>, lives = Infinity) {
    const me = {};
    let left = lives;
    let dead = false;
    const die = () => {
      dead = true;
      for (const [name, holder] of holders) if (holder === me) holders.delete(name);
    };
    /** Every step outside the page's own memory is one at which it may end, before the step or after it. */
    const step = async <Value>(work: () => Promise<Value> | Value): Promise<Value> => {
      if (dead || --left <= 0) return (die(), never<Value>());
      const value = await work();
      return dead || --left <= 0 ? (die(), never<Value>()) : value;
    };
    const kept: Kept = {
      get: (subject, sender) => {
        const text = store.get(keyOf(subject, sender));
        return text === undefined ? undefined : (JSON.parse(text) as Asked);
      },
      put: (asked) => void (dead || store.set(keyOf(asked.subject, asked.sender), JSON.stringify(asked))),
      drop: (subject, sender) => void (dead || store.delete(keyOf(subject, sender))),
    };
    const stepped = Object.fromEntries(
      Object.entries(chain).map(([name, ask]) => [
        name,
        (...args: unknown[]) => step(() => (ask as (...args: unknown[]) => Promise<unknown>)(...args)),
      ]),
    ) as Chain<Receipt>;
    const ports: Ports<Receipt> = {
      chain: stepped,
      kept,
      lock: (subject) =>
        step(() => {
          if (holders.has(subject)) return null;
          holders.set(subject, me);
          return () => void (holders.get(subject) === me && holders.delete(subject));
        }),
      isLocked: async (subject) => holders.has(subject),
      send: (deed, sender) => step(() => send(deed, sender)),
      wait: () => step(async () => (clock++, turn())),
      now: () => clock,
    };
    return { ports, close: die, isClosed: () => dead };
  }
  return { openTab, store, later: (seconds: number) => void (clock += seconds) };
}

export const sender: Address = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
export const settle = async (rounds = 30) => {
  for (let round = 0; round < rounds; round++) await turn();
};
