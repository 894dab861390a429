// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Asked by ListingRegistry about terms that stay below its fee floor.
interface IFeeFloor {
    /// @notice The least that seller and buyer fee of a new listing of this seller must come to together, in basis points. Never
    /// reverts.
    function floorOf(address seller, uint16 standardFloorBps) external view returns (uint16 floorBps);
}
