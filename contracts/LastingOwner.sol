// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";

/// @title Lasting owner
/// @notice An owner who can hand the office on and not give it up: for contracts whose owner has to be able to take something off a
/// list, since what turns bad there would otherwise stay for ever.
abstract contract LastingOwner is Ownable2Step {
    error OwnerNeeded(address owner);

    /// @notice Refuses. `transferOwnership` hands the office on.
    function renounceOwnership() public view override onlyOwner {
        revert OwnerNeeded(msg.sender);
    }
}
