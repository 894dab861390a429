/** npm run prove: what the escrow's arithmetic promises, for all amounts there are and not for some that were tried. */
import { createMachine, readLibrary, type Struct, type Value } from "./solidity.ts";
import { startZ3 } from "./z3.ts";

const library = readLibrary("contracts/libraries/Payouts.sol");
const solve = await startZ3();

const bits = { uint16: 16, uint32: 32, uint96: 96, uint160: 160 } as const;
/** No share can be published that is larger (ListingRegistry.MAX_FEE_BPS). */
const mostShare = 1_000;

/** Names of unknown numbers, with all that is known of them. */
function unknowns() {
  const lines: string[] = [];
  function number(name: string, type: keyof typeof bits): string {
    lines.push(`(declare-const ${name} Int)`, `(assert (and (>= ${name} 0) (< ${name} ${2n ** BigInt(bits[type])})))`);
    return name;
  }
  function bps(name: string): string {
    number(name, "uint16");
    lines.push(`(assert (<= ${name} ${mostShare}))`);
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
    },
    quantity: number("quantity", "uint32"),
    referrer: number("referrer", "uint160"),
  };
  number("held", "uint96");
  know("(<= held (* price quantity))");
  return order;
}

/** About a share of a part of an amount, as `share` is written. Everything else is proved from these. */
const aboutShare = {
  "a share is a part": (x: string, s: (x: string) => string) => `(and (>= ${s(x)} 0) (<= (* 10 ${s(x)}) ${x}))`,
  "a share grows with the amount, and slower": (x: string, s: (x: string) => string, y: string) =>
    `(=> (<= ${y} ${x}) (and (<= ${s(y)} ${s(x)}) (<= (- ${s(x)} ${s(y)}) (- ${x} ${y}))))`,
};

type Claim = { name: string; known: string[]; claimed: string };
const ask = (...lines: string[]) => solve(lines.join("\n"));

function shareClaims(): Claim[] {
  const known = unknowns();
  const [x, y, b] = [known.number("x", "uint160"), known.number("y", "uint160"), known.bps("b")];
  const machine = createMachine(library, []);
  const s = (amount: string) => machine.call("share", [amount, b]) as string;
  const claims = Object.entries(aboutShare).map(([name, of]) => ({ name, claim: of(x, s, y) }));
  const duties = machine.duties.map(({ holds }) => holds);
  return [...claims, { name: "share stays within 256 bits", claim: `(and ${duties.join(" ")})` }].map(
    ({ name, claim }) => ({ name, known: known.lines, claimed: claim }),
  );
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
        Object.values(aboutShare).map((of) => `(assert (=> (and ${isWithin(x)} ${isWithin(y)}) ${of(x, s, y)}))`),
      );
  });
  const duties = machine.duties.map(({ holds }) => holds);
  const within = calls.map(([x = ""]) => isWithin(x));
  return { name, known: [...known.lines, ...facts], claimed: `(and ${[claimed, ...within, ...duties].join(" ")})` };
}

const sum = ({ toSeller, toBuyer, fee, referral }: Struct) => `(+ ${[toSeller, toBuyer, fee, referral].join(" ")})`;
const parts = (payout: Struct) => Object.values(payout).map(String);
/** What the escrow has for an order of which `held` is not released. */
const inside = (held: string) => `(+ ${held} (share ${held} buyerBps) (* deposit quantity))`;

const claims: Claim[] = [
  ...shareClaims(),
  claim("a purchase brings in what its end will pay out", (run, order) => {
    const costs = Object.values(run("quote", order["terms"]!, "quantity")).map(String);
    return `(= (+ ${costs.join(" ")}) ${inside("(* price quantity)")})`;
  }),
  claim("the parts of an end add up to all that is there", (run, order, known) => {
    known.number("gross", "uint160");
    known.know("(<= gross (+ held (* deposit quantity)))");
    return `(= ${sum(run("end", order, "held", "gross"))} ${inside("held")})`;
  }),
  claim(
    "a refund gives back all that is there",
    (run, order) => `(= ${run<string>("back", order, "held")} ${inside("held")})`,
  ),
  claim("no part of an end is negative or more than all", (run, order, known) => {
    known.number("gross", "uint160");
    known.know("(<= gross (+ held (* deposit quantity)))");
    const each = parts(run("end", order, "held", "gross")).map((part) => `(<= 0 ${part} ${inside("held")})`);
    return `(and ${each.join(" ")})`;
  }),
  claim("the seller never gets more than its gross amount, nor the buyer less than the rest", (run, order, known) => {
    known.number("gross", "uint160");
    known.know("(<= gross (+ held (* deposit quantity)))");
    const { toSeller, toBuyer } = run("end", order, "held", "gross");
    return `(and (<= ${String(toSeller)} gross) (>= ${String(toBuyer)} (- (+ held (* deposit quantity)) gross)))`;
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
    known.know("(<= gross (+ held (* deposit quantity)))");
    return `(<= (* 5 ${String(run("end", order, "held", "gross")["fee"])}) held)`;
  }),
  claim("without a referrer there is no referral", (run, order, known) => {
    known.know("(= referrer 0)");
    return `(= ${String(run("end", order, "held", "held")["referral"])} 0)`;
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
