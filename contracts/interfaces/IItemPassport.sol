// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Outcome} from "./IEscrow.sol";
import {Kind} from "./IListingRegistry.sol";

/// @notice `metadata` is the listing's of the first sale, for good. `lastSoldAt` is when the last recorded order ended.
struct Passport {
    bytes32 metadata;
    uint40 lastSoldAt;
    uint32 sales;
}

/// @title Item passport
/// @notice An ERC-721 token that follows one object through its resales: who sold it to whom, when, for how much, with which
/// photographs. It begins with a sale through the escrow, its number is that order's id, and its history is its events.
///
/// What a sale is: an order for one item that ended Completed or RuledForSeller. Only then the whole price, and the fee on the
/// whole price, was paid, and the object is with the buyer as far as the rules can tell. A settlement may have been for nothing,
/// with the object gone back: were it recorded, history would be free to forge.
///
/// Who may write: the seller of a sale, who thereby gives the passport to its buyer; nobody is asked to receive it. Going on
/// with a passport takes both the passport and the sale. There is no owner, no fee, no deletion.
///
/// What it proves: that these sales were paid for. What it can't: that they were of the same object, which only the
/// photographs and the buyers can say; that no second passport exists for it; that seller and buyer were two people. Trading
/// with oneself lengthens a history for the escrow's fee on each price that it shows.
///
/// Outside a sale it moves as any ERC-721 token, and the history says so.
interface IItemPassport {
    /// @notice The sale number `sales` of this passport. `soldAt` is when the order ended.
    /// @param passportId The passport.
    /// @param orderId The order.
    /// @param buyer Who bought, and has the passport now.
    /// @param seller Who sold, and wrote.
    /// @param token What was paid in; zero for native coin.
    /// @param price What was paid, in the smallest unit.
    /// @param metadata Digest of the listing's metadata file.
    /// @param outcome How the order ended.
    /// @param soldAt When it ended, in seconds since 1970.
    /// @param sales Which sale of this passport, from 1.
    event SaleRecorded(
        uint256 indexed passportId,
        bytes32 indexed orderId,
        address indexed buyer,
        address seller,
        address token,
        uint96 price,
        bytes32 metadata,
        Outcome outcome,
        uint40 soldAt,
        uint32 sales
    );
    /// @notice Given away, or sold elsewhere, after `sales` recorded sales.
    /// @param passportId The passport.
    /// @param from Who had it.
    /// @param to Who has it.
    /// @param sales How many sales are recorded by now.
    event MovedOutsideSale(uint256 indexed passportId, address indexed from, address indexed to, uint32 sales);

    error NotSaleSeller(address caller, address seller);
    error NotPassportOwner(address caller, address owner);
    error NotOneItem(Kind kind, uint32 quantity);
    error NotSold(bytes32 orderId, Outcome outcome);
    error AlreadyRecorded(bytes32 orderId, uint256 passportId);
    error NotLater(uint40 soldAt, uint40 lastSoldAt);

    /// @notice The seller of a sale opens a passport for what was sold; it belongs to the buyer.
    /// @dev Reverts with NotSaleSeller, NotOneItem, NotSold or AlreadyRecorded.
    /// @param order The sale: its hash proves it.
    /// @return passportId The passport.
    function mint(Order calldata order) external returns (uint256 passportId);

    /// @notice The passport's owner, being the seller of a sale that ended after the last recorded one, appends it; the passport
    /// passes to the buyer.
    /// @dev So whoever sells on what was bought has to confirm the one purchase before the other is confirmed.
    /// @dev Reverts with NotPassportOwner, NotSaleSeller, NotOneItem, NotSold, AlreadyRecorded or NotLater.
    /// @param passportId The passport.
    /// @param order The sale: its hash proves it.
    function append(uint256 passportId, Order calldata order) external;

    /// @notice What is written in a passport.
    /// @param passportId The passport.
    function passport(uint256 passportId) external view returns (Passport memory);
    /// @notice The passport that an order is recorded in, or zero.
    /// @param orderId The order.
    function passportOf(bytes32 orderId) external view returns (uint256);
}
