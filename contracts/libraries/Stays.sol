// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order} from "../interfaces/IEscrow.sol";

/// @title Stays
/// @notice When a booked stay is over.
library Stays {
    /// @dev Zero for anything but a booking.
    function endOf(Order calldata order) internal pure returns (uint40) {
        unchecked {
            return order.start + uint40(order.quantity) * order.terms.slot;
        }
    }
}
