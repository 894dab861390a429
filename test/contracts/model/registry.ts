import type { Address, Hex } from "viem";
import {
  kinds,
  listingId,
  type ListingStatus,
  listingStatuses,
  type Terms,
  UNLIMITED_STOCK,
} from "../../../protocol/ids.ts";
import { refuse } from "./ledger.ts";
import type { Call, World } from "./world.ts";

const day = 86_400;
export const mostFee = 1_000;
/** Of the three windows: the shortest, and the longest of each. */
export const shortest = 60;
export const longest = { fulfilWindow: 365 * day, inspectWindow: 90 * day, rulingWindow: 180 * day };

type Listing = { status: ListingStatus; sold: number };
export type Registry = ReturnType<typeof createRegistry>;

/** What IListingRegistry says, said once more. */
export function createRegistry({ clock, ledger, emit, places }: World, feeFloorDelay: number) {
  const listings = ledger.table<Listing>({ status: "none", sold: 0 });
  const epochs = ledger.table(0);
  const paused = ledger.table(false);
  const floor = ledger.table(0);
  const proposal = ledger.table<{ bps: number; dueAt: number } | null>(null);

  const requireOpen = () => paused.get() && refuse("Paused");
  const isRequest = (terms: Terms) => kinds[terms.kind] === "request";

  function put(from: Address, terms: Terms): Hex {
    if (from !== terms.seller) refuse("NotSeller", from, terms.seller);
    const epoch = epochs.get(from);
    if (terms.epoch !== epoch) refuse("StaleEpoch", terms.epoch, epoch);
    check(terms);
    const id = listingId(terms);
    if (listings.get(id).status !== "none") refuse("ListingExists", id);
    listings.set({ status: "active", sold: 0 }, id);
    emit("Published", { listingId: id, terms });
    return id;
  }

  function check(terms: Terms) {
    if (clock.now > terms.expiry) refuse("ListingExpired", terms.expiry, clock.now);
    if (terms.price === 0n && !isRequest(terms)) refuse("ZeroPrice");
    if (terms.stock === 0) refuse("ZeroStock");
    if (BigInt(terms.arbitrator) === 0n) refuse("ZeroArbitrator");
    if (terms.deposit > 0n && kinds[terms.kind] !== "rental") refuse("DepositNotAllowed", terms.kind);
    for (const name of ["fulfilWindow", "inspectWindow", "rulingWindow"] as const) {
      const within = terms[name] >= shortest && terms[name] <= longest[name];
      if (!within) refuse("WindowOutOfBounds", terms[name], shortest, longest[name]);
    }
    for (const bps of [terms.sellerFeeBps, terms.buyerFeeBps, terms.referralBps])
      if (bps > mostFee) refuse("FeeOutOfBounds", bps, 0, mostFee);
    const together = terms.sellerFeeBps + terms.buyerFeeBps;
    if (together < floor.get()) refuse("FeeOutOfBounds", together, floor.get(), 2 * mostFee);
  }

  function takeDown(from: Address, terms: Terms): Hex {
    if (from !== terms.seller) refuse("NotSeller", from, terms.seller);
    const id = listingId(terms);
    const listing = listings.get(id);
    if (listing.status !== "active") refuse("ListingNotActive", id, listingStatuses.indexOf(listing.status));
    listings.set({ ...listing, status: "closed" }, id);
    return id;
  }

  const verbs = {
    publish({ from }: Call, terms: Terms) {
      requireOpen();
      put(from, terms);
    },

    publishMany({ from }: Call, many: Terms[]) {
      requireOpen();
      for (const terms of many) put(from, terms);
    },

    edit({ from }: Call, replaced: Terms, terms: Terms) {
      const replacedId = takeDown(from, replaced);
      requireOpen();
      emit("Replaced", { listingId: put(from, terms), replacedId });
    },

    close({ from }: Call, terms: Terms) {
      emit("Closed", { listingId: takeDown(from, terms) });
    },

    cancelAll({ from }: Call) {
      const epoch = epochs.get(from) + 1;
      epochs.set(epoch, from);
      emit("AllCancelled", { seller: from, epoch });
    },

    take({ from }: Call, terms: Terms, quantity: number): Hex {
      if (from !== places.escrow) refuse("NotEscrow", from);
      requireOpen();
      const id = listingId(terms);
      const listing = listings.get(id);
      if (listing.status !== "active") refuse("ListingNotActive", id, listingStatuses.indexOf(listing.status));
      if (isRequest(terms)) refuse("NotForSale", id);
      if (clock.now > terms.expiry) refuse("ListingExpired", terms.expiry, clock.now);
      const epoch = epochs.get(terms.seller);
      if (terms.epoch !== epoch) refuse("StaleEpoch", terms.epoch, epoch);
      if (terms.stock === UNLIMITED_STOCK) return id;
      const left = terms.stock - listing.sold;
      if (quantity > left) refuse("OutOfStock", left, quantity);
      listings.set({ ...listing, sold: listing.sold + quantity }, id);
      return id;
    },

    setPaused({ from }: Call, value: boolean) {
      requireOwner(from);
      paused.set(value);
      emit("PauseSet", { paused: value });
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
    if (from !== places.owner) refuse("OwnableUnauthorizedAccount", from);
  }

  return { verbs, listings, epochs, paused, floor, proposal };
}
