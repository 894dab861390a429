// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitratorPool} from "../interfaces/IArbitratorPool.sol";

/// @notice One of many arbitrators.
contract CrowdMember {
    IArbitratorPool private immutable _pool;

    constructor(IArbitratorPool pool) payable {
        _pool = pool;
        pool.stake{value: msg.value}();
    }

    receive() external payable {}

    function activate() external {
        _pool.activate();
    }
}

/// @notice Fills a pool with arbitrators by the hundred.
contract Crowd {
    IArbitratorPool public immutable pool;
    CrowdMember[] private _members;

    constructor(IArbitratorPool pool_) {
        pool = pool_;
    }

    function stake(uint256 count) external payable {
        for (uint256 i = 0; i < count; ++i) _members.push(new CrowdMember{value: msg.value / count}(pool));
    }

    function activate(uint256 from, uint256 count) external {
        for (uint256 i = from; i < from + count; ++i) _members[i].activate();
    }
}
