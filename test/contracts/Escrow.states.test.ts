import { expect } from "chai";
import { type Address, hashTypedData, type Hex, zeroHash } from "viem";
import { disputePhases, kinds, statuses } from "#protocol/enums.ts";
import { NATIVE, noOptions, noSlots, type Terms } from "#protocol/terms.ts";
import { type Order, orderId, plainOrder } from "#protocol/order.ts";
import { quote } from "#protocol/money.ts";
import { type Settlement, settlementTypedData } from "#protocol/settlement.ts";
import { refundTypedData, shipmentTypedData, voucherTypedData } from "#protocol/consent.ts";
import { deployed, keys } from "./model/chain.ts";
import { createSignatures } from "./model/scene.ts";
import { plain } from "./model/walk.ts";

/** Every state of docs/architecture.md, the running dispute by who has opened it. */
const states = [
  ...["none", "funded", "shipped", "openedByBuyer", "openedBySeller", "raised", "ruled"],
  ...["completed", "refunded", "resolved"],
] as const;
type State = (typeof states)[number];
type Who = "buyer" | "seller" | "stranger" | "arbitrator";
const who: Who[] = ["buyer", "seller", "stranger", "arbitrator"];
/** The last second before a stay begins; the last second of a deadline, with the stay begun; and the first one after it. */
type When = "ahead" | "until" | "after";

const moments = ["ahead", "until", "after"] as const;
const early: When[] = ["ahead", "until"];

/** The table of docs/architecture.md: what leads from where to where, by whom, and when, if not at any time. */
type Way = { verb: Verb; from: State[]; by: Who[]; when?: When | When[]; to: State };
const running: State[] = ["funded", "shipped", "openedByBuyer", "openedBySeller", "raised"];
const parties: Who[] = ["buyer", "seller"];
const ways: Way[] = [
  { verb: "buy", from: ["none"], by: ["buyer"], to: "funded" },
  { verb: "ship", from: ["funded"], by: ["seller"], when: "until", to: "shipped" },
  { verb: "shipBySignature", from: ["funded"], by: who, when: "until", to: "shipped" },
  { verb: "extend", from: ["funded"], by: ["buyer"], when: "until", to: "funded" },
  { verb: "extend", from: ["shipped"], by: ["seller"], when: "until", to: "shipped" },
  { verb: "release", from: ["funded"], by: ["buyer"], to: "funded" },
  { verb: "release", from: ["shipped"], by: ["buyer"], to: "shipped" },
  { verb: "confirm", from: running, by: ["buyer"], to: "completed" },
  { verb: "confirmWithVoucher", from: ["funded", "shipped"], by: who, to: "completed" },
  { verb: "refund", from: running, by: ["seller"], to: "refunded" },
  { verb: "refund", from: ["funded"], by: who, when: "after", to: "refunded" },
  { verb: "refundBySignature", from: running, by: who, to: "refunded" },
  { verb: "claim", from: ["shipped"], by: who, when: "after", to: "completed" },
  { verb: "settle", from: running, by: parties, to: "resolved" },
  { verb: "openDispute", from: ["funded"], by: ["buyer"], when: "until", to: "openedByBuyer" },
  { verb: "openDispute", from: ["shipped"], by: ["buyer"], when: "until", to: "openedByBuyer" },
  { verb: "openDispute", from: ["shipped"], by: ["seller"], when: "until", to: "openedBySeller" },
  { verb: "answerDispute", from: ["openedByBuyer"], by: ["seller"], when: "until", to: "raised" },
  { verb: "answerDispute", from: ["openedBySeller"], by: ["buyer"], when: "until", to: "raised" },
  { verb: "resolveUnanswered", from: ["openedByBuyer"], by: who, when: "after", to: "resolved" },
  { verb: "resolveUnanswered", from: ["openedBySeller"], by: who, when: "after", to: "completed" },
  { verb: "rule", from: ["raised"], by: ["arbitrator"], when: "until", to: "ruled" },
  { verb: "resolveStalled", from: ["raised"], by: who, when: "after", to: "resolved" },
  { verb: "executeRuling", from: ["ruled"], by: who, to: "resolved" },
];
const verbs: Verb[] = [...new Set(ways.map(({ verb }) => verb)), "callOff"];
type Verb =
  | "buy"
  | "ship"
  | "shipBySignature"
  | "callOff"
  | "extend"
  | "release"
  | "confirm"
  | "confirmWithVoucher"
  | "refund"
  | "refundBySignature"
  | "claim"
  | "settle"
  | "openDispute"
  | "answerDispute"
  | "resolveUnanswered"
  | "rule"
  | "resolveStalled"
  | "executeRuling";

/** How each state is reached. */
type Arrivals = Record<State, [Who, Verb][]>;
const arrivals: Arrivals = {
  none: [],
  funded: [["buyer", "buy"]],
  shipped: [
    ["buyer", "buy"],
    ["seller", "ship"],
  ],
  openedByBuyer: [
    ["buyer", "buy"],
    ["seller", "ship"],
    ["buyer", "openDispute"],
  ],
  openedBySeller: [
    ["buyer", "buy"],
    ["seller", "ship"],
    ["seller", "openDispute"],
  ],
  raised: [
    ["buyer", "buy"],
    ["seller", "ship"],
    ["buyer", "openDispute"],
    ["seller", "answerDispute"],
  ],
  ruled: [
    ["buyer", "buy"],
    ["seller", "ship"],
    ["buyer", "openDispute"],
    ["seller", "answerDispute"],
    ["arbitrator", "rule"],
  ],
  completed: [
    ["buyer", "buy"],
    ["buyer", "confirm"],
  ],
  refunded: [
    ["buyer", "buy"],
    ["seller", "refund"],
  ],
  resolved: [
    ["buyer", "buy"],
    ["buyer", "settle"],
  ],
};

const day = 86_400;
const cost = 1_000n;
const never = 2 ** 40 - 1;

/** What is sold: a thing, time by the day, a rental of either kind. */
type Sold = { deposit: bigint; booked: boolean };

/** A market with one order that has not been bought. */
async function stage({ deposit, booked }: Sold) {
  const chain = await deployed();
  const { places, send } = chain;
  const [buyer, seller] = [places.people[0]!, places.people[1]!];
  const now = await chain.now();
  const kind = deposit > 0n ? "rental" : booked ? "service" : "item";
  const time = { slot: day, slotOffset: 14 * 3_600, freeNotice: 9 * day, lateRefundBps: 4_000 };
  const terms: Terms = {
    ...{ seller, token: NATIVE, price: 1_003n, deposit, stock: 1, expiry: now + 300 * day },
    ...{ fulfilWindow: 5 * day, inspectWindow: 7 * day, rulingWindow: 40 * day },
    ...(booked ? time : noSlots),
    ...{ sellerFeeBps: 253, buyerFeeBps: 101, referralBps: 57, kind: kinds.indexOf(kind) },
    ...{ arbitrator: places.arbitrators[0]!, courtId: 0, metadata: zeroHash, epoch: 0, category: 0, ...noOptions },
  };
  const start = booked ? Math.ceil(now / day + 1) * day + time.slotOffset : 0;
  const quantity = booked ? 3 : 1;
  const order: Order = { terms, quantity, ...plainOrder, start, buyer, referrer: NATIVE, nonce: 1n };
  const id = orderId(order);
  const { sign } = createSignatures(places, keys);
  await send({ from: seller, value: 0n }, places.registry, "publish", [terms]);
  await send({ from: places.owner, value: 0n }, terms.arbitrator, "setCost", [cost, false]);
  const people: Record<Who, Address> = { buyer, seller, stranger: places.stranger, arbitrator: terms.arbitrator };

  async function look() {
    const state = await chain.read<{ status: number; deadline: number }>(places.escrow, "stateOf", [id]);
    const dispute = await chain.read<{ phase: number; openedByBuyer: boolean }>(places.escrow, "disputeOf", [id]);
    const status = statuses[state.status]!;
    const phase = disputePhases[dispute.phase]!;
    const opened = dispute.openedByBuyer ? "openedByBuyer" : "openedBySeller";
    const word = status !== "disputed" ? status : phase === "opened" ? opened : phase;
    return { word, deadline: state.deadline, print: plain([state, dispute]) };
  }

  async function act(by: Who, verb: Verb) {
    const { chainId, escrow } = places;
    const consent = { nonce: 3n, deadline: never };
    const said = { orderId: id, ...consent };
    const signed = (signer: Address, data: Parameters<typeof hashTypedData>[0]) => ({
      ...consent,
      signature: sign(signer, hashTypedData(data)),
    });
    const shipment = shipmentTypedData(chainId, escrow, { ...said, fulfilment: zeroHash });
    const offer = (signer: Address): [Settlement, Hex] => {
      const settlement = { orderId: id, sellerAmount: 7n, nonce: 1n, deadline: never };
      return [settlement, sign(signer, hashTypedData(settlementTypedData(chainId, escrow, settlement)))];
    };
    const args: Partial<Record<Verb, unknown[]>> = {
      ship: [order, zeroHash],
      extend: [order, (await look()).deadline + day],
      release: [order, 1n],
      shipBySignature: [order, zeroHash, signed(seller, shipment)],
      refundBySignature: [order, signed(seller, refundTypedData(chainId, escrow, said))],
      confirmWithVoucher: [order, signed(buyer, voucherTypedData(chainId, escrow, said))],
      settle: [order, ...offer(by === "buyer" ? seller : buyer)],
      // The first case of an arbitrator has the number 0.
      rule: [0n, 1n],
    };
    const values: Partial<Record<Verb, bigint>> = {
      buy: quote(order).total,
      openDispute: cost,
      answerDispute: cost,
    };
    return send({ from: people[by], value: values[verb] ?? 0n }, places.escrow, verb, args[verb] ?? [order]);
  }

  /** Goes there; what is sent of a stay, or complained of, is so once it has begun. */
  async function arrive(steps: [Who, Verb][]) {
    for (const [by, verb] of steps) {
      if (booked && verb === "ship") await chain.setClock(start + 1);
      if (booked && verb === "openDispute") await chain.setClock(Math.max(start + 1, await chain.now()));
      await act(by, verb);
    }
  }

  /** A second of that moment, or null when it is over. */
  async function secondOf(when: When) {
    const earliest = await chain.now();
    if (when === "ahead") return start < earliest ? null : start;
    return Math.max((await look()).deadline + (when === "after" ? 1 : 0), earliest, booked ? start + 1 : 0);
  }

  return { chain, look, act, arrive, secondOf };
}

type Stage = Awaited<ReturnType<typeof stage>>;

/** Every verb by everyone at one moment of one state, each in a world of its own. */
async function tryAll({ chain, look, act, secondOf }: Stage, table: Way[], state: State, when: When) {
  const { word, print } = await look();
  expect(word).to.equal(state);
  const time = await secondOf(when);
  if (time === null) return false;
  for (const verb of verbs) {
    for (const by of who) {
      const snapshot = await chain.request("evm_snapshot", []);
      await chain.setClock(time);
      const answer = await act(by, verb);
      const then = await look();
      const way = table.find(
        (one) =>
          one.verb === verb &&
          one.from.includes(state) &&
          one.by.includes(by) &&
          [one.when ?? when].flat().includes(when),
      );
      const what = `${verb} by the ${by}, ${state}, ${when}: ${plain(answer)}`;
      if (way) expect([then.word, then.print !== print], what).to.deep.equal([way.to, true]);
      else expect(then.print, what).to.equal(print);
      await chain.request("evm_revert", [snapshot]);
    }
  }
  return true;
}

/** Of a rental the rent is confirmed, while the deposit stays; and not when there is anything to be judged. Its seller can't put
 * the deposit off. */
const rented = (table: Way[]): Way[] => [
  ...table.filter(
    ({ verb, from }) =>
      verb !== "confirm" && verb !== "confirmWithVoucher" && !(verb === "extend" && from.includes("shipped")),
  ),
  { verb: "confirm", from: ["shipped"], by: ["buyer"], to: "shipped" },
  { verb: "confirmWithVoucher", from: ["shipped"], by: who, to: "shipped" },
];

/**
 * A stay can be called off until it begins, and sent or disputed once it has begun. It can't be bought any more then. Whatever else has to be
 * done by its deadline can be done before as well. Here its buyer's disputes are opened before it is sent, so that an answer
 * that does not come gives the money back.
 */
const begun: Verb[] = ["ship", "shipBySignature", "openDispute"];
const booked: Way[] = [
  ...ways
    .filter(({ verb, from }) => verb !== "buy" && !(verb === "resolveUnanswered" && from.includes("openedByBuyer")))
    .map((way) => (way.when === "until" && !begun.includes(way.verb) ? { ...way, when: early } : way)),
  { verb: "buy", from: ["none"], by: ["buyer"], when: "ahead", to: "funded" },
  { verb: "callOff", from: ["funded"], by: ["buyer"], when: "ahead", to: "refunded" },
  { verb: "resolveUnanswered", from: ["openedByBuyer"], by: who, when: "after", to: "refunded" },
];
const unsentArrivals: Arrivals = {
  ...arrivals,
  openedByBuyer: withoutShipping("openedByBuyer"),
  raised: withoutShipping("raised"),
  ruled: withoutShipping("ruled"),
};
function withoutShipping(state: State) {
  return arrivals[state].filter(([, verb]) => verb !== "ship");
}

describe("Escrow's states", function () {
  this.timeout(480_000);
  for (const [thing, table, sold, steps] of [
    ["thing", ways, { deposit: 0n, booked: false }, arrivals],
    ["rental", rented(ways), { deposit: 2_005n, booked: false }, arrivals],
    ["stay", booked, { deposit: 0n, booked: true }, unsentArrivals],
    ["stay with a deposit", rented(booked), { deposit: 2_005n, booked: true }, unsentArrivals],
  ] as const) {
    it(`lead from one to another by the table and by nothing else, for a ${thing}`, async () => {
      const set = await stage(sold);
      const ahead: State[] = [];
      for (const state of states) {
        if (sold.deposit > 0n && state === "completed") continue;
        const snapshot = await set.chain.request("evm_snapshot", []);
        await set.arrive(steps[state]);
        for (const when of moments) if ((await tryAll(set, table, state, when)) && when === "ahead") ahead.push(state);
        await set.chain.request("evm_revert", [snapshot]);
      }
      // What was sent or disputed is not ahead.
      const met = states.filter((state) => ["none", "funded", "completed", "refunded", "resolved"].includes(state));
      expect(ahead).to.deep.equal(sold.booked ? met.filter((one) => sold.deposit === 0n || one !== "completed") : []);
    });
  }
});
