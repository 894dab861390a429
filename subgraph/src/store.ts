import { Address, BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  Account,
  AccountSide,
  Arbitrator,
  Category,
  Credit,
  Market,
  MarketDay,
  MarketTokenDay,
  Order,
  Pair,
  Token,
  VariantSales,
  Volume,
} from "../generated/schema";
import { MARKET, creditId, dayId, dayOf, dayStart, pairId, sideId, tokenDayId, variantSalesId, volumeId } from "./ids";
import { BUYER, SELLER, roles } from "./words";

// Entities that several handlers share: each function loads one, or makes it as it is at first.

const ZERO = BigInt.zero();
/** What everybody's score starts from (contracts/Reputation.sol). */
const PRIOR_POINTS = 7_000;

export function marketOf(): Market {
  const known = Market.load(MARKET);
  if (known) return known;
  const market = new Market(MARKET);
  market.listings = 0;
  market.activeListings = 0;
  market.soldListings = 0;
  market.orders = 0;
  market.openOrders = 0;
  market.completed = 0;
  market.refunded = 0;
  market.calledOff = 0;
  market.disputes = 0;
  market.resolved = 0;
  market.reviews = 0;
  market.accounts = 0;
  market.activeArbitrators = 0;
  market.paused = false;
  market.feeFloorBps = 0;
  return market;
}

export function marketDayOf(event: ethereum.Event): MarketDay {
  const number = dayOf(event);
  const known = MarketDay.load(dayId(number));
  if (known) return known;
  const day = new MarketDay(dayId(number));
  day.day = number;
  day.timestamp = dayStart(number);
  day.listings = 0;
  day.closedListings = 0;
  day.firstSales = 0;
  day.secondsToFirstSale = ZERO;
  day.orders = 0;
  day.completed = 0;
  day.refunded = 0;
  day.calledOff = 0;
  day.disputes = 0;
  day.resolved = 0;
  day.reviews = 0;
  day.newAccounts = 0;
  return day;
}

export function categoryOf(code: i32): Category {
  const known = Category.load(code.toString());
  if (known) return known;
  const category = new Category(code.toString());
  category.code = code;
  category.listings = 0;
  category.activeListings = 0;
  category.orders = 0;
  return category;
}

export function variantSalesOf(listing: Bytes, variant: Bytes): VariantSales {
  const id = variantSalesId(listing, variant);
  const known = VariantSales.load(id);
  if (known) return known;
  const sales = new VariantSales(id);
  sales.listing = listing;
  sales.variant = variant;
  sales.sold = ZERO;
  return sales;
}

export function tokenOf(address: Bytes): Token {
  const known = Token.load(address);
  if (known) return known;
  const token = new Token(address);
  token.orders = 0;
  token.funded = ZERO;
  token.volume = ZERO;
  token.fees = ZERO;
  token.feesSwept = ZERO;
  token.referrals = ZERO;
  token.held = ZERO;
  token.unitsPerToken = ZERO;
  token.limits = [];
  return token;
}

export function tokenDayOf(token: Bytes, event: ethereum.Event): MarketTokenDay {
  const number = dayOf(event);
  const id = tokenDayId(number, token);
  const known = MarketTokenDay.load(id);
  if (known) return known;
  const day = new MarketTokenDay(id);
  day.marketDay = dayId(number);
  day.day = number;
  day.token = token;
  day.orders = 0;
  day.funded = ZERO;
  day.volume = ZERO;
  day.fees = ZERO;
  return day;
}

/** The account of an address, with both its sides; counted the first time it is seen. */
export function accountOf(address: Address, event: ethereum.Event): Account {
  const known = Account.load(address);
  if (known) return known;
  const account = new Account(address);
  account.buyer = newSide(address, BUYER);
  account.seller = newSide(address, SELLER);
  account.epoch = ZERO;
  account.awayUntil = ZERO;
  account.tier = "none";
  account.createdAt = event.block.timestamp;
  account.save();

  const market = marketOf();
  market.accounts += 1;
  market.save();
  const day = marketDayOf(event);
  day.newAccounts += 1;
  day.save();
  return account;
}

function newSide(account: Address, role: i32): Bytes {
  const side = new AccountSide(sideId(account, role));
  side.account = account;
  side.role = roles[role];
  side.orders = 0;
  side.open = 0;
  side.completed = 0;
  side.refunded = 0;
  side.calledOff = 0;
  side.resolved = 0;
  side.disputed = 0;
  side.disputesLost = 0;
  side.unanswered = 0;
  side.neverSent = 0;
  side.counterparties = 0;
  side.shipped = 0;
  side.secondsToShip = ZERO;
  side.reviews = 0;
  side.ratings = [0, 0, 0, 0, 0];
  side.scoreNum = ZERO;
  side.scoreDen = ZERO;
  side.scoreUpdatedAt = ZERO;
  side.scoreCount = 0;
  side.points = PRIOR_POINTS;
  side.save();
  return side.id;
}

/** One side of an account that `accountOf` has made. */
export function sideOf(account: Bytes, role: i32): AccountSide {
  return AccountSide.load(sideId(account, role))!;
}

export function pairOf(order: Order, event: ethereum.Event): Pair {
  const id = pairId(order.buyer, order.seller);
  const known = Pair.load(id);
  if (known) return known;
  const pair = new Pair(id);
  pair.buyer = order.buyer;
  pair.seller = order.seller;
  pair.orders = 0;
  pair.firstAt = event.block.timestamp;
  pair.lastAt = event.block.timestamp;
  return pair;
}

export function volumeOf(side: Bytes, token: Bytes): Volume {
  const id = volumeId(side, token);
  const known = Volume.load(id);
  if (known) return known;
  const volume = new Volume(id);
  volume.side = side;
  volume.token = token;
  volume.amount = ZERO;
  return volume;
}

export function creditOf(debtor: Address, account: Bytes, token: Bytes): Credit {
  const id = creditId(debtor, account, token);
  const known = Credit.load(id);
  if (known) return known;
  const credit = new Credit(id);
  credit.contract = debtor;
  credit.account = account;
  credit.token = token;
  credit.amount = ZERO;
  credit.withdrawn = ZERO;
  return credit;
}

export function arbitratorOf(address: Address, event: ethereum.Event): Arbitrator {
  const known = Arbitrator.load(address);
  if (known) return known;
  const account = accountOf(address, event);
  const arbitrator = new Arbitrator(address);
  arbitrator.account = account.id;
  arbitrator.stake = ZERO;
  arbitrator.weight = ZERO;
  arbitrator.locked = ZERO;
  arbitrator.exiting = ZERO;
  arbitrator.suspended = false;
  arbitrator.activeFrom = ZERO;
  arbitrator.exitAt = ZERO;
  arbitrator.seatsDrawn = 0;
  arbitrator.coherent = 0;
  arbitrator.incoherent = 0;
  arbitrator.absent = 0;
  arbitrator.earned = ZERO;
  arbitrator.slashed = ZERO;
  arbitrator.joinedAt = event.block.timestamp;
  arbitrator.save();

  account.arbitrator = arbitrator.id;
  account.save();
  return arbitrator;
}
