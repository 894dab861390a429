/** npm run prove: what the escrow's arithmetic promises, for all amounts there are and not for some that were tried. */
import { createMachine, readLibrary, type Struct, type Value } from "./solidity.ts";
import { startZ3 } from "./z3.ts";

const library = readLibrary("contracts/libraries/Payouts.sol");
const solve = await startZ3();

const bits = { uint16: 16, uint32: 32, uint40: 40, uint96: 96, uint160: 160 } as const;
/** No share can be published that is larger (ListingRegistry.MAX_FEE_BPS). */
const mostShare = 1_000;
/** Of what comes back of a stay it may be all. */
const whole = 10_000;

/** Names of unknown numbers, with all that is known of them. */
function unknowns() {
  const lines: string[] = [];
  function number(name: string, type: keyof typeof bits): string {
    lines.push(`(declare-const ${name} Int)`, `(assert (and (>= ${name} 0) (< ${name} ${2n ** BigInt(bits[type])})))`);
    return name;
  }
  function bps(name: string, most = mostShare): string {
    number(name, "uint16");
    lines.push(`(assert (<= ${name} ${most}))`);
    return name;
  }
  return { lines, number, bps, know: (fact: string) => void lines.push(`(assert ${fact})`) };
}

/** An order of which nothing is known but what the registry and the escrow let in. */
function anyOrder({ number, bps, know }: ReturnType<typeof unknowns>): Struct {
  const order = {
    terms: {
      price: number("price", "uint96"),
      deposit: number("deposit", "uint96"),
      sellerFeeBps: bps("sellerBps"),
      buyerFeeBps: bps("buyerBps"),
      referralBps: bps("referralBps"),
      slot: number("slot", "uint32"),
      freeNotice: number("freeNotice", "uint32"),
      lateRefundBps: bps("lateBps", whole),
    },
    quantity: number("quantity", "uint32"),
    start: number("start", "uint40"),
    extra: number("extra", "uint96"),
    referrer: number("referrer", "uint160"),
  };
  number("held", "uint96");
  know(`(<= held ${price})`);
  return order;
}

/** What the whole of an order costs without fees, and the deposit that goes with it. */
const price = "(+ (* price quantity) extra)";
const deposit = "(ite (or (= deposit 0) (distinct slot 0)) deposit (* deposit quantity))";

/** About a share of a part of an amount, as `share` is written. Everything else is proved from these. */
type About = (x: string, s: (x: string) => string, y: string) => string;
const aboutAnyShare: Record<string, About> = {
  "a share is a part": (x, s) => `(<= 0 ${s(x)} ${x})`,
  "a share grows with the amount, and slower": (x, s, y) =>
    `(=> (<= ${y} ${x}) (and (<= ${s(y)} ${s(x)}) (<= (- ${s(x)} ${s(y)}) (- ${x} ${y}))))`,
};
const aboutFee: Record<string, About> = { "a fee is a tenth at most": (x, s) => `(<= (* 10 ${s(x)}) ${x})` };

type Claim = { name: string; known: string[]; claimed: string };
const ask = (...lines: string[]) => solve(lines.join("\n"));

function shareClaims(most: number, about: Record<string, About>): Claim[] {
  const known = unknowns();
  const [x, y, b] = [known.number("x", "uint160"), known.number("y", "uint160"), known.bps("b", most)];
  const machine = createMachine(library, []);
  const s = (amount: string) => machine.call("share", [amount, b]) as string;
  const claims = Object.entries(about).map(([name, of]) => ({ name, claim: of(x, s, y) }));
  const duties = machine.duties.map(({ holds }) => holds);
  return [
    ...claims,
    { name: `share stays within 256 bits, of ${most} at most`, claim: `(and ${duties.join(" ")})` },
  ].map(({ name, claim }) => ({ name, known: known.lines, claimed: claim }));
}

type Work = (
  run: <Answer extends Value = Struct>(name: string, ...args: Value[]) => Answer,
  order: Struct,
  known: ReturnType<typeof unknowns>,
) => string;

/** A claim about what functions of the library answer, and that they stay within 256 bits on the way. */
function claim(name: string, work: Work): Claim {
  const known = unknowns();
  const order = anyOrder(known);
  const machine = createMachine(library, ["share"]);
  const run = <Answer extends Value = Struct>(verb: string, ...args: Value[]) => machine.call(verb, args) as Answer;
  known.lines.push("(declare-fun share (Int Int) Int)");
  const claimed = work(run, order, known);
  const calls = [...machine.opaqueCalls, ...["sellerBps", "buyerBps", "referralBps"].map((b) => ["held", b])];
  // `share` is proved for what 160 bits hold.
  const isWithin = (x: string) => `(and (>= ${x} 0) (< ${x} ${2n ** 160n}))`;
  const facts = calls.flatMap(([x = "", b = ""]) => {
    const s = (amount: string) => `(share ${amount} ${b})`;
    return calls
      .filter(([, other]) => other === b)
      .flatMap(([y = ""]) =>
        Object.values(b === "lateBps" ? aboutAnyShare : { ...aboutAnyShare, ...aboutFee }).map(
          (of) => `(assert (=> (and ${isWithin(x)} ${isWithin(y)}) ${of(x, s, y)}))`,
        ),
      );
  });
  const duties = machine.duties.map(({ holds }) => holds);
  const within = calls.map(([x = ""]) => isWithin(x));
  return { name, known: [...known.lines, ...facts], claimed: `(and ${[claimed, ...within, ...duties].join(" ")})` };
}

const sum = ({ toSeller, toBuyer, fee, referral }: Struct) => `(+ ${[toSeller, toBuyer, fee, referral].join(" ")})`;
const parts = (payout: Struct) => Object.values(payout).map(String);
/** What the escrow has for an order of which `held` is not released. */
const inside = (held: string) => `(+ ${held} (share ${held} buyerBps) ${deposit})`;
/** What a seller may get of it at most, gross. */
const most = `(+ held ${deposit})`;

/** What is kept of a stay called off at a moment until its start, of which so much is held: a name for it. */
function kept(run: Parameters<Work>[0], order: Struct, known: ReturnType<typeof unknowns>, name: string, held: string) {
  const at = known.number(`${name}At`, "uint40");
  known.know(`(<= ${at} start)`);
  return keptAt(run, order, known, name, held, at);
}

function keptAt(run: Parameters<Work>[0], order: Struct, { lines }: ReturnType<typeof unknowns>, ...asked: string[]) {
  const [name = "", held = "", at = ""] = asked;
  lines.push(`(define-fun ${name} () Int ${run<string>("keptOf", order, held, at)})`);
  return name;
}
const left = (at: string) => `(- start ${at})`;

const claims: Claim[] = [
  ...shareClaims(whole, aboutAnyShare),
  ...shareClaims(mostShare, aboutFee),
  claim("a purchase brings in what its end will pay out", (run, order) => {
    const costs = Object.values(run("quote", order)).map(String);
    return `(= (+ ${costs.join(" ")}) ${inside(price)})`;
  }),
  claim("the parts of an end add up to all that is there", (run, order, known) => {
    known.number("gross", "uint160");
    known.know(`(<= gross ${most})`);
    return `(= ${sum(run("end", order, "held", "gross"))} ${inside("held")})`;
  }),
  claim(
    "a refund gives back all that is there",
    (run, order) => `(= ${run<string>("back", order, "held")} ${inside("held")})`,
  ),
  claim("no part of an end is negative or more than all", (run, order, known) => {
    known.number("gross", "uint160");
    known.know(`(<= gross ${most})`);
    const each = parts(run("end", order, "held", "gross")).map((part) => `(<= 0 ${part} ${inside("held")})`);
    return `(and ${each.join(" ")})`;
  }),
  claim("the seller never gets more than its gross amount, nor the buyer less than the rest", (run, order, known) => {
    known.number("gross", "uint160");
    known.know(`(<= gross ${most})`);
    const { toSeller, toBuyer } = run("end", order, "held", "gross");
    return `(and (<= ${String(toSeller)} gross) (>= ${String(toBuyer)} (- ${most} gross)))`;
  }),
  claim("the parts of a release add up to what is there no longer", (run, order, known) => {
    known.number("amount", "uint96");
    known.know("(<= amount held)");
    const payout = run("release", order, "held", "amount");
    return `(and (= ${sum(payout)} (- ${inside("held")} ${inside("(- held amount)")})) (= ${String(payout["toBuyer"])} 0))`;
  }),
  claim("two releases cost what one does, and so does any number", (run, order, known) => {
    known.number("first", "uint96");
    known.number("second", "uint96");
    known.know("(<= (+ first second) held)");
    const [a, b] = [run("release", order, "held", "first"), run("release", order, "(- held first)", "second")];
    const both = run("release", order, "held", "(+ first second)");
    const net = ({ toSeller, referral }: Struct) => `(+ ${String(toSeller)} ${String(referral)})`;
    return `(and (= (+ ${String(a["fee"])} ${String(b["fee"])}) ${String(both["fee"])}) (= (+ ${net(a)} ${net(b)}) ${net(both)}))`;
  }),
  claim("a release and then the end cost what the end alone would have cost", (run, order, known) => {
    known.number("first", "uint96");
    known.know("(< first held)");
    const [a, b] = [run("release", order, "held", "first"), run("end", order, "(- held first)", "(- held first)")];
    const alone = run("end", order, "held", "held");
    return `(= (+ ${String(a["fee"])} ${String(b["fee"])}) ${String(alone["fee"])})`;
  }),
  claim("the fees of an order fit where they are counted", (run, order, known) => {
    known.number("gross", "uint160");
    known.know(`(<= gross ${most})`);
    return `(<= (* 5 ${String(run("end", order, "held", "gross")["fee"])}) held)`;
  }),
  claim("without a referrer there is no referral", (run, order, known) => {
    known.know("(= referrer 0)");
    return `(= ${String(run("end", order, "held", "held")["referral"])} 0)`;
  }),
  claim(
    "of a stay called off the terms keep a part of what is held, and never less than nothing",
    (run, order, known) => {
      return `(<= 0 ${kept(run, order, known, "kept", "held")} held)`;
    },
  ),
  claim("what is kept of a stay called off and what goes back is all that was there", (run, order, known) => {
    const payout = run("end", order, "held", kept(run, order, known, "kept", "held"));
    const each = parts(payout).map((part) => `(<= 0 ${part})`);
    return `(and (= ${sum(payout)} ${inside("held")}) (>= ${String(payout["toBuyer"])} ${deposit}) ${each.join(" ")})`;
  }),
  claim("what was released of a stay counts towards what is kept of it", (run, order, known) => {
    const rest = kept(run, order, known, "rest", "held");
    const all = keptAt(run, order, known, "all", price, "restAt");
    const released = `(- ${price} held)`;
    return `(= (+ ${released} ${rest}) (ite (> ${all} ${released}) ${all} ${released}))`;
  }),
  claim(
    "with the notice that the terms ask for nothing is kept, with half of it a part, with less all",
    (run, order, known) => {
      const all = kept(run, order, known, "all", price);
      const time = left("allAt");
      const late = `(- ${price} (share ${price} lateBps))`;
      const steps = `(ite (>= ${time} freeNotice) 0 (ite (>= (* 2 ${time}) freeNotice) ${late} ${price}))`;
      return `(= ${all} ${steps})`;
    },
  ),
  claim("more notice never costs more", (run, order, known) => {
    const early = kept(run, order, known, "early", "held");
    const late = kept(run, order, known, "late", "held");
    return `(=> (<= earlyAt lateAt) (<= ${early} ${late}))`;
  }),
  claim("a release and then calling off cost in fees what calling off alone would have cost", (run, order, known) => {
    const all = kept(run, order, known, "all", price);
    known.number("first", "uint96");
    known.know(`(<= first ${all})`);
    const rest = keptAt(run, order, known, "rest", `(- ${price} first)`, "allAt");
    const [a, b] = [run("release", order, price, "first"), run("end", order, `(- ${price} first)`, rest)];
    const alone = run("end", order, price, all);
    return `(= (+ ${String(a["fee"])} ${String(b["fee"])}) ${String(alone["fee"])})`;
  }),
];

let failed = 0;
for (const { name, known, claimed } of claims) {
  const started = performance.now();
  const against = await ask(...known, `(assert (not ${claimed}))`);
  // What nothing can fulfil proves everything.
  const possible = await ask(...known);
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  const proved = against === "unsat" && possible === "sat";
  console.log(`  ${proved ? "✓" : "✗"} ${name} (${seconds} s)`);
  if (proved) continue;
  failed++;
  console.log(`    against it: ${against}; what it assumes: ${possible}`);
}
console.log(`\n  ${claims.length - failed} proved, ${failed} not`);
// z3's threads would wait for more.
process.exit(failed === 0 ? 0 : 1);
