import { BigInt } from "@graphprotocol/graph-ts";
import {
  Credited,
  MembershipPriceProposed,
  MembershipRenewed,
  SubscriptionUpdate,
  Withdrawn,
} from "../generated/Membership/Membership";
import { Membership } from "../generated/schema";
import { addCredit, takeCredit } from "./credits";
import { accountOfPass } from "./ids";
import { accountOf, marketOf } from "./store";

const PERIOD = BigInt.fromI32(30 * 86_400);

export function handleMembershipRenewed(event: MembershipRenewed): void {
  const account = accountOf(event.params.account, event);
  let membership = Membership.load(account.id);
  if (!membership) {
    membership = new Membership(account.id);
    membership.account = account.id;
    membership.periods = 0;
    membership.paid = BigInt.zero();
    membership.createdAt = event.block.timestamp;
  }
  membership.expiresAt = event.params.expiresAt;
  membership.periods += event.params.duration.div(PERIOD).toI32();
  membership.paid = membership.paid.plus(event.params.paid);
  membership.save();
}

/** Said at every renewal too, before it; the end that matters here is that of a pass that was given back. */
export function handleSubscriptionUpdate(event: SubscriptionUpdate): void {
  const membership = Membership.load(accountOfPass(event.params.tokenId));
  if (!membership) return;
  membership.expiresAt = event.params.expiration;
  membership.save();
}

/** A price holds by itself once it is due: what held when the next was announced is what holds until then. */
export function handleMembershipPriceProposed(event: MembershipPriceProposed): void {
  const market = marketOf();
  const last = market.memberPrice;
  const since = market.memberPriceEffectiveAt;
  if (!last || !since) market.memberPriceBefore = event.params.price;
  else if (since.le(event.block.timestamp)) market.memberPriceBefore = last;
  market.memberPrice = event.params.price;
  market.memberPriceEffectiveAt = event.params.effectiveAt;
  market.save();
}

export function handleMembershipCredited(event: Credited): void {
  addCredit(event.params.account, event.params.token, event.params.amount, event);
}

export function handleMembershipWithdrawn(event: Withdrawn): void {
  takeCredit(event.params.account, event.params.token, event.params.amount, event);
}
