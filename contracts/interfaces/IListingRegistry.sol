// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What is being traded. `Request` is a wanted notice: it can be answered, not bought.
enum Kind {
    Item,
    Digital,
    Service,
    Rental,
    Request
}

/// @notice Everything buyer and seller agree on. Its EIP-712 struct hash is the listing's id, so nothing here can change
/// after publication: an edit is a new listing that names the one it replaces.
///
/// A listing whose `slot` is not zero sells time: its unit is one slot, an order is a stay of `quantity` slots in a row from
/// its `start`, and `stock` is how many stays there may be at a time.
/// @dev Amounts are in the token's smallest unit, windows in seconds, shares in basis points (1/10,000). What only stays and
/// options need stands last: events tell it only where there is any.
struct Terms {
    address seller;
    /// Zero for the native coin.
    address token;
    /// Per unit.
    uint96 price;
    /// Per unit, of a booking per stay; returned to the buyer at the end; rentals only.
    uint96 deposit;
    /// Units for sale; `type(uint32).max` means no limit and no counting. Of a booking, how many there are at a time.
    uint32 stock;
    /// Last second at which it can be bought.
    uint40 expiry;
    /// From purchase, of a booking from its start, to the last moment at which the seller may ship.
    uint32 fulfilWindow;
    /// From shipping, of a booking from its end if that is later, to the last moment at which either side may open a dispute.
    uint32 inspectWindow;
    /// From the raising of a dispute to the last moment at which the arbitrator's ruling is waited for.
    uint32 rulingWindow;
    /// Commission taken from the seller's part.
    uint16 sellerFeeBps;
    /// Commission paid by the buyer on top of the price.
    uint16 buyerFeeBps;
    /// Share of the seller's part that goes to whoever referred the buyer, if anybody did.
    uint16 referralBps;
    Kind kind;
    /// What sort of thing it is, by its place, from one, in `categories` of protocol/metadata.ts; zero: none. Means nothing to the contracts.
    uint16 category;
    /// An ERC-792 arbitrator.
    address arbitrator;
    /// First word of the arbitrator's extra data: which of its courts judges. Nothing here compares it with the price; the
    /// market's own are meant for orders by their value, as `courtFor` of protocol/courts.ts says.
    uint32 courtId;
    /// sha2-256 digest of the metadata file: its CID is CIDv1, raw, sha2-256 of this value.
    bytes32 metadata;
    /// The seller's epoch when the terms were made; `cancelAll` moves to the next one and so voids them.
    uint32 epoch;
    /// Length of a slot in seconds; zero: not a booking, and the next three are zero as well.
    uint32 slot;
    /// A stay starts this much after a multiple of `slot` since 1970: check-in at 14:00 UTC is 50,400 of 86,400.
    uint32 slotOffset;
    /// Called off this long before the start or earlier, a stay costs nothing.
    uint32 freeNotice;
    /// Share of the price that comes back when half of `freeNotice` or more is left; with less, none does.
    uint16 lateRefundBps;
    /// Root of the tree of `Option`s, one of which every order takes; zero: there are none to choose from.
    bytes32 options;
}

/// @notice The first eighteen of `Terms`: those that every listing has.
struct PlainTerms {
    address seller;
    address token;
    uint96 price;
    uint96 deposit;
    uint32 stock;
    uint40 expiry;
    uint32 fulfilWindow;
    uint32 inspectWindow;
    uint32 rulingWindow;
    uint16 sellerFeeBps;
    uint16 buyerFeeBps;
    uint16 referralBps;
    Kind kind;
    uint16 category;
    address arbitrator;
    uint32 courtId;
    bytes32 metadata;
    uint32 epoch;
}

enum ListingStatus {
    None,
    Active,
    Closed
}

/// @notice Many listings under one signature or one transaction: the Merkle root over their ids, and the digest of the file
/// that lists them all (its CID as for `Terms.metadata`).
/// @dev Pairs are hashed in sorted order; a leaf is a listing's id as it is, which no inner node can equal, since an id hashes
/// 768 bytes and a node 64.
struct Catalogue {
    address seller;
    bytes32 root;
    bytes32 contents;
    /// As in `Terms`.
    uint32 epoch;
}

/// @notice One of a listing's choices, whole: a size and a delivery are one option, not two. What it is called stands in the
/// listing's metadata under the order's `choice`.
/// @dev A leaf is `keccak256(keccak256(abi.encode(choice, stock, unitPrice, orderPrice)))`, pairs are hashed in sorted order: the
/// standard tree of @openzeppelin/merkle-tree. The first half of a `choice` names what has a stock of its own (a size, a
/// colour: the variant), the second half what has none (a delivery, an extra); an empty half says that there is nothing of it.
struct Option {
    /// Units for sale of its variant, beside the listing's own stock, which counts all; not looked at without a variant.
    uint32 stock;
    /// Added to the price of each unit.
    uint96 unitPrice;
    /// Added once for an order.
    uint96 orderPrice;
    /// From its leaf to the root.
    bytes32[] path;
}

/// @notice What shows that an order can be made: for a listing that was never published, that the seller offers it; for one with
/// options, that there is the one taken.
struct ListingProof {
    /// From the listing's id to the catalogue's root. Empty for terms that are published, or signed by themselves.
    bytes32[] path;
    /// The catalogue's `contents`; zero for terms that are published, or signed by themselves.
    bytes32 contents;
    /// EIP-712 (contracts: ERC-1271) by the seller, over the terms or the catalogue. Empty for published terms, not looked at when the
    /// catalogue was published.
    bytes signature;
    /// Not looked at for a listing without options.
    Option option;
}

/// @notice One slot per listing. Whether it is sold out or expired follows from its terms. `sold` less what came back; of
/// bookings the calendar counts instead.
struct ListingState {
    ListingStatus status;
    uint32 sold;
    /// Whether `Presented` has told the terms of one that was never published.
    bool presented;
}

/// @title Listings
/// @notice Who offers what, on which terms, and how much of it is left. Holds no money.
///
/// Three ways to offer: publish the terms, sign them (EIP-712; costs nothing until somebody buys), or publish or sign a
/// catalogue of many. All are judged by the same rules, a published listing when it is published, the others when they are bought.
///
/// Pausing stops new listings and new orders, never anything that exists. Fee shares are bounded by `MAX_FEE_BPS` for ever;
/// the fee floor is the least that seller and buyer fee of a new listing must come to together; `FeeSchedule` can say less for
/// some sellers, and is asked only when a listing stays below the floor.
interface IListingRegistry {
    /// @notice A listing was published.
    /// @param listingId The listing.
    /// @param terms Its terms; of those that `Specified` tells, none differs from zero if that is not emitted right after.
    event Published(bytes32 indexed listingId, PlainTerms terms);
    /// @notice Emitted right after `Published` or `Presented` of a listing that sells time or has options: the rest of its terms.
    /// @param listingId The listing.
    /// @param slot As in `Terms`.
    /// @param slotOffset As in `Terms`.
    /// @param freeNotice As in `Terms`.
    /// @param lateRefundBps As in `Terms`.
    /// @param options As in `Terms`.
    event Specified(
        bytes32 indexed listingId,
        uint32 slot,
        uint32 slotOffset,
        uint32 freeNotice,
        uint16 lateRefundBps,
        bytes32 options
    );
    /// @notice Emitted right after `Published` when the new listing is an edit of an older one, which closes.
    /// @param listingId The listing.
    /// @param replacedId The listing that it takes the place of.
    event Replaced(bytes32 indexed listingId, bytes32 indexed replacedId);
    /// @notice Emitted when the first is bought of a listing that was never published: from here on anyone knows its terms.
    /// @param listingId The listing.
    /// @param terms Its terms; those that are left out as in `Published`.
    event Presented(bytes32 indexed listingId, PlainTerms terms);
    /// @notice A listing was taken down.
    /// @param listingId The listing.
    event Closed(bytes32 indexed listingId);
    /// @notice Somebody points to a file of signed listings or signed catalogues, of any number of sellers (its CID as for
    /// `Terms.metadata`). What is in it is for its reader to judge.
    /// @param announcer Who points to it.
    /// @param contents Digest of the file.
    event OffersAnnounced(address indexed announcer, bytes32 contents);
    /// @notice The root of many listings was published.
    /// @param catalogueId The catalogue.
    /// @param seller The seller.
    /// @param root Root of the Merkle tree.
    /// @param contents Digest of the file that lists them.
    /// @param epoch The seller's epoch: with the next one the catalogue is void.
    event CataloguePublished(
        bytes32 indexed catalogueId,
        address indexed seller,
        bytes32 root,
        bytes32 contents,
        uint32 epoch
    );
    /// @notice A catalogue was taken down.
    /// @param catalogueId The catalogue.
    event CatalogueClosed(bytes32 indexed catalogueId);
    /// @notice A seller has taken everything down.
    /// @param seller The seller.
    /// @param epoch The seller's epoch from now on.
    event AllCancelled(address indexed seller, uint32 epoch);
    /// @notice A seller is away, or back.
    /// @param seller The seller.
    /// @param until The last second of the holiday; one that has passed: back.
    event HolidaySet(address indexed seller, uint40 until);
    /// @notice Somebody may list for a seller, or no longer.
    /// @param seller The seller.
    /// @param delegate Who may list for the seller, or no longer.
    /// @param allowed Whether it may.
    event DelegateSet(address indexed seller, address indexed delegate, bool allowed);
    /// @notice New listings and new orders are stopped, or let in again.
    /// @param paused Whether they are stopped.
    event PauseSet(bool paused);
    /// @notice Another fee floor was announced.
    /// @param feeFloorBps The floor, in basis points.
    /// @param effectiveAt The last second before it can be made to hold, in seconds since 1970.
    event FeeFloorProposed(uint16 feeFloorBps, uint40 effectiveAt);
    /// @notice Another fee floor holds.
    /// @param feeFloorBps The floor, in basis points.
    event FeeFloorSet(uint16 feeFloorBps);

    error NotSeller(address caller, address seller);
    error NotEscrow(address caller);
    error Paused();
    error ListingExists(bytes32 listingId);
    error ListingNotActive(bytes32 listingId, ListingStatus status);
    error ListingExpired(uint40 expiry, uint256 timestamp);
    error CatalogueExists(bytes32 catalogueId);
    error CatalogueNotOpen(bytes32 catalogueId, ListingStatus status);
    error InvalidListingSignature(address seller, bytes32 digest);
    error StaleEpoch(uint32 epoch, uint32 current);
    error SellerAway(uint40 until, uint256 timestamp);
    error OutOfStock(uint32 left, uint32 wanted);
    error NotForSale(bytes32 listingId);
    error VariantOutOfStock(bytes16 variant, uint256 left, uint32 wanted);
    error SlotsTaken(uint40 from, uint256 stock);
    error StartOutOfBounds(uint40 start, uint256 earliest, uint256 latest);
    error StartBetweenSlots(uint40 start, uint32 slot, uint32 slotOffset);
    error TooManySlots(uint32 slots, uint32 max);
    error NotABooking(bytes32 listingId);
    error BookingNotAllowed(Kind kind, uint32 stock);
    error SlotOutOfBounds(uint32 slot, uint32 lower, uint32 upper);
    error NoticeOutOfBounds(uint32 slotOffset, uint32 freeNotice, uint16 lateRefundBps);
    error ChoiceMissing(bytes32 listingId);
    error NotAnOption(bytes32 listingId, bytes32 choice);
    error VariantOfBooking(bytes32 listingId, bytes32 choice);
    error WrongExtra(uint96 extra, uint256 expected);
    error PausedForEver();
    error ZeroPrice();
    error ZeroStock();
    error ZeroArbitrator();
    error WindowOutOfBounds(uint32 window, uint32 lower, uint32 upper);
    error FeeOutOfBounds(uint16 bps, uint16 lower, uint16 upper);
    error DepositNotAllowed(Kind kind);
    error FeeFloorNotDue(uint40 effectiveAt, uint256 timestamp);
    error NoFeeFloorProposed();

    /// @notice Puts a listing up. The caller is the seller or its delegate, as for every verb that lists or takes down.
    /// @dev Reverts with NotSeller, StaleEpoch, ListingExpired, ZeroPrice, ZeroStock, ZeroArbitrator, DepositNotAllowed,
    /// NoticeOutOfBounds, BookingNotAllowed, SlotOutOfBounds, WindowOutOfBounds, FeeOutOfBounds, ListingExists or Paused.
    /// @param terms The terms of the listing: their hash is its id.
    /// @return listingId The listing.
    function publish(Terms calldata terms) external returns (bytes32 listingId);

    /// @notice Several of one seller's at once, for less each.
    /// @dev Reverts with Paused, NotSeller, StaleEpoch, ListingExpired, ZeroPrice, ZeroStock, ZeroArbitrator,
    /// DepositNotAllowed, NoticeOutOfBounds, BookingNotAllowed, SlotOutOfBounds, WindowOutOfBounds, FeeOutOfBounds or
    /// ListingExists.
    /// @param terms The terms of each.
    function publishMany(Terms[] calldata terms) external;

    /// @notice Publishes `terms` and closes the listing of the same seller that they replace.
    /// @dev Reverts with NotSeller, ListingNotActive, StaleEpoch, ListingExpired, ZeroPrice, ZeroStock, ZeroArbitrator,
    /// DepositNotAllowed, NoticeOutOfBounds, BookingNotAllowed, SlotOutOfBounds, WindowOutOfBounds, FeeOutOfBounds,
    /// ListingExists or Paused.
    /// @param replaced The terms of the listing that closes.
    /// @param terms The terms of the listing: their hash is its id.
    /// @return listingId The listing.
    function edit(Terms calldata replaced, Terms calldata terms) external returns (bytes32 listingId);

    /// @notice Takes a listing down for good, a signed one that was never published too. Orders made from it go on.
    /// @dev Reverts with NotSeller or ListingNotActive.
    /// @param terms The terms of the listing: their hash is its id.
    function close(Terms calldata terms) external;

    /// @notice Offers every listing of a catalogue.
    /// @dev Reverts with NotSeller, Paused, StaleEpoch or CatalogueExists.
    /// @param catalogue The catalogue: its hash is its id.
    /// @return catalogueId The catalogue.
    function publishCatalogue(Catalogue calldata catalogue) external returns (bytes32 catalogueId);

    /// @notice Takes a catalogue down for good, a signed one that was never published too.
    /// @dev Reverts with NotSeller or CatalogueNotOpen.
    /// @param catalogue The catalogue: its hash is its id.
    function closeCatalogue(Catalogue calldata catalogue) external;

    /// @notice Anyone: lets the index find what its sellers have signed and nobody has bought yet.
    /// @param contents Digest of the file: signed listings, or signed catalogues.
    function announceOffers(bytes32 contents) external;

    /// @notice Takes every listing and catalogue of the caller down at once, signed ones that were never published included.
    /// @return epoch The seller's epoch from now on.
    function cancelAll() external returns (uint32 epoch);

    /// @notice Nothing of the caller's can be bought up to and including `until`. A moment that has passed ends the holiday.
    /// @param until The last second of the holiday.
    function setHoliday(uint40 until) external;

    /// @notice Lets somebody publish and take down in the caller's name, or no longer. A delegate can't sign listings, cancel all
    /// of them, or come near any money.
    /// @param delegate Who may list for the seller, or no longer.
    /// @param allowed Whether it may.
    function setDelegate(address delegate, bool allowed) external;

    /// @notice Counts units as sold, or enters a stay into the calendar, which the escrow's `OrderFunded` announces. Only the escrow
    /// calls it, with the terms and what follows them in the order.
    /// @dev Reverts with NotEscrow, Paused, ListingNotActive, ListingExpired, ChoiceMissing, NotAnOption, NotForSale,
    /// StaleEpoch, SellerAway, TooManySlots, StartOutOfBounds, StartBetweenSlots, SlotsTaken, NotABooking or OutOfStock.
    /// @param terms The terms of the listing: their hash is its id.
    /// @param quantity Units; of a booking, slots in a row.
    /// @param start Of a stay; zero for anything else.
    /// @param choice Zero: only listings without options are taken without a proof.
    /// @param extra What the option adds to the price of the whole order, in the smallest unit.
    /// @return listingId The listing.
    function take(
        Terms calldata terms,
        uint32 quantity,
        uint40 start,
        bytes32 choice,
        uint96 extra
    ) external returns (bytes32 listingId);

    /// @notice The same with a proof: for terms that were never published, which are held against the rules for new listings, and
    /// for listings with options.
    /// @dev Reverts with NotEscrow, Paused, ListingNotActive, ListingExpired, ZeroPrice, ZeroStock, ZeroArbitrator,
    /// DepositNotAllowed, NoticeOutOfBounds, BookingNotAllowed, SlotOutOfBounds, WindowOutOfBounds, FeeOutOfBounds,
    /// CatalogueNotOpen, InvalidListingSignature, NotAnOption, ChoiceMissing, WrongExtra, VariantOfBooking,
    /// VariantOutOfStock, NotForSale, StaleEpoch, SellerAway, TooManySlots, StartOutOfBounds, StartBetweenSlots, SlotsTaken,
    /// NotABooking or OutOfStock.
    /// @param terms The terms of the listing: their hash is its id.
    /// @param quantity Units; of a booking, slots in a row.
    /// @param start When the stay begins, in seconds since 1970; zero for anything but a booking.
    /// @param choice The option taken; zero for none.
    /// @param extra What the option adds to the price of the whole order.
    /// @param proof What shows that the order can be made.
    /// @return listingId The listing.
    function takeProven(
        Terms calldata terms,
        uint32 quantity,
        uint40 start,
        bytes32 choice,
        uint96 extra,
        ListingProof calldata proof
    ) external returns (bytes32 listingId);

    /// @notice What was taken is for sale again, as the escrow's `OrderRefunded` and `OrderCalledOff` announce. Only the escrow calls it,
    /// once for an order, with what the order was taken with; it never fails.
    /// @dev Reverts with NotEscrow.
    /// @param terms The terms of the listing: their hash is its id.
    /// @param quantity Units; of a booking, slots in a row.
    /// @param start When the stay begins, in seconds since 1970; zero for anything but a booking.
    /// @param choice The option taken; zero for none.
    /// @param extra What the option adds to the price of the whole order, in the smallest unit.
    function putBack(Terms calldata terms, uint32 quantity, uint40 start, bytes32 choice, uint96 extra) external;

    /// @notice The owner stops, or lets in again, new listings and new orders.
    /// @dev Reverts with OwnableUnauthorizedAccount.
    /// @param paused Whether they are stopped.
    function setPaused(bool paused) external;

    /// @notice The owner announces a fee floor for new listings.
    /// @dev Reverts with OwnableUnauthorizedAccount or FeeOutOfBounds.
    /// @param feeFloorBps The floor, in basis points.
    function proposeFeeFloor(uint16 feeFloorBps) external;

    /// @notice Anyone, once the announced fee floor is due: makes it hold.
    /// @dev Reverts with NoFeeFloorProposed or FeeFloorNotDue.
    function setFeeFloor() external;

    /// @notice A listing's id.
    /// @param terms The terms of the listing: their hash is its id.
    function listingId(Terms calldata terms) external pure returns (bytes32);
    /// @notice A catalogue's id.
    /// @param catalogue The catalogue: its hash is its id.
    function catalogueId(Catalogue calldata catalogue) external pure returns (bytes32);
    /// @notice Where a listing stands.
    /// @param listingId The listing.
    function stateOf(bytes32 listingId) external view returns (ListingState memory);
    /// @notice Units of a variant that are sold.
    /// @param listingId The listing.
    /// @param variant First half of a `choice`.
    function variantSold(bytes32 listingId, bytes16 variant) external view returns (uint256);
    /// @notice How many of the stays sold cover each of `count` slots from `start` on.
    /// @dev Reverts with NotABooking.
    /// @param terms The terms of the listing: their hash is its id.
    /// @param start When the first of the slots begins, in seconds since 1970.
    /// @param count How many slots.
    function takenAt(Terms calldata terms, uint40 start, uint32 count) external view returns (uint8[] memory);
    /// @notice Whether a catalogue is open.
    /// @param catalogueId The catalogue.
    function catalogueStatusOf(bytes32 catalogueId) external view returns (ListingStatus);
    /// @notice A seller's epoch: only terms that carry it are good.
    /// @param seller The seller.
    function epochOf(address seller) external view returns (uint32);
    /// @notice Until when a seller is away.
    /// @param seller The seller.
    /// @return until The last second of the holiday; one that has passed: not away.
    function holidayOf(address seller) external view returns (uint40 until);
    /// @notice Whether somebody may list for a seller.
    /// @param seller The seller.
    /// @param delegate Who may list for the seller, or not.
    function isDelegate(address seller, address delegate) external view returns (bool);
    /// @notice The fee floor that holds now, in basis points.
    function feeFloorBps() external view returns (uint16);
    /// @notice Whether new listings and new orders are stopped.
    function paused() external view returns (bool);
}
