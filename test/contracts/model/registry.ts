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

  const requireLister = (from: Address, seller: Address) => from !== seller && refuse("NotSeller", from, seller);

  function put(seller: Address, terms: Terms): Hex {
    if (terms.seller !== seller) refuse("NotSeller", seller, terms.seller);
    const epoch = epochs.get(seller);
    if (terms.epoch !== epoch) refuse("StaleEpoch", terms.epoch, epoch);
    check(terms);
    const id = listingId(terms);
    const listing = listings.get(id);
    if (listing.status !== "none") refuse("ListingExists", id);
    listings.set({ ...listing, status: "active" }, id);
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
    requireLister(from, terms.seller);
    const id = listingId(terms);
    const listing = listings.get(id);
    if (listing.status === "closed") refuse("ListingNotActive", id, listingStatuses.indexOf(listing.status));
    listings.set({ ...listing, status: "closed" }, id);
    return id;
  }

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
      if (clock.now > terms.expiry) refuse("ListingExpired", terms.expiry, clock.now);
      if (isRequest(terms)) refuse("NotForSale", id);
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
