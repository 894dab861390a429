import type { Address } from "viem";
import { kinds, NATIVE, type Order, type Terms, UNLIMITED_STOCK } from "../../../protocol/ids.ts";
import { longest, mostFee, shortest } from "./registry.ts";
import { anyone, type Scene, tokensOf, tradersOf } from "./scene.ts";

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

/** A purchase of something that is mostly for sale. */
export function someOrder(scene: Scene, leftOf: (terms: Terms) => number): Order | null {
  const { chance, shelf, trades } = scene;
  if (trades.length > 0 && chance.often(3)) return chance.pick(trades);
  const offered = shelf.filter((terms) => isForSale(scene, terms, leftOf(terms)));
  const terms =
    offered.length > 0 && chance.often(90) ? chance.pick(offered) : shelf.length > 0 ? chance.pick(shelf) : null;
  if (!terms) return null;
  const others = tradersOf(scene).filter((address) => address !== terms.seller);
  const left = Math.max(1, Math.min(leftOf(terms), 4));
  return {
    terms,
    buyer: chance.mostly(chance.pick(others), () => terms.seller, 97),
    quantity: chance.mostly(1 + chance.below(left), () => chance.pick([0, left + 1, 4_294_967_295]), 92),
    referrer: chance.often(35) ? NATIVE : anyone(scene),
    nonce: chance.bits(64),
  };
}
