// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IListingRegistry, Terms} from "../interfaces/IListingRegistry.sol";

/// @title Taking from stock
/// @notice How the escrow takes units of a published listing.
library Taking {
    /// @dev `registry.take(terms, quantity)`. Calldata holds the terms exactly as the call wants them, so they are copied as they
    /// are: the registry checks them. The compiler would take them apart and put them together again, for 900 gas.
    function take(
        IListingRegistry registry,
        Terms calldata terms,
        uint32 quantity
    ) internal returns (bytes32 listingId) {
        bytes4 selector = IListingRegistry.take.selector;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, selector)
            calldatacopy(add(free, 0x04), terms, 0x220)
            mstore(add(free, 0x224), and(quantity, 0xffffffff))
            let taken := call(gas(), registry, 0, free, 0x244, 0x00, 0x20)
            if iszero(and(taken, gt(returndatasize(), 0x1f))) {
                returndatacopy(free, 0x00, returndatasize())
                revert(free, returndatasize())
            }
            listingId := mload(0x00)
        }
    }
}
