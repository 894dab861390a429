// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFeeFloor} from "../interfaces/IFeeFloor.sol";

/// @notice A fee schedule that says what it is told.
contract ScriptedFeeFloor is IFeeFloor {
    mapping(address seller => uint16) private _floors;
    bool private _broken;

    function set(address seller, uint16 floorBps) external {
        _floors[seller] = floorBps;
    }

    function breakDown() external {
        _broken = true;
    }

    function floorOf(address seller, uint16) external view returns (uint16) {
        require(!_broken, "broken");
        return _floors[seller];
    }
}
