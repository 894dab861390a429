// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ArbitratorPool} from "../ArbitratorPool.sol";
import {BlockEntropy} from "../BlockEntropy.sol";
import {IArbitratorPool, PanelRequest, PoolParameters} from "../interfaces/IArbitratorPool.sol";

/// @notice A court that draws many panels from one block, to see how often whom.
contract DrawingCourt {
    IArbitratorPool public immutable pool;

    constructor(PoolParameters memory parameters) {
        pool = new ArbitratorPool(address(this), new BlockEntropy(), parameters);
    }

    function enqueue(uint256 count) external {
        for (uint256 i = 0; i < count; ++i) pool.enqueue(i);
    }

    /// @notice One panel for each case from `request.id` on, as many as are queued.
    function drawMany(
        bytes calldata header,
        PanelRequest memory request,
        uint256 count
    ) external returns (address[][] memory panels) {
        panels = new address[][](count);
        for (uint256 i = 0; i < count; ++i) {
            (, panels[i]) = pool.draw(header, request);
            ++request.id;
        }
    }
}
