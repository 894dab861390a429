import { Address, BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";

// The only place where ids are spelled.

export const MARKET = "market";
const SECONDS_PER_DAY: i64 = 86_400;

/** A number as 32 bytes, the way the chain writes it: an order's id back from its evidence group, or from its passport. */
export function wordOf(number: BigInt): Bytes {
  const word = new Bytes(32);
  for (let i = 0; i < 32; i++) word[31 - i] = i < number.length ? number[i] : 0;
  return word;
}

/** Transaction hash, then the log index: 0x5f…01000000 */
export function eventId(event: ethereum.Event): Bytes {
  return event.transaction.hash.concatI32(event.logIndex.toI32());
}

/** Listing, then the position in its file: 0x1c…02000000 */
export function partId(listing: Bytes, position: i32): Bytes {
  return listing.concatI32(position);
}

/** Listing, then the choice. A file about a listing makes the same as an order of it. */
export function optionId(listing: Bytes, choice: Bytes): Bytes {
  return listing.concat(choice);
}

/** Listing, then the variant: 0x1c…9b… */
export function variantSalesId(listing: Bytes, variant: Bytes): Bytes {
  return listing.concat(variant);
}

/** Address, then 0 for the buyer and 1 for the seller: 0xf3…00000000 */
export function sideId(account: Bytes, role: i32): Bytes {
  return account.concatI32(role);
}

/** Buyer, then seller: 0xf3…70… */
export function pairId(buyer: Bytes, seller: Bytes): Bytes {
  return buyer.concat(seller);
}

/** Side, then the token: 0xf3…0000000000… */
export function volumeId(side: Bytes, token: Bytes): Bytes {
  return side.concat(token);
}

/** Who owes, who is owed, in what: three addresses. */
export function creditId(debtor: Address, account: Bytes, token: Bytes): Bytes {
  return debtor.concat(account).concat(token);
}

/** The account that a membership is of: a pass has its address for a number. */
export function accountOfPass(number: BigInt): Address {
  return Address.fromBytes(Bytes.fromUint8Array(wordOf(number).subarray(12)));
}

/** Fee schedule, then the number of the holiday. */
export function holidayId(contract: Bytes, number: BigInt): Bytes {
  return contract.concat(wordOf(number));
}

/** Holiday, then the seller who took a place in it. */
export function holidayPlaceId(holiday: Bytes, seller: Bytes): Bytes {
  return holiday.concat(seller);
}

/** Attester, then the schema. */
export function issuerId(attester: Bytes, schema: Bytes): Bytes {
  return attester.concat(schema);
}

/** Contract, then the number of the report. */
export function reportId(contract: Bytes, number: BigInt): Bytes {
  return contract.concat(wordOf(number));
}

/** Seller, then who may act in its name: 0xf3…70… */
export function delegateId(seller: Bytes, delegate: Bytes): Bytes {
  return seller.concat(delegate);
}

/** Account, then the nonce of its signatures: 0xf3…07 */
export function cancelledNonceId(account: Bytes, nonce: BigInt): Bytes {
  return account.concat(wordOf(nonce));
}

/** Order, then the review's author: 0x9a…f3… */
export function reviewId(order: Bytes, author: Bytes): Bytes {
  return order.concat(author);
}

/** Contract, then the number of the court. */
export function courtId(contract: Bytes, number: BigInt): Bytes {
  return contract.concat(wordOf(number));
}

/** Contract, then the number of the case. */
export function caseId(contract: Bytes, number: BigInt): Bytes {
  return contract.concat(wordOf(number));
}

/** Case, then the number of the round. */
export function roundId(caseOf: Bytes, round: i32): Bytes {
  return caseOf.concatI32(round);
}

/** Round, then attempt and seat. */
export function seatId(round: Bytes, attempt: i32, seat: i32): Bytes {
  return round.concatI32(attempt).concatI32(seat);
}

/** Round, then who paid for an appeal against its ruling. */
export function contributionId(round: Bytes, contributor: Bytes): Bytes {
  return round.concat(contributor);
}

/** Days since 1970-01-01: 20781 */
export function dayOf(event: ethereum.Event): i32 {
  return <i32>(event.block.timestamp.toI64() / SECONDS_PER_DAY);
}

export function dayId(day: i32): string {
  return day.toString();
}

export function dayStart(day: i32): BigInt {
  return BigInt.fromI32(day).times(BigInt.fromI64(SECONDS_PER_DAY));
}

/** Day, then the token: 20781-0x00… */
export function tokenDayId(day: i32, token: Bytes): string {
  return `${dayId(day)}-${token.toHexString()}`;
}
