import { type Address, hashTypedData } from "viem";
import { kinds, NATIVE, type Order, type Terms, UNLIMITED_STOCK, ZERO_WORD } from "../../../protocol/ids.ts";
import {
  catalogueId,
  catalogueOf,
  catalogueProof,
  catalogueTypedData,
  type ListingProof,
  noProof,
  signedProof,
  termsTypedData,
} from "../../../protocol/listingProof.ts";
import { choiceOf, extraOf } from "../../../protocol/options.ts";
import { optionProof, optionsRoot } from "../../../protocol/optionTree.ts";
import { longest, longestNotice, mostFee, shortest, slots } from "./registry.ts";
import { anyone, type Gathered, listingOf, type Scene, tokensOf, tradersOf } from "./scene.ts";

const [hour, day] = [3_600, 86_400];

/** Terms that could be published, but for one flaw in ten. */
export function someTerms(scene: Scene, seller: Address): Terms {
  const { chance, world, registry } = scene;
  const rental = chance.often(40);
  const kind = rental ? "rental" : chance.pick(["item", "digital", "service"] as const);
  const booked = (rental || kind === "service") && chance.often(60);
  const size = chance.pick([8, 8, 40, 62, 90]);
  const terms: Terms = {
    seller,
    token: chance.often(3) ? world.places.stranger : chance.pick(tokensOf(scene)),
    price: 1n + chance.bits(size),
    deposit: rental ? chance.bits(size) : 0n,
    stock: booked ? 1 + chance.below(3) : chance.often(15) ? UNLIMITED_STOCK : 1 + chance.below(9),
    expiry: world.clock.now + chance.below(25 * day),
    fulfilWindow: shortest + chance.below(5 * day),
    inspectWindow: shortest + chance.below(7 * day),
    rulingWindow: shortest + chance.below(chance.pick([2 * day, 20 * day])),
    ...time(scene, booked),
    sellerFeeBps: chance.below(mostFee + 1),
    buyerFeeBps: chance.below(mostFee + 1),
    referralBps: chance.below(mostFee + 1),
    kind: kinds.indexOf(kind),
    category: chance.below(4),
    arbitrator: chance.often(3) ? world.places.stranger : chance.pick(world.places.arbitrators),
    courtId: chance.below(4),
    options: chance.often(22) ? someMenu(scene, booked) : ZERO_WORD,
    metadata: chance.word(),
    epoch: registry.epochs.get(seller),
  };
  return chance.often(10) ? { ...terms, ...chance.pick(flaws)(scene, terms) } : terms;
}

/** Slots in which something soon begins. */
function time({ chance }: Scene, booked: boolean) {
  if (!booked) return { slot: 0, slotOffset: 0, freeNotice: 0, lateRefundBps: 0 };
  const slot = chance.pick([slots.shortest, hour, 6 * hour, day, 1 + slots.shortest + chance.below(2 * day)]);
  return {
    slot,
    slotOffset: chance.often(40) ? 0 : chance.below(slot),
    freeNotice: chance.often(15) ? 0 : chance.below(chance.pick([hour, day, 9 * day])),
    lateRefundBps: chance.often(30) ? chance.pick([0, 10_000]) : chance.below(10_001),
  };
}

/** Two or three options; of what is booked seldom such as have a stock of their own. */
function someMenu({ chance, menus }: Scene, booked: boolean) {
  const isVaried = booked ? chance.often(20) : chance.often(75);
  const stock = 1 + chance.below(4);
  const named = [
    ...(isVaried ? [{ variant: "M" }, { variant: "M", delivery: "by post" }] : []),
    ...[{ delivery: "at the door" }, { delivery: "by post" }],
  ].slice(0, 2 + chance.below(2));
  const menu = named.map((words) => ({
    ...words,
    stock,
    unitPrice: chance.often(30) ? 0n : chance.bits(chance.pick([8, 40])),
    orderPrice: chance.often(30) ? 0n : chance.bits(chance.pick([8, 40])),
  }));
  const root = optionsRoot(menu);
  menus.set(root, menu);
  return root;
}

const flaws: ((scene: Scene, terms: Terms) => Partial<Terms>)[] = [
  () => ({ price: 0n }),
  () => ({ price: 0n, deposit: 0n, kind: kinds.indexOf("request") }),
  () => ({ kind: kinds.indexOf("request") }),
  () => ({ stock: 0 }),
  () => ({ arbitrator: NATIVE }),
  () => ({ deposit: 1n, kind: kinds.indexOf("item") }),
  ({ chance }) => ({ slot: 0, [chance.pick(["slotOffset", "freeNotice", "lateRefundBps"])]: 1 + chance.below(9) }),
  () => ({ ...booking, kind: kinds.indexOf("digital"), deposit: 0n }),
  ({ chance }) => ({ ...booking, kind: kinds.indexOf("rental"), stock: slots.atATime + chance.below(2) }),
  ({ chance }) => ({ ...booking, slot: slots.shortest - chance.below(2), kind: kinds.indexOf("rental") }),
  ({ chance }) => ({ ...booking, slot: slots.longest + chance.below(2), kind: kinds.indexOf("rental") }),
  ({ chance }) => ({ ...booking, kind: kinds.indexOf("rental"), ...chance.pick(wrongNotices) }),
  ({ chance }) => ({ [chance.pick(windows)]: chance.pick([0, shortest - 1]) }),
  ({ chance }) => {
    const window = chance.pick(windows);
    return { [window]: longest[window] + chance.below(2) };
  },
  ({ chance }) => ({ [chance.pick(["sellerFeeBps", "buyerFeeBps", "referralBps"])]: mostFee + 1 + chance.below(9) }),
  ({ chance }) => ({ sellerFeeBps: chance.below(20), buyerFeeBps: chance.below(20) }),
  ({ world: { clock }, chance }) => ({ expiry: clock.now - chance.below(2) }),
  (_, { epoch }) => ({ epoch: epoch + 1 }),
];
const booking = { slot: hour, slotOffset: 0, freeNotice: day, lateRefundBps: 5_000, stock: 2 };
const wrongNotices = [
  { slotOffset: hour - 1 },
  { slotOffset: hour },
  { freeNotice: longestNotice },
  { freeNotice: longestNotice + 1 },
  { lateRefundBps: 10_001 },
];
const windows = ["fulfilWindow", "inspectWindow", "rulingWindow"] as const;

function isForSale({ registry, world }: Scene, terms: Terms, left: number) {
  return (
    terms.epoch === registry.epochs.get(terms.seller) &&
    world.clock.now <= terms.expiry &&
    kinds[terms.kind] !== "request" &&
    left > 0
  );
}

const leftOf = ({ registry }: Scene, terms: Terms) =>
  terms.stock === UNLIMITED_STOCK || terms.slot > 0 ? 99 : terms.stock - registry.listings.get(listingOf(terms)).sold;

/** A purchase of something published that is mostly for sale. */
export function someOrder(scene: Scene): Order | null {
  const { chance, shelf, trades, registry } = scene;
  if (trades.length > 0 && chance.often(3)) return chance.pick(trades);
  const isUp = (terms: Terms) => registry.listings.get(listingOf(terms)).status === "active";
  const offered = shelf.filter((terms) => isUp(terms) && isForSale(scene, terms, leftOf(scene, terms)));
  const terms =
    offered.length > 0 && chance.often(90) ? chance.pick(offered) : shelf.length > 0 ? chance.pick(shelf) : null;
  return terms && orderOf(scene, terms);
}

function orderOf(scene: Scene, terms: Terms): Order {
  const { chance } = scene;
  const others = tradersOf(scene).filter((address) => address !== terms.seller);
  const left = Math.max(1, Math.min(leftOf(scene, terms), 4));
  const quantity = chance.mostly(1 + chance.below(left), () => chance.pick([0, left + 1, 4_294_967_295]), 92);
  return {
    terms,
    buyer: chance.mostly(chance.pick(others), () => terms.seller, 97),
    quantity,
    start: startOf(scene, terms, quantity),
    ...chosen(scene, terms, quantity),
    referrer: chance.often(35) ? NATIVE : anyone(scene),
    nonce: chance.bits(64),
  };
}

/** Mostly one of the next slots, in which others are; or the last that there are, or one too late, or none that begins then. */
function startOf({ chance, world }: Scene, { slot, slotOffset }: Terms, quantity: number): number {
  if (slot === 0) return chance.often(99) ? 0 : world.clock.now;
  const next = Math.max(0, Math.ceil((world.clock.now - slotOffset) / slot)) * slot + slotOffset;
  const last = world.clock.now + slots.ahead - Math.min(quantity, slots.most) * slot;
  const strange = () => [0, world.clock.now, next - slot, next + 1, last, last + 1][chance.below(6)]!;
  return Math.max(0, chance.mostly(next + chance.below(5) * slot, strange, 93));
}

/** What is wrong about it now and then: nothing is chosen, something that is not there, or at another price. */
function chosen({ chance, menus }: Scene, { options }: Terms, quantity: number): Pick<Order, "choice" | "extra"> {
  const menu = menus.get(options);
  if (!menu) return chance.often(99) ? { choice: ZERO_WORD, extra: 0n } : { choice: ZERO_WORD, extra: 1n };
  const option = chance.pick(menu);
  const extra = extraOf(option, quantity);
  const choice = choiceOf(option);
  const flaws = [{ choice: ZERO_WORD }, { choice: chance.word() }, { extra: extra + 1n }, { extra: extra / 2n }];
  return { choice, extra, ...(chance.often(7) ? chance.pick(flaws) : {}) };
}

/** What shows the option that was taken; now and then another one, or something close to it. */
function optionOf({ chance, menus }: Scene, { terms, choice }: Order): ListingProof["option"] {
  const menu = menus.get(terms.options);
  if (!menu) return noProof.option;
  const taken = menu.find((one) => choiceOf(one) === choice) ?? menu[0]!;
  const proof = optionProof(menu, taken);
  const flawed = (): ListingProof["option"][] => [
    optionProof(menu, chance.pick(menu)),
    { ...proof, stock: proof.stock - 1 },
    { ...proof, unitPrice: 0n },
    { ...proof, path: proof.path.slice(1) },
    noProof.option,
  ];
  return chance.mostly(proof, () => chance.pick(flawed()), 95);
}

/** Of what is published: nothing is to be shown but the option. */
export function published(scene: Scene, order: Order): Offer {
  const option = optionOf(scene, order);
  return { order, proof: option === noProof.option ? noProof : { ...noProof, option } };
}

export type Offer = { order: Order; proof: ListingProof };

/** A purchase of something that its seller has signed, or that stands in a catalogue. */
export function someOffer(scene: Scene): Offer {
  const { chance, shelf, catalogues } = scene;
  const gathered = catalogues.flatMap(({ listings }) => listings);
  const sellable = [...gathered, ...shelf].filter((terms) => isForSale(scene, terms, leftOf(scene, terms)));
  const known = chance.mostly(sellable, () => [...gathered, ...shelf]);
  const isNew = known.length === 0 || chance.often(35);
  const terms = isNew ? someTerms(scene, chance.pick(tradersOf(scene))) : chance.pick(known);
  const order = orderOf(scene, terms);
  return { order, proof: { ...proofOf(scene, terms), option: optionOf(scene, order) } };
}

function proofOf({ chance, catalogues, registry, world, sign }: Scene, terms: Terms): ListingProof {
  const { chainId, registry: at, people } = world.places;
  const hand = chance.mostly(terms.seller, () => chance.pick(people), 95);
  const holding = catalogues.filter(({ listings }) => listings.includes(terms));
  if (holding.length === 0 || chance.often(8)) {
    const signature = sign(hand, hashTypedData(termsTypedData(chainId, at, terms)));
    return signedProof(chance.mostly(signature, () => chance.hex(chance.pick([0, 64, 65])), 97));
  }
  const { listings, catalogue } = chance.pick(holding);
  const isUp = registry.catalogues.get(catalogueId(catalogue)) === "active";
  const signature =
    isUp && chance.often(80) ? "0x" : sign(hand, hashTypedData(catalogueTypedData(chainId, at, catalogue)));
  const proof = catalogueProof(listings, catalogue.contents, terms, signature);
  const { path } = proof;
  const flawed = [{ contents: chance.word() }, { path: path.slice(1) }, { path: [...path, chance.word()] }];
  return chance.mostly(proof, () => ({ ...proof, ...chance.pick(flawed) }), 94);
}

/** Of one seller and one epoch, not the current one now and then. */
export function someCatalogue(scene: Scene): Gathered {
  const { chance, registry } = scene;
  const seller = chance.pick(tradersOf(scene));
  const epoch = registry.epochs.get(seller) + (chance.often(4) ? 1 : 0);
  const listings = Array.from({ length: 1 + chance.below(5) }, () => ({ ...someTerms(scene, seller), epoch }));
  const gathered = { listings, catalogue: catalogueOf(listings, chance.word()) };
  scene.catalogues = [...scene.catalogues.slice(-7), gathered];
  return gathered;
}
