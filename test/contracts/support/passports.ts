import { ZeroAddress } from "ethers";
import { type Address } from "viem";
import { completedOrder, ethers, type Market, market, type Signer, type Trade } from "./market.ts";

/** One thing, sold by nobody's recommendation. */
export const one = { quantity: 1, referrer: ZeroAddress as Address };

/** The escrow's market with passports beside it: alice sells to bob, bob to carol, carol to dave. */
export async function passports() {
  const m = await market();
  const [alice, bob, carol, dave] = [m.seller, m.buyer, m.referrer, m.stranger];
  const passport = await ethers.deployContract("ItemPassport", [m.addresses.escrow]);
  return { ...m, alice, bob, carol, dave, passport };
}

export type Passports = Awaited<ReturnType<typeof passports>>;

/** The same market, with other people on its two sides. */
export const between = <M extends Market>(m: M, seller: Signer, buyer: Signer): M => ({ ...m, seller, buyer });

/** Bought, sent and confirmed, each in a block of its own. */
export const sale = (m: Passports, seller: Signer, buyer: Signer, changes: object = {}): Promise<Trade> =>
  completedOrder(between(m, seller, buyer), { ...one, ...changes });

export const idOf = ({ id }: Trade): bigint => BigInt(id);

/** Alice has sold to bob, and opened a passport for it. */
export async function opened() {
  const m = await passports();
  const first = await sale(m, m.alice, m.bob);
  await m.passport.connect(m.alice).mint(first.order);
  return { ...m, first, id: idOf(first) };
}

/** Bob has sold it on to carol, and appended that. */
export async function resold() {
  const m = await opened();
  const second = await sale(m, m.bob, m.carol);
  await m.passport.connect(m.bob).append(m.id, second.order);
  return { ...m, second };
}

export const endOf = async (m: Market, { id }: Trade): Promise<bigint> => (await m.escrow.stateOf(id)).deadline;
