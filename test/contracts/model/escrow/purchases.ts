import type { Address, Hex } from "viem";
import { NATIVE } from "#protocol/terms.ts";
import type { Order } from "#protocol/order.ts";
import type { ListingProof } from "#protocol/listingProof.ts";
import { refuse } from "../ledger.ts";
import type { Registry } from "../registry.ts";
import type { IsSigned } from "../scene.ts";
import type { Call, World } from "../world.ts";
import { depositOf, most96, type Orders, subtotalOf, unbought, untilOf } from "./orders.ts";
import { type Authorization, createPayments, type Permit } from "./payments.ts";
import { share } from "./payouts.ts";
import { createPermit2, type Transfer } from "./permit2.ts";

/** How money comes in: every way to buy. */
export function createPurchases(world: World, registry: Registry, book: Orders, isSigned: IsSigned) {
  const { clock, emit, places } = world;
  const { orders, find, requireBuyer } = book;
  const payments = createPayments(world, isSigned);
  const permit2 = createPermit2(world, isSigned);

  const itself = { from: places.escrow, value: 0n };
  const requirePayer = (from: Address, order: Order) => from !== places.board && requireBuyer(from, order);
  const requireAll = (received: bigint, total: bigint) =>
    received !== total && refuse("WrongReceived", received, total);

  /** Without a proof, or with one that shows nothing, it was published, and has no options. */
  function take(order: Order, proof?: ListingProof): Hex {
    const { terms, quantity, start, choice, extra } = order;
    const shown = proof && (BigInt(proof.contents) !== 0n || proof.signature !== "0x" || BigInt(choice) > 0n);
    return shown ? takeProven(order, proof) : registry.verbs.take(itself, terms, quantity, start, choice, extra);
  }

  const takeProven = ({ terms, quantity, start, choice, extra }: Order, proof: ListingProof) =>
    registry.verbs.takeProven(itself, terms, quantity, start, choice, extra, proof);

  /** What is to be paid for it. */
  function fund(order: Order, listingId: Hex): bigint {
    const { terms, quantity, start, choice, extra, buyer, referrer, nonce } = order;
    if (buyer === terms.seller) refuse("SelfPurchase", buyer);
    if (quantity === 0) refuse("ZeroQuantity");
    const held = subtotalOf(order);
    if (held > most96) refuse("AmountTooLarge", held);
    const { id, row } = find(order);
    if (row.status !== "none") refuse("OrderExists", id);
    const total = held + share(held, terms.buyerFeeBps) + depositOf(order);
    const deadline = (start > 0 ? start : clock.now) + terms.fulfilWindow;
    orders.set({ ...unbought, status: "funded", deadline, held }, id);
    emit("OrderFunded", {
      ...{ orderId: id, listingId, buyer, seller: terms.seller, quantity, referrer, nonce, total, deadline },
    });
    if (start > 0) emit("OrderBooked", { orderId: id, start, end: untilOf(order) });
    if (BigInt(choice) > 0n) emit("OrderChosen", { orderId: id, choice, extra });
    return total;
  }

  function collect(from: Address, token: Address, total: bigint, value: bigint) {
    const coin = token === NATIVE ? total : 0n;
    if (value !== coin) refuse("WrongValue", value, coin);
    if (token !== NATIVE) requireAll(world.collect(token, from, total), total);
  }

  const verbs = {
    buy({ from, value }: Call, order: Order) {
      requirePayer(from, order);
      collect(from, order.terms.token, fund(order, take(order)), value);
    },

    buyProven({ from, value }: Call, order: Order, proof: ListingProof) {
      requirePayer(from, order);
      const total = fund(order, takeProven(order, proof));
      collect(from, order.terms.token, total, value);
    },

    buyMany({ from, value }: Call, cart: Order[], proofs: ListingProof[]) {
      if (proofs.length > 0 && proofs.length !== cart.length) refuse("WrongProofs", proofs.length, cart.length);
      let spent = 0n;
      cart.forEach((order, i) => {
        requirePayer(from, order);
        const total = fund(order, take(order, proofs[i]));
        if (order.terms.token !== NATIVE) return collect(from, order.terms.token, total, 0n);
        spent += total;
        if (spent > value) refuse("WrongValue", value, spent);
      });
      if (spent !== value) refuse("WrongValue", value, spent);
    },

    buyWithPermit({ from }: Call, order: Order, proof: ListingProof, permit: Permit) {
      requirePayer(from, order);
      const total = fund(order, take(order, proof));
      payments.permit(order, total, permit);
      collect(from, order.terms.token, total, 0n);
    },

    buyWithAuthorization(_: Call, order: Order, proof: ListingProof, authorization: Authorization) {
      const total = fund(order, take(order, proof));
      requireAll(payments.receive(order, total, authorization), total);
    },

    buyWithPermit2(_: Call, order: Order, proof: ListingProof, transfer: Transfer) {
      const total = fund(order, take(order, proof));
      requireAll(permit2.receive(order, total, transfer), total);
    },
  };

  return { verbs, nonces: payments.nonces, spent: permit2.spent };
}
