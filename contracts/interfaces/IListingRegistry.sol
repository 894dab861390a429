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
/// @dev Amounts are in the token's smallest unit, windows in seconds, shares in basis points (1/10,000).
struct Terms {
    address seller;
    /// Zero for the native coin.
    address token;
    /// Per unit.
    uint96 price;
    /// Per unit, returned to the buyer at the end; rentals only.
    uint96 deposit;
    /// Units for sale; `type(uint32).max` means no limit and no counting.
    uint32 stock;
    /// Last second at which it can be bought.
    uint40 expiry;
    /// From purchase to the last moment at which the seller may ship.
    uint32 fulfilWindow;
    /// From shipping to the last moment at which either side may open a dispute.
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
    /// An ERC-792 arbitrator.
    address arbitrator;
    /// First word of the arbitrator's extra data: which of its courts judges.
    uint32 court;
    /// sha2-256 digest of the metadata file: its CID is CIDv1, raw, sha2-256 of this value.
    bytes32 metadata;
    /// The seller's epoch when the terms were made; `cancelAll` moves to the next one and so voids them.
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
/// 576 bytes and a node 64.
struct Catalogue {
    address seller;
    bytes32 root;
    bytes32 contents;
    /// As in `Terms`.
    uint32 epoch;
}

/// @notice What stands in for publication: the seller's signature of the terms, or the way to a catalogue's root.
struct ListingProof {
    /// From the listing's id to the catalogue's root. Empty for terms that are signed by themselves.
    bytes32[] path;
    /// The catalogue's `contents`; zero for terms that are signed by themselves.
    bytes32 contents;
    /// EIP-712 (contracts: ERC-1271) by the seller, over the terms or the catalogue. Not looked at when the catalogue was published.
    bytes signature;
}

/// @notice One slot per listing. Whether it is sold out or expired follows from its terms.
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
    /// @param terms The terms of the listing: their hash proves them.
    event Published(bytes32 indexed listingId, Terms terms);
    /// @notice Emitted right after `Published` when the new listing is an edit of an older one, which closes.
    /// @param listingId The listing.
    /// @param replacedId The listing that it takes the place of.
    event Replaced(bytes32 indexed listingId, bytes32 indexed replacedId);
    /// @notice Emitted when the first is bought of a listing that was never published: from here on anyone knows its terms.
    /// @param listingId The listing.
    /// @param terms The terms of the listing: their hash proves them.
    event Presented(bytes32 indexed listingId, Terms terms);
    /// @notice A listing was taken down.
    /// @param listingId The listing.
    event Closed(bytes32 indexed listingId);
    /// @notice The root of many listings was published.
    /// @param catalogueId The catalogue.
    /// @param seller The seller.
    /// @param root Root of the Merkle tree.
    /// @param contents Digest of the file that lists them.
    /// @param epoch The seller's epoch from now on.
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
    /// @param until The last second; zero when back.
    event HolidaySet(address indexed seller, uint40 until);
    /// @notice Somebody may list for a seller, or no longer.
    /// @param seller The seller.
    /// @param delegate Who.
    /// @param allowed Whether it may.
    event DelegateSet(address indexed seller, address indexed delegate, bool allowed);
    /// @notice New listings and new orders are stopped, or let in again.
    /// @param paused Whether they are.
    event PauseSet(bool paused);
    /// @notice Another fee floor was announced.
    /// @param feeFloorBps The floor, in basis points.
    /// @param effectiveAt From when on it holds, in seconds since 1970.
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
    error ZeroPrice();
    error ZeroStock();
    error ZeroArbitrator();
    error WindowOutOfBounds(uint32 window, uint32 lower, uint32 upper);
    error FeeOutOfBounds(uint16 bps, uint16 lower, uint16 upper);
    error DepositNotAllowed(Kind kind);
    error FeeFloorNotDue(uint40 effectiveAt, uint256 timestamp);
    error NoFeeFloorProposed();

    /// @notice Puts a listing up. The caller is the seller or its delegate, as for every verb that lists or takes down.
    /// @dev Reverts with NotSeller, Paused, StaleEpoch, ListingExpired, ZeroPrice, ZeroStock, ZeroArbitrator,
    /// DepositNotAllowed, WindowOutOfBounds, FeeOutOfBounds or ListingExists.
    /// @param terms The terms of the listing: their hash proves them.
    /// @return listingId The listing.
    function publish(Terms calldata terms) external returns (bytes32 listingId);

    /// @notice Several of one seller's at once, for less each.
    /// @dev Reverts with Paused, NotSeller, StaleEpoch, ListingExpired, ZeroPrice, ZeroStock, ZeroArbitrator,
    /// DepositNotAllowed, WindowOutOfBounds, FeeOutOfBounds or ListingExists.
    /// @param terms The terms of each.
    function publishMany(Terms[] calldata terms) external;

    /// @notice Publishes `terms` and closes the listing of the same seller that they replace.
    /// @dev Reverts with NotSeller, ListingNotActive, Paused, StaleEpoch, ListingExpired, ZeroPrice, ZeroStock,
    /// ZeroArbitrator, DepositNotAllowed, WindowOutOfBounds, FeeOutOfBounds or ListingExists.
    /// @param replaced The terms of the listing that closes.
    /// @param terms The terms of the listing: their hash proves them.
    /// @return listingId The listing.
    function edit(Terms calldata replaced, Terms calldata terms) external returns (bytes32 listingId);

    /// @notice Takes a listing down for good, a signed one that was never published too. Orders made from it go on.
    /// @dev Reverts with NotSeller or ListingNotActive.
    /// @param terms The terms of the listing: their hash proves them.
    function close(Terms calldata terms) external;

    /// @notice Offers every listing of a catalogue.
    /// @dev Reverts with NotSeller, Paused, StaleEpoch or CatalogueExists.
    /// @param catalogue The catalogue: its hash proves it.
    /// @return catalogueId The catalogue.
    function publishCatalogue(Catalogue calldata catalogue) external returns (bytes32 catalogueId);

    /// @notice Takes a catalogue down for good, a signed one that was never published too.
    /// @dev Reverts with NotSeller or CatalogueNotOpen.
    /// @param catalogue The catalogue: its hash proves it.
    function closeCatalogue(Catalogue calldata catalogue) external;

    /// @notice Takes every listing and catalogue of the caller down at once, signed ones that were never published included.
    /// @return epoch The seller's epoch from now on.
    function cancelAll() external returns (uint32 epoch);

    /// @notice Nothing of the caller's can be bought up to and including `until`. A moment that has passed ends the holiday.
    /// @param until The last second; zero when back.
    function setHoliday(uint40 until) external;

    /// @notice Lets somebody publish and take down in the caller's name, or no longer. A delegate can't sign listings, cancel all
    /// of them, or come near any money.
    /// @param delegate Who.
    /// @param allowed Whether it may.
    function setDelegate(address delegate, bool allowed) external;

    /// @notice Counts units as sold, which the escrow's `OrderFunded` announces. Only the escrow calls it.
    /// @dev Reverts with NotEscrow, Paused, ListingNotActive, ListingExpired, NotForSale, StaleEpoch, SellerAway or
    /// OutOfStock.
    /// @param terms The terms of the listing: their hash proves them.
    /// @param quantity How many.
    /// @return listingId The listing.
    function take(Terms calldata terms, uint32 quantity) external returns (bytes32 listingId);

    /// @notice The same for terms that were never published: they are held against the rules for new listings, and `proof` shows
    /// that the seller offers them.
    /// @dev Reverts with NotEscrow, Paused, ListingExpired, ZeroPrice, ZeroStock, ZeroArbitrator, DepositNotAllowed,
    /// WindowOutOfBounds, FeeOutOfBounds, ListingNotActive, CatalogueNotOpen, InvalidListingSignature, NotForSale,
    /// StaleEpoch, SellerAway or OutOfStock.
    /// @param terms The terms of the listing: their hash proves them.
    /// @param quantity How many.
    /// @param proof The seller's signature, or the way to a catalogue's root.
    /// @return listingId The listing.
    function takeUnpublished(
        Terms calldata terms,
        uint32 quantity,
        ListingProof calldata proof
    ) external returns (bytes32 listingId);

    /// @notice The owner stops, or lets in again, new listings and new orders.
    /// @dev Reverts with OwnableUnauthorizedAccount.
    /// @param paused Whether they are.
    function setPaused(bool paused) external;

    /// @notice The owner announces a fee floor for new listings.
    /// @dev Reverts with OwnableUnauthorizedAccount or FeeOutOfBounds.
    /// @param feeFloorBps The floor, in basis points.
    function proposeFeeFloor(uint16 feeFloorBps) external;

    /// @notice Anyone, once the announced fee floor is due: makes it hold.
    /// @dev Reverts with NoFeeFloorProposed or FeeFloorNotDue.
    function setFeeFloor() external;

    /// @notice A listing's id.
    /// @param terms The terms of the listing: their hash proves them.
    function listingId(Terms calldata terms) external pure returns (bytes32);
    /// @notice A catalogue's id.
    /// @param catalogue The catalogue: its hash proves it.
    function catalogueId(Catalogue calldata catalogue) external pure returns (bytes32);
    /// @notice Where a listing stands.
    /// @param listingId The listing.
    function stateOf(bytes32 listingId) external view returns (ListingState memory);
    /// @notice Whether a catalogue is open.
    /// @param catalogueId The catalogue.
    function catalogueStatusOf(bytes32 catalogueId) external view returns (ListingStatus);
    /// @notice What terms of a seller must carry to be good.
    /// @param seller The seller.
    function epochOf(address seller) external view returns (uint32);
    /// @notice Until when a seller is away.
    /// @param seller The seller.
    /// @return until The last second; zero when back.
    function holidayOf(address seller) external view returns (uint40 until);
    /// @notice Whether somebody may list for a seller.
    /// @param seller The seller.
    /// @param delegate Who.
    function isDelegate(address seller, address delegate) external view returns (bool);
    /// @notice The fee floor that holds now, in basis points.
    function feeFloorBps() external view returns (uint16);
    /// @notice Whether new listings and new orders are stopped.
    function paused() external view returns (bool);
}
