// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "../interfaces/IEscrow.sol";
import {Calls} from "./Calls.sol";

/// @title Payins
/// @notice Money that comes in: exactly as much as was asked for, in native coin (`token` zero) or in tokens.
library Payins {
    /// @dev Tokens in are measured. The caller holds a guard against re-entry: a token may call back before it moves.
    function collect(address token, uint256 amount) internal {
        uint256 value = token == address(0) ? amount : 0;
        if (msg.value != value) revert IEscrow.WrongValue(msg.value, value);
        if (token == address(0) || amount == 0) return;
        uint256 received = Calls.pull(token, msg.sender, amount);
        if (received != amount) revert IEscrow.WrongReceived(received, amount);
    }
}
