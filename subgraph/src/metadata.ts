import { Bytes, JSONValue, JSONValueKind, TypedMap, dataSource, json, log } from "@graphprotocol/graph-ts";
import { Attribute, ListingMetadata, ListingOption, Photo } from "../generated/schema";
import { choiceOf, isChosen, variantOf } from "./choice";
import { optionId, partId, variantSalesId } from "./ids";
import { amountIn, countIn, hashIn, listIn, objectIn, orNull, sizeIn, textIn, textOf } from "./text";

// The sizes of protocol/metadata.ts: what a file says beyond them is cut off.
const MAX_TITLE = 120;
const MAX_DESCRIPTION = 5_000;
const MAX_KEY = 30;
const MAX_TAGS = 12;
const MAX_PLACE = 80;
const MAX_LANGUAGE = 12;
const MAX_PHOTOS = 12;
const MAX_CID = 100;
const MAX_TYPE = 40;
const MAX_PIXELS = 8_192;
const MAX_THUMBHASH = 60;
const MAX_ALT = 200;
const MAX_ATTRIBUTES = 24;
const MAX_NAME = 40;
const MAX_VALUE = 120;
const MAX_OPTIONS = 100;
const MAX_OPTION = 60;

/** A listing's file was found on IPFS. Whatever is in it, the listing stays; a file without a title is as good as none. */
export function handleMetadata(content: Bytes): void {
  const listing = dataSource.context().getBytes("listing");
  const parsed = json.try_fromBytes(content);
  if (parsed.isError || parsed.value.kind != JSONValueKind.OBJECT) {
    log.info("The file of listing {} is no JSON object", [listing.toHexString()]);
    return;
  }
  const file = parsed.value.toObject();
  const title = textIn(file, "title", MAX_TITLE);
  if (title.length == 0) {
    log.info("The file of listing {} has no title", [listing.toHexString()]);
    return;
  }
  const metadata = new ListingMetadata(listing);
  metadata.listing = listing;
  metadata.cid = dataSource.stringParam();
  metadata.title = title;
  metadata.description = textIn(file, "description", MAX_DESCRIPTION);
  metadata.category = textIn(file, "category", MAX_KEY);
  metadata.tags = readTags(file);
  metadata.condition = orNull(textIn(file, "condition", MAX_KEY));
  const place = objectIn(file, "place");
  if (place) {
    metadata.place = orNull(textIn(place, "name", MAX_PLACE));
    metadata.geohash = orNull(textIn(place, "geohash", MAX_KEY));
  }
  metadata.language = orNull(textIn(file, "language", MAX_LANGUAGE));
  metadata.answers = hashIn(file, "answers");
  readPhotos(file, listing);
  const words = [metadata.category, metadata.tags.join(" "), readAttributes(file, listing)];
  metadata.keywords = words.concat(readOptions(file, listing)).join(" ");
  metadata.save();
}

function readTags(file: TypedMap<string, JSONValue>): string[] {
  const list = listIn(file, "tags", MAX_TAGS);
  const tags: string[] = [];
  for (let i = 0; i < list.length; i++) {
    const tag = textOf(list[i], MAX_KEY);
    if (tag.length > 0) tags.push(tag);
  }
  return tags;
}

function readPhotos(file: TypedMap<string, JSONValue>, listing: Bytes): void {
  const list = listIn(file, "photos", MAX_PHOTOS);
  for (let i = 0; i < list.length; i++) {
    if (list[i].kind != JSONValueKind.OBJECT) continue;
    const entry = list[i].toObject();
    const cid = textIn(entry, "cid", MAX_CID);
    if (cid.length == 0) continue;
    const photo = new Photo(partId(listing, i));
    photo.metadata = listing;
    photo.position = i;
    photo.cid = cid;
    photo.type = textIn(entry, "type", MAX_TYPE);
    photo.width = sizeIn(entry, "width", MAX_PIXELS);
    photo.height = sizeIn(entry, "height", MAX_PIXELS);
    photo.thumbhash = textIn(entry, "thumbhash", MAX_THUMBHASH);
    photo.alt = textIn(entry, "alt", MAX_ALT);
    photo.save();
  }
}

/** Stores the attributes and returns their words, for the search. */
function readAttributes(file: TypedMap<string, JSONValue>, listing: Bytes): string {
  const list = listIn(file, "attributes", MAX_ATTRIBUTES);
  const words: string[] = [];
  for (let i = 0; i < list.length; i++) {
    if (list[i].kind != JSONValueKind.OBJECT) continue;
    const entry = list[i].toObject();
    const name = textIn(entry, "name", MAX_NAME);
    const value = textIn(entry, "value", MAX_VALUE);
    if (name.length == 0 || value.length == 0) continue;
    const attribute = new Attribute(partId(listing, i));
    attribute.metadata = listing;
    attribute.position = i;
    attribute.name = name;
    attribute.value = value;
    attribute.save();
    words.push(`${name} ${value}`);
  }
  return words.join(" ");
}

/**
 * Stores the options and returns what the variants are called, for the search. An option that the app would refuse is left out whole:
 * with other words or another price it is another one.
 */
function readOptions(file: TypedMap<string, JSONValue>, listing: Bytes): string[] {
  const list = listIn(file, "options", MAX_OPTIONS);
  const choices: Bytes[] = [];
  const variants: string[] = [];
  for (let i = 0; i < list.length; i++) {
    if (list[i].kind != JSONValueKind.OBJECT) continue;
    const entry = list[i].toObject();
    const variant = textIn(entry, "variant", MAX_OPTION + 1);
    const delivery = textIn(entry, "delivery", MAX_OPTION + 1);
    if (variant.length > MAX_OPTION || delivery.length > MAX_OPTION) continue;
    const choice = choiceOf(variant, delivery);
    const stock = countIn(entry, "stock");
    const unitPrice = amountIn(entry, "unitPrice");
    const orderPrice = amountIn(entry, "orderPrice");
    if (!isChosen(choice) || choices.includes(choice) || !stock || !unitPrice || !orderPrice) continue;
    choices.push(choice);
    if (variant.length > 0 && !variants.includes(variant)) variants.push(variant);
    const option = new ListingOption(optionId(listing, choice));
    option.metadata = listing;
    option.position = i;
    option.variant = orNull(variant);
    option.delivery = orNull(delivery);
    option.stock = stock;
    option.unitPrice = unitPrice;
    option.orderPrice = orderPrice;
    option.choice = choice;
    if (variant.length > 0) option.variantSales = variantSalesId(listing, variantOf(choice));
    option.save();
  }
  return variants;
}
