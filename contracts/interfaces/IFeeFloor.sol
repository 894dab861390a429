// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Fee floor
/// @notice Asked by ListingRegistry about terms that stay below its fee floor.
interface IFeeFloor {
    /// @notice The least that seller and buyer fee of a new listing of this seller must come to together, in basis points. Never
    /// reverts.
    /// @param seller The seller.
    /// @param standardFloorBps The market's own floor, in basis points.
    /// @return floorBps What holds for this seller, in basis points: never more than the standard.
    function floorOf(address seller, uint16 standardFloorBps) external view returns (uint16 floorBps);
}
