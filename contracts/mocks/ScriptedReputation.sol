// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LostRuling} from "../interfaces/IReputation.sol";

/// @notice A reputation that does not do what it should when it is told of a ruling.
contract ScriptedReputation {
    enum Mode {
        Reverting,
        Burning,
        Flooding
    }

    Mode public immutable mode;

    constructor(Mode mode_) {
        mode = mode_;
    }

    function recordRuling(LostRuling calldata) external view {
        if (mode == Mode.Reverting) revert("no record");
        if (mode == Mode.Burning) while (gasleft() > 0) {}
        assembly ("memory-safe") {
            revert(0, 100000)
        }
    }
}
