import {
  type Address,
  type Hex,
  parseSignature,
  serializeCompactSignature,
  signatureToCompactSignature,
  slice,
} from "viem";
import { NATIVE, ZERO_WORD } from "#protocol/terms.ts";
import type { Order } from "#protocol/order.ts";
import { quote } from "#protocol/money.ts";
import { noProof } from "#protocol/listingProof.ts";
import { splitSignature } from "#protocol/payments.ts";
import type { Escrow } from "./escrow.ts";
import { type Offer, published, someCatalogue, someOffer, someOrder } from "./offers.ts";
import { authorizationDigest, permitDigest } from "./escrow/payments.ts";
import { permit2Digest, type Signed } from "./escrow/permit2.ts";
import { about, anyone, open, type Scene, signedBy } from "./scene.ts";
import type { Verbs } from "./verbs.ts";

const mostOpen = 14;
const day = 86_400;
/** Nonces at Permit2 that are used first: few enough to be met again. */
export const nonces = 64;

/** The buyer, or the board in its name. */
function payer(scene: Scene, order: Order): Address {
  const { chance, world } = scene;
  return chance.mostly(order.buyer, () => (chance.often(70) ? world.places.board : anyone(scene)), 90);
}

/** Whether enough is going on, so that what goes on comes to an end. */
const isBusy = (scene: Scene) => open(scene).length >= mostOpen && scene.chance.often(95);

const costOf = (order: Order) => (order.terms.token === NATIVE ? quote(order).total : 0n);

/** What is published and has nothing to choose from; or, now and then, has. */
function somePlain(scene: Scene): Order | null {
  for (let tries = 0; tries < 4; tries++) {
    const order = someOrder(scene);
    if (!order || order.terms.options === ZERO_WORD || scene.chance.often(4)) return order;
  }
  return null;
}

/** What is published and has something to choose from, if there is any. */
function someChoice(scene: Scene): Offer | null {
  for (let tries = 0; tries < 6; tries++) {
    const order = someOrder(scene);
    if (order && (order.terms.options !== ZERO_WORD || scene.chance.often(3))) return published(scene, order);
  }
  return null;
}

/** Published or not, and mostly in a token that can be paid by signature. */
function someSignable(scene: Scene, tokens: Address[]): Offer | null {
  const { chance } = scene;
  for (let tries = 0; tries < 6; tries++) {
    const order = someOrder(scene);
    const up = order && published(scene, order);
    const offer = chance.often(70) ? up : someOffer(scene);
    if (offer && (tokens.includes(offer.order.terms.token) || chance.often(3))) return offer;
  }
  return null;
}

type Purchases = "buy" | "buyProven" | "buyMany" | "buyWithPermit" | "buyWithAuthorization" | "buyWithPermit2";

/** What Permit2 is shown in place of what it wants to see. */
function forge({ chance, world }: Scene, order: Order): Partial<Signed> {
  const { dollar, odd, stranger } = world.places;
  const { terms } = order;
  const amount = quote(order).total;
  return chance.pick<Partial<Signed>>([
    { witness: { orderId: chance.word() } },
    { permitted: { token: terms.token === odd ? dollar : odd, amount } },
    { permitted: { token: terms.token, amount: amount + 1n } },
    { spender: stranger },
  ]);
}

/** Written in 64 bytes, or cut, lengthened, with a last byte that says nothing, or none. */
function rewrite({ chance }: Scene, signature: Hex): Hex {
  const compact = serializeCompactSignature(signatureToCompactSignature(parseSignature(signature)));
  const spoiled: Hex[] = ["0x", slice(signature, 0, 63), `${signature}00`, `${slice(signature, 0, 64)}1d`];
  return chance.often(50) ? compact : chance.pick(spoiled);
}

/** Every way to pay. */
export const purchaseVerbs: Verbs<Pick<Escrow["verbs"], Purchases>> = {
  buy: {
    weight: 9,
    draw: (scene) => {
      const order = isBusy(scene) ? null : somePlain(scene);
      return order && { from: payer(scene, order), value: about(scene, costOf(order)), args: [order] };
    },
  },
  buyProven: {
    weight: 5,
    draw: (scene) => {
      if (isBusy(scene)) return null;
      if (scene.chance.often(15)) someCatalogue(scene);
      const choice = scene.chance.often(40) ? someChoice(scene) : null;
      const { order, proof } = choice ?? someOffer(scene);
      return { from: payer(scene, order), value: about(scene, costOf(order)), args: [order, proof] };
    },
  },
  buyMany: {
    weight: 3,
    draw: (scene) => {
      const { chance, world } = scene;
      if (isBusy(scene)) return null;
      const one = (): Offer | null => {
        const order = someOrder(scene);
        return chance.often(65) ? order && published(scene, order) : someOffer(scene);
      };
      const offers = Array.from({ length: chance.below(4) }, one).filter((offer) => offer !== null);
      const from = offers[0] ? payer(scene, offers[0].order) : anyone(scene);
      // The board buys for several, everybody else for one.
      const isOne = from !== world.places.board && chance.often(97);
      const cart = offers.map(({ order }) =>
        isOne && order.terms.seller !== from ? { ...order, buyer: from } : order,
      );
      const proofs = offers.map(({ proof }) => proof);
      const isUp = proofs.every((proof) => proof === noProof) && chance.often(70);
      const given = chance.mostly(isUp ? [] : proofs, () => [...proofs, noProof], 97);
      const value = about(
        scene,
        cart.reduce((sum, order) => sum + costOf(order), 0n),
      );
      return { from, value, args: [cart, given] };
    },
  },
  buyWithPermit: {
    weight: 1.5,
    draw: (scene) => {
      const { chance, world, escrow } = scene;
      const offer = isBusy(scene) ? null : someSignable(scene, [world.places.dollar]);
      if (!offer) return null;
      const { order, proof } = offer;
      const nonce = escrow.nonces.get(order.buyer) + (chance.often(5) ? 1n : 0n);
      const deadline = BigInt(world.clock.now + chance.mostly(chance.below(day), () => -1, 92));
      const signature = signedBy(scene, order.buyer, permitDigest(world.places, order, nonce, deadline));
      const permit = { deadline, ...splitSignature(signature) };
      return { from: payer(scene, order), args: [order, proof, permit] };
    },
  },
  buyWithAuthorization: {
    weight: 2,
    draw: (scene) => {
      const { chance, world } = scene;
      const { places, clock } = world;
      const offer = isBusy(scene) ? null : someSignable(scene, [places.dollar, places.dollar, places.odd]);
      if (!offer) return null;
      const { order, proof } = offer;
      const validity = {
        validAfter: BigInt(clock.now + chance.mostly(-1 - chance.below(day), () => chance.below(2), 94)),
        validBefore: BigInt(clock.now + chance.mostly(1 + chance.below(day), () => -chance.below(2), 94)),
      };
      const signature = signedBy(scene, order.buyer, authorizationDigest(places, order, validity));
      const given = chance.mostly(validity, () => ({ ...validity, validBefore: validity.validBefore + 1n }), 97);
      return { from: anyone(scene), args: [order, proof, { ...given, ...splitSignature(signature) }] };
    },
  },
  buyWithPermit2: {
    weight: 5,
    draw: (scene) => {
      const { chance, world } = scene;
      const { places, clock } = world;
      const offer = isBusy(scene) ? null : someSignable(scene, [places.dollar, places.dollar, places.odd]);
      if (!offer) return null;
      const { order, proof } = offer;
      const once = {
        nonce: chance.mostly(BigInt(chance.below(nonces)), () => chance.bits(256), 85),
        deadline: BigInt(clock.now + chance.mostly(chance.below(day), () => -1, 93)),
      };
      const forged = chance.mostly<Partial<Signed>>({}, () => forge(scene, order), 93);
      const honest = signedBy(scene, order.buyer, permit2Digest(places, order, once, forged));
      const signature = chance.mostly(honest, () => rewrite(scene, honest), 85);
      const given = chance.mostly(once, () => ({ ...once, nonce: once.nonce + 1n }), 97);
      return { from: anyone(scene), args: [order, proof, { ...given, signature }] };
    },
  },
};
