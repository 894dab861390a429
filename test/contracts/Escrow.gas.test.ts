import { type Hex, keccak256, zeroAddress } from "viem";
import { listingId, type Terms, UNLIMITED_STOCK } from "#protocol/terms.ts";
import { plainOrder } from "#protocol/order.ts";
import { keepGas } from "./support/gas.ts";
import { authorizationOf, noProof, type Proof, signedTerms } from "./support/payments.ts";
import {
  afterDeadline,
  arbitrationFee,
  completedOrder,
  fundedOrder,
  loadFixture,
  type Market,
  market,
  networkHelpers,
  openedDispute,
  price,
  publishedTerms,
  shippedOrder,
  signOffer,
  termsOf,
  time,
  valueOf,
} from "./support/market.ts";
import { orderOf, sent } from "./support/offers.ts";
import { isCovered } from "./support/runs.ts";
import { buyChoice, chosen, nightly, options, withOptions } from "./support/stays.ts";

type Sent = Promise<{ wait(): Promise<{ gasUsed: bigint } | null> }>;

const verbs = [
  "publish",
  "publishBatchEach",
  "buyNative",
  "buyErc20",
  "buyErc3009",
  "buySigned",
  "buyCatalogue",
  "cart3",
  "buyChoice",
  "book",
  "callOff",
  "ship",
  "confirmNative",
  "confirmErc20",
  "confirmReview",
  "claim",
  "refund",
  "releasePart",
  "settle",
  "openDispute",
  "evidence",
] as const;
type Verb = (typeof verbs)[number];

/** The chain before any test: addresses, and so the zeros in them, do not depend on what ran before. */
const pristine = await networkHelpers.takeSnapshot();
const batch = 10;
/** Every byte of calldata costs by whether it is zero, so nothing in it is left to chance. */
const metadata = (n: number) => `0x${(0xa1 + n).toString(16).repeat(32)}` as const;
const now = 2_000_000_000;
const fixed = (n: number) => ({ metadata: metadata(n), expiry: now + 86_400 * 100, referrer: zeroAddress }) as const;
const fixedTerms = async (m: Market, n: number): Promise<Terms> => {
  const { referrer: _, ...changes } = fixed(n);
  return termsOf(m, changes);
};

/** Balances, fees and stock that are not zero, as they are in a market in use. */
async function busyMarket() {
  const m = await market();
  await time.increaseTo(now);
  for (const token of [zeroAddress, m.addresses.dollar]) {
    await completedOrder(m, { ...fixed(0), token });
    await fundedOrder(m, { ...fixed(1), token });
  }
  return m;
}

const forever = BigInt(now + 86_400 * 100);

/** Bought again, of a listing that is told about and not counted. */
async function unpublished(m: Market, prove: (terms: Terms) => Promise<Proof>) {
  const terms = { ...(await fixedTerms(m, 2)), stock: UNLIMITED_STOCK };
  const proof = await prove(terms);
  const buyer = m.buyer.address as Hex;
  const order = { ...plainOrder, terms, buyer, quantity: 3, referrer: zeroAddress, nonce: 1n } as const;
  await m.escrow.connect(m.buyer).buyProven(order, proof, { value: valueOf(order) });
  const again = { ...order, nonce: 2n };
  return () => m.escrow.connect(m.buyer).buyProven(again, proof, { value: valueOf(again) });
}

/** One of a catalogue of 1,000: its path has ten steps. */
async function inCatalogue(m: Market, terms: Terms): Promise<Proof> {
  const path = Array.from({ length: 10 }, (_, n) => keccak256(metadata(n)));
  const join = (a: Hex, b: Hex) => keccak256(a < b ? `${a}${b.slice(2)}` : `${b}${a.slice(2)}`);
  const root = path.reduce(join, listingId(terms));
  const catalogue = { seller: terms.seller, root, contents: metadata(20), epoch: 0 };
  await m.registry.connect(m.seller).publishCatalogue(catalogue);
  return { ...noProof, path, contents: catalogue.contents };
}

/** What is measured: from the same busy market each, and the state that the verb needs. */
const sends: Record<Verb, (m: Market) => Promise<() => Sent>> = {
  publish: async (m) => {
    const terms = await fixedTerms(m, 2);
    return () => m.registry.connect(m.seller).publish(terms);
  },
  publishBatchEach: async (m) => {
    const all = await Promise.all(Array.from({ length: batch }, (_, n) => fixedTerms(m, 2 + n)));
    return () => m.registry.connect(m.seller).publishMany(all);
  },
  buyNative: async (m) => {
    const { order } = await fundedOrder(m, fixed(2));
    const again = { ...order, nonce: 2n };
    return () => m.escrow.connect(m.buyer).buy(again, { value: valueOf(again) });
  },
  buyErc20: async (m) => {
    const { order } = await fundedOrder(m, { ...fixed(2), token: m.addresses.dollar });
    return () => m.escrow.connect(m.buyer).buy({ ...order, nonce: 2n });
  },
  buyErc3009: async (m) => {
    const { order } = await fundedOrder(m, { ...fixed(2), token: m.addresses.dollar });
    const again = { ...order, nonce: 2n };
    const authorization = await authorizationOf(m, again, { validBefore: forever });
    return () => m.escrow.connect(m.stranger).buyWithAuthorization(again, noProof, authorization);
  },
  buySigned: (m) => unpublished(m, (terms) => signedTerms(m, terms)),
  buyCatalogue: (m) => unpublished(m, (terms) => inCatalogue(m, terms)),
  cart3: async (m) => {
    const trades = [await fundedOrder(m, fixed(2)), await fundedOrder(m, fixed(3)), await fundedOrder(m, fixed(4))];
    const orders = trades.map(({ order }) => ({ ...order, nonce: 2n }));
    const value = orders.reduce((sum, order) => sum + valueOf(order), 0n);
    return () => m.escrow.connect(m.buyer).buyMany(orders, [], { value });
  },
  buyChoice: async (m) => {
    const terms = await publishedTerms(m, { ...withOptions, metadata: metadata(2), expiry: fixed(2).expiry });
    const order = orderOf(m, terms, { referrer: zeroAddress, quantity: 1 });
    await buyChoice(m, chosen(order, options[0]!));
    const { order: again, proof } = chosen({ ...order, nonce: 2n }, options[0]!);
    return () => m.escrow.connect(m.buyer).buyProven(again, sent(proof), { value: valueOf(again) });
  },
  // A week of nights where some are booked already: one word.
  book: async (m) => {
    const terms = await publishedTerms(m, { ...nightly, metadata: metadata(2), expiry: fixed(2).expiry });
    const start = Math.ceil((now + 86_400 * 30) / 256 / 86_400) * 256 * 86_400 + terms.slotOffset;
    const order = orderOf(m, terms, { referrer: zeroAddress, quantity: 7, start });
    await m.escrow.connect(m.buyer).buy(order, { value: valueOf(order) });
    const again = { ...order, start: start + 86_400 * 10, nonce: 2n };
    return () => m.escrow.connect(m.buyer).buy(again, { value: valueOf(again) });
  },
  callOff: async (m) => {
    const terms = await publishedTerms(m, { ...nightly, metadata: metadata(2), expiry: fixed(2).expiry });
    const start = Math.ceil((now + 86_400 * 30) / 256 / 86_400) * 256 * 86_400 + terms.slotOffset;
    const order = orderOf(m, terms, { referrer: zeroAddress, quantity: 7, start });
    await m.escrow.connect(m.buyer).buy(order, { value: valueOf(order) });
    await time.increaseTo(start - nightly.freeNotice + 1);
    return () => m.escrow.connect(m.buyer).callOff(order);
  },
  ship: async (m) => {
    const { order } = await fundedOrder(m, fixed(2));
    return () => m.escrow.connect(m.seller).ship(order, metadata(9));
  },
  confirmNative: async (m) => {
    const { order } = await shippedOrder(m, fixed(2));
    return () => m.escrow.connect(m.buyer).confirm(order);
  },
  confirmErc20: async (m) => {
    const { order } = await shippedOrder(m, { ...fixed(2), token: m.addresses.dollar });
    return () => m.escrow.connect(m.buyer).confirm(order);
  },
  confirmReview: async (m) => {
    const { order } = await shippedOrder(m, fixed(2));
    const sealedCopy = metadata(10).padEnd(2 + 2 * 284, "ab");
    return () => m.escrow.connect(m.buyer).confirmAndReview(order, metadata(9), sealedCopy);
  },
  claim: async (m) => {
    const trade = await shippedOrder(m, fixed(2));
    await afterDeadline(m, trade);
    return () => m.escrow.connect(m.stranger).claim(trade.order);
  },
  refund: async (m) => {
    const { order } = await fundedOrder(m, fixed(2));
    return () => m.escrow.connect(m.seller).refund(order);
  },
  releasePart: async (m) => {
    const { order } = await fundedOrder(m, fixed(2));
    return () => m.escrow.connect(m.buyer).release(order, price);
  },
  settle: async (m) => {
    const { order, id } = await shippedOrder(m, fixed(2));
    const offer = { orderId: id, sellerAmount: price, nonce: 7n, deadline: now + 86_400 * 100 };
    const signature = await signOffer(m, m.seller, offer);
    return () => m.escrow.connect(m.buyer).settle(order, offer, signature);
  },
  openDispute: async (m) => {
    const { order } = await shippedOrder(m, fixed(2));
    return () => m.escrow.connect(m.buyer).openDispute(order, { value: arbitrationFee });
  },
  evidence: async (m) => {
    const { id } = await openedDispute(m, fixed(2));
    const file = `/ipfs/${"bafkreie".padEnd(59, "x")}`;
    return () => m.escrow.connect(m.buyer).submitEvidence(id, file);
  },
};

async function measure(verb: Verb): Promise<number> {
  const m = await loadFixture(busyMarket);
  const send = await sends[verb](m);
  const receipt = await (await send()).wait();
  return Number(receipt!.gasUsed) / (verb === "publishBatchEach" ? batch : 1);
}

describe("Escrow gas", () => {
  before(async function () {
    if (isCovered) this.skip();
    await pristine.restore();
    networkHelpers.clearSnapshots();
  });

  for (const verb of verbs) {
    it(`${verb} costs no more than in docs/gas.json`, async () => {
      await keepGas(verb, BigInt(Math.round(await measure(verb))));
    });
  }
});
