// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, OrderKey} from "../interfaces/IEscrow.sol";
import {Catalogue, Terms} from "../interfaces/IListingRegistry.sol";

/// @title Hashes of terms and orders
/// @notice Ids: what is agreed on is its own name.
library TermsHash {
    bytes32 internal constant TERMS_TYPEHASH = keccak256(
        "Terms(address seller,address token,uint96 price,uint96 deposit,uint32 stock,uint40 expiry,uint32 fulfilWindow,uint32 inspectWindow,uint32 rulingWindow,uint16 sellerFeeBps,uint16 buyerFeeBps,uint16 referralBps,uint8 kind,uint16 category,address arbitrator,uint32 courtId,bytes32 metadata,uint32 epoch,uint32 slot,uint32 slotOffset,uint32 freeNotice,uint16 lateRefundBps,bytes32 options)"
    );

    /// @dev EIP-712 struct hash. Calldata holds the terms exactly as the hash wants them, so they are copied as they are; words
    /// with dirty upper bits hash to an id that was never published.
    function listingId(Terms calldata terms) internal pure returns (bytes32 id) {
        bytes32 typehash = TERMS_TYPEHASH;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typehash)
            calldatacopy(add(free, 0x20), terms, 0x2e0)
            id := keccak256(free, 0x300)
        }
    }

    /// @dev Whether the terms sell things by the piece, with nothing to choose: the last five words are zero.
    function isPlain(Terms calldata terms) internal pure returns (bool plain) {
        assembly ("memory-safe") {
            let slots := or(calldataload(add(terms, 0x240)), calldataload(add(terms, 0x260)))
            let notice := or(calldataload(add(terms, 0x280)), calldataload(add(terms, 0x2a0)))
            plain := iszero(or(or(slots, notice), calldataload(add(terms, 0x2c0))))
        }
    }

    bytes32 internal constant CATALOGUE_TYPEHASH = keccak256(
        "Catalogue(address seller,bytes32 root,bytes32 contents,uint32 epoch)"
    );

    function catalogueId(Catalogue memory catalogue) internal pure returns (bytes32) {
        return keccak256(abi.encode(CATALOGUE_TYPEHASH, catalogue));
    }

    function orderId(Order calldata order) internal pure returns (bytes32) {
        return orderIdFor(order, listingId(order.terms));
    }

    /// @dev What an `OrderKey` says, from where it stands in the order: seller and token begin the terms, the rest follows them.
    /// Words with anything beyond their type are no order's.
    /// @dev `listing`: The id of the order's terms.
    function orderIdFor(Order calldata order, bytes32 listing) internal pure returns (bytes32 id) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, listing)
            calldatacopy(add(free, 0x20), order, 0x40)
            calldatacopy(add(free, 0x60), add(order, 0x2e0), 0xe0)
            id := keccak256(free, 0x140)
        }
    }

    /// @dev Calldata holds the key exactly as the hash wants it. Words with anything beyond their type are no order's.
    function orderIdOf(OrderKey calldata key) internal pure returns (bytes32 id) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, key, 0x140)
            id := keccak256(free, 0x140)
        }
    }
}
