import { BigInt, Bytes, DataSourceContext, Value, ethereum } from "@graphprotocol/graph-ts";
import {
  AllCancelled,
  CatalogueClosed,
  CataloguePublished,
  Closed,
  DelegateSet,
  FeeFloorProposed,
  FeeFloorSet,
  HolidaySet,
  OffersAnnounced,
  PauseSet,
  Presented,
  Published,
  PublishedTermsStruct,
  Replaced,
  Specified,
} from "../generated/ListingRegistry/ListingRegistry";
import { Announcement, Catalogue, Delegate, Listing } from "../generated/schema";
import { MetadataFile } from "../generated/templates";
import { cidOf } from "./cid";
import { delegateId, eventId } from "./ids";
import { skip } from "./missing";
import { accountOf, categoryOf, marketDayOf, marketOf } from "./store";
import { kinds } from "./words";

const noOptions = Bytes.fromHexString("0x0000000000000000000000000000000000000000000000000000000000000000");

// LISTINGS

/** A listing that was first known from a sale becomes an ordinary one, and keeps what was sold. */
export function handlePublished(event: Published): void {
  let listing = Listing.load(event.params.listingId);
  if (!listing) listing = describe(event.params.listingId, event.params.terms, event);
  listing.status = "active";
  listing.published = true;
  listing.createdAt = event.block.timestamp;
  listing.createdBlock = event.block.number;
  listing.createdTx = event.transaction.hash;
  listing.save();

  const market = marketOf();
  market.listings += 1;
  market.activeListings += 1;
  market.save();
  const day = marketDayOf(event);
  day.listings += 1;
  day.save();
  const category = categoryOf(listing.category);
  category.listings += 1;
  category.activeListings += 1;
  category.save();
}

/** Said of a published listing too, when somebody buys by its signature: it stays what it is. */
export function handlePresented(event: Presented): void {
  if (Listing.load(event.params.listingId)) return;
  // Another class by name only: both events have the struct of the contract.
  const terms = changetype<PublishedTermsStruct>(event.params.terms);

  describe(event.params.listingId, terms, event).save();
}

/** What only stays and options need of a listing's terms, told right after them. */
export function handleSpecified(event: Specified): void {
  const listing = Listing.load(event.params.listingId);
  if (!listing) return skip("listing", event.params.listingId, event);
  listing.slot = event.params.slot;
  listing.slotOffset = event.params.slotOffset;
  listing.freeNotice = event.params.freeNotice;
  listing.lateRefundBps = event.params.lateRefundBps;
  listing.options = event.params.options;
  listing.save();
}

/** A listing that nobody has heard of before, as its terms have it: known from a sale, until it is published. */
function describe(id: Bytes, terms: PublishedTermsStruct, event: ethereum.Event): Listing {
  const listing = new Listing(id);
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
  listing.category = terms.category;
  listing.arbitrator = terms.arbitrator;
  listing.courtId = terms.courtId;
  listing.metadataDigest = terms.metadata;
  listing.metadataCid = cidOf(terms.metadata);
  listing.epoch = terms.epoch;
  // What `Specified` says otherwise, if it comes.
  listing.slot = BigInt.zero();
  listing.slotOffset = BigInt.zero();
  listing.freeNotice = BigInt.zero();
  listing.lateRefundBps = 0;
  listing.options = noOptions;
  listing.status = "presented";
  listing.published = false;
  listing.sold = BigInt.zero();
  listing.left = terms.stock;
  listing.version = 1;
  listing.original = listing.id;
  listing.orderCount = 0;
  listing.createdAt = event.block.timestamp;
  listing.createdBlock = event.block.number;
  listing.createdTx = event.transaction.hash;

  readMetadata(listing.metadataCid, listing.id);
  return listing;
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
  // A signed listing of which nothing was sold: nobody here has heard of it.
  if (!older) return;
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
  // As above: what was signed and not sold was made void.
  if (!listing) return;

  close([listing], event);
}

/** The contract moves the seller to the next epoch; here the listings of the one before are closed one by one. */
export function handleAllCancelled(event: AllCancelled): void {
  const account = accountOf(event.params.seller, event);
  account.epoch = event.params.epoch;
  account.save();

  close(account.listings.load(), event);
  const catalogues = account.catalogues.load();
  for (let i = 0; i < catalogues.length; i++) closeCatalogue(catalogues[i], event);
}

/**
 * A listing of an epoch gone by is closed here, while the contract still lets its seller close it: it is counted once, and only
 * if it was counted when it came.
 */
function close(listings: Listing[], event: ethereum.Event): void {
  let closed = 0;
  for (let i = 0; i < listings.length; i++) {
    const listing = listings[i];
    if (listing.status == "closed") continue;
    listing.status = "closed";
    listing.closedAt = event.block.timestamp;
    listing.save();
    if (!listing.published) continue;
    closed += 1;
    const category = categoryOf(listing.category);
    category.activeListings -= 1;
    category.save();
  }
  const market = marketOf();
  market.activeListings -= closed;
  market.save();
  const day = marketDayOf(event);
  day.closedListings += closed;
  day.save();
}

// CATALOGUES

export function handleCataloguePublished(event: CataloguePublished): void {
  const catalogue = new Catalogue(event.params.catalogueId);
  catalogue.seller = accountOf(event.params.seller, event).id;
  catalogue.root = event.params.root;
  catalogue.contents = event.params.contents;
  catalogue.contentsCid = cidOf(event.params.contents);
  catalogue.epoch = event.params.epoch;
  catalogue.status = "active";
  catalogue.createdAt = event.block.timestamp;
  catalogue.createdBlock = event.block.number;
  catalogue.createdTx = event.transaction.hash;
  catalogue.save();
}

export function handleCatalogueClosed(event: CatalogueClosed): void {
  const catalogue = Catalogue.load(event.params.catalogueId);
  // One that was signed and never published: nobody here has heard of it.
  if (!catalogue) return;

  closeCatalogue(catalogue, event);
}

function closeCatalogue(catalogue: Catalogue, event: ethereum.Event): void {
  if (catalogue.status == "closed") return;
  catalogue.status = "closed";
  catalogue.closedAt = event.block.timestamp;
  catalogue.save();
}

// FILES OF SIGNED OFFERS

/** What is in the file is not read here: whoever reads it has to check its signatures, which mappings cannot. */
export function handleOffersAnnounced(event: OffersAnnounced): void {
  const announcement = new Announcement(eventId(event));
  announcement.announcer = accountOf(event.params.announcer, event).id;
  announcement.contents = event.params.contents;
  announcement.contentsCid = cidOf(event.params.contents);
  announcement.timestamp = event.block.timestamp;
  announcement.block = event.block.number;
  announcement.tx = event.transaction.hash;
  announcement.save();
}

// SELLERS

export function handleHolidaySet(event: HolidaySet): void {
  const account = accountOf(event.params.seller, event);
  account.awayUntil = event.params.until;
  account.save();
}

export function handleDelegateSet(event: DelegateSet): void {
  const id = delegateId(event.params.seller, event.params.delegate);
  let delegate = Delegate.load(id);
  if (!delegate) {
    delegate = new Delegate(id);
    delegate.seller = accountOf(event.params.seller, event).id;
    delegate.delegate = accountOf(event.params.delegate, event).id;
  }
  delegate.allowed = event.params.allowed;
  delegate.changedAt = event.block.timestamp;
  delegate.save();
}

// THE OWNER

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
