import { BigInt, Bytes, DataSourceContext, Value, ethereum } from "@graphprotocol/graph-ts";
import {
  AllCancelled,
  Closed,
  FeeFloorProposed,
  FeeFloorSet,
  PauseSet,
  Published,
  Replaced,
} from "./generated/ListingRegistry/ListingRegistry";
import { Listing } from "./generated/schema";
import { MetadataFile } from "./generated/templates";
import { cidOf } from "./cid";
import { skip } from "./missing";
import { accountOf, marketDayOf, marketOf } from "./store";
import { kinds } from "./words";

export function handlePublished(event: Published): void {
  const terms = event.params.terms;
  const listing = new Listing(event.params.listingId);
  listing.seller = accountOf(terms.seller, event).id;
  listing.token = terms.token;
  listing.price = terms.price;
  listing.deposit = terms.deposit;
  listing.stock = terms.stock;
  listing.unlimited = terms.stock.toU32() == u32.MAX_VALUE;
  listing.expiry = terms.expiry;
  listing.fulfilWindow = terms.fulfilWindow;
  listing.inspectWindow = terms.inspectWindow;
  listing.rulingWindow = terms.rulingWindow;
  listing.sellerFeeBps = terms.sellerFeeBps;
  listing.buyerFeeBps = terms.buyerFeeBps;
  listing.referralBps = terms.referralBps;
  listing.kind = kinds[terms.kind];
  listing.arbitrator = terms.arbitrator;
  listing.court = terms.court;
  listing.metadataDigest = terms.metadata;
  listing.metadataCid = cidOf(terms.metadata);
  listing.epoch = terms.epoch;
  listing.status = "active";
  listing.sold = BigInt.zero();
  listing.left = terms.stock;
  listing.version = 1;
  listing.original = listing.id;
  listing.orderCount = 0;
  listing.createdAt = event.block.timestamp;
  listing.createdBlock = event.block.number;
  listing.createdTx = event.transaction.hash;
  listing.save();

  readMetadata(listing.metadataCid, listing.id);

  const market = marketOf();
  market.listings += 1;
  market.activeListings += 1;
  market.save();
  const day = marketDayOf(event);
  day.listings += 1;
  day.save();
}

/** Asks for the file; `handleMetadata` runs when it is found, and gets the listing's id along. */
function readMetadata(cid: string, listing: Bytes): void {
  const context = new DataSourceContext();
  context.setBytes("listing", listing);
  MetadataFile.createWithContext(cid, context);
}

export function handleReplaced(event: Replaced): void {
  const newer = Listing.load(event.params.listingId);
  const older = Listing.load(event.params.replacedId);
  if (!newer) return skip("listing", event.params.listingId, event);
  if (!older) return skip("listing", event.params.replacedId, event);
  newer.replaces = older.id;
  newer.version = older.version + 1;
  newer.original = older.original;
  newer.save();
  older.replacedBy = newer.id;
  older.save();

  close([older], event);
}

export function handleClosed(event: Closed): void {
  const listing = Listing.load(event.params.listingId);
  if (!listing) return skip("listing", event.params.listingId, event);

  close([listing], event);
}

/** The contract moves the seller to the next epoch; here the listings of the one before are closed one by one. */
export function handleAllCancelled(event: AllCancelled): void {
  const account = accountOf(event.params.seller, event);
  account.epoch = event.params.epoch;
  account.save();

  close(account.listings.load(), event);
}

/** A listing of an epoch gone by is closed here, while the contract still lets its seller close it: it is counted once. */
function close(listings: Listing[], event: ethereum.Event): void {
  let closed = 0;
  for (let i = 0; i < listings.length; i++) {
    const listing = listings[i];
    if (listing.status != "active") continue;
    listing.status = "closed";
    listing.closedAt = event.block.timestamp;
    listing.save();
    closed += 1;
  }
  const market = marketOf();
  market.activeListings -= closed;
  market.save();
  const day = marketDayOf(event);
  day.closedListings += closed;
  day.save();
}

export function handlePauseSet(event: PauseSet): void {
  const market = marketOf();
  market.paused = event.params.paused;
  market.save();
}

export function handleFeeFloorProposed(event: FeeFloorProposed): void {
  const market = marketOf();
  // The generated setter takes zero for "nothing".
  market.set("proposedFeeFloorBps", Value.fromI32(event.params.feeFloorBps));
  market.feeFloorEffectiveAt = event.params.effectiveAt;
  market.save();
}

export function handleFeeFloorSet(event: FeeFloorSet): void {
  const market = marketOf();
  market.feeFloorBps = event.params.feeFloorBps;
  market.unset("proposedFeeFloorBps");
  market.unset("feeFloorEffectiveAt");
  market.save();
}
