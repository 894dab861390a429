import { type Address, hashTypedData } from "viem";
import { kinds, NATIVE, type Order, type Terms, UNLIMITED_STOCK } from "../../../protocol/ids.ts";
import {
  catalogueId,
  catalogueOf,
  catalogueProof,
  catalogueTypedData,
  type ListingProof,
  signedProof,
  termsTypedData,
} from "../../../protocol/offer.ts";
import { longest, mostFee, shortest } from "./registry.ts";
import { anyone, type Gathered, listingOf, type Scene, tokensOf, tradersOf } from "./scene.ts";

const day = 86_400;

/** Terms that could be published, but for one flaw in ten. */
export function someTerms(scene: Scene, seller: Address): Terms {
  const { chance, world, registry } = scene;
  const rental = chance.often(30);
  const size = chance.pick([8, 8, 40, 62, 90]);
  const terms: Terms = {
    seller,
    token: chance.often(3) ? world.places.stranger : chance.pick(tokensOf(scene)),
    price: 1n + chance.bits(size),
    deposit: rental ? chance.bits(size) : 0n,
    stock: chance.often(15) ? UNLIMITED_STOCK : 1 + chance.below(9),
    expiry: world.clock.now + chance.below(25 * day),
    fulfilWindow: shortest + chance.below(5 * day),
    inspectWindow: shortest + chance.below(7 * day),
    rulingWindow: shortest + chance.below(20 * day),
    sellerFeeBps: chance.below(mostFee + 1),
    buyerFeeBps: chance.below(mostFee + 1),
    referralBps: chance.below(mostFee + 1),
    kind: kinds.indexOf(rental ? "rental" : chance.pick(["item", "digital", "service"])),
    arbitrator: chance.often(3) ? world.places.stranger : chance.pick(world.places.arbitrators),
    court: chance.below(4),
    metadata: chance.word(),
    epoch: registry.epochs.get(seller),
  };
  return chance.often(10) ? { ...terms, ...chance.pick(flaws)(scene, terms) } : terms;
}

const flaws: ((scene: Scene, terms: Terms) => Partial<Terms>)[] = [
  () => ({ price: 0n }),
  () => ({ price: 0n, deposit: 0n, kind: kinds.indexOf("request") }),
  () => ({ kind: kinds.indexOf("request") }),
  () => ({ stock: 0 }),
  () => ({ arbitrator: NATIVE }),
  () => ({ deposit: 1n, kind: kinds.indexOf("item") }),
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
  terms.stock === UNLIMITED_STOCK ? 99 : terms.stock - registry.listings.get(listingOf(terms)).sold;

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
  return {
    terms,
    buyer: chance.mostly(chance.pick(others), () => terms.seller, 97),
    quantity: chance.mostly(1 + chance.below(left), () => chance.pick([0, left + 1, 4_294_967_295]), 92),
    referrer: chance.often(35) ? NATIVE : anyone(scene),
    nonce: chance.bits(64),
  };
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
  return { order: orderOf(scene, terms), proof: proofOf(scene, terms) };
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
