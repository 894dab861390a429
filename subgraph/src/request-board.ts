import { BigInt } from "@graphprotocol/graph-ts";
import { Credited, QuoteTaken, RequestClosed, RequestFunded, Withdrawn } from "../generated/RequestBoard/RequestBoard";
import { Listing, Order, Request } from "../generated/schema";
import { addCredit, takeCredit } from "./credits";
import { skip } from "./missing";
import { accountOf } from "./store";

export function handleRequestFunded(event: RequestFunded): void {
  const listing = Listing.load(event.params.requestId);
  if (!listing) return skip("listing", event.params.requestId, event);
  let request = Request.load(listing.id);
  if (!request) {
    request = new Request(listing.id);
    request.listing = listing.id;
    request.buyer = accountOf(event.params.buyer, event).id;
    request.token = event.params.token;
    request.funded = BigInt.zero();
    request.spent = BigInt.zero();
    request.returned = BigInt.zero();
    request.orderCount = 0;
    request.createdAt = event.block.timestamp;
  }
  request.budget = event.params.budget;
  request.funded = request.funded.plus(event.params.amount);
  request.closed = false;
  request.save();
}

/** Comes after the escrow has told of the order. */
export function handleQuoteTaken(event: QuoteTaken): void {
  const request = Request.load(event.params.requestId);
  if (!request) return skip("request", event.params.requestId, event);
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  request.budget = event.params.budget;
  request.spent = request.spent.plus(event.params.paid);
  request.orderCount += 1;
  request.save();

  order.request = request.id;
  order.save();
}

/** The budget goes back; the notice itself may stay up, and be funded again. */
export function handleRequestClosed(event: RequestClosed): void {
  const request = Request.load(event.params.requestId);
  if (!request) return skip("request", event.params.requestId, event);
  request.budget = BigInt.zero();
  request.returned = request.returned.plus(event.params.returned);
  request.closed = true;
  request.closedAt = event.block.timestamp;
  request.save();
}

export function handleBudgetCredited(event: Credited): void {
  addCredit(event.params.account, event.params.token, event.params.amount, event);
}

export function handleBudgetWithdrawn(event: Withdrawn): void {
  takeCredit(event.params.account, event.params.token, event.params.amount, event);
}
