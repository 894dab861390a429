// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IFeeFloor} from "./interfaces/IFeeFloor.sol";
import {
    Catalogue,
    IListingRegistry,
    Kind,
    ListingProof,
    ListingState,
    ListingStatus,
    Option,
    Terms
} from "./interfaces/IListingRegistry.sol";
import {Calendar} from "./libraries/Calendar.sol";
import {TermsHash} from "./libraries/TermsHash.sol";

/// @title Listings
/// @notice See IListingRegistry.
///
/// Roles: the seller and its delegates publish, edit and close; the escrow counts what is sold; the owner may pause what is new and
/// raise or lower the fee floor of what is new, the latter after `feeFloorDelay`.
///
/// A listing can be bought while it is active or proven, not expired, not sold out, of the seller's current epoch, and the seller
/// is not away.
///
/// Loops: over what its caller hands in (`publishMany`, the two Merkle paths), and over the slots of one stay, `MAX_SLOTS` at most.
contract ListingRegistry is IListingRegistry, EIP712, Ownable2Step {
    using Calendar for Calendar.Book;
    using TermsHash for Terms;

    /// @notice The most that seller fee, buyer fee and referral of a listing can each be, in basis points.
    uint16 public constant MAX_FEE_BPS = 1_000;
    /// @notice The shortest window, in seconds.
    uint32 public constant MIN_WINDOW = 60;
    /// @notice The longest `fulfilWindow`, in seconds.
    uint32 public constant MAX_FULFIL_WINDOW = 365 days;
    /// @notice The longest `inspectWindow`, in seconds.
    uint32 public constant MAX_INSPECT_WINDOW = 90 days;
    /// @notice The longest `rulingWindow`, in seconds.
    uint32 public constant MAX_RULING_WINDOW = 180 days;
    /// @notice The shortest slot, in seconds.
    uint32 public constant MIN_SLOT = 5 minutes;
    /// @notice The longest slot, in seconds.
    uint32 public constant MAX_SLOT = 31 days;
    /// @notice The longest stay, in slots.
    uint32 public constant MAX_SLOTS = 366;
    /// @notice The longest `freeNotice`, in seconds.
    uint32 public constant MAX_NOTICE = 365 days;
    /// @notice How far ahead a stay may end.
    uint40 public constant MAX_AHEAD = 730 days;

    /// @notice The escrow: the only one that takes and puts back.
    address public immutable escrow;
    /// @notice Who says which seller may list below the floor; zero where nobody may.
    IFeeFloor public immutable feeSchedule;
    /// @notice Seconds from an announcement to the moment at which it can hold.
    uint40 public immutable feeFloorDelay;

    struct Settings {
        bool paused;
        uint16 feeFloorBps;
        uint16 proposedFeeFloorBps;
        /// Zero when nothing is proposed.
        uint40 proposalDueAt;
    }

    struct Seller {
        uint32 epoch;
        uint40 awayUntil;
    }

    Settings private _settings;
    mapping(bytes32 listingId => ListingState) private _listings;
    mapping(bytes32 listingId => Calendar.Book) private _calendars;
    /// @inheritdoc IListingRegistry
    mapping(bytes32 listingId => mapping(bytes16 variant => uint256)) public variantSold;
    /// @inheritdoc IListingRegistry
    mapping(bytes32 catalogueId => ListingStatus) public catalogueStatusOf;
    mapping(address seller => Seller) private _sellers;
    /// @inheritdoc IListingRegistry
    mapping(address seller => mapping(address delegate => bool)) public isDelegate;

    /// @notice Names the market.
    /// @param owner Who pauses, and announces fee floors.
    /// @param escrow_ The escrow. Not deployed yet: its address is known from the deployer's nonce.
    /// @param feeSchedule_ Who says which seller may list below the floor; zero where nobody may.
    /// @param feeFloorBps_ The first floor, in basis points.
    /// @param feeFloorDelay_ Seconds from an announcement to the moment at which it can hold.
    constructor(
        address owner,
        address escrow_,
        IFeeFloor feeSchedule_,
        uint16 feeFloorBps_,
        uint40 feeFloorDelay_
    ) EIP712("Handsel Listings", "1") Ownable(owner) {
        if (feeFloorBps_ > MAX_FEE_BPS) revert FeeOutOfBounds(feeFloorBps_, 0, MAX_FEE_BPS);
        escrow = escrow_;
        feeSchedule = feeSchedule_;
        feeFloorDelay = feeFloorDelay_;
        _settings.feeFloorBps = feeFloorBps_;
        emit FeeFloorSet(feeFloorBps_);
    }

    // SELLING

    /// @inheritdoc IListingRegistry
    function publish(Terms calldata terms) external returns (bytes32) {
        address seller = terms.seller;
        _requireLister(seller);
        return _publish(terms, seller, _openFloor(), _sellers[seller].epoch);
    }

    /// @inheritdoc IListingRegistry
    function publishMany(Terms[] calldata terms) external {
        uint16 floorBps = _openFloor();
        if (terms.length == 0) return;
        address seller = terms[0].seller;
        _requireLister(seller);
        uint32 epoch = _sellers[seller].epoch;
        for (uint256 i = 0; i < terms.length; ++i) {
            _publish(terms[i], seller, floorBps, epoch);
        }
    }

    /// @inheritdoc IListingRegistry
    function edit(Terms calldata replaced, Terms calldata terms) external returns (bytes32 id) {
        bytes32 replacedId = _close(replaced);
        id = _publish(terms, replaced.seller, _openFloor(), _sellers[replaced.seller].epoch);

        emit Replaced(id, replacedId);
    }

    /// @inheritdoc IListingRegistry
    function close(Terms calldata terms) external {
        bytes32 id = _close(terms);

        emit Closed(id);
    }

    function _publish(
        Terms calldata terms,
        address seller,
        uint16 floorBps,
        uint32 epoch
    ) private returns (bytes32 id) {
        if (terms.seller != seller) revert NotSeller(seller, terms.seller);
        if (terms.epoch != epoch) revert StaleEpoch(terms.epoch, epoch);
        _check(terms, floorBps);
        id = terms.listingId();
        ListingState storage listing = _listings[id];
        if (listing.status != ListingStatus.None) revert ListingExists(id);

        listing.status = ListingStatus.Active;

        _announce(Published.selector, id, terms);
    }

    /// @dev `emit Published(id, plain terms)`, or `Presented`. Calldata holds the terms exactly as the event wants them; the compiler
    /// would take them apart and put them together again, for 1,300 gas. Reading a field holds it against its type: `_check` and
    /// whoever has called it read the rest.
    function _announce(bytes32 topic, bytes32 id, Terms calldata terms) private {
        terms.token;
        terms.kind;
        terms.category;
        terms.courtId;
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, terms, 0x240)
            log2(free, 0x240, topic, id)
        }
        if (terms.isPlain()) return;

        emit Specified(id, terms.slot, terms.slotOffset, terms.freeNotice, terms.lateRefundBps, terms.options);
    }

    /// @dev One that was never published is closed as well: it may have been signed.
    function _close(Terms calldata terms) private returns (bytes32 id) {
        _requireLister(terms.seller);
        id = terms.listingId();
        if (_listings[id].status == ListingStatus.Closed) revert ListingNotActive(id, ListingStatus.Closed);

        _listings[id].status = ListingStatus.Closed;
    }

    // CATALOGUES

    /// @inheritdoc IListingRegistry
    function publishCatalogue(Catalogue calldata catalogue) external returns (bytes32 id) {
        _requireLister(catalogue.seller);
        _requireOpen();
        uint32 epoch = _sellers[catalogue.seller].epoch;
        if (catalogue.epoch != epoch) revert StaleEpoch(catalogue.epoch, epoch);
        id = TermsHash.catalogueId(catalogue);
        if (catalogueStatusOf[id] != ListingStatus.None) revert CatalogueExists(id);

        catalogueStatusOf[id] = ListingStatus.Active;

        emit CataloguePublished(id, catalogue.seller, catalogue.root, catalogue.contents, catalogue.epoch);
    }

    /// @inheritdoc IListingRegistry
    function closeCatalogue(Catalogue calldata catalogue) external {
        _requireLister(catalogue.seller);
        bytes32 id = TermsHash.catalogueId(catalogue);
        if (catalogueStatusOf[id] == ListingStatus.Closed) revert CatalogueNotOpen(id, ListingStatus.Closed);

        catalogueStatusOf[id] = ListingStatus.Closed;

        emit CatalogueClosed(id);
    }

    /// @inheritdoc IListingRegistry
    function announceOffers(bytes32 contents) external {
        emit OffersAnnounced(msg.sender, contents);
    }

    // THE SELLER

    /// @inheritdoc IListingRegistry
    function cancelAll() external returns (uint32 epoch) {
        epoch = ++_sellers[msg.sender].epoch;

        emit AllCancelled(msg.sender, epoch);
    }

    /// @inheritdoc IListingRegistry
    function setHoliday(uint40 until) external {
        _sellers[msg.sender].awayUntil = until;

        emit HolidaySet(msg.sender, until);
    }

    /// @inheritdoc IListingRegistry
    function setDelegate(address delegate, bool allowed) external {
        isDelegate[msg.sender][delegate] = allowed;

        emit DelegateSet(msg.sender, delegate, allowed);
    }

    function _requireLister(address seller) private view {
        if (msg.sender != seller && !isDelegate[seller][msg.sender]) revert NotSeller(msg.sender, seller);
    }

    // RULES FOR NEW LISTINGS

    function _check(Terms calldata terms, uint16 feeFloorBps_) private view {
        if (terms.expiry < block.timestamp) revert ListingExpired(terms.expiry, block.timestamp);
        if (terms.price == 0 && terms.kind != Kind.Request) revert ZeroPrice();
        if (terms.stock == 0) revert ZeroStock();
        if (terms.arbitrator == address(0)) revert ZeroArbitrator();
        if (terms.deposit != 0 && terms.kind != Kind.Rental) revert DepositNotAllowed(terms.kind);
        if (!terms.isPlain()) _checkBooking(terms);
        _checkWindow(terms.fulfilWindow, MAX_FULFIL_WINDOW);
        _checkWindow(terms.inspectWindow, MAX_INSPECT_WINDOW);
        _checkWindow(terms.rulingWindow, MAX_RULING_WINDOW);
        uint16 sellerFeeBps = terms.sellerFeeBps;
        uint16 buyerFeeBps = terms.buyerFeeBps;
        _checkFee(sellerFeeBps);
        _checkFee(buyerFeeBps);
        _checkFee(terms.referralBps);
        uint16 feeBps;
        unchecked {
            feeBps = sellerFeeBps + buyerFeeBps;
        }
        if (feeBps < feeFloorBps_) _checkDiscount(terms.seller, feeBps, feeFloorBps_);
    }

    function _checkBooking(Terms calldata terms) private pure {
        uint32 slot = terms.slot;
        uint32 slotOffset = terms.slotOffset;
        uint32 freeNotice = terms.freeNotice;
        uint16 lateRefundBps = terms.lateRefundBps;
        if (slot == 0) {
            if (slotOffset | freeNotice | lateRefundBps == 0) return;
            revert NoticeOutOfBounds(slotOffset, freeNotice, lateRefundBps);
        }
        bool sellsTime = terms.kind == Kind.Rental || terms.kind == Kind.Service;
        if (!sellsTime || terms.stock > Calendar.MOST_AT_A_TIME) revert BookingNotAllowed(terms.kind, terms.stock);
        if (slot < MIN_SLOT || slot > MAX_SLOT) revert SlotOutOfBounds(slot, MIN_SLOT, MAX_SLOT);
        if (slotOffset >= slot || freeNotice > MAX_NOTICE || lateRefundBps > 10_000) {
            revert NoticeOutOfBounds(slotOffset, freeNotice, lateRefundBps);
        }
    }

    /// @dev Only who asks for a discount pays for the question.
    function _checkDiscount(address seller, uint16 feeBps, uint16 floorBps) private view {
        if (address(feeSchedule) != address(0)) {
            uint16 discounted = feeSchedule.floorOf(seller, floorBps);
            if (discounted < floorBps) floorBps = discounted;
        }
        if (feeBps < floorBps) revert FeeOutOfBounds(feeBps, floorBps, 2 * MAX_FEE_BPS);
    }

    function _checkWindow(uint32 window, uint32 upper) private pure {
        if (window < MIN_WINDOW || window > upper) revert WindowOutOfBounds(window, MIN_WINDOW, upper);
    }

    function _checkFee(uint16 bps) private pure {
        if (bps > MAX_FEE_BPS) revert FeeOutOfBounds(bps, 0, MAX_FEE_BPS);
    }

    // BUYING

    /// @inheritdoc IListingRegistry
    function take(
        Terms calldata terms,
        uint32 quantity,
        uint40 start,
        bytes32 choice,
        uint96 extra
    ) external returns (bytes32 id) {
        _requireEscrow();
        _requireOpen();
        id = terms.listingId();
        ListingState storage listing = _listings[id];
        _requireActive(terms, id, listing.status);
        if (terms.options != 0) revert ChoiceMissing(id);
        _requireNoChoice(id, choice, extra);
        _count(terms, id, listing, quantity, start);
    }

    /// @inheritdoc IListingRegistry
    function takeProven(
        Terms calldata terms,
        uint32 quantity,
        uint40 start,
        bytes32 choice,
        uint96 extra,
        ListingProof calldata proof
    ) external returns (bytes32 id) {
        _requireEscrow();
        uint16 floorBps = _openFloor();
        id = terms.listingId();
        ListingState storage listing = _listings[id];
        bool isPublished = proof.contents == 0 && proof.signature.length == 0;
        if (isPublished) {
            _requireActive(terms, id, listing.status);
        } else {
            _check(terms, floorBps);
            if (listing.status == ListingStatus.Closed) revert ListingNotActive(id, ListingStatus.Closed);
            _prove(terms, id, proof);
        }
        if (terms.options == 0) _requireNoChoice(id, choice, extra);
        else _choose(terms, id, quantity, choice, extra, proof.option);
        _count(terms, id, listing, quantity, start);
        if (isPublished || listing.presented) return id;

        listing.presented = true;

        _announce(Presented.selector, id, terms);
    }

    /// @inheritdoc IListingRegistry
    /// @dev Nothing in here can fail: what is put back was taken.
    function putBack(Terms calldata terms, uint32 quantity, uint40 start, bytes32 choice, uint96) external {
        _requireEscrow();
        bytes32 id = terms.listingId();
        unchecked {
            if (bytes16(choice) != 0) variantSold[id][bytes16(choice)] -= quantity;
            if (start != 0) return _calendars[id].vacate(_firstSlot(terms, start), quantity, terms.stock);
            if (terms.stock != type(uint32).max) _listings[id].sold -= quantity;
        }
    }

    function _requireActive(Terms calldata terms, bytes32 id, ListingStatus status) private view {
        if (status != ListingStatus.Active) revert ListingNotActive(id, status);
        if (block.timestamp > terms.expiry) revert ListingExpired(terms.expiry, block.timestamp);
    }

    function _requireNoChoice(bytes32 id, bytes32 choice, uint96 extra) private pure {
        if ((uint256(choice) | extra) != 0) revert NotAnOption(id, choice);
    }

    /// @dev What cannot be counted by the piece has no variants: a stay takes time of the one calendar.
    function _choose(
        Terms calldata terms,
        bytes32 id,
        uint32 quantity,
        bytes32 choice,
        uint96 extra,
        Option calldata option
    ) private {
        if (choice == 0) revert ChoiceMissing(id);
        bytes32 leaf = keccak256(
            bytes.concat(keccak256(abi.encode(choice, option.stock, option.unitPrice, option.orderPrice)))
        );
        if (MerkleProof.processProofCalldata(option.path, leaf) != terms.options) revert NotAnOption(id, choice);
        uint256 expected;
        unchecked {
            expected = uint256(option.unitPrice) * quantity + option.orderPrice;
        }
        if (extra != expected) revert WrongExtra(extra, expected);
        bytes16 variant = bytes16(choice);
        if (variant == 0) return;
        if (terms.slot != 0) revert VariantOfBooking(id, choice);
        uint256 sold = variantSold[id][variant] + quantity;
        if (sold > option.stock) revert VariantOutOfStock(variant, _left(option.stock, sold - quantity), quantity);
        variantSold[id][variant] = sold;
    }

    function _left(uint256 stock, uint256 sold) private pure returns (uint256) {
        return stock > sold ? stock - sold : 0;
    }

    function _count(
        Terms calldata terms,
        bytes32 id,
        ListingState storage listing,
        uint32 quantity,
        uint40 start
    ) private {
        if (terms.kind == Kind.Request) revert NotForSale(id);
        Seller storage seller = _sellers[terms.seller];
        if (terms.epoch != seller.epoch) revert StaleEpoch(terms.epoch, seller.epoch);
        if (block.timestamp <= seller.awayUntil) revert SellerAway(seller.awayUntil, block.timestamp);
        if (terms.slot != 0) return _book(terms, id, quantity, start);
        if (start != 0) revert NotABooking(id);
        if (terms.stock == type(uint32).max) return;
        uint32 sold = listing.sold;
        uint32 left = terms.stock - sold;
        if (quantity > left) revert OutOfStock(left, quantity);
        unchecked {
            listing.sold = sold + quantity;
        }
    }

    function _book(Terms calldata terms, bytes32 id, uint32 slots, uint40 start) private {
        if (slots > MAX_SLOTS) revert TooManySlots(slots, MAX_SLOTS);
        uint256 stay = uint256(slots) * terms.slot;
        uint256 latest = block.timestamp + MAX_AHEAD - stay;
        if (start < block.timestamp || start > latest) revert StartOutOfBounds(start, block.timestamp, latest);
        if ((start - terms.slotOffset) % terms.slot != 0) {
            revert StartBetweenSlots(start, terms.slot, terms.slotOffset);
        }
        uint256 taken = _calendars[id].enter(_firstSlot(terms, start), slots, terms.stock);
        if (taken != 0) {
            revert SlotsTaken(uint40((taken - 1) * terms.slot + terms.slotOffset), terms.stock);
        }
    }

    function _firstSlot(Terms calldata terms, uint40 start) private pure returns (uint256) {
        unchecked {
            return (start - terms.slotOffset) / terms.slot;
        }
    }

    /// @dev Both ids are EIP-712 struct hashes, so what was signed is exactly what is proven.
    function _prove(Terms calldata terms, bytes32 id, ListingProof calldata proof) private view {
        bytes32 offered = id;
        if (proof.contents != 0) {
            bytes32 root = MerkleProof.processProofCalldata(proof.path, id);
            offered = TermsHash.catalogueId(Catalogue(terms.seller, root, proof.contents, terms.epoch));
            ListingStatus status = catalogueStatusOf[offered];
            if (status == ListingStatus.Active) return;
            if (status == ListingStatus.Closed) revert CatalogueNotOpen(offered, status);
        }
        bytes32 digest = _hashTypedDataV4(offered);
        if (!SignatureChecker.isValidSignatureNowCalldata(terms.seller, digest, proof.signature)) {
            revert InvalidListingSignature(terms.seller, digest);
        }
    }

    function _requireEscrow() private view {
        if (msg.sender != escrow) revert NotEscrow(msg.sender);
    }

    // OWNER

    /// @inheritdoc Ownable
    /// @dev Nobody could ever let new orders in again.
    function renounceOwnership() public override onlyOwner {
        if (_settings.paused) revert PausedForEver();
        super.renounceOwnership();
    }

    /// @inheritdoc IListingRegistry
    function setPaused(bool paused_) external onlyOwner {
        _settings.paused = paused_;

        emit PauseSet(paused_);
    }

    /// @inheritdoc IListingRegistry
    function proposeFeeFloor(uint16 feeFloorBps_) external onlyOwner {
        if (feeFloorBps_ > MAX_FEE_BPS) revert FeeOutOfBounds(feeFloorBps_, 0, MAX_FEE_BPS);
        uint40 dueAt = uint40(block.timestamp) + feeFloorDelay;

        _settings.proposedFeeFloorBps = feeFloorBps_;
        _settings.proposalDueAt = dueAt;

        emit FeeFloorProposed(feeFloorBps_, dueAt);
    }

    /// @inheritdoc IListingRegistry
    function setFeeFloor() external {
        Settings memory settings = _settings;
        if (settings.proposalDueAt == 0) revert NoFeeFloorProposed();
        if (block.timestamp <= settings.proposalDueAt) revert FeeFloorNotDue(settings.proposalDueAt, block.timestamp);

        _settings.feeFloorBps = settings.proposedFeeFloorBps;
        _settings.proposalDueAt = 0;

        emit FeeFloorSet(settings.proposedFeeFloorBps);
    }

    function _requireOpen() private view {
        if (_settings.paused) revert Paused();
    }

    function _openFloor() private view returns (uint16) {
        if (_settings.paused) revert Paused();
        return _settings.feeFloorBps;
    }

    // VIEWS

    /// @inheritdoc IListingRegistry
    function listingId(Terms calldata terms) external pure returns (bytes32) {
        return terms.listingId();
    }

    /// @inheritdoc IListingRegistry
    function catalogueId(Catalogue calldata catalogue) external pure returns (bytes32) {
        return TermsHash.catalogueId(catalogue);
    }

    /// @inheritdoc IListingRegistry
    function stateOf(bytes32 id) external view returns (ListingState memory) {
        return _listings[id];
    }

    /// @inheritdoc IListingRegistry
    function takenAt(Terms calldata terms, uint40 start, uint32 count) external view returns (uint8[] memory taken) {
        bytes32 id = terms.listingId();
        if (terms.slot == 0) revert NotABooking(id);
        uint256 first = _firstSlot(terms, start);
        taken = new uint8[](count);
        for (uint256 i = 0; i < count; ++i) taken[i] = uint8(_calendars[id].takenAt(first + i, terms.stock));
    }

    /// @inheritdoc IListingRegistry
    function epochOf(address seller) external view returns (uint32) {
        return _sellers[seller].epoch;
    }

    /// @inheritdoc IListingRegistry
    function holidayOf(address seller) external view returns (uint40 until) {
        return _sellers[seller].awayUntil;
    }

    /// @inheritdoc IListingRegistry
    function feeFloorBps() external view returns (uint16) {
        return _settings.feeFloorBps;
    }

    /// @inheritdoc IListingRegistry
    function paused() external view returns (bool) {
        return _settings.paused;
    }
}
