import { type Address, concat, hashTypedData, type Hex, keccak256 } from "viem";
import {
  kinds,
  listingId,
  type ListingStatus,
  listingStatuses,
  type Terms,
  UNLIMITED_STOCK,
} from "../../../protocol/ids.ts";
import {
  type Catalogue,
  catalogueId,
  catalogueTypedData,
  type ListingProof,
  termsTypedData,
} from "../../../protocol/offer.ts";
import { refuse } from "./ledger.ts";
import type { IsSigned } from "./scene.ts";
import type { Call, World } from "./world.ts";

const day = 86_400;
export const mostFee = 1_000;
/** Of the three windows: the shortest, and the longest of each. */
export const shortest = 60;
export const longest = { fulfilWindow: 365 * day, inspectWindow: 90 * day, rulingWindow: 180 * day };

type Listing = { status: ListingStatus; sold: number; presented: boolean };
export type Registry = ReturnType<typeof createRegistry>;

const parent = (a: Hex, b: Hex) => keccak256(concat(BigInt(a) < BigInt(b) ? [a, b] : [b, a]));

/** What IListingRegistry says, said once more. */
export function createRegistry({ clock, ledger, emit, places }: World, feeFloorDelay: number, isSigned: IsSigned) {
  const listings = ledger.table<Listing>({ status: "none", sold: 0, presented: false });
  const catalogues = ledger.table<ListingStatus>("none");
  const epochs = ledger.table(0);
  const holidays = ledger.table(0);
  const delegates = ledger.table(false);
  const paused = ledger.table(false);
  const floor = ledger.table(0);
  const proposal = ledger.table<{ bps: number; dueAt: number } | null>(null);

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

  function count(terms: Terms, id: Hex, quantity: number) {
    const listing = listings.get(id);
    if (isRequest(terms)) refuse("NotForSale", id);
    const epoch = epochs.get(terms.seller);
    if (terms.epoch !== epoch) refuse("StaleEpoch", terms.epoch, epoch);
    const awayUntil = holidays.get(terms.seller);
    if (clock.now <= awayUntil) refuse("SellerAway", awayUntil, clock.now);
    if (terms.stock === UNLIMITED_STOCK) return;
    const left = terms.stock - listing.sold;
    if (quantity > left) refuse("OutOfStock", left, quantity);
    listings.set({ ...listing, sold: listing.sold + quantity }, id);
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

    take({ from }: Call, terms: Terms, quantity: number): Hex {
      if (from !== places.escrow) refuse("NotEscrow", from);
      requireOpen();
      const id = listingId(terms);
      const listing = listings.get(id);
      if (listing.status !== "active") refuse("ListingNotActive", id, listingStatuses.indexOf(listing.status));
      if (clock.now > terms.expiry) refuse("ListingExpired", terms.expiry, clock.now);
      count(terms, id, quantity);
      return id;
    },

    takeProven({ from }: Call, terms: Terms, quantity: number, proof: ListingProof): Hex {
      if (from !== places.escrow) refuse("NotEscrow", from);
      requireOpen();
      check(terms);
      const id = listingId(terms);
      const { status } = listings.get(id);
      if (status === "closed") refuse("ListingNotActive", id, listingStatuses.indexOf(status));
      prove(terms, id, proof);
      count(terms, id, quantity);
      const listing = listings.get(id);
      if (listing.presented) return id;
      listings.set({ ...listing, presented: true }, id);
      emit("Presented", { listingId: id, terms });
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

  return { verbs, listings, catalogues, epochs, holidays, delegates, paused, floor, proposal };
}
