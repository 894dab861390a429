// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Decay
/// @notice Halves a sum every 180 days, in 64 steps, in integers that anyone can re-compute bit for bit.
library Decay {
    uint256 internal constant STEP = 180 days / 64;
    uint256 private constant MAX_HALVINGS = 95;

    /// @dev What is left of `sum` after `steps`.
    function decay(uint256 sum, uint256 steps) internal pure returns (uint256) {
        uint256 halvings = steps / 64;
        if (halvings > MAX_HALVINGS) return 0;
        sum >>= halvings;
        // 2^16 times 2^(-bit/64).
        if (steps & 32 != 0) sum = (sum * 46341) >> 16;
        if (steps & 16 != 0) sum = (sum * 55109) >> 16;
        if (steps & 8 != 0) sum = (sum * 60097) >> 16;
        if (steps & 4 != 0) sum = (sum * 62757) >> 16;
        if (steps & 2 != 0) sum = (sum * 64132) >> 16;
        if (steps & 1 != 0) sum = (sum * 64830) >> 16;
        return sum;
    }
}
