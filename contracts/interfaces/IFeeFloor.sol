// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Asked by ListingRegistry about terms that stay below its fee floor.
interface IFeeFloor {
    /// @return The least that seller and buyer fee must come to together for this seller, in basis points.
    function floorOf(address seller, uint16 standardFloorBps) external view returns (uint16);
}
