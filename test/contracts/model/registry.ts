import {
  type Address,
  concat,
  encodeAbiParameters,
  hashTypedData,
  type Hex,
  keccak256,
  parseAbiParameters,
  slice,
} from "viem";
import {
  kinds,
  listingId,
  type ListingStatus,
  listingStatuses,
  NATIVE,
  type Order,
  type Terms,
  UNLIMITED_STOCK,
} from "../../../protocol/ids.ts";
import {
  type Catalogue,
  catalogueId,
  catalogueTypedData,
  type ListingProof,
  termsTypedData,
} from "../../../protocol/listingProof.ts";
import { refuse } from "./ledger.ts";
import type { IsSigned } from "./scene.ts";
import type { Call, World } from "./world.ts";

const day = 86_400;
export const mostFee = 1_000;
/** Of the three windows: the shortest, and the longest of each. */
export const shortest = 60;
export const longest = { fulfilWindow: 365 * day, inspectWindow: 90 * day, rulingWindow: 180 * day };
/** Of bookings: how long a slot may be, how many may be taken at once, how far ahead, how many stays at a time. */
export const slots = { shortest: 300, longest: 31 * day, most: 366, ahead: 730 * day, atATime: 255 };
export const longestNotice = 365 * day;

/** From when to when, the end excluded. */
type Stay = { from: number; until: number };
/** What of a listing is taken: its place in an order. */
type Taken = Pick<Order, "quantity" | "start" | "choice" | "extra">;
type Listing = { status: ListingStatus; sold: number; presented: boolean };
export type Registry = ReturnType<typeof createRegistry>;

const leafParts = parseAbiParameters("bytes32, uint32, uint96, uint96");
const noHalf: Hex = `0x${"0".repeat(32)}`;
/** What has a stock of its own: the first half of a choice. */
export const variantOf = (choice: Hex): Hex => slice(choice, 0, 16);

const parent = (a: Hex, b: Hex) => keccak256(concat(BigInt(a) < BigInt(b) ? [a, b] : [b, a]));

/** What IListingRegistry says, said once more. */
export function createRegistry({ clock, ledger, emit, places }: World, feeFloorDelay: number, isSigned: IsSigned) {
  const listings = ledger.table<Listing>({ status: "none", sold: 0, presented: false });
  const catalogues = ledger.table<ListingStatus>("none");
  /** Every stay that is booked, a row each; and by listing and variant, how many are sold. */
  const stays = ledger.table<readonly Stay[]>([]);
  const variants = ledger.table(0);
  const epochs = ledger.table(0);
  const holidays = ledger.table(0);
  const delegates = ledger.table(false);
  const paused = ledger.table(false);
  const floor = ledger.table(0);
  const proposal = ledger.table<{ bps: number; dueAt: number } | null>(null);
  const owner = ledger.table(places.owner);

  const requireOpen = () => paused.get() && refuse("Paused");
  const isRequest = (terms: Terms) => kinds[terms.kind] === "request";

  const requireLister = (from: Address, seller: Address) =>
    from !== seller && !delegates.get(seller, from) && refuse("NotSeller", from, seller);

  function put(seller: Address, terms: Terms): Hex {
    if (terms.seller !== seller) refuse("NotSeller", seller, terms.seller);
    const epoch = epochs.get(seller);
    if (terms.epoch !== epoch) refuse("StaleEpoch", terms.epoch, epoch);
    check(terms);
    const id = listingId(terms);
    const listing = listings.get(id);
    if (listing.status !== "none") refuse("ListingExists", id);
    listings.set({ ...listing, status: "active" }, id);
    announce("Published", id, terms);
    return id;
  }

  /** What every listing has, and the rest where there is any of it. */
  function announce(
    event: string,
    listingId: Hex,
    { slot, slotOffset, freeNotice, lateRefundBps, options, ...terms }: Terms,
  ) {
    emit(event, { listingId, terms });
    const rest = { slot, slotOffset, freeNotice, lateRefundBps, options };
    if (Object.values(rest).some((word) => BigInt(word) !== 0n)) emit("Specified", { listingId, ...rest });
  }

  function check(terms: Terms) {
    if (clock.now > terms.expiry) refuse("ListingExpired", terms.expiry, clock.now);
    if (terms.price === 0n && !isRequest(terms)) refuse("ZeroPrice");
    if (terms.stock === 0) refuse("ZeroStock");
    if (BigInt(terms.arbitrator) === 0n) refuse("ZeroArbitrator");
    if (terms.deposit > 0n && kinds[terms.kind] !== "rental") refuse("DepositNotAllowed", terms.kind);
    checkTime(terms);
    for (const name of ["fulfilWindow", "inspectWindow", "rulingWindow"] as const) {
      const within = terms[name] >= shortest && terms[name] <= longest[name];
      if (!within) refuse("WindowOutOfBounds", terms[name], shortest, longest[name]);
    }
    for (const bps of [terms.sellerFeeBps, terms.buyerFeeBps, terms.referralBps])
      if (bps > mostFee) refuse("FeeOutOfBounds", bps, 0, mostFee);
    const together = terms.sellerFeeBps + terms.buyerFeeBps;
    if (together < floor.get()) refuse("FeeOutOfBounds", together, floor.get(), 2 * mostFee);
  }

  /** What sells time, and how. */
  function checkTime({ kind, stock, slot, slotOffset, freeNotice, lateRefundBps }: Terms) {
    const wrongNotice = () => refuse("NoticeOutOfBounds", slotOffset, freeNotice, lateRefundBps);
    if (slot === 0) {
      if (slotOffset > 0 || freeNotice > 0 || lateRefundBps > 0) wrongNotice();
      return;
    }
    if (!["rental", "service"].includes(kinds[kind]!) || stock > slots.atATime)
      refuse("BookingNotAllowed", kind, stock);
    if (slot < slots.shortest || slot > slots.longest) refuse("SlotOutOfBounds", slot, slots.shortest, slots.longest);
    if (slotOffset >= slot || freeNotice > longestNotice || lateRefundBps > 10_000) wrongNotice();
  }

  function takeDown(from: Address, terms: Terms): Hex {
    requireLister(from, terms.seller);
    const id = listingId(terms);
    const listing = listings.get(id);
    if (listing.status === "closed") refuse("ListingNotActive", id, listingStatuses.indexOf(listing.status));
    listings.set({ ...listing, status: "closed" }, id);
    return id;
  }

  /** That the seller offers it without having published it: by a signature, or as part of a catalogue of either kind. */
  function prove(terms: Terms, id: Hex, { path, contents, signature }: ListingProof) {
    const { seller, epoch } = terms;
    const { chainId, registry } = places;
    let digest = () => hashTypedData(termsTypedData(chainId, registry, terms));
    if (BigInt(contents) !== 0n) {
      const catalogue = { seller, root: path.reduce(parent, id), contents, epoch };
      const offered = catalogueId(catalogue);
      const status = catalogues.get(offered);
      if (status === "active") return;
      if (status === "closed") refuse("CatalogueNotOpen", offered, listingStatuses.indexOf(status));
      digest = () => hashTypedData(catalogueTypedData(chainId, registry, catalogue));
    }
    if (!isSigned(seller, digest(), signature)) refuse("InvalidListingSignature", seller, digest());
  }

  function requireUp(terms: Terms, id: Hex) {
    const { status } = listings.get(id);
    if (status !== "active") refuse("ListingNotActive", id, listingStatuses.indexOf(status));
    if (clock.now > terms.expiry) refuse("ListingExpired", terms.expiry, clock.now);
  }

  const requireNoChoice = (id: Hex, { choice, extra }: Taken) =>
    (BigInt(choice) > 0n || extra > 0n) && refuse("NotAnOption", id, choice);

  /** That it is one of the listing's options, at its price, and not sold out. */
  function choose(terms: Terms, id: Hex, { quantity, choice, extra }: Taken, { option }: ListingProof) {
    if (BigInt(choice) === 0n) refuse("ChoiceMissing", id);
    const { stock, unitPrice, orderPrice } = option;
    const leaf = keccak256(keccak256(encodeAbiParameters(leafParts, [choice, stock, unitPrice, orderPrice])));
    if (option.path.reduce(parent, leaf) !== terms.options) refuse("NotAnOption", id, choice);
    const price = unitPrice * BigInt(quantity) + orderPrice;
    if (extra !== price) refuse("WrongExtra", extra, price);
    const variant = variantOf(choice);
    if (variant === noHalf) return;
    if (terms.slot > 0) refuse("VariantOfBooking", id, choice);
    const sold = variants.get(id, variant);
    if (sold + quantity > stock) refuse("VariantOutOfStock", variant, Math.max(0, stock - sold), quantity);
    variants.set(sold + quantity, id, variant);
  }

  function count(terms: Terms, id: Hex, { quantity, start }: Taken) {
    const listing = listings.get(id);
    if (isRequest(terms)) refuse("NotForSale", id);
    const epoch = epochs.get(terms.seller);
    if (terms.epoch !== epoch) refuse("StaleEpoch", terms.epoch, epoch);
    const awayUntil = holidays.get(terms.seller);
    if (clock.now <= awayUntil) refuse("SellerAway", awayUntil, clock.now);
    if (terms.slot > 0) return book(terms, id, quantity, start);
    if (start > 0) refuse("NotABooking", id);
    if (terms.stock === UNLIMITED_STOCK) return;
    const left = terms.stock - listing.sold;
    if (quantity > left) refuse("OutOfStock", left, quantity);
    listings.set({ ...listing, sold: listing.sold + quantity }, id);
  }

  /** How many stays are under way then. */
  const takenAt = (id: Hex, moment: number) =>
    stays.get(id).filter(({ from, until }) => from <= moment && moment < until).length;

  function book(terms: Terms, id: Hex, quantity: number, start: number) {
    if (quantity > slots.most) refuse("TooManySlots", quantity, slots.most);
    const until = start + quantity * terms.slot;
    const latest = clock.now + slots.ahead - (until - start);
    if (start < clock.now || start > latest) refuse("StartOutOfBounds", start, clock.now, latest);
    if (start % terms.slot !== terms.slotOffset) refuse("StartBetweenSlots", start, terms.slot, terms.slotOffset);
    for (let moment = start; moment < until; moment += terms.slot)
      if (takenAt(id, moment) >= terms.stock) refuse("SlotsTaken", moment, terms.stock);
    stays.set([...stays.get(id), { from: start, until }], id);
  }

  const requireEscrow = (from: Address) => from !== places.escrow && refuse("NotEscrow", from);

  const verbs = {
    publish({ from }: Call, terms: Terms) {
      requireLister(from, terms.seller);
      requireOpen();
      put(terms.seller, terms);
    },

    publishMany({ from }: Call, many: Terms[]) {
      requireOpen();
      const seller = many[0]?.seller;
      if (!seller) return;
      requireLister(from, seller);
      for (const terms of many) put(seller, terms);
    },

    edit({ from }: Call, replaced: Terms, terms: Terms) {
      const replacedId = takeDown(from, replaced);
      requireOpen();
      emit("Replaced", { listingId: put(replaced.seller, terms), replacedId });
    },

    close({ from }: Call, terms: Terms) {
      emit("Closed", { listingId: takeDown(from, terms) });
    },

    publishCatalogue({ from }: Call, catalogue: Catalogue) {
      const { seller, root, contents, epoch } = catalogue;
      requireLister(from, seller);
      requireOpen();
      if (epoch !== epochs.get(seller)) refuse("StaleEpoch", epoch, epochs.get(seller));
      const id = catalogueId(catalogue);
      if (catalogues.get(id) !== "none") refuse("CatalogueExists", id);
      catalogues.set("active", id);
      emit("CataloguePublished", { catalogueId: id, seller, root, contents, epoch });
    },

    closeCatalogue({ from }: Call, catalogue: Catalogue) {
      requireLister(from, catalogue.seller);
      const id = catalogueId(catalogue);
      if (catalogues.get(id) === "closed") refuse("CatalogueNotOpen", id, listingStatuses.indexOf("closed"));
      catalogues.set("closed", id);
      emit("CatalogueClosed", { catalogueId: id });
    },

    announceOffers({ from }: Call, contents: Hex) {
      emit("OffersAnnounced", { announcer: from, contents });
    },

    setHoliday({ from }: Call, until: number) {
      holidays.set(until, from);
      emit("HolidaySet", { seller: from, until });
    },

    setDelegate({ from }: Call, delegate: Address, allowed: boolean) {
      delegates.set(allowed, from, delegate);
      emit("DelegateSet", { seller: from, delegate, allowed });
    },

    cancelAll({ from }: Call) {
      const epoch = epochs.get(from) + 1;
      epochs.set(epoch, from);
      emit("AllCancelled", { seller: from, epoch });
    },

    take({ from }: Call, terms: Terms, quantity: number, start: number, choice: Hex, extra: bigint): Hex {
      requireEscrow(from);
      requireOpen();
      const id = listingId(terms);
      requireUp(terms, id);
      if (BigInt(terms.options) > 0n) refuse("ChoiceMissing", id);
      const taken = { quantity, start, choice, extra };
      requireNoChoice(id, taken);
      count(terms, id, taken);
      return id;
    },

    takeProven(
      { from }: Call,
      terms: Terms,
      quantity: number,
      start: number,
      choice: Hex,
      extra: bigint,
      proof: ListingProof,
    ): Hex {
      requireEscrow(from);
      requireOpen();
      const id = listingId(terms);
      const isShown = BigInt(proof.contents) > 0n || proof.signature !== "0x";
      if (isShown) {
        check(terms);
        const { status } = listings.get(id);
        if (status === "closed") refuse("ListingNotActive", id, listingStatuses.indexOf(status));
        prove(terms, id, proof);
      } else requireUp(terms, id);
      const taken = { quantity, start, choice, extra };
      if (BigInt(terms.options) > 0n) choose(terms, id, taken, proof);
      else requireNoChoice(id, taken);
      count(terms, id, taken);
      const listing = listings.get(id);
      if (!isShown || listing.presented) return id;
      listings.set({ ...listing, presented: true }, id);
      announce("Presented", id, terms);
      return id;
    },

    putBack({ from }: Call, terms: Terms, quantity: number, start: number, choice: Hex, _extra: bigint) {
      requireEscrow(from);
      const id = listingId(terms);
      const variant = variantOf(choice);
      if (variant !== noHalf) variants.set(variants.get(id, variant) - quantity, id, variant);
      if (start > 0) {
        const until = start + quantity * terms.slot;
        const rows = stays.get(id);
        const row = rows.findIndex((stay) => stay.from === start && stay.until === until);
        return stays.set(
          rows.filter((_, i) => i !== row),
          id,
        );
      }
      const listing = listings.get(id);
      if (terms.stock !== UNLIMITED_STOCK) listings.set({ ...listing, sold: listing.sold - quantity }, id);
    },

    setPaused({ from }: Call, value: boolean) {
      requireOwner(from);
      paused.set(value);
      emit("PauseSet", { paused: value });
    },

    /** Nobody could ever let new orders in again. */
    renounceOwnership({ from }: Call) {
      requireOwner(from);
      if (paused.get()) refuse("PausedForEver");
      owner.set(NATIVE);
      emit("OwnershipTransferred", { previousOwner: from, newOwner: NATIVE });
    },

    proposeFeeFloor({ from }: Call, bps: number) {
      requireOwner(from);
      if (bps > mostFee) refuse("FeeOutOfBounds", bps, 0, mostFee);
      const dueAt = clock.now + feeFloorDelay;
      proposal.set({ bps, dueAt });
      emit("FeeFloorProposed", { feeFloorBps: bps, effectiveAt: dueAt });
    },

    setFeeFloor(_: Call) {
      const proposed = proposal.get() ?? refuse("NoFeeFloorProposed");
      if (clock.now <= proposed.dueAt) refuse("FeeFloorNotDue", proposed.dueAt, clock.now);
      floor.set(proposed.bps);
      proposal.set(null);
      emit("FeeFloorSet", { feeFloorBps: proposed.bps });
    },
  };

  function requireOwner(from: Address) {
    if (from !== owner.get()) refuse("OwnableUnauthorizedAccount", from);
  }

  return {
    ...{ verbs, listings, stays, variants, takenAt, catalogues, epochs, holidays, delegates, paused, floor, proposal },
    owner,
  };
}
