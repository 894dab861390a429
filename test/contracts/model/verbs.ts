import { type Address, hashTypedData, type Hex, toHex } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import { orderKey } from "#protocol/order.ts";
import { settlementTypedData } from "#protocol/settlement.ts";
import { type Consent as Said, refundTypedData, shipmentTypedData, voucherTypedData } from "#protocol/consent.ts";
import type { Consent, Escrow } from "./escrow.ts";
import { depositOf, isOpen, subtotalOf } from "./escrow/orders.ts";
import { purchaseVerbs } from "./purchaseVerbs.ts";
import {
  about,
  anyone,
  by,
  type Found,
  inTime,
  lookUp,
  near,
  type Scene,
  signedBy,
  tokensOf,
  tradersOf,
} from "./scene.ts";
import type { Call } from "./world.ts";

const day = 86_400;

/** How often a verb is drawn, and with what. Null when there is nothing to do it on. */
export type Verb<F> = { weight: number; draw: (scene: Scene) => Drawn<F> | null };
export type Drawn<F> = { from: Address; value?: bigint; args: ArgsOf<F> };
type ArgsOf<F> = F extends (call: Call, ...args: infer A) => unknown ? A : never;
export type Verbs<M> = { [K in keyof M]: Verb<M[K]> };

/** Whether it is a stay that has not begun. */
const isAhead = ({ world }: Scene, { order }: Found) => world.clock.now <= order.start;

const isToShip = (scene: Scene, one: Found) =>
  one.row.status === "funded" && inTime(scene, one) && (!isAhead(scene, one) || scene.chance.often(12));

/** Mostly what is wanted, in time and signed by the one who has to; nonces are few enough to be met again. */
function consentOf(scene: Scene, { id }: Found, signer: Address, digestOf: (said: Said) => Hex): Consent {
  const { chance, world } = scene;
  const consent = {
    nonce: BigInt(chance.below(60)),
    deadline: world.clock.now + chance.mostly(chance.below(day), () => -chance.below(2), 88),
  };
  const digest = digestOf({ orderId: chance.mostly(id, () => chance.word(), 96), ...consent });
  const signature = chance.mostly(signedBy(scene, signer, digest), () => chance.hex(65), 96);
  return { ...chance.mostly(consent, () => ({ ...consent, nonce: consent.nonce + 1n }), 97), signature };
}

/** Here a new verb gets its line; its model is a function of the same name in escrow.ts. */
export const escrowVerbs: Verbs<Escrow["verbs"]> = {
  ...purchaseVerbs,
  ship: {
    weight: 8,
    draw: (scene) => {
      const found = near(scene, (one) => isToShip(scene, one));
      return found && { from: by(scene, found.order.terms.seller, found), args: [found.order, scene.chance.word()] };
    },
  },
  shipBySignature: {
    weight: 3,
    draw: (scene) => {
      const found = near(scene, (one) => isToShip(scene, one));
      if (!found) return null;
      const { chainId, escrow } = scene.world.places;
      const fulfilment = scene.chance.word();
      const signed = scene.chance.mostly(fulfilment, () => scene.chance.word(), 97);
      const consent = consentOf(scene, found, found.order.terms.seller, (said) =>
        hashTypedData(shipmentTypedData(chainId, escrow, { ...said, fulfilment: signed })),
      );
      return { from: anyone(scene), args: [found.order, fulfilment, consent] };
    },
  },
  callOff: {
    weight: 4,
    draw: (scene) => {
      const { chance } = scene;
      const found = near(
        scene,
        (one) =>
          (one.row.status === "funded" || chance.often(5)) &&
          (isAhead(scene, one) || chance.often(one.order.start > 0 ? 12 : 2)),
      );
      return found && { from: by(scene, found.order.buyer, found), args: [found.order] };
    },
  },
  extend: {
    weight: 3,
    draw: (scene) => {
      const { chance, world } = scene;
      const found = near(scene, (one) => ["funded", "shipped"].includes(one.row.status) && inTime(scene, one));
      if (!found) return null;
      const { order, row } = found;
      const latest = world.clock.now + 365 * day;
      const deadline = chance.often(80)
        ? row.deadline + chance.below(4 * day)
        : chance.pick([row.deadline - 1, row.deadline, row.deadline + 1, latest, latest + 1, 1_099_511_627_775]);
      const giver = row.status === "shipped" ? order.terms.seller : order.buyer;
      return { from: by(scene, giver, found), args: [order, Math.max(0, deadline)] };
    },
  },
  confirm: {
    weight: 3,
    draw: (scene) => {
      const found = near(scene, ({ row }) => isOpen(row.status) && row.held > 0n);
      return found && { from: by(scene, found.order.buyer, found), args: [found.order] };
    },
  },
  confirmAndReview: {
    weight: 2,
    draw: (scene) => {
      const { chance } = scene;
      const found = near(
        scene,
        ({ row, order }) => isOpen(row.status) && row.held > 0n && (depositOf(order) === 0n || chance.often(5)),
      );
      if (!found) return null;
      const commitment = chance.mostly(chance.word(), () => toHex(chance.below(3), { size: 32 }), 90);
      return { from: by(scene, found.order.buyer, found), args: [found.order, commitment, chance.hex(40)] };
    },
  },
  confirmWithVoucher: {
    weight: 2.5,
    draw: (scene) => {
      const { chance, world } = scene;
      const { chainId, escrow } = world.places;
      const wanted = chance.often(75) ? ["funded", "shipped"] : ["disputed"];
      const found = near(scene, ({ row }) => row.held > 0n && wanted.includes(row.status));
      if (!found) return null;
      const consent = consentOf(scene, found, found.order.buyer, (said) =>
        hashTypedData(voucherTypedData(chainId, escrow, said)),
      );
      return { from: anyone(scene), args: [found.order, consent] };
    },
  },
  release: {
    weight: 5,
    draw: (scene) => {
      const found = near(scene, ({ row }) => row.status === "funded" || row.status === "shipped");
      if (!found) return null;
      const { held } = found.row;
      const amount = scene.chance.often(70) ? 1n + scene.chance.amount(held) / 3n : scene.chance.amount(held + 1n);
      return { from: by(scene, found.order.buyer, found), args: [found.order, amount] };
    },
  },
  refund: {
    weight: 4,
    draw: (scene) => {
      const { chance, world } = scene;
      const late = chance.often(70);
      const found = near(scene, ({ row }) =>
        late ? row.status === "funded" && row.deadline < world.clock.now : isOpen(row.status),
      );
      if (!found) return null;
      const { order } = found;
      return { from: late ? anyone(scene) : by(scene, order.terms.seller, found), args: [order] };
    },
  },
  refundBySignature: {
    weight: 1.5,
    draw: (scene) => {
      const { chainId, escrow } = scene.world.places;
      const found = near(scene, ({ row }) => isOpen(row.status));
      if (!found) return null;
      const consent = consentOf(scene, found, found.order.terms.seller, (said) =>
        hashTypedData(refundTypedData(chainId, escrow, said)),
      );
      return { from: anyone(scene), args: [found.order, consent] };
    },
  },
  claim: {
    weight: 4,
    draw: (scene) => {
      const found = near(scene, ({ row }) => row.status === "shipped" && row.deadline <= scene.world.clock.now);
      return found && { from: anyone(scene), args: [found.order] };
    },
  },
  settle: {
    weight: 3,
    draw: (scene) => {
      const { chance, world, trades } = scene;
      const found = near(scene, ({ row, dispute }) => isOpen(row.status) && dispute.phase !== "ruled");
      if (!found) return null;
      const { order, id, row } = found;
      const from = by(scene, chance.pick([order.buyer, order.terms.seller]), found);
      const signer = from === order.buyer ? order.terms.seller : order.buyer;
      const released = subtotalOf(order) - row.held;
      const most = row.held + depositOf(order);
      const settlement = {
        orderId: chance.mostly(id, () => (trades.length > 0 ? chance.word() : id), 96),
        sellerAmount: chance.mostly(
          released + chance.amount(most),
          () => (released > 0n && chance.often(50) ? released - 1n : released + most + 1n),
          93,
        ),
        nonce: BigInt(chance.below(60)),
        deadline: world.clock.now + chance.mostly(chance.below(day), () => -chance.below(2), 85),
      };
      const { chainId, escrow } = world.places;
      const digest = hashTypedData(settlementTypedData(chainId, escrow, settlement));
      const signed = signedBy(scene, signer, digest);
      const signature = chance.mostly(signed, () => chance.hex(chance.pick([0, 64, 65])), 95);
      const given = chance.mostly(settlement, () => ({ ...settlement, nonce: settlement.nonce + 1n }), 97);
      return { from, args: [order, given, signature] };
    },
  },
  cancelSignatures: {
    weight: 0.6,
    draw: ({ chance, ...scene }) => ({
      from: chance.pick(tradersOf({ chance, ...scene })),
      args: [BigInt(chance.below(60))],
    }),
  },
  openDispute: {
    weight: 12,
    draw: (scene) => {
      const { chance, world } = scene;
      const found = near(
        scene,
        (one) =>
          (one.row.status === "shipped" || (one.row.status === "funded" && chance.often(45))) && inTime(scene, one),
      );
      if (!found) return null;
      const { order, row } = found;
      const opener = row.status === "shipped" ? chance.pick([order.buyer, order.terms.seller]) : order.buyer;
      const value = about(scene, world.arbitrators.get(order.terms.arbitrator).cost);
      return { from: by(scene, opener, found), value, args: [order] };
    },
  },
  answerDispute: {
    weight: 11,
    draw: (scene) => {
      const found = near(scene, (one) => one.dispute.phase === "opened" && inTime(scene, one));
      if (!found) return null;
      const { order, dispute } = found;
      const from = by(scene, dispute.openedByBuyer ? order.terms.seller : order.buyer, found);
      return { from, value: about(scene, dispute.pot), args: [order] };
    },
  },
  resolveUnanswered: {
    weight: 3,
    draw: (scene) => {
      const found = near(
        scene,
        ({ row, dispute }) => dispute.phase === "opened" && row.deadline <= scene.world.clock.now,
      );
      return found && { from: anyone(scene), args: [found.order] };
    },
  },
  submitEvidence: {
    weight: 1,
    draw: (scene) => {
      const found = near(scene, ({ dispute }) => dispute.phase !== "none");
      if (!found) return null;
      const from = by(scene, scene.chance.pick([found.order.buyer, found.order.terms.seller]), found);
      return { from, args: [found.id, `/ipfs/${scene.chance.below(9)}`] };
    },
  },
  rule: {
    weight: 7,
    draw: (scene) => {
      const { chance, world } = scene;
      const found = near(
        scene,
        (one) =>
          (one.dispute.phase === "raised" && inTime(scene, one)) || (one.dispute.disputeId > 0n && chance.often(10)),
      );
      if (!found) return null;
      const { arbitrator, disputeId } = found.dispute;
      const from = chance.mostly(arbitrator, () => chance.pick([...world.places.arbitrators, anyone(scene)]));
      const ruling = chance.pick([0n, 1n, 1n, 2n, 2n, 3n, 2n ** 256n - 1n]);
      return { from, args: [chance.mostly(disputeId, () => BigInt(chance.below(5))), ruling] };
    },
  },
  executeRuling: {
    weight: 3,
    draw: (scene) => {
      const found = near(scene, ({ row, dispute }) => row.status === "disputed" && dispute.phase === "ruled");
      return found && { from: anyone(scene), args: [found.order] };
    },
  },
  resolveStalled: {
    weight: 6,
    draw: (scene) => {
      const found = near(
        scene,
        ({ row, dispute }) => dispute.phase === "raised" && row.deadline <= scene.world.clock.now,
      );
      return found && { from: anyone(scene), args: [found.order] };
    },
  },
  reclaimFees: {
    weight: 4,
    draw: (scene) => {
      const found = near(scene, ({ row, dispute }) => dispute.buyer !== NATIVE && !isOpen(row.status));
      return found && { from: anyone(scene), args: [found.id] };
    },
  },
  withdraw: {
    weight: 3,
    draw: (scene) => {
      const { chance, escrow } = scene;
      const owed = escrow.credits.keys().filter((key) => escrow.credits.get(key) > 0n);
      const [from, token] =
        owed.length > 0 && chance.often(80) ? (chance.pick(owed).split(",") as [Address, Address]) : [];
      const to = chance.mostly(chance.pick(tradersOf(scene)), () => (chance.often(50) ? NATIVE : anyone(scene)));
      const [account, coin] = [from ?? anyone(scene), token ?? chance.pick(tokensOf(scene))];
      const credit = escrow.credits.get(account, coin);
      const amount = chance.often(60) ? credit : chance.often(80) ? chance.amount(credit) : credit + 1n;
      return { from: account, args: [coin, to, amount] };
    },
  },
  sweep: {
    weight: 2,
    draw: (scene) => {
      const { chance, trades } = scene;
      const rows = trades.map((order) => lookUp(scene, order));
      const owing = rows.filter(({ row }) => row.outcome !== "none" && row.feePaid > 0n && !row.feeSwept);
      const first = owing.length > 0 ? chance.pick(owing) : null;
      if (!first && chance.often(80)) return null;
      const fitting = rows.filter(
        ({ row, order }) => row.outcome !== "none" && order.terms.token === first?.order.terms.token,
      );
      const other = () => chance.pick(chance.often(97) && fitting.length > 0 ? fitting : rows);
      const others = rows.length > 0 ? Array.from({ length: chance.below(4) }, other) : [];
      const keys = [...(first ? [first] : []), ...others].map(({ order }) => orderKey(order));
      const forged = keys.map((key, i) => (i === 0 && chance.often(2) ? { ...key, nonce: key.nonce ^ 1n } : key));
      return { from: anyone(scene), args: [forged] };
    },
  },
  receive: { weight: 0.4, draw: (scene) => ({ from: anyone(scene), value: scene.chance.bits(20), args: [] }) },
};
