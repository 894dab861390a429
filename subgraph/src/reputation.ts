import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  Replied,
  Reviewed,
  RulingCounted,
  Sealed,
  TokenWeightProposed,
  TokenWeightSet,
} from "../generated/Reputation/Reputation";
import { AccountSide, CountedRuling, Order, Review } from "../generated/schema";
import { cidOf, isDigest } from "./cid";
import { reviewId } from "./ids";
import { skip } from "./missing";
import { accountOf, marketDayOf, marketOf, sideOf, tokenOf } from "./store";
import { outcomes, roles } from "./words";

/** Weight and mean of the prior in contracts/Reputation.sol: what everybody has before the first review. */
const PRIOR_WEIGHT = BigInt.fromI32(20_000);
const PRIOR_MEAN = BigInt.fromI32(7_000);

export function handleSealed(event: Sealed): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  const review = newReview(order, event.params.author, event);
  review.subject = accountOf(event.params.subject, event).id;
  review.subjectRole = roles[event.params.subjectRole];
  review.status = "sealed";
  review.commitment = event.params.commitment;
  if (event.params.sealedReview.length > 0) review.sealedReview = event.params.sealedReview;
  review.sealedAt = event.block.timestamp;
  review.save();
}

function newReview(order: Order, author: Bytes, event: ethereum.Event): Review {
  const review = new Review(reviewId(order.id, author));
  review.order = order.id;
  review.author = author;
  review.outcome = order.outcome;
  review.weight = BigInt.zero();
  review.createdAt = event.block.timestamp;
  return review;
}

export function handleReviewed(event: Reviewed): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  let review = Review.load(reviewId(order.id, event.params.author));
  if (!review) review = newReview(order, event.params.author, event);
  review.subject = accountOf(event.params.subject, event).id;
  review.subjectRole = roles[event.params.subjectRole];
  review.status = "published";
  review.rating = event.params.rating;
  review.outcome = outcomes[event.params.outcome];
  review.weight = event.params.weight;
  if (isDigest(event.params.content)) {
    review.content = event.params.content;
    review.contentCid = cidOf(event.params.content);
  }
  review.publishedAt = event.block.timestamp;
  review.save();

  // The contract has not counted it either: its words stay with the order.
  if (event.params.weight.isZero()) return;
  const side = sideOf(event.params.subject, event.params.subjectRole);
  const ratings = side.ratings;
  ratings[event.params.rating - 1] += 1;
  side.ratings = ratings;
  side.reviews += 1;
  setScore(side, event.params.score);
  const market = marketOf();
  market.reviews += 1;
  market.save();
  const day = marketDayOf(event);
  day.reviews += 1;
  day.save();
}

export function handleRulingCounted(event: RulingCounted): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  const counted = new CountedRuling(order.id);
  counted.order = order.id;
  counted.subject = accountOf(event.params.subject, event).id;
  counted.subjectRole = roles[event.params.subjectRole];
  counted.rating = event.params.rating;
  counted.weight = event.params.weight;
  counted.timestamp = event.block.timestamp;
  counted.tx = event.transaction.hash;
  counted.save();

  setScore(sideOf(event.params.subject, event.params.subjectRole), event.params.score);
}

/** Takes over the contract's sums: num, den, updatedAt, count. */
function setScore(side: AccountSide, score: ethereum.Tuple): void {
  side.scoreNum = score[0].toBigInt();
  side.scoreDen = score[1].toBigInt();
  side.scoreUpdatedAt = score[2].toBigInt();
  side.scoreCount = score[3].toI32();
  const num = PRIOR_WEIGHT.times(PRIOR_MEAN).plus(side.scoreNum);
  side.points = num.div(PRIOR_WEIGHT.plus(side.scoreDen)).toI32();
  side.save();
}

/** Who replies is the subject of the other side's review. */
export function handleReplied(event: Replied): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  const author = event.params.author.equals(order.buyer) ? order.seller : order.buyer;
  const review = Review.load(reviewId(order.id, author));
  if (!review) return skip("review", reviewId(order.id, author), event);
  review.repliedAt = event.block.timestamp;
  if (isDigest(event.params.content)) {
    review.reply = event.params.content;
    review.replyCid = cidOf(event.params.content);
  }
  review.save();
}

export function handleTokenWeightProposed(event: TokenWeightProposed): void {
  const token = tokenOf(event.params.token);
  token.proposedUnitsPerToken = event.params.unitsPerToken;
  token.unitsPerTokenEffectiveAt = event.params.effectiveAt;
  token.save();
}

export function handleTokenWeightSet(event: TokenWeightSet): void {
  const token = tokenOf(event.params.token);
  token.unitsPerToken = event.params.unitsPerToken;
  token.unset("proposedUnitsPerToken");
  token.unset("unitsPerTokenEffectiveAt");
  token.save();
}
