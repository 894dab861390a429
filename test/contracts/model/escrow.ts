import { type Address, encodeAbiParameters, hashTypedData, type Hex, keccak256, parseAbiParameters } from "viem";
import { roles } from "#protocol/entries.ts";
import { NATIVE } from "#protocol/terms.ts";
import type { Order, OrderKey } from "#protocol/order.ts";
import { type Settlement, settlementTypedData } from "#protocol/settlement.ts";
import { refundTypedData, shipmentTypedData, voucherTypedData } from "#protocol/consent.ts";
import { createDisputes } from "./escrow/disputes.ts";
import { createOrders, depositOf, isOpen, subtotalOf, untilOf } from "./escrow/orders.ts";
import { createPayouts, share } from "./escrow/payouts.ts";
import { createPurchases } from "./escrow/purchases.ts";
import { refuse } from "./ledger.ts";
import type { Registry } from "./registry.ts";
import type { IsSigned } from "./scene.ts";
import type { Call, World } from "./world.ts";

const mostExtension = 365 * 24 * 3_600;

export type Escrow = ReturnType<typeof createEscrow>;

/** What is signed so that anybody can send it. */
export type Consent = { nonce: bigint; deadline: number; signature: Hex };

const keyParts = parseAbiParameters(
  "bytes32, address, address, uint32, uint40, bytes32, uint96, address, address, uint64",
);
function keyId({ listingId, seller, token, quantity, start, choice, extra, buyer, referrer, nonce }: OrderKey): Hex {
  const parts = [listingId, seller, token, quantity, start, choice, extra, buyer, referrer, nonce] as const;
  return keccak256(encodeAbiParameters(keyParts, parts));
}

/** What IEscrow says, said once more. `isSigned` knows who has signed what. */
export function createEscrow(world: World, registry: Registry, isSigned: IsSigned) {
  const { clock, ledger, emit, places } = world;
  const book = createOrders(world);
  const { orders, disputes, find, wrongStatus, requireBuyer, requireSeller, requireInTime, requireLate } = book;
  const { otherSide, requireRunning } = book;
  const payouts = createPayouts(world, registry, book);
  const { credits, payOut, payPart, end, giveBack, claimed, putBack } = payouts;
  const purchases = createPurchases(world, registry, book, isSigned);
  const { abandon, ...court } = createDisputes(world, book, payouts);
  const cancelled = ledger.table(false);

  function confirmRent(id: Hex, order: Order) {
    const { status, held } = orders.get(id);
    if (status !== "shipped" || held === 0n) wrongStatus(id, status);
    const { payout } = payPart(id, order, held);
    emit("OrderConfirmed", { orderId: id, payout });
    payOut(order, payout);
  }

  function complete(id: Hex, order: Order) {
    const payout = end(id, order, "completed", "completed", orders.get(id).held);
    emit("OrderConfirmed", { orderId: id, payout });
    payOut(order, payout);
  }

  function ship(order: Order, fulfilment: Hex) {
    const { id, row } = find(order);
    const { start, terms } = order;
    if (row.status !== "funded") wrongStatus(id, row.status);
    requireInTime(row.deadline);
    if (start > 0 && clock.now <= start) refuse("StayNotBegun", start, clock.now);
    // What is looked at is the whole stay.
    const deadline = Math.max(clock.now, untilOf(order)) + terms.inspectWindow;
    orders.set({ ...row, status: "shipped", deadline }, id);
    emit("OrderShipped", { orderId: id, fulfilment, deadline });
  }

  function refund(id: Hex, order: Order) {
    const { row } = find(order);
    requireRunning(id);
    // With nothing but a deposit left the rent was paid. What was not sent in time never was; with time and all of it left, it is
    // as if never bought.
    const { unsent, phase } = disputes.get(id);
    const unshipped = row.status === "disputed" ? unsent && phase === "opened" : row.status === "funded";
    const inTime = row.held === subtotalOf(order) ? "refundedUnshipped" : "refunded";
    const late = clock.now > row.deadline;
    const outcome = row.held === 0n ? "completed" : !unshipped ? "refunded" : late ? "neverSent" : inTime;
    giveBack(id, order, row.held === 0n ? "completed" : "refunded", outcome);
    if (row.status === "disputed") abandon(id, "buyer");
  }

  /** What the seller keeps of the whole price by the terms, when there are so many seconds left. */
  function keptOf(order: Order, left: number): bigint {
    const { freeNotice, lateRefundBps } = order.terms;
    const price = subtotalOf(order);
    if (left >= freeNotice) return 0n;
    return left * 2 < freeNotice ? price : price - share(price, lateRefundBps);
  }

  function requireSigned(
    signer: Address,
    { nonce, deadline }: Omit<Consent, "signature">,
    digest: Hex,
    signature: Hex,
  ) {
    if (clock.now > deadline) refuse("SignatureExpired", deadline, clock.now);
    if (cancelled.get(signer, nonce)) refuse("SignaturesAreCancelled", signer, nonce);
    if (!isSigned(signer, digest, signature)) refuse("BadSignature", signer);
  }

  const verbs = {
    ...purchases.verbs,
    ...court.verbs,

    ship({ from }: Call, order: Order, fulfilment: Hex) {
      requireSeller(from, order);
      ship(order, fulfilment);
    },

    shipBySignature(_: Call, order: Order, fulfilment: Hex, { signature, ...consent }: Consent) {
      const { id } = find(order);
      const said = shipmentTypedData(places.chainId, places.escrow, { orderId: id, fulfilment, ...consent });
      requireSigned(order.terms.seller, consent, hashTypedData(said), signature);
      ship(order, fulfilment);
    },

    callOff({ from }: Call, order: Order) {
      const { id, row } = find(order);
      requireBuyer(from, order);
      if (order.start === 0) refuse("NotABookingOrder", id);
      if (row.status !== "funded") wrongStatus(id, row.status);
      const left = order.start - clock.now;
      if (left < 0) refuse("StayBegun", order.start, clock.now);
      // What was paid out before counts, and never comes back.
      const released = subtotalOf(order) - row.held;
      const due = keptOf(order, left) - released;
      const payout = end(id, order, "refunded", "calledOff", due > 0n ? due : 0n);
      emit("OrderCalledOff", { orderId: id, payout });
      putBack(order);
      payOut(order, payout);
    },

    extend({ from }: Call, order: Order, deadline: number) {
      const { id, row } = find(order);
      if (row.status === "funded") requireBuyer(from, order);
      else if (row.status === "shipped") requireSeller(from, order);
      else wrongStatus(id, row.status);
      if (row.status === "shipped" && order.terms.deposit > 0n) refuse("DepositHeld", id);
      requireInTime(row.deadline);
      if (deadline <= row.deadline) refuse("DeadlineNotLater", deadline, row.deadline);
      const latest = clock.now + mostExtension;
      if (deadline > latest) refuse("DeadlineTooLate", deadline, latest);
      orders.set({ ...row, deadline }, id);
      emit("OrderExtended", { orderId: id, deadline });
    },

    confirm({ from }: Call, order: Order) {
      const { id, row } = find(order);
      requireBuyer(from, order);
      if (order.terms.deposit > 0n) return confirmRent(id, order);
      requireRunning(id);
      complete(id, order);
      if (row.status === "disputed") abandon(id, "seller");
    },

    confirmAndReview(call: Call, order: Order, commitment: Hex, sealedReview: Hex) {
      verbs.confirm(call, order);
      const { id } = find(order);
      if (order.terms.deposit > 0n) refuse("DepositHeld", id);
      // Of Reputation.sol: nothing is no commitment, and neither is its own mark for what is published.
      if (BigInt(commitment) < 2n) refuse("EmptyCommitment", id);
      const { buyer, terms } = order;
      emit("Sealed", {
        ...{
          orderId: id,
          author: buyer,
          subject: terms.seller,
          subjectRole: roles.indexOf("seller"),
          commitment,
          sealedReview,
        },
      });
    },

    confirmWithVoucher(_: Call, order: Order, { signature, ...consent }: Consent) {
      const { id, row } = find(order);
      if (row.status !== "funded" && row.status !== "shipped") wrongStatus(id, row.status);
      const voucher = voucherTypedData(places.chainId, places.escrow, { orderId: id, ...consent });
      requireSigned(order.buyer, consent, hashTypedData(voucher), signature);
      if (order.terms.deposit > 0n) return confirmRent(id, order);
      complete(id, order);
    },

    release({ from }: Call, order: Order, amount: bigint) {
      const { id, row } = find(order);
      requireBuyer(from, order);
      if (row.status !== "funded" && row.status !== "shipped") wrongStatus(id, row.status);
      if (amount === 0n || amount >= row.held) refuse("AmountOutOfBounds", amount, row.held);
      const { held, payout } = payPart(id, order, amount);
      emit("OrderReleased", { orderId: id, held, payout });
      payOut(order, payout);
    },

    refund({ from }: Call, order: Order) {
      const { id, row } = find(order);
      if (from !== order.terms.seller) {
        if (row.status !== "funded") requireSeller(from, order);
        requireLate(row.deadline);
      }
      refund(id, order);
    },

    refundBySignature(_: Call, order: Order, { signature, ...consent }: Consent) {
      const { id } = find(order);
      const said = refundTypedData(places.chainId, places.escrow, { orderId: id, ...consent });
      requireSigned(order.terms.seller, consent, hashTypedData(said), signature);
      refund(id, order);
    },

    claim(_: Call, order: Order) {
      const { id, row } = find(order);
      if (row.status !== "shipped") wrongStatus(id, row.status);
      requireLate(row.deadline);
      claimed(id, order, row.held);
    },

    settle({ from }: Call, order: Order, settlement: Settlement, signature: Hex) {
      const { id, row } = find(order);
      requireRunning(id);
      const signer = otherSide(from, order);
      if (settlement.orderId !== id) refuse("SettlementForOtherOrder", settlement.orderId, id);
      const digest = hashTypedData(settlementTypedData(places.chainId, places.escrow, settlement));
      requireSigned(signer, settlement, digest, signature);
      const most = subtotalOf(order) + depositOf(order);
      if (settlement.sellerAmount > most) refuse("AmountOutOfBounds", settlement.sellerAmount, most);
      // Counted from the purchase: what was paid out before is part of it.
      const released = subtotalOf(order) - row.held;
      const still = settlement.sellerAmount - released;
      if (still < 0n) refuse("SettlementBelowReleased", settlement.sellerAmount, released);
      const payout = end(id, order, "resolved", "settled", still);
      emit("OrderSettled", { orderId: id, payout });
      payOut(order, payout);
      if (row.status === "disputed") abandon(id, "split");
    },

    cancelSignatures({ from }: Call, nonce: bigint) {
      cancelled.set(true, from, nonce);
      emit("SignaturesCancelled", { account: from, nonce });
    },

    withdraw({ from }: Call, token: Address, to: Address, amount: bigint) {
      const credit = credits.get(from, token);
      if (amount === 0n || amount > credit) refuse("AmountOutOfBounds", amount, credit);
      credits.set(credit - amount, from, token);
      emit("Withdrawn", { account: from, token, to, amount });
      if (!world.pay(token, to, amount)) refuse("TransferFailed", to, token, amount);
    },

    sweep(_: Call, keys: OrderKey[]) {
      const token = keys[0]?.token ?? NATIVE;
      let amount = 0n;
      for (const key of keys) {
        if (key.token !== token) refuse("OrdersInTwoTokens", token, key.token);
        const id = keyId(key);
        const row = orders.get(id);
        if (row.status === "none" || isOpen(row.status)) wrongStatus(id, row.status);
        if (row.feeSwept || row.feePaid === 0n) continue;
        orders.set({ ...row, feeSwept: true }, id);
        emit("FeeSwept", { orderId: id, token, amount: row.feePaid });
        amount += row.feePaid;
      }
      if (amount === 0n) refuse("NothingToWithdraw", places.treasury, token);
      if (!world.pay(token, places.treasury, amount)) refuse("TransferFailed", places.treasury, token, amount);
    },

    receive({ from }: Call) {
      refuse("UnexpectedValue", from);
    },
  };

  const { nonces, spent } = purchases;
  return { verbs, orders, disputes, credits, nonces, spent };
}
