// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

struct Tally {
    uint96 total;
}

/// @notice A library that is deployed by itself, because its function is external: whoever links it calls it by delegatecall.
library TallyMath {
    error TooLarge(uint256 sum);

    function add(Tally storage tally, uint256 amount) external {
        uint256 sum = tally.total + amount;
        if (sum > type(uint96).max) revert TooLarge(sum);
        tally.total = uint96(sum);
    }
}

/// @notice A contract into whose code such a library's address is written, and that knows another contract's address.
contract LinkedTally {
    address public immutable other;
    Tally public tally;

    constructor(address other_, uint96 start) {
        other = other_;
        tally.total = start;
    }

    function add(uint256 amount) external {
        TallyMath.add(tally, amount);
    }
}
