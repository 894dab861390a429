import { expect } from "chai";
import type { Address } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import { type Order, orderId } from "#protocol/order.ts";
import { outcomes, type Status, statuses } from "#protocol/enums.ts";
import { calledOff, type Payout, quote } from "#protocol/money.ts";
import { type Outlook, type OrderState, worstCase } from "#protocol/worstCase.ts";
import { type Chain, deployed } from "./model/chain.ts";
import { published } from "./model/offers.ts";
import { type Found, idOf, lookUp, open, type Scene } from "./model/scene.ts";
import { emptyTally, plain, startWalk } from "./model/walk.ts";
import { isLong, seed } from "./support/runs.ts";

const steps = isLong ? 20_000 : 900;

const standingOf = ({ row, dispute }: Found): OrderState => ({ ...row, dispute });
const stateOf = ({ row, dispute }: Found) => (row.status === "disputed" ? dispute.phase : row.status);

/** What anybody may do about an order that everybody has left. */
const timeouts = {
  funded: "refund",
  shipped: "claim",
  opened: "resolveUnanswered",
  raised: "resolveStalled",
  ruled: "executeRuling",
} as const;

const written = (outlook: Outlook) =>
  plain({ ...outlook, status: statuses.indexOf(outlook.status), outcome: outcomes.indexOf(outlook.outcome) });

/** All that were bought, and three that were not. */
function some(scene: Scene): Order[] {
  const isBought = (order: Order) => lookUp(scene, order).row.status !== "none";
  return [...scene.trades.filter(isBought), ...scene.trades.filter((order) => !isBought(order)).slice(0, 3)];
}

async function compare({ read, worstCase: at }: Chain, scene: Scene, order: Order) {
  const found = lookUp(scene, order);
  const outlook = worstCase(order, standingOf(found), scene.world.clock.now);
  expect(plain(await read(at, "worstCase", [order])), `of ${plain(order)}`).to.equal(written(outlook));
  return { outlook, state: stateOf(found) };
}

/** With nobody left but tokens that do as they say, and a stranger who presses a button. */
async function leaveAlone({ send, setClock, places }: Chain, { world }: Scene) {
  async function tell(to: Address, name: string, args: unknown[]) {
    await setClock(world.clock.now);
    await send({ from: places.stranger, value: 0n }, to, name, args);
  }
  for (const arbitrator of places.arbitrators) await tell(arbitrator, "setRefund", [0n, 0n]);
  if (["taxing", "flooding", "lying"].includes(world.whenSent.get())) await tell(places.odd, "set", [0, 0]);
}

/** What each of them has, be it paid or to be fetched. */
async function sheetOf({ coinsOf, read, places }: Chain, order: Order) {
  const wealth = async (account: Address, token: Address) =>
    (await read<bigint>(places.escrow, "creditOf", [account, token])) +
    (token === NATIVE ? await coinsOf(account) : await read<bigint>(token, "balanceOf", [account]));
  // Who is two of them has both parts, and what the escrow is paid it has already.
  const people: Address[] = [...new Set([order.buyer, order.terms.seller, order.referrer])].filter(
    (account) => account !== NATIVE && account !== places.escrow,
  );
  const sheet = new Map<string, bigint>();
  for (const account of people)
    for (const token of new Set<Address>([NATIVE, order.terms.token]))
      sheet.set(`${account} ${token}`, await wealth(account, token));
  const { feePaid } = await read<{ feePaid: bigint }>(places.escrow, "stateOf", [orderId(order)]);
  sheet.set("fees", feePaid);
  return sheet;
}

/** The sheet as the outlook would have it. */
type Promised = Pick<Outlook, "payout" | "feesToBuyer" | "feesToSeller">;
function promised(before: Map<string, bigint>, { terms, buyer, referrer }: Order, outlook: Promised) {
  const sheet = new Map(before);
  const add = (key: string, amount: bigint) => sheet.has(key) && sheet.set(key, sheet.get(key)! + amount);
  add(`${terms.seller} ${terms.token}`, outlook.payout.toSeller);
  add(`${buyer} ${terms.token}`, outlook.payout.toBuyer);
  add(`${referrer} ${terms.token}`, outlook.payout.referral);
  add(`${buyer} ${NATIVE}`, outlook.feesToBuyer);
  add(`${terms.seller} ${NATIVE}`, outlook.feesToSeller);
  add("fees", outlook.payout.fee);
  return sheet;
}

/** Goes on to the outlook's date in a world that is thrown away afterwards. */
async function keepPromise(chain: Chain, scene: Scene, order: Order) {
  const { outlook, state } = await compare(chain, scene, order);
  const { clock, places } = scene.world;
  const verb = timeouts[state as keyof typeof timeouts];
  const call = { from: places.stranger, value: 0n };
  await leaveAlone(chain, scene);
  if (outlook.at >= clock.now) {
    await chain.setClock(outlook.at);
    const early = await chain.send(call, places.escrow, verb, [order]);
    expect("refused" in early && early.refused.name).to.be.oneOf(["DeadlineNotPassed", "NotSeller"]);
  }
  const before = await sheetOf(chain, order);
  const at = Math.max(outlook.at + 1, clock.now);
  await chain.setClock(at);
  const done = await chain.send(call, places.escrow, verb, [order]);
  expect(done, `${verb} of ${plain(order)}`).to.have.property("events");
  expect(plain([...(await sheetOf(chain, order))])).to.equal(plain([...promised(before, order, outlook)]));
  const ended = { ...outlook, at, payout: nothing, feesToBuyer: 0n, feesToSeller: 0n };
  expect(plain(await chain.read(chain.worstCase, "worstCase", [order]))).to.equal(written(ended));
}
const nothing = { toSeller: 0n, toBuyer: 0n, fee: 0n, referral: 0n };

/** Buys it, and looks again. */
async function keepForecast(chain: Chain, scene: Scene, order: Order): Promise<boolean> {
  const { clock, places } = scene.world;
  const foretold = worstCase(order, standingOf(lookUp(scene, order)), clock.now);
  await chain.setClock(clock.now);
  const value = order.terms.token === NATIVE ? quote(order).total : 0n;
  const { proof } = published(scene, order);
  const done = await chain.send({ from: order.buyer, value }, places.escrow, "buyProven", [order, proof]);
  if (!("events" in done)) return false;
  expect(plain(await chain.read(chain.worstCase, "worstCase", [order]))).to.equal(written(foretold));
  return true;
}

/** Moments at which a stay is called off: when what it costs changes, and on either side of it. */
function noticesOf({ start, terms }: Order, now: number): number[] {
  const edges = [0, terms.freeNotice, Math.floor(terms.freeNotice / 2)].map((notice) => start - notice);
  return [...new Set([now, ...edges.flatMap((edge) => [edge - 1, edge, edge + 1])])];
}

/** What calling off would pay, here and there, or why it can't be; answers what it would be for. */
async function compareCallingOff(chain: Chain, scene: Scene, order: Order): Promise<string[]> {
  const { row } = lookUp(scene, order);
  const held = row.status === "none" ? quote(order).subtotal : row.held;
  const isPossible = row.status === "none" || row.status === "funded";
  const told = [];
  for (const at of noticesOf(order, scene.world.clock.now).filter((moment) => moment >= 0)) {
    const foretold =
      order.start === 0
        ? ["NotABookingOrder", idOf(order)]
        : at > order.start
          ? ["StayBegun", order.start, at]
          : isPossible
            ? calledOff(order, held, at)
            : ["WrongStatus", idOf(order), statuses.indexOf(row.status)];
    const answer = await chain.ask<Payout>(chain.worstCase, "callingOff", [order, at]);
    const real = "refused" in answer ? [answer.refused.name, ...answer.refused.values] : answer.value;
    expect(plain(real), `calling off at ${at}: ${plain(order)}`).to.equal(plain(foretold));
    told.push(Array.isArray(foretold) ? String(foretold[0]) : priceOf(order, at));
  }
  return told;
}

function priceOf({ terms, start }: Order, at: number): string {
  const left = start - at;
  return left >= terms.freeNotice ? "free" : 2 * left >= terms.freeNotice ? "late" : "full";
}

/** Calls a stay off at some moment until its start, in a world that is thrown away afterwards. */
async function keepNotice(chain: Chain, scene: Scene, order: Order, at: number) {
  const { row } = lookUp(scene, order);
  await leaveAlone(chain, scene);
  const payout = await chain.read<Payout>(chain.worstCase, "callingOff", [order, at]);
  expect(plain(payout)).to.equal(plain(calledOff(order, row.held, at)));
  const before = await sheetOf(chain, order);
  await chain.setClock(at);
  const done = await chain.send({ from: order.buyer, value: 0n }, scene.world.places.escrow, "callOff", [order]);
  expect(done, `callOff of ${plain(order)} at ${at}`).to.have.property("events");
  const outlook = { payout, feesToBuyer: 0n, feesToSeller: 0n };
  expect(plain([...(await sheetOf(chain, order))])).to.equal(plain([...promised(before, order, outlook)]));
  const ended = { ...outlook, at, status: "refunded", outcome: "calledOff", payout: nothing } as const;
  expect(plain(await chain.read(chain.worstCase, "worstCase", [order]))).to.equal(written(ended));
}

async function inAnotherWorld<T>({ request }: Chain, work: () => Promise<T>): Promise<T> {
  const snapshot = await request("evm_snapshot", []);
  const result = await work();
  await request("evm_revert", [snapshot]);
  return result;
}

describe("WorstCase", function () {
  this.timeout(isLong ? 3_600_000 : 300_000);

  it(`is the same here and there, and is what happens (FUZZ_SEED=${seed})`, async () => {
    const chain = await deployed();
    const { scene, step } = await startWalk(chain, seed, emptyTally());
    const compared = new Map<Status | string, number>();
    const kept = new Map<string, number>();
    const offs = new Map<string, number>();
    const note = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
    for (let n = 1; n <= steps; n++) {
      await step();
      const looked = n % 12 === 0 ? some(scene) : n % 2 === 0 ? open(scene) : [];
      for (const order of looked) note(compared, (await compare(chain, scene, order)).state);
      for (const order of n % 12 === 0 ? looked : looked.filter(({ start }) => start > 0))
        for (const told of await compareCallingOff(chain, scene, order)) note(offs, told);
      if (n % 8 !== 0) continue;
      // The states that are rare before the others.
      const seen = (order: Order) => kept.get(stateOf(lookUp(scene, order))) ?? 0;
      const rare = open(scene).sort((a, b) => seen(a) - seen(b));
      for (const order of rare.slice(0, 4)) {
        await inAnotherWorld(chain, () => keepPromise(chain, scene, order));
        const found = lookUp(scene, order);
        note(kept, stateOf(found));
        if (order.terms.deposit > 0n) note(kept, "rental");
        if (found.row.held < quote(order).subtotal) note(kept, "part-paid");
      }
      const ahead = open(scene).filter(
        (order) => order.start >= scene.world.clock.now && stateOf(lookUp(scene, order)) === "funded",
      );
      for (const order of ahead.slice(-2)) {
        for (const at of noticesOf(order, scene.world.clock.now)) {
          if (at < scene.world.clock.now || at > order.start) continue;
          await inAnotherWorld(chain, () => keepNotice(chain, scene, order, at));
          note(kept, "calledOff");
          if (order.terms.deposit > 0n) note(kept, "calledOff with a deposit");
          if (lookUp(scene, order).row.held < quote(order).subtotal) note(kept, "calledOff part-paid");
        }
      }
      const unbought = scene.trades.findLast((order) => lookUp(scene, order).row.status === "none");
      if (unbought && (await inAnotherWorld(chain, () => keepForecast(chain, scene, unbought)))) note(kept, "none");
    }
    console.log("      compared", Object.fromEntries(compared), "kept", Object.fromEntries(kept));
    console.log("      calling off", Object.fromEntries(offs));
    const ended = ["completed", "refunded", "resolved"];
    expect([...compared.keys()]).to.include.members(["none", ...Object.keys(timeouts), ...ended]);
    expect([...kept.keys()]).to.include.members(["none", ...Object.keys(timeouts), "rental", "part-paid"]);
    expect([...kept.keys()]).to.include.members(["calledOff", "calledOff with a deposit", "calledOff part-paid"]);
    expect([...offs.keys()]).to.include.members([
      "free",
      "late",
      "full",
      "NotABookingOrder",
      "StayBegun",
      "WrongStatus",
    ]);
  });
});
