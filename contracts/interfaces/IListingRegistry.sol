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

/// @notice One slot per listing. Whether it is sold out or expired follows from its terms.
struct ListingState {
    ListingStatus status;
    uint32 sold;
}

/// @title Listings
/// @notice Who offers what, on which terms, and how much of it is left. Holds no money.
///
/// Pausing stops new listings and new orders, never anything that exists. Fee shares are bounded by `MAX_FEE_BPS` for ever;
/// the fee floor is the least that seller and buyer fee of a new listing must come to together.
interface IListingRegistry {
    event Published(bytes32 indexed listingId, Terms terms);
    /// @notice Emitted right after `Published` when the new listing is an edit of an older one, which closes.
    event Replaced(bytes32 indexed listingId, bytes32 indexed replacedId);
    event Closed(bytes32 indexed listingId);
    event AllCancelled(address indexed seller, uint32 epoch);
    event PauseSet(bool paused);
    event FeeFloorProposed(uint16 feeFloorBps, uint40 effectiveAt);
    event FeeFloorSet(uint16 feeFloorBps);

    error NotSeller(address caller, address seller);
    error NotEscrow(address caller);
    error Paused();
    error ListingExists(bytes32 listingId);
    error ListingNotActive(bytes32 listingId, ListingStatus status);
    error ListingExpired(uint40 expiry, uint256 timestamp);
    error StaleEpoch(uint32 epoch, uint32 current);
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

    /// @notice Puts a listing up. The caller is the seller.
    function publish(Terms calldata terms) external returns (bytes32 listingId);

    /// @notice Several at once, for less each.
    function publishMany(Terms[] calldata terms) external returns (bytes32[] memory listingIds);

    /// @notice Publishes `terms` and closes the listing that they replace, which must be the caller's and active.
    function edit(Terms calldata replaced, Terms calldata terms) external returns (bytes32 listingId);

    /// @notice Takes a listing down for good. Orders made from it go on.
    function close(Terms calldata terms) external;

    /// @notice Takes every listing of the caller down at once, the unpublished signed ones included.
    function cancelAll() external returns (uint32 epoch);

    /// @notice Counts units as sold, which the escrow's `OrderFunded` announces. Only the escrow calls it, with terms whose hash it has computed itself.
    function take(Terms calldata terms, uint32 quantity) external returns (bytes32 listingId);

    /// @notice The owner stops, or lets in again, new listings and new orders.
    function setPaused(bool paused) external;

    /// @notice The owner announces a fee floor for new listings.
    function proposeFeeFloor(uint16 feeFloorBps) external;

    /// @notice Anyone, once the announced fee floor is due: makes it hold.
    function setFeeFloor() external;

    function listingId(Terms calldata terms) external pure returns (bytes32);
    function stateOf(bytes32 listingId) external view returns (ListingState memory);
    function epochOf(address seller) external view returns (uint32);
    function feeFloorBps() external view returns (uint16);
    function paused() external view returns (bool);
}
