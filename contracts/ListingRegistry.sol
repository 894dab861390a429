// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IListingRegistry, Kind, ListingState, ListingStatus, Terms} from "./interfaces/IListingRegistry.sol";
import {TermsHash} from "./libraries/TermsHash.sol";

/// @title Listings
/// @notice See IListingRegistry.
///
/// Roles: the seller publishes, edits, closes; the escrow counts what is sold; the owner may pause what is new and raise or
/// lower the fee floor of what is new, the latter after `feeFloorDelay`.
///
/// A listing can be bought while it is active, not expired, of the seller's current epoch, and not sold out.
contract ListingRegistry is IListingRegistry, Ownable2Step {
    using TermsHash for Terms;

    uint16 public constant MAX_FEE_BPS = 1_000;
    uint32 public constant MIN_WINDOW = 60;
    uint32 public constant MAX_FULFIL_WINDOW = 365 days;
    uint32 public constant MAX_INSPECT_WINDOW = 90 days;
    uint32 public constant MAX_RULING_WINDOW = 180 days;

    address public immutable escrow;
    uint40 public immutable feeFloorDelay;

    struct Settings {
        bool paused;
        uint16 feeFloorBps;
        uint16 proposedFeeFloorBps;
        /// Zero when nothing is proposed.
        uint40 proposalDueAt;
    }

    Settings private _settings;
    mapping(bytes32 listingId => ListingState) private _listings;
    mapping(address seller => uint32) public epochOf;

    /// @param escrow_ Not deployed yet: its address is known from the deployer's nonce.
    constructor(address owner, address escrow_, uint16 feeFloorBps_, uint40 feeFloorDelay_) Ownable(owner) {
        if (feeFloorBps_ > MAX_FEE_BPS) revert FeeOutOfBounds(feeFloorBps_, 0, MAX_FEE_BPS);
        escrow = escrow_;
        feeFloorDelay = feeFloorDelay_;
        _settings.feeFloorBps = feeFloorBps_;
        emit FeeFloorSet(feeFloorBps_);
    }

    // SELLING

    function publish(Terms calldata terms) external returns (bytes32) {
        return _publish(terms, _openSettings(), epochOf[msg.sender]);
    }

    function publishMany(Terms[] calldata terms) external returns (bytes32[] memory listingIds) {
        Settings memory settings = _openSettings();
        uint32 epoch = epochOf[msg.sender];
        listingIds = new bytes32[](terms.length);
        for (uint256 i = 0; i < terms.length; i++) {
            listingIds[i] = _publish(terms[i], settings, epoch);
        }
    }

    function edit(Terms calldata replaced, Terms calldata terms) external returns (bytes32 id) {
        bytes32 replacedId = _close(replaced);
        id = _publish(terms, _openSettings(), epochOf[msg.sender]);

        emit Replaced(id, replacedId);
    }

    function close(Terms calldata terms) external {
        bytes32 id = _close(terms);

        emit Closed(id);
    }

    function cancelAll() external returns (uint32 epoch) {
        epoch = ++epochOf[msg.sender];

        emit AllCancelled(msg.sender, epoch);
    }

    function _publish(Terms calldata terms, Settings memory settings, uint32 epoch) private returns (bytes32 id) {
        if (terms.seller != msg.sender) revert NotSeller(msg.sender, terms.seller);
        if (terms.epoch != epoch) revert StaleEpoch(terms.epoch, epoch);
        _check(terms, settings.feeFloorBps);
        id = terms.listingId();
        ListingState storage listing = _listings[id];
        if (listing.status != ListingStatus.None) revert ListingExists(id);

        listing.status = ListingStatus.Active;

        emit Published(id, terms);
    }

    function _close(Terms calldata terms) private returns (bytes32 id) {
        if (terms.seller != msg.sender) revert NotSeller(msg.sender, terms.seller);
        id = terms.listingId();
        ListingStatus status = _listings[id].status;
        if (status != ListingStatus.Active) revert ListingNotActive(id, status);

        _listings[id].status = ListingStatus.Closed;
    }

    function _check(Terms calldata terms, uint16 feeFloorBps_) private view {
        if (terms.expiry < block.timestamp) revert ListingExpired(terms.expiry, block.timestamp);
        if (terms.price == 0 && terms.kind != Kind.Request) revert ZeroPrice();
        if (terms.stock == 0) revert ZeroStock();
        if (terms.arbitrator == address(0)) revert ZeroArbitrator();
        if (terms.deposit != 0 && terms.kind != Kind.Rental) revert DepositNotAllowed(terms.kind);
        _checkWindow(terms.fulfilWindow, MAX_FULFIL_WINDOW);
        _checkWindow(terms.inspectWindow, MAX_INSPECT_WINDOW);
        _checkWindow(terms.rulingWindow, MAX_RULING_WINDOW);
        _checkFee(terms.sellerFeeBps, 0);
        _checkFee(terms.buyerFeeBps, 0);
        _checkFee(terms.referralBps, 0);
        uint16 feeBps = terms.sellerFeeBps + terms.buyerFeeBps;
        if (feeBps < feeFloorBps_) revert FeeOutOfBounds(feeBps, feeFloorBps_, 2 * MAX_FEE_BPS);
    }

    function _checkWindow(uint32 window, uint32 upper) private pure {
        if (window < MIN_WINDOW || window > upper) revert WindowOutOfBounds(window, MIN_WINDOW, upper);
    }

    function _checkFee(uint16 bps, uint16 lower) private pure {
        if (bps > MAX_FEE_BPS) revert FeeOutOfBounds(bps, lower, MAX_FEE_BPS);
    }

    // BUYING

    function take(Terms calldata terms, uint32 quantity) external returns (bytes32 id) {
        if (msg.sender != escrow) revert NotEscrow(msg.sender);
        _openSettings();
        id = terms.listingId();
        ListingState storage listing = _listings[id];
        ListingStatus status = listing.status;
        if (status != ListingStatus.Active) revert ListingNotActive(id, status);
        if (terms.kind == Kind.Request) revert NotForSale(id);
        if (block.timestamp > terms.expiry) revert ListingExpired(terms.expiry, block.timestamp);
        uint32 epoch = epochOf[terms.seller];
        if (terms.epoch != epoch) revert StaleEpoch(terms.epoch, epoch);
        if (terms.stock == type(uint32).max) return id;
        uint32 left = terms.stock - listing.sold;
        if (quantity > left) revert OutOfStock(left, quantity);

        listing.sold += quantity;
    }

    // OWNER

    function setPaused(bool paused_) external onlyOwner {
        _settings.paused = paused_;

        emit PauseSet(paused_);
    }

    function proposeFeeFloor(uint16 feeFloorBps_) external onlyOwner {
        if (feeFloorBps_ > MAX_FEE_BPS) revert FeeOutOfBounds(feeFloorBps_, 0, MAX_FEE_BPS);
        uint40 dueAt = uint40(block.timestamp) + feeFloorDelay;

        _settings.proposedFeeFloorBps = feeFloorBps_;
        _settings.proposalDueAt = dueAt;

        emit FeeFloorProposed(feeFloorBps_, dueAt);
    }

    function setFeeFloor() external {
        Settings memory settings = _settings;
        if (settings.proposalDueAt == 0) revert NoFeeFloorProposed();
        if (block.timestamp <= settings.proposalDueAt) revert FeeFloorNotDue(settings.proposalDueAt, block.timestamp);

        _settings.feeFloorBps = settings.proposedFeeFloorBps;
        _settings.proposalDueAt = 0;

        emit FeeFloorSet(settings.proposedFeeFloorBps);
    }

    function _openSettings() private view returns (Settings memory settings) {
        settings = _settings;
        if (settings.paused) revert Paused();
    }

    // VIEWS

    function listingId(Terms calldata terms) external pure returns (bytes32) {
        return terms.listingId();
    }

    function stateOf(bytes32 id) external view returns (ListingState memory) {
        return _listings[id];
    }

    function feeFloorBps() external view returns (uint16) {
        return _settings.feeFloorBps;
    }

    function paused() external view returns (bool) {
        return _settings.paused;
    }
}
