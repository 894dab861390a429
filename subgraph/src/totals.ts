import { BigInt, ethereum } from "@graphprotocol/graph-ts";
import { AccountSide, Listing, Order } from "../generated/schema";
import { Payout } from "./payout";
import { categoryOf, marketDayOf, marketOf, pairOf, sideOf, tokenDayOf, tokenOf, volumeOf } from "./store";
import { BUYER, SELLER } from "./words";

// Sums over many orders: of the market, of a day, of a token, of the two sides of an account.

export function countFunded(order: Order, listing: Listing, event: ethereum.Event): void {
  const market = marketOf();
  market.orders += 1;
  market.openOrders += 1;
  market.save();
  const day = marketDayOf(event);
  day.orders += 1;
  day.save();
  const category = categoryOf(listing.category);
  category.orders += 1;
  category.save();
  const token = tokenOf(order.token);
  token.orders += 1;
  token.funded = token.funded.plus(order.total);
  token.held = token.held.plus(order.total);
  token.save();
  const tokenDay = tokenDayOf(order.token, event);
  tokenDay.orders += 1;
  tokenDay.funded = tokenDay.funded.plus(order.total);
  tokenDay.save();
  const pair = pairOf(order, event);
  const isFirst = pair.orders == 0;
  pair.orders += 1;
  pair.lastAt = event.block.timestamp;
  pair.save();
  openSide(sideOf(order.buyer, BUYER), isFirst);
  openSide(sideOf(order.seller, SELLER), isFirst);
}

function openSide(side: AccountSide, withStranger: bool): void {
  side.orders += 1;
  side.open += 1;
  if (withStranger) side.counterparties += 1;
  side.save();
}

export function countFirstSale(listing: Listing, event: ethereum.Event): void {
  const market = marketOf();
  market.soldListings += 1;
  market.save();
  // What was never published has waited for nobody.
  if (!listing.published) return;
  const day = marketDayOf(event);
  day.firstSales += 1;
  day.secondsToFirstSale = day.secondsToFirstSale.plus(event.block.timestamp.minus(listing.createdAt));
  day.save();
}

export function countShipped(order: Order, event: ethereum.Event): void {
  const taken = event.block.timestamp.minus(order.fundedAt);
  shipSide(sideOf(order.buyer, BUYER), taken);
  shipSide(sideOf(order.seller, SELLER), taken);
}

function shipSide(side: AccountSide, taken: BigInt): void {
  side.shipped += 1;
  side.secondsToShip = side.secondsToShip.plus(taken);
  side.save();
}

export function countPayout(order: Order, payout: Payout, event: ethereum.Event): void {
  const spent = payout.spent();
  const token = tokenOf(order.token);
  token.volume = token.volume.plus(spent);
  token.fees = token.fees.plus(payout.fee);
  token.referrals = token.referrals.plus(payout.referral);
  token.held = token.held.minus(spent).minus(payout.toBuyer);
  token.save();
  const tokenDay = tokenDayOf(order.token, event);
  tokenDay.volume = tokenDay.volume.plus(spent);
  tokenDay.fees = tokenDay.fees.plus(payout.fee);
  tokenDay.save();
  const bought = volumeOf(sideOf(order.buyer, BUYER).id, order.token);
  bought.amount = bought.amount.plus(spent);
  bought.save();
  const sold = volumeOf(sideOf(order.seller, SELLER).id, order.token);
  sold.amount = sold.amount.plus(spent);
  sold.save();
}

export function countDispute(order: Order, event: ethereum.Event): void {
  const market = marketOf();
  market.disputes += 1;
  market.save();
  const day = marketDayOf(event);
  day.disputes += 1;
  day.save();
  const buyer = sideOf(order.buyer, BUYER);
  buyer.disputed += 1;
  buyer.save();
  const seller = sideOf(order.seller, SELLER);
  seller.disputed += 1;
  seller.save();
}

/**
 * Counts an order that has just ended, by its status: a settlement counts as completed, a ruling of whatever kind as resolved. A stay
 * called off is neither a sale nor anybody's fault.
 */
export function countEnd(order: Order, event: ethereum.Event): void {
  const completed = order.outcome == "completed" || order.outcome == "settled" ? 1 : 0;
  const calledOff = order.outcome == "calledOff" ? 1 : 0;
  const refunded = order.status == "refunded" ? 1 - calledOff : 0;
  const resolved = 1 - completed - refunded - calledOff;

  const market = marketOf();
  market.openOrders -= 1;
  market.completed += completed;
  market.refunded += refunded;
  market.calledOff += calledOff;
  market.resolved += resolved;
  market.save();
  const day = marketDayOf(event);
  day.completed += completed;
  day.refunded += refunded;
  day.calledOff += calledOff;
  day.resolved += resolved;
  day.save();
  const buyer = sideOf(order.buyer, BUYER);
  const seller = sideOf(order.seller, SELLER);
  if (order.outcome == "neverSent") {
    buyer.neverSent += 1;
    seller.neverSent += 1;
  }
  if (order.outcome == "unanswered") seller.unanswered += 1;
  buyer.calledOff += calledOff;
  seller.calledOff += calledOff;
  endSide(buyer, completed, refunded, resolved, order.outcome == "ruledForSeller");
  endSide(seller, completed, refunded, resolved, order.outcome == "ruledForBuyer");
}

function endSide(side: AccountSide, completed: i32, refunded: i32, resolved: i32, lost: bool): void {
  side.open -= 1;
  side.completed += completed;
  side.refunded += refunded;
  side.resolved += resolved;
  if (lost) side.disputesLost += 1;
  side.save();
}
