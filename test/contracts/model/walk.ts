import { expect } from "chai";
import type { Address, Hex } from "viem";
import { disputePhases, listingStatuses, outcomes, rulings, statuses } from "#protocol/enums.ts";
import type { Order } from "#protocol/order.ts";
import type { Terms } from "#protocol/terms.ts";
import { type Chain, feeFloorDelay, keys } from "./chain.ts";
import { createChance } from "./chance.ts";
import { createEscrow } from "./escrow.ts";
import { Refusal, silence } from "./ledger.ts";
import { moods } from "./moods.ts";
import { createRegistry } from "./registry.ts";
import { createSignatures, idOf, listingOf, lookUp, open, type Scene, tokensOf } from "./scene.ts";
import { registryVerbs } from "./registryVerbs.ts";
import { escrowVerbs } from "./verbs.ts";
import { type Call, createWorld, endless, wealth } from "./world.ts";

const [hour, day] = [3_600, 86_400];
const kept = 40;

type Step = { to: Address; name: string; call: Call; args: readonly unknown[]; does: () => void };
/** How often each verb went through and was refused, and which errors and events came up. */
export type Tally = {
  done: Map<string, number>;
  refused: Map<string, number>;
  errors: Map<string, number>;
  events: Map<string, number>;
};
export const emptyTally = (): Tally => ({ done: new Map(), refused: new Map(), errors: new Map(), events: new Map() });

/** Only the escrow takes stock and puts it back, nobody sends it coin unasked, and the registry is to have an owner. */
const neverDone = ["take", "takeProven", "putBack", "renounceOwnership", "receive"];
export const allVerbs = [...Object.keys(registryVerbs), ...Object.keys(escrowVerbs)];
export const verbNames = allVerbs.filter((name) => !neverDone.includes(name));

const note = (counts: Map<string, number>, name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1);

/** The same text for the same values, however they are written. */
export function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plain).join()}]`;
  if (value === null || typeof value !== "object") return String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${key}: ${plain(part)}`).join(", ")}}`;
}

const isOrder = (part: unknown): part is Order => typeof part === "object" && part !== null && "terms" in part;

/** A market and its model at the same place, and a way to go on by chance. */
export async function startWalk(chain: Chain, seed: number, tally: Tally) {
  const chance = createChance(seed);
  const { places } = chain;
  const world = createWorld(places);
  const { sign, isSigned } = createSignatures(places, keys);
  const registry = createRegistry(world, feeFloorDelay, isSigned);
  const escrow = createEscrow(world, registry, isSigned);
  world.clock.now = await chain.now();
  for (const account of chain.accounts) world.coins.set(account === places.escrow ? 0n : wealth, account);
  for (const token of [places.dollar, places.odd]) {
    for (const account of chain.rich) {
      world.tokens.set(wealth, token, account);
      if (account === places.people[3]) continue;
      for (const spender of [places.escrow, places.permit2]) world.allowances.set(endless, token, account, spender);
    }
  }
  const scene: Scene = {
    chance,
    world,
    registry,
    escrow,
    shelf: [],
    trades: [],
    focus: null,
    catalogues: [],
    menus: new Map(),
    sign,
  };
  /** Every order and listing that was ever tried. */
  const orders = new Map<Hex, Order>();
  const listings = new Set<Hex>();
  let count = 0;

  /** Mostly the next seconds; often the last second of some deadline or the first after it. */
  function tick() {
    const { clock } = world;
    const roll = chance.below(100);
    scene.focus = null;
    if (roll < 60) clock.now += chance.below(3);
    else if (roll < 80) clock.now += chance.below(hour);
    else if (roll < 96) toEdge();
    else clock.now += chance.below(chance.often(90) ? day : 12 * day);
  }

  function toEdge() {
    const { clock } = world;
    const focus = open(scene).length > 0 && chance.often(92) ? chance.pick(open(scene)) : null;
    const dueAt = registry.proposal.get()?.dueAt ?? 0;
    const awayUntil = [0, ...registry.holidays.keys().map((seller) => registry.holidays.get(seller))];
    const edge = focus
      ? chance.pick(edgesOf(focus))
      : chance.pick([dueAt, scene.shelf.length > 0 ? chance.pick(scene.shelf).expiry : 0, chance.pick(awayUntil)]);
    const then = edge + chance.below(2);
    if (then < clock.now || then > clock.now + 4 * day) return;
    clock.now = then;
    scene.focus = focus;
  }

  /** When it gets too late for something, or soon enough: of a stay, when calling it off costs more. */
  function edgesOf(order: Order): number[] {
    const { freeNotice } = order.terms;
    const { deadline } = lookUp(scene, order).row;
    const before = [0, freeNotice, Math.ceil(freeNotice / 2)].map((notice) => order.start - notice);
    return [deadline, ...before.filter((edge) => edge >= world.clock.now)];
  }

  const rows = [
    ...moods.map(({ weight }, i) => ({ weight, draw: () => drawMood(i) })),
    ...Object.entries(registryVerbs).map(([name, { weight }]) => ({ weight, draw: () => drawVerb("registry", name) })),
    ...Object.entries(escrowVerbs).map(([name, { weight }]) => ({ weight, draw: () => drawVerb("escrow", name) })),
  ];
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);

  function draw(): Step {
    for (;;) {
      let ticket = chance.below(1_000_000) * (total / 1_000_000);
      const step = rows.find(({ weight }) => (ticket -= weight) < 0)?.draw();
      if (step && world.coins.get(step.call.from) >= step.call.value) return step;
    }
  }

  function drawMood(i: number): Step {
    const { to, name, args, from } = moods[i]!.draw(scene);
    return { to, name, args, call: { from: from ?? places.owner, value: 0n }, does: () => undefined };
  }

  function drawVerb(target: "registry" | "escrow", name: string): Step | null {
    const verb = { ...registryVerbs, ...escrowVerbs }[name as keyof typeof escrowVerbs];
    const drawn = verb.draw(scene);
    if (!drawn) return null;
    const call = { from: drawn.from, value: drawn.value ?? (chance.often(1) ? 1n : 0n) };
    const to = places[target];
    const model = (target === "registry" ? registry.verbs : escrow.verbs) as Record<
      string,
      (call: Call, ...args: unknown[]) => unknown
    >;
    const does = () => {
      if (call.value > 0n && !chain.isPayable(to, name)) silence();
      model[name]!(call, ...drawn.args);
    };
    return { to, name, call, args: drawn.args, does };
  }

  /** Keeps what later steps may be about. */
  function remember(args: readonly unknown[]) {
    const terms = args
      .flat()
      .filter((part): part is Terms => typeof part === "object" && part !== null && "expiry" in part);
    const bought = args.flat().filter(isOrder);
    for (const part of [...terms, ...bought.map((order) => order.terms)]) {
      listings.add(listingOf(part));
      if (!scene.shelf.includes(part)) scene.shelf = [...scene.shelf.slice(1 - kept), part];
    }
    for (const order of bought) rememberOrder(order);
  }

  function rememberOrder(order: Order) {
    orders.set(idOf(order), order);
    if (scene.trades.includes(order)) return;
    // What is over goes first.
    const over = scene.trades.filter((known) => !open(scene).includes(known));
    const oldest = scene.trades.length >= kept ? over[0] : undefined;
    scene.trades = [...scene.trades.filter((known) => known !== oldest), order];
  }

  /** One step of both, and whether they agree on it. */
  async function step() {
    count++;
    tick();
    const { to, name, call, args, does } = draw();
    const expected = world.transact(call, to, does);
    await chain.setClock(world.clock.now);
    const real = await chain.send(call, to, name, args);
    const told = "refused" in real ? `refused ${real.refused.name}(${plain(real.refused.values)})` : plain(real.events);
    const foretold =
      expected instanceof Refusal ? `refused ${expected.message}(${plain(expected.values)})` : plain(expected);
    const where = `seed ${seed}, step ${count}, at ${world.clock.now}: ${call.from} sends ${name}${plain(args)} with ${call.value}`;
    expect(told, where).to.equal(foretold);
    note(expected instanceof Refusal ? tally.refused : tally.done, name);
    if (expected instanceof Refusal) note(tally.errors, expected.message);
    else for (const event of expected) note(tally.events, event.name);
    remember(args);
    await compareMoney(where);
    for (const order of args.flat().filter(isOrder)) await compareOrder(idOf(order), where);
  }

  async function compareMoney(where: string) {
    for (const account of chain.accounts)
      expect(await chain.coinsOf(account), `${where}: the coins of ${account}`).to.equal(world.coins.get(account));
  }

  async function compareOrder(id: Hex, where: string) {
    const row = escrow.orders.get(id);
    const state = { ...row, status: statuses.indexOf(row.status), outcome: outcomes.indexOf(row.outcome) };
    expect(plain(await chain.read(places.escrow, "stateOf", [id])), `${where}: the state of ${id}`).to.equal(
      plain(state),
    );
    const dispute = escrow.disputes.get(id);
    const phase = disputePhases.indexOf(dispute.phase);
    const told = await chain.read(places.escrow, "disputeOf", [id]);
    const known = plain({ ...dispute, phase, ruling: rulings.indexOf(dispute.ruling) });
    expect(plain(told), `${where}: the dispute of ${id}`).to.equal(known);
  }

  /** Each slot of what was booked, called off or not, and the one on either side. */
  async function compareStay(order: Order, where: string) {
    const { terms, start, quantity } = order;
    if (start === 0 || lookUp(scene, order).row.status === "none") return;
    const first = start - terms.slot;
    const known = Array.from({ length: quantity + 2 }, (_, n) =>
      registry.takenAt(listingOf(terms), first + n * terms.slot),
    );
    const told = await chain.read(places.registry, "takenAt", [terms, first, quantity + 2]);
    expect(plain(told), `${where}: the stays from ${first} on of ${listingOf(terms)}`).to.equal(plain(known));
  }

  /** Everything that either of them knows. */
  async function compareAll() {
    const where = `seed ${seed}, after step ${count}`;
    const same = async (to: Address, name: string, args: unknown[], known: unknown) =>
      expect(plain(await chain.read(to, name, args)), `${where}: ${name}(${plain(args)})`).to.equal(plain(known));
    await compareMoney(where);
    for (const id of orders.keys()) await compareOrder(id, where);
    for (const id of listings) {
      const { status, ...rest } = registry.listings.get(id);
      await same(places.registry, "stateOf", [id], { status: listingStatuses.indexOf(status), ...rest });
    }
    for (const key of registry.variants.keys())
      await same(places.registry, "variantSold", key.split(","), registry.variants.get(key));
    for (const order of orders.values()) await compareStay(order, where);
    for (const id of registry.catalogues.keys() as Hex[]) {
      const status = registry.catalogues.get(id);
      await same(places.registry, "catalogueStatusOf", [id], listingStatuses.indexOf(status));
    }
    for (const pair of registry.delegates.keys())
      await same(places.registry, "isDelegate", pair.split(","), registry.delegates.get(pair));
    for (const word of escrow.spent.keys())
      await same(places.permit2, "nonceBitmap", word.split(","), escrow.spent.get(word));
    await same(places.registry, "owner", [], registry.owner.get());
    await same(places.registry, "paused", [], registry.paused.get());
    await same(places.registry, "feeFloorBps", [], registry.floor.get());
    for (const account of chain.accounts) {
      await same(places.registry, "epochOf", [account], registry.epochs.get(account));
      await same(places.registry, "holidayOf", [account], registry.holidays.get(account));
      await same(places.dollar, "nonces", [account], escrow.nonces.get(account));
      for (const token of [places.dollar, places.odd]) {
        await same(token, "balanceOf", [account], world.tokens.get(token, account));
        for (const spender of [places.escrow, places.permit2])
          await same(token, "allowance", [account, spender], world.allowances.get(token, account, spender));
      }
      for (const token of tokensOf(scene))
        await same(places.escrow, "creditOf", [account, token], escrow.credits.get(account, token));
    }
  }

  return { scene, orders, step, compareAll };
}
