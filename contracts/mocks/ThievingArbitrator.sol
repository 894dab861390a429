// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Has somebody else send money while it is itself given a case.
contract ThievingArbitrator {
    address private _victim;
    bytes private _call;
    bool public worked;

    function aim(address victim, bytes calldata call) external {
        _victim = victim;
        _call = call;
    }

    function arbitrationCost(bytes calldata) external pure returns (uint256) {
        return 0;
    }

    function createDispute(uint256, bytes calldata) external payable returns (uint256) {
        (worked, ) = _victim.call(_call);
        return 1;
    }
}
