// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order} from "../interfaces/IEscrow.sol";
import {IListingRegistry} from "../interfaces/IListingRegistry.sol";

/// @title Taking from stock
/// @notice How the escrow takes what an order is of, and puts it back.
/// @dev The registry is told `terms`, `quantity`, `start`, `choice` and `extra`, with which an order begins: calldata holds them exactly
/// as the call wants them, so they are copied as they are and the registry checks them. The compiler would take them apart and
/// put them together again, for 900 gas.
library Taking {
    function take(IListingRegistry registry, Order calldata order) internal returns (bytes32 listingId) {
        return _tell(registry, IListingRegistry.take.selector, order, 0x20);
    }

    /// @dev Stock without a limit was never counted.
    function putBack(IListingRegistry registry, Order calldata order) internal {
        if (order.terms.stock == type(uint32).max && bytes16(order.choice) == 0) return;
        _tell(registry, IListingRegistry.putBack.selector, order, 0x00);
    }

    function _tell(
        IListingRegistry registry,
        bytes4 selector,
        Order calldata order,
        uint256 answerLength
    ) private returns (bytes32 answer) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, selector)
            calldatacopy(add(free, 0x04), order, 0x360)
            let told := call(gas(), registry, 0, free, 0x364, 0x00, 0x20)
            if iszero(and(told, iszero(lt(returndatasize(), answerLength)))) {
                returndatacopy(free, 0x00, returndatasize())
                revert(free, returndatasize())
            }
            answer := mload(0x00)
        }
    }
}
