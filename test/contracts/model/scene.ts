import { SigningKey } from "ethers";
import type { Address, Hex } from "viem";
import { listingId, NATIVE, type Terms } from "#protocol/terms.ts";
import { type Order, orderId } from "#protocol/order.ts";
import type { Catalogue } from "#protocol/listingProof.ts";
import type { Option } from "#protocol/options.ts";
import type { Chance } from "./chance.ts";
import type { Escrow } from "./escrow.ts";
import { type DisputeRow, isOpen, type OrderRow } from "./escrow/orders.ts";
import type { Registry } from "./registry.ts";
import type { Places, World } from "./world.ts";

/** Everything by which a step is drawn. */
export type Scene = {
  chance: Chance;
  world: World;
  registry: Registry;
  escrow: Escrow;
  /** What was offered and what was ordered of late, in vain or not. */
  shelf: Terms[];
  trades: Order[];
  /** The order at whose deadline the clock stands. */
  focus: Order | null;
  /** What was gathered of late, published or not. */
  catalogues: Gathered[];
  /** The options under each root that was ever drawn. */
  menus: Map<Hex, Option[]>;
  sign: (by: Address, digest: Hex) => Hex;
};

export type Gathered = { listings: Terms[]; catalogue: Catalogue };
export type IsSigned = (signer: Address, digest: Hex, signature: Hex) => boolean;

export const tokensOf = ({ world: { places } }: Scene): Address[] => [NATIVE, places.dollar, places.odd];

/** Whoever trades. */
export function tradersOf({ world: { places } }: Scene): Address[] {
  return [...places.people, ...places.parties.map(({ address }) => address)];
}

/** Who might call or be paid: all that there are, contracts and nobody included. */
export function anyone(scene: Scene): Address {
  const { places } = scene.world;
  const { stranger, treasury, board, owner, escrow, registry, dollar, permit2, arbitrators } = places;
  return scene.chance.often(80)
    ? scene.chance.pick([...tradersOf(scene), stranger, board])
    : scene.chance.pick([treasury, owner, escrow, registry, dollar, permit2, ...arbitrators]);
}

/** A hash takes longer than everything else about a draw. */
const ids = new WeakMap<Order | Terms, Hex>();
function kept<T extends Order | Terms>(value: T, hash: (value: T) => Hex): Hex {
  const id = ids.get(value) ?? hash(value);
  ids.set(value, id);
  return id;
}
export const idOf = (order: Order) => kept(order, orderId);
export const listingOf = (terms: Terms) => kept(terms, listingId);

/** Whether its deadline has not passed; or, now and then, whether or not. */
export const inTime = ({ chance, world }: Scene, { row }: Found) => world.clock.now <= row.deadline || chance.often(12);

export type Found = { order: Order; id: Hex; row: OrderRow; dispute: DisputeRow };

export function lookUp({ escrow }: Scene, order: Order): Found {
  const id = idOf(order);
  return { order, id, row: escrow.orders.get(id), dispute: escrow.disputes.get(id) };
}

/** Mostly an order that is as wanted, if there is one; the one whose time has come before others. */
export function near(scene: Scene, wanted: (found: Found) => boolean): Found | null {
  const { chance, trades, focus } = scene;
  if (trades.length === 0) return null;
  if (!chance.often(90)) return lookUp(scene, chance.pick(trades));
  const first = focus && lookUp(scene, focus);
  if (first && wanted(first) && chance.often(60)) return first;
  const fitting = trades.map((order) => lookUp(scene, order)).filter(wanted);
  if (fitting.length > 0) return chance.pick(fitting);
  return chance.often(15) ? lookUp(scene, chance.pick(trades)) : null;
}

/** Mostly the one who may. */
export function by(scene: Scene, wanted: Address, { order }: Pick<Found, "order">): Address {
  const { chance } = scene;
  return chance.mostly(wanted, () =>
    chance.often(60) ? chance.pick([order.buyer, order.terms.seller]) : anyone(scene),
  );
}

/** Mostly the exact sum. */
export function about({ chance }: Scene, sum: bigint): bigint {
  return chance.mostly(sum, () => chance.pick([0n, sum + 1n, sum > 0n ? sum - 1n : 1n]), 93);
}

/** Mostly the signature of whoever has to sign. */
export function signedBy({ chance, world, sign }: Scene, account: Address, digest: Hex): Hex {
  return sign(
    chance.mostly(account, () => chance.pick(world.places.people), 94),
    digest,
  );
}

export const open = (scene: Scene) => scene.trades.filter((order) => isOpen(lookUp(scene, order).row.status));

/** Signs, and remembers who has signed what. Contracts sign through their owners, and who has no key leaves it to somebody. */
export function createSignatures({ people, parties }: Places, keys: Hex[]) {
  const known = new Map<Hex, { by: Address; digest: Hex }>();
  const handOf = (account: Address) => parties.find(({ address }) => address === account)?.owner ?? account;
  function sign(account: Address, digest: Hex): Hex {
    const by = people.includes(handOf(account)) ? handOf(account) : people[0]!;
    const signature = new SigningKey(keys[people.indexOf(by)]!).sign(digest).serialized as Hex;
    known.set(signature, { by, digest });
    return signature;
  }
  function isSigned(account: Address, digest: Hex, signature: Hex): boolean {
    const made = known.get(signature);
    return made !== undefined && made.by === handOf(account) && made.digest === digest;
  }
  return { sign, isSigned };
}
