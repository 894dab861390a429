import { BigInt, store, Value } from "@graphprotocol/graph-ts";
import {
  HolidayExtended,
  HolidayJoined,
  HolidayOpened,
  HolidayPlaceVacated,
  MemberFloorProposed,
} from "../generated/FeeSchedule/FeeSchedule";
import { FeeHoliday, HolidayPlace } from "../generated/schema";
import { holidayId, holidayPlaceId } from "./ids";
import { skip } from "./missing";
import { accountOf, marketOf } from "./store";

export function handleHolidayOpened(event: HolidayOpened): void {
  const holiday = new FeeHoliday(holidayId(event.address, event.params.number));
  holiday.number = event.params.number.toI32();
  holiday.places = event.params.places;
  holiday.forAll = event.params.places.toU32() == u32.MAX_VALUE;
  holiday.taken = BigInt.zero();
  holiday.until = event.params.until;
  holiday.floorBps = event.params.floorBps;
  holiday.bond = event.params.bond;
  holiday.createdAt = event.block.timestamp;
  holiday.save();
}

export function handleHolidayExtended(event: HolidayExtended): void {
  const id = holidayId(event.address, event.params.number);
  const holiday = FeeHoliday.load(id);
  if (!holiday) return skip("fee holiday", id, event);
  holiday.places = event.params.places;
  holiday.forAll = event.params.places.toU32() == u32.MAX_VALUE;
  holiday.until = event.params.until;
  holiday.save();
}

export function handleHolidayJoined(event: HolidayJoined): void {
  const id = holidayId(event.address, event.params.number);
  const holiday = FeeHoliday.load(id);
  if (!holiday) return skip("fee holiday", id, event);
  holiday.taken = event.params.taken;
  holiday.save();

  const place = new HolidayPlace(holidayPlaceId(id, event.params.seller));
  place.holiday = id;
  place.seller = accountOf(event.params.seller, event).id;
  place.timestamp = event.block.timestamp;
  place.save();
}

/** Its bond no longer counted, and somebody else may have it. */
export function handleHolidayPlaceVacated(event: HolidayPlaceVacated): void {
  const id = holidayId(event.address, event.params.number);
  const holiday = FeeHoliday.load(id);
  if (!holiday) return skip("fee holiday", id, event);
  holiday.taken = event.params.taken;
  holiday.save();

  store.remove("HolidayPlace", holidayPlaceId(id, event.params.seller).toHexString());
}

/** As with the price of a membership. The generated setters take zero for "nothing". */
export function handleMemberFloorProposed(event: MemberFloorProposed): void {
  const market = marketOf();
  const since = market.memberFloorEffectiveAt;
  const announced = Value.fromI32(event.params.floorBps);
  if (!since) market.set("memberFloorBefore", announced);
  else if (since.le(event.block.timestamp)) market.set("memberFloorBefore", market.get("memberFloorBps")!);
  market.set("memberFloorBps", announced);
  market.memberFloorEffectiveAt = event.params.effectiveAt;
  market.save();
}
