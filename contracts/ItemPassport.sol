// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {Ending, IEscrow, Order, Outcome} from "./interfaces/IEscrow.sol";
import {IItemPassport, Passport} from "./interfaces/IItemPassport.sol";
import {Kind} from "./interfaces/IListingRegistry.sol";
import {Cid} from "./libraries/Cid.sol";
import {Payouts} from "./libraries/Payouts.sol";
import {TermsHash} from "./libraries/TermsHash.sol";

/// @title Item passport
/// @notice See IItemPassport.
/// @dev Calls nobody but the escrow. The buyer is not called back on receiving: a receiver that refuses would keep the seller
/// from writing, and one that re-enters would write out of turn. A passport's number is the id of its first order, so that no
/// order can open two.
contract ItemPassport is IItemPassport, ERC721 {
    using TermsHash for Order;

    /// @notice The escrow whose orders are sales.
    IEscrow public immutable escrow;

    mapping(uint256 passportId => Passport) private _passports;
    /// @inheritdoc IItemPassport
    mapping(bytes32 orderId => uint256 passportId) public passportOf;

    /// @notice Names the escrow.
    /// @param escrow_ The escrow whose orders are sales.
    constructor(IEscrow escrow_) ERC721("Handsel Passport", "PASSPORT") {
        escrow = escrow_;
    }

    // SALES

    /// @inheritdoc IItemPassport
    function mint(Order calldata order) external returns (uint256 passportId) {
        (bytes32 orderId, Ending memory ending) = _sale(order);

        passportId = uint256(orderId);
        _passports[passportId].metadata = order.terms.metadata;
        _record(passportId, orderId, order, ending);
        _mint(order.buyer, passportId);
    }

    /// @inheritdoc IItemPassport
    function append(uint256 passportId, Order calldata order) external {
        address owner = ownerOf(passportId);
        if (msg.sender != owner) revert NotPassportOwner(msg.sender, owner);
        (bytes32 orderId, Ending memory ending) = _sale(order);
        uint40 lastSoldAt = _passports[passportId].lastSoldAt;
        if (ending.at <= lastSoldAt) revert NotLater(ending.at, lastSoldAt);

        _record(passportId, orderId, order, ending);
        _transfer(owner, order.buyer, passportId);
    }

    /// @dev The hash proves the terms to have been this order's: an order that the escrow does not know has not ended.
    function _sale(Order calldata order) private view returns (bytes32 orderId, Ending memory ending) {
        if (msg.sender != order.terms.seller) revert NotSaleSeller(msg.sender, order.terms.seller);
        if (order.terms.kind != Kind.Item || order.quantity != 1) revert NotOneItem(order.terms.kind, order.quantity);
        orderId = order.orderId();
        ending = escrow.howEnded(orderId);
        Outcome outcome = ending.outcome;
        if (outcome != Outcome.Completed && outcome != Outcome.RuledForSeller) revert NotSold(orderId, outcome);
        uint256 recordedIn = passportOf[orderId];
        if (recordedIn != 0) revert AlreadyRecorded(orderId, recordedIn);
    }

    function _record(uint256 passportId, bytes32 orderId, Order calldata order, Ending memory ending) private {
        Passport storage it = _passports[passportId];
        it.lastSoldAt = ending.at;
        uint32 sales = ++it.sales;
        passportOf[orderId] = passportId;

        emit SaleRecorded(
            passportId,
            orderId,
            order.buyer,
            order.terms.seller,
            order.terms.token,
            uint96(Payouts.subtotalOf(order)),
            order.terms.metadata,
            ending.outcome,
            ending.at,
            sales
        );
    }

    // OUTSIDE SALES

    /// @inheritdoc ERC721
    /// @dev Every way in which ERC-721 lets a token be moved comes through here; sales do not.
    function transferFrom(address from, address to, uint256 passportId) public override {
        super.transferFrom(from, to, passportId);

        emit MovedOutsideSale(passportId, from, to, _passports[passportId].sales);
    }

    // VIEWS

    /// @inheritdoc IItemPassport
    function passport(uint256 passportId) external view returns (Passport memory) {
        return _passports[passportId];
    }

    /// @inheritdoc ERC721
    /// @dev The metadata file of the first sale.
    function tokenURI(uint256 passportId) public view override returns (string memory) {
        _requireOwned(passportId);
        return string.concat("ipfs://", Cid.ofDigest(_passports[passportId].metadata));
    }
}
