import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import { MovedOutsideSale, SaleRecorded, Transfer } from "../generated/ItemPassport/ItemPassport";
import { Order, Passport, PassportEntry } from "../generated/schema";
import { cidOf } from "./cid";
import { eventId, wordOf } from "./ids";
import { skip } from "./missing";
import { accountOf } from "./store";
import { outcomes } from "./words";

/** Said before the token moves. The first sale opens the passport, and its order gives it its number. */
export function handleSaleRecorded(event: SaleRecorded): void {
  const order = Order.load(event.params.orderId);
  if (!order) return skip("order", event.params.orderId, event);
  const id = wordOf(event.params.passportId);
  const passport = passportOf(id, event);
  passport.sales = event.params.sales.toI32();
  passport.lastSoldAt = event.params.soldAt;

  const entry = newEntry(passport, "sold", event);
  entry.from = accountOf(event.params.seller, event).id;
  entry.to = accountOf(event.params.buyer, event).id;
  entry.order = order.id;
  entry.token = event.params.token;
  entry.price = event.params.price;
  entry.metadataDigest = event.params.metadata;
  entry.metadataCid = cidOf(event.params.metadata);
  entry.outcome = outcomes[event.params.outcome];
  entry.soldAt = event.params.soldAt;
  entry.save();
  passport.save();
}

function passportOf(id: Bytes, event: SaleRecorded): Passport {
  const known = Passport.load(id);
  if (known) return known;
  const passport = new Passport(id);
  passport.contract = event.address;
  passport.owner = accountOf(event.params.buyer, event).id;
  passport.order = event.params.orderId;
  passport.metadataDigest = event.params.metadata;
  passport.metadataCid = cidOf(event.params.metadata);
  passport.entryCount = 0;
  passport.createdAt = event.block.timestamp;
  return passport;
}

function newEntry(passport: Passport, type: string, event: ethereum.Event): PassportEntry {
  passport.entryCount += 1;
  const entry = new PassportEntry(eventId(event));
  entry.passport = passport.id;
  entry.number = passport.entryCount;
  entry.type = type;
  entry.sales = passport.sales;
  entry.timestamp = event.block.timestamp;
  entry.block = event.block.number;
  entry.tx = event.transaction.hash;
  return entry;
}

/** Said after the token has moved. */
export function handleMovedOutsideSale(event: MovedOutsideSale): void {
  const id = wordOf(event.params.passportId);
  const passport = Passport.load(id);
  if (!passport) return skip("passport", id, event);
  const entry = newEntry(passport, "moved", event);
  entry.from = accountOf(event.params.from, event).id;
  entry.to = accountOf(event.params.to, event).id;
  entry.save();
  passport.save();
}

/** Every way in which a passport comes to somebody. */
export function handleTransfer(event: Transfer): void {
  const id = wordOf(event.params.tokenId);
  const passport = Passport.load(id);
  if (!passport) return skip("passport", id, event);
  passport.owner = accountOf(event.params.to, event).id;
  passport.save();
}
