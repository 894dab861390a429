// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order} from "../interfaces/IEscrow.sol";
import {IListingRegistry, ListingProof} from "../interfaces/IListingRegistry.sol";

/// @title Taking from stock
/// @notice How the escrow takes what an order is of, and puts it back.
/// @dev The registry is told `terms`, `quantity`, `start`, `choice` and `extra`, with which an order begins: calldata holds them exactly
/// as the call wants them, so they are copied as they are and the registry checks them. The compiler would take them apart and
/// put them together again, for 900 gas, and for 4,000 with a proof. Of two arguments the right one comes first: what came back is
/// looked at after the call.
library Taking {
    function take(IListingRegistry registry, Order calldata order) internal returns (bytes32 listingId) {
        bytes4 selector = IListingRegistry.take.selector;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, selector)
            calldatacopy(add(free, 0x04), order, 0x360)
            if iszero(and(gt(returndatasize(), 0x1f), call(gas(), registry, 0, free, 0x364, 0x00, 0x20))) {
                returndatacopy(free, 0x00, returndatasize())
                revert(free, returndatasize())
            }
            listingId := mload(0x00)
        }
    }

    /// @dev The proof goes along with all that stands behind it in calldata: what it points to is there, as far from it as before.
    function takeProven(
        IListingRegistry registry,
        Order calldata order,
        ListingProof calldata proof
    ) internal returns (bytes32 listingId) {
        bytes4 selector = IListingRegistry.takeProven.selector;
        assembly ("memory-safe") {
            let free := mload(0x40)
            let length := sub(calldatasize(), proof)
            mstore(free, selector)
            calldatacopy(add(free, 0x04), order, 0x360)
            mstore(add(free, 0x364), 0x380)
            calldatacopy(add(free, 0x384), proof, length)
            if iszero(and(gt(returndatasize(), 0x1f), call(gas(), registry, 0, free, add(length, 0x384), 0x00, 0x20))) {
                returndatacopy(free, 0x00, returndatasize())
                revert(free, returndatasize())
            }
            listingId := mload(0x00)
        }
    }

    /// @dev Stock without a limit was never counted.
    function putBack(IListingRegistry registry, Order calldata order) internal {
        if (order.terms.stock == type(uint32).max && bytes16(order.choice) == 0) return;
        bytes4 selector = IListingRegistry.putBack.selector;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, selector)
            calldatacopy(add(free, 0x04), order, 0x360)
            if iszero(call(gas(), registry, 0, free, 0x364, 0x00, 0x00)) {
                returndatacopy(free, 0x00, returndatasize())
                revert(free, returndatasize())
            }
        }
    }
}
