import type { Address } from "viem";
import { ZERO_WORD } from "#protocol/terms.ts";
import { someCatalogue, someOffer, someTerms } from "./offers.ts";
import type { Registry } from "./registry.ts";
import { anyone, listingOf, type Scene, tradersOf } from "./scene.ts";
import type { Verbs } from "./verbs.ts";

const day = 86_400;

/** Mostly the seller, or whoever may do it in its name. */
function lister(scene: Scene, seller: Address): Address {
  const { chance, registry } = scene;
  const pairs = registry.delegates.keys().filter((pair) => registry.delegates.get(pair));
  const allowed = pairs.map((pair) => pair.split(",") as [Address, Address]).filter(([whose]) => whose === seller);
  const other = () => (allowed.length > 0 && chance.often(85) ? chance.pick(allowed)[1] : anyone(scene));
  return chance.mostly(seller, other);
}

/** Here a new verb gets its line: what the model of it is, a function of the same name in registry.ts, says what must follow. */
export const registryVerbs: Verbs<Registry["verbs"]> = {
  publish: {
    weight: 9,
    draw: (scene) => {
      const seller = scene.chance.mostly(scene.chance.pick(tradersOf(scene)), () => anyone(scene), 98);
      // What was sold by signature may be published later.
      const signed = scene.shelf.filter((terms) => {
        const { status, sold } = scene.registry.listings.get(listingOf(terms));
        return status === "none" && sold > 0;
      });
      const known = signed.length > 0 && scene.chance.often(70) ? signed : scene.shelf;
      const again = known.length > 0 && scene.chance.often(8);
      const terms = again ? scene.chance.pick(known) : someTerms(scene, seller);
      return { from: lister(scene, terms.seller), args: [terms] };
    },
  },
  publishMany: {
    weight: 2,
    draw: (scene) => {
      const { chance } = scene;
      const seller = chance.pick(tradersOf(scene));
      const one = () =>
        someTerms(
          scene,
          chance.mostly(seller, () => anyone(scene), 97),
        );
      return { from: lister(scene, seller), args: [Array.from({ length: chance.below(4) }, one)] };
    },
  },
  edit: {
    weight: 2,
    draw: (scene) => {
      if (scene.shelf.length === 0) return null;
      const replaced = scene.chance.pick(scene.shelf);
      const seller = scene.chance.mostly(replaced.seller, () => anyone(scene), 96);
      return { from: lister(scene, replaced.seller), args: [replaced, someTerms(scene, seller)] };
    },
  },
  close: {
    weight: 1,
    draw: (scene) => {
      if (scene.shelf.length === 0) return null;
      const terms = scene.chance.pick(scene.shelf);
      return { from: lister(scene, terms.seller), args: [terms] };
    },
  },
  publishCatalogue: {
    weight: 1.5,
    draw: (scene) => {
      const { chance, catalogues } = scene;
      const again = catalogues.length > 0 && chance.often(25);
      const { catalogue } = again ? chance.pick(catalogues) : someCatalogue(scene);
      return { from: lister(scene, catalogue.seller), args: [catalogue] };
    },
  },
  closeCatalogue: {
    weight: 0.6,
    draw: (scene) => {
      if (scene.catalogues.length === 0) return null;
      const { catalogue } = scene.chance.pick(scene.catalogues);
      return { from: lister(scene, catalogue.seller), args: [catalogue] };
    },
  },
  setHoliday: {
    weight: 1.5,
    draw: (scene) => {
      const { chance, world } = scene;
      const until = world.clock.now + chance.pick([-1, 0, 0, 1, chance.below(600), chance.below(day)]);
      return { from: chance.pick(tradersOf(scene)), args: [until] };
    },
  },
  setDelegate: {
    weight: 0.6,
    draw: (scene) => ({
      from: scene.chance.pick(tradersOf(scene)),
      args: [anyone(scene), scene.chance.often(65)],
    }),
  },
  cancelAll: {
    weight: 1,
    draw: (scene) => (scene.chance.often(30) ? { from: scene.chance.pick(tradersOf(scene)), args: [] } : null),
  },
  take: {
    weight: 0.3,
    draw: (scene) => {
      if (scene.shelf.length === 0) return null;
      return { from: anyone(scene), args: [scene.chance.pick(scene.shelf), 1, 0, ZERO_WORD, 0n] };
    },
  },
  takeProven: {
    weight: 0.3,
    draw: (scene) => {
      const { order, proof } = someOffer(scene);
      const { terms, quantity, start, choice, extra } = order;
      return { from: anyone(scene), args: [terms, quantity, start, choice, extra, proof] };
    },
  },
  putBack: {
    // Who is not the escrow; and the escrow puts nothing back but what was taken.
    weight: 0.5,
    draw: (scene) => {
      const { world, trades, chance } = scene;
      const from = anyone(scene);
      if (trades.length === 0 || from === world.places.escrow) return null;
      const { terms, quantity, start, choice, extra } = chance.pick(trades);
      return { from, args: [terms, quantity, start, choice, extra] };
    },
  },
  announceOffers: { weight: 0.6, draw: (scene) => ({ from: anyone(scene), args: [scene.chance.word()] }) },
  renounceOwnership: {
    // Nothing would be new afterwards: the owner tries it only where it must not.
    weight: 0.8,
    draw: (scene) => {
      const { chance, world, registry } = scene;
      const from = registry.paused.get() && chance.often(85) ? world.places.owner : anyone(scene);
      return from !== world.places.owner || registry.paused.get() ? { from, args: [] } : null;
    },
  },
  setPaused: {
    weight: 2,
    draw: (scene) => {
      const { chance, world, registry } = scene;
      return {
        from: chance.mostly(world.places.owner, () => anyone(scene)),
        args: [!registry.paused.get() && chance.often(9)],
      };
    },
  },
  proposeFeeFloor: {
    weight: 1,
    draw: (scene) => {
      const { chance, world } = scene;
      const bps = chance.often(80) ? chance.below(150) : chance.below(1_100);
      return { from: chance.mostly(world.places.owner, () => anyone(scene)), args: [bps] };
    },
  },
  setFeeFloor: { weight: 1, draw: (scene) => ({ from: anyone(scene), args: [] }) },
};
