import { BigInt } from "@graphprotocol/graph-ts";
import { BoostTokenProposed, Credited, ListingBoosted, Withdrawn } from "../generated/Promotions/Promotions";
import { Boost, BoostPayment } from "../generated/schema";
import { addCredit, takeCredit } from "./credits";
import { eventId } from "./ids";
import { accountOf, tokenOf } from "./store";

const HALF_LIFE = BigInt.fromI32(7 * 86_400);
const ONE: i32 = 65_536;

/** A signed listing can be boosted before anybody here has heard of it. */
export function handleListingBoosted(event: ListingBoosted): void {
  const id = event.params.listingId;
  let boost = Boost.load(id);
  if (!boost) {
    boost = new Boost(id);
    boost.listing = id;
    boost.paymentCount = 0;
    boost.createdAt = event.block.timestamp;
  }
  boost.weight = event.params.boost.weight;
  boost.updatedAt = event.params.boost.updatedAt;
  boost.rank = rankOf(boost.weight, boost.updatedAt);
  boost.paymentCount += 1;
  boost.save();

  const payment = new BoostPayment(eventId(event));
  payment.boost = boost.id;
  payment.payer = accountOf(event.params.payer, event).id;
  payment.token = event.params.token;
  payment.amount = event.params.amount;
  payment.added = event.params.added;
  payment.timestamp = event.block.timestamp;
  payment.tx = event.transaction.hash;
  payment.save();
}

/** All boosts halve in the same time, so that their order at any moment is that of the moments at which each is down to 1. */
function rankOf(weight: BigInt, updatedAt: BigInt): BigInt {
  return log2(weight).plus(updatedAt.times(BigInt.fromI32(ONE)).div(HALF_LIFE));
}

/** 65,536 times the logarithm to the base 2, rounded down: the whole part by halving, the rest by squaring. */
function log2(number: BigInt): BigInt {
  if (number.isZero()) return number;
  let whole = 0;
  let rest = number;
  // What is left are 32 bits, the first of which is set.
  const top = BigInt.fromI64(1 << 32);
  const bottom = BigInt.fromI64(1 << 31);
  while (rest.ge(top)) {
    rest = rest.rightShift(1);
    whole += 1;
  }
  while (rest.lt(bottom)) {
    rest = rest.leftShift(1);
    whole -= 1;
  }
  let mantissa = rest.toU64();
  let fraction = 0;
  for (let bit = 0; bit < 16; bit++) {
    mantissa = (mantissa * mantissa) >> 31;
    fraction <<= 1;
    if (mantissa >= 1 << 32) {
      mantissa >>= 1;
      fraction |= 1;
    }
  }
  return BigInt.fromI32((whole + 31) * ONE + fraction);
}

/** As with the price of a membership. */
export function handleBoostTokenProposed(event: BoostTokenProposed): void {
  const token = tokenOf(event.params.token);
  const last = token.boostUnits;
  const since = token.boostUnitsEffectiveAt;
  if (!last || !since) token.boostUnitsBefore = BigInt.zero();
  else if (since.le(event.block.timestamp)) token.boostUnitsBefore = last;
  token.boostUnits = event.params.unitsPerToken;
  token.boostUnitsEffectiveAt = event.params.effectiveAt;
  token.save();
}

export function handlePromotionsCredited(event: Credited): void {
  addCredit(event.params.account, event.params.token, event.params.amount, event);
}

export function handlePromotionsWithdrawn(event: Withdrawn): void {
  takeCredit(event.params.account, event.params.token, event.params.amount, event);
}
