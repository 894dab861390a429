import { expect } from "chai";
import { type Address, hashTypedData, type Hex, zeroHash } from "viem";
import { disputePhases, kinds, NATIVE, type Order, orderId, statuses, type Terms } from "../../protocol/ids.ts";
import { quote } from "../../protocol/money.ts";
import { type Settlement, settlementTypedData } from "../../protocol/settlement.ts";
import { voucherTypedData } from "../../protocol/consent.ts";
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
type When = "until" | "after";

/** The table of docs/architecture.md: what leads from where to where, by whom, until the deadline or after it. */
type Way = { verb: Verb; from: State[]; by: Who[]; when?: When; to: State };
const running: State[] = ["funded", "shipped", "openedByBuyer", "openedBySeller", "raised"];
const parties: Who[] = ["buyer", "seller"];
const ways: Way[] = [
  { verb: "buy", from: ["none"], by: ["buyer"], to: "funded" },
  { verb: "ship", from: ["funded"], by: ["seller"], when: "until", to: "shipped" },
  { verb: "extend", from: ["funded"], by: ["buyer"], when: "until", to: "funded" },
  { verb: "extend", from: ["shipped"], by: ["seller"], when: "until", to: "shipped" },
  { verb: "release", from: ["funded"], by: ["buyer"], to: "funded" },
  { verb: "release", from: ["shipped"], by: ["buyer"], to: "shipped" },
  { verb: "confirm", from: running, by: ["buyer"], to: "completed" },
  { verb: "confirmWithVoucher", from: ["funded", "shipped"], by: who, to: "completed" },
  { verb: "refund", from: running, by: ["seller"], to: "refunded" },
  { verb: "refund", from: ["funded"], by: who, when: "after", to: "refunded" },
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
const verbs = [...new Set(ways.map(({ verb }) => verb))];
type Verb =
  | "buy"
  | "ship"
  | "extend"
  | "release"
  | "confirm"
  | "confirmWithVoucher"
  | "refund"
  | "claim"
  | "settle"
  | "openDispute"
  | "answerDispute"
  | "resolveUnanswered"
  | "rule"
  | "resolveStalled"
  | "executeRuling";

/** How each state is reached. */
const arrivals: Record<State, [Who, Verb][]> = {
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

/** A market with one order that has not been bought. */
async function stage(deposit: bigint) {
  const chain = await deployed();
  const { places, send } = chain;
  const [buyer, seller] = [places.people[0]!, places.people[1]!];
  const now = await chain.now();
  const terms: Terms = {
    ...{ seller, token: NATIVE, price: 1_003n, deposit, stock: 1, expiry: now + 300 * day },
    ...{ fulfilWindow: 5 * day, inspectWindow: 7 * day, rulingWindow: 40 * day },
    ...{ sellerFeeBps: 253, buyerFeeBps: 101, referralBps: 57, kind: kinds.indexOf(deposit > 0n ? "rental" : "item") },
    ...{ arbitrator: places.arbitrators[0]!, court: 0, metadata: zeroHash, epoch: 0 },
  };
  const order: Order = { terms, buyer, quantity: 1, referrer: NATIVE, nonce: 1n };
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
    return { word: word, deadline: state.deadline, print: plain([state, dispute]) };
  }

  async function act(by: Who, verb: Verb) {
    const { chainId, escrow } = places;
    const voucher = { orderId: id, deadline: never };
    const offer = (signer: Address): [Settlement, Hex] => {
      const settlement = { orderId: id, sellerAmount: 7n, nonce: 1n, deadline: never };
      return [settlement, sign(signer, hashTypedData(settlementTypedData(chainId, escrow, settlement)))];
    };
    const args: Partial<Record<Verb, unknown[]>> = {
      ship: [order, zeroHash],
      extend: [order, (await look()).deadline + day],
      release: [order, 1n],
      confirmWithVoucher: [order, never, sign(buyer, hashTypedData(voucherTypedData(chainId, escrow, voucher)))],
      settle: [order, ...offer(by === "buyer" ? seller : buyer)],
      // The first case of an arbitrator has the number 0.
      rule: [0n, 1n],
    };
    const values: Partial<Record<Verb, bigint>> = {
      buy: quote(terms, 1).total,
      openDispute: cost,
      answerDispute: cost,
    };
    return send({ from: people[by], value: values[verb] ?? 0n }, places.escrow, verb, args[verb] ?? [order]);
  }

  return { chain, look, act };
}

type Stage = Awaited<ReturnType<typeof stage>>;

/** Every verb by everyone at one moment of one state, each in a world of its own. */
async function tryAll({ chain, look, act }: Stage, table: Way[], state: State, when: When) {
  const { word, deadline, print } = await look();
  expect(word).to.equal(state);
  const time = Math.max(deadline + (when === "after" ? 1 : 0), await chain.now());
  for (const verb of verbs) {
    for (const by of who) {
      const snapshot = await chain.request("evm_snapshot", []);
      await chain.setClock(time);
      const answer = await act(by, verb);
      const then = await look();
      const way = table.find(
        (one) => one.verb === verb && one.from.includes(state) && one.by.includes(by) && (one.when ?? when) === when,
      );
      const what = `${verb} by the ${by}, ${state}, ${when} the deadline: ${plain(answer)}`;
      if (way) expect([then.word, then.print !== print], what).to.deep.equal([way.to, true]);
      else expect(then.print, what).to.equal(print);
      await chain.request("evm_revert", [snapshot]);
    }
  }
}

describe("Escrow's states", function () {
  this.timeout(120_000);
  // Of a rental the rent is confirmed, while the deposit stays; and not when there is anything to be judged. Its seller can't put
  // the deposit off.
  const rented = [
    ...ways.filter(({ verb }) => verb !== "confirm" && verb !== "confirmWithVoucher" && verb !== "extend"),
    { verb: "extend", from: ["funded"], by: ["buyer"], when: "until", to: "funded" } satisfies Way,
    { verb: "confirm", from: ["shipped"], by: ["buyer"], to: "shipped" } satisfies Way,
    { verb: "confirmWithVoucher", from: ["shipped"], by: who, to: "shipped" } satisfies Way,
  ];
  for (const [thing, table, deposit] of [
    ["thing", ways, 0n],
    ["rental", rented, 2_005n],
  ] as const) {
    it(`lead from one to another by the table and by nothing else, for a ${thing}`, async () => {
      const set = await stage(deposit);
      for (const state of states) {
        if (deposit > 0n && state === "completed") continue;
        const snapshot = await set.chain.request("evm_snapshot", []);
        for (const [by, verb] of arrivals[state]) await set.act(by, verb);
        for (const when of ["until", "after"] as const) await tryAll(set, table, state, when);
        await set.chain.request("evm_revert", [snapshot]);
      }
    });
  }
});
