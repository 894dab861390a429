import { type Address, encodeFunctionData } from "viem";
import { escrowAbi } from "#protocol/generated/abi.ts";
import { orderKey } from "#protocol/order.ts";
import { anyone, lookUp, type Scene, tradersOf } from "./scene.ts";
import { nonces } from "./purchaseVerbs.ts";
import { arbitratorManners, endless, receiverManners, tokenMannerNames, wealth } from "./world.ts";

/** A call that tells a stranger how to behave, and the same for the model. */
export type Mood = {
  to: Address;
  name: string;
  /** The owner, unless somebody else is named. */
  from?: Address;
  args: unknown[];
};

const fee = 30_000_000_001n;

/** The strangers' moods: what they are told, each by its chance. */
export const moods: { weight: number; draw: (scene: Scene) => Mood }[] = [
  {
    weight: 3,
    draw: ({ chance, world }) => {
      const manner = () => chance.mostly(tokenMannerNames[0]!, () => chance.pick(tokenMannerNames), 60);
      const [taken, sent] = [manner(), manner()];
      world.whenTaken.set(taken);
      world.whenSent.set(sent);
      const args = [tokenMannerNames.indexOf(taken), tokenMannerNames.indexOf(sent)];
      return { to: world.places.odd, name: "set", args };
    },
  },
  {
    // A permit takes the place of what was allowed before.
    weight: 2,
    draw: (scene) => {
      const { dollar, escrow, people } = scene.world.places;
      const from = scene.chance.pick(tradersOf(scene).filter((trader) => trader !== people[3]));
      scene.world.allowances.set(endless, dollar, from, escrow);
      return { to: dollar, name: "approve", args: [escrow, endless], from };
    },
  },
  {
    weight: 2,
    draw: (scene) => {
      const { chance, world } = scene;
      const { dollar, odd, permit2 } = world.places;
      const [from, token] = [chance.pick(tradersOf(scene)), chance.pick([dollar, odd])];
      const amount = chance.mostly(endless, () => chance.bits(70), 75);
      world.allowances.set(amount, token, from, permit2);
      return { to: token, name: "approve", args: [permit2, amount], from };
    },
  },
  {
    // What was signed under one of these nonces is taken back.
    weight: 1,
    draw: (scene) => {
      const { chance, world, escrow } = scene;
      const from = chance.pick(tradersOf(scene));
      const mask = (1n << BigInt(chance.below(nonces))) | (1n << BigInt(chance.below(nonces)));
      escrow.spent.set(escrow.spent.get(from, 0n) | mask, from, 0n);
      return { to: world.places.permit2, name: "invalidateUnorderedNonces", args: [0n, mask], from };
    },
  },
  {
    // Somebody becomes poor, or rich again.
    weight: 2,
    draw: (scene) => {
      const { chance, world } = scene;
      const account = chance.pick(tradersOf(scene));
      const { odd } = world.places;
      const balance = chance.often(35) ? chance.bits(70) : wealth;
      world.tokens.set(balance, odd, account);
      return { to: odd, name: "setBalance", args: [account, balance] };
    },
  },
  {
    weight: 2,
    draw: (scene) => {
      const { chance, world } = scene;
      const { dollar, stranger } = world.places;
      const from = chance.pick(tradersOf(scene));
      const balance = world.tokens.get(dollar, from);
      const isPoor = balance < wealth / 2n;
      const amount = isPoor ? wealth : balance - chance.bits(70);
      if (isPoor) world.tokens.set(balance + wealth, dollar, from);
      else world.move(dollar, from, stranger, amount, "honest");
      return { to: dollar, name: isPoor ? "mint" : "transfer", args: [isPoor ? from : stranger, amount], from };
    },
  },
  {
    // What would be done, were it not for who is busy: fees would be sent.
    weight: 2,
    draw: (scene) => {
      const { chance, world, trades } = scene;
      const owing = trades.filter((order) => {
        const { row } = lookUp(scene, order);
        return row.outcome !== "none" && row.feePaid > 0n && !row.feeSwept;
      });
      const keys = owing.length > 0 ? [orderKey(chance.pick(owing))] : [];
      const callback = encodeFunctionData({ abi: escrowAbi, functionName: "sweep", args: [keys] });
      const to = chance.pick([world.places.odd, ...world.places.arbitrators]);
      return { to, name: "setCallback", args: [callback] };
    },
  },
  {
    weight: 1,
    draw: (scene) => {
      const { chance, world } = scene;
      const account = chance.often(85)
        ? chance.pick(tradersOf(scene))
        : chance.pick([world.places.treasury, anyone(scene)]);
      const value = chance.often(40) && account !== world.places.escrow;
      world.blocked.set(value, account);
      return { to: world.places.odd, name: "setBlocked", args: [account, value] };
    },
  },
  {
    weight: 2,
    draw: ({ chance, world }) => {
      const { address } = chance.pick(world.places.parties);
      const manner = chance.mostly(receiverManners[0], () => chance.pick(receiverManners), 60);
      world.receivers.set(manner, address);
      return { to: address, name: "set", args: [receiverManners.indexOf(manner)] };
    },
  },
  {
    weight: 2,
    draw: ({ chance, world }) => {
      const to = chance.pick(world.places.arbitrators);
      const manner = () => chance.mostly(arbitratorManners[0], () => chance.pick(arbitratorManners), 65);
      const [whenAsked, whenWithdrawn] = [manner(), manner()];
      world.arbitrators.set({ ...world.arbitrators.get(to), whenAsked, whenWithdrawn }, to);
      const args = [arbitratorManners.indexOf(whenAsked), arbitratorManners.indexOf(whenWithdrawn)];
      return { to, name: "set", args };
    },
  },
  {
    weight: 3,
    draw: ({ chance, world }) => {
      const to = chance.pick(world.places.arbitrators);
      // Sometimes more than it has.
      const refund = chance.often(5) ? 2n ** 200n : chance.amount(2n * fee);
      const change = chance.often(30) ? BigInt(chance.below(100)) : 0n;
      world.arbitrators.set({ ...world.arbitrators.get(to), refund, change }, to);
      return { to, name: "setRefund", args: [refund, change] };
    },
  },
  {
    weight: 1,
    draw: ({ chance, world }) => {
      const to = chance.pick(world.places.arbitrators);
      const cost = chance.often(4) ? 2n ** 96n : chance.pick([0n, 1n, fee, fee + 1n, fee + 2n]);
      const isCostBroken = chance.often(5);
      world.arbitrators.set({ ...world.arbitrators.get(to), cost, isCostBroken }, to);
      return { to, name: "setCost", args: [cost, isCostBroken] };
    },
  },
  {
    weight: 7,
    draw: ({ chance, world }) => {
      const to = chance.pick(world.places.arbitrators);
      const other = () => chance.pick([0n, 1n, 2n, 2n ** 96n - 1n, 2n ** 96n, 2n ** 255n]);
      const nextId = chance.mostly(100n + chance.bits(40), other, 90);
      world.arbitrators.set({ ...world.arbitrators.get(to), nextId }, to);
      return { to, name: "number", args: [nextId] };
    },
  },
];
