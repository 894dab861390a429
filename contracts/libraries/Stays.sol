// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order} from "../interfaces/IEscrow.sol";

/// @notice When a booked stay is over.
library Stays {
    /// @return Zero for anything but a booking.
    function endOf(Order calldata order) internal pure returns (uint40) {
        unchecked {
            return order.start + uint40(order.quantity) * order.terms.slot;
        }
    }
}
