// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Arbitrator, IArbitratorPool} from "../interfaces/IArbitratorPool.sol";

/// @notice Adds up what the pool keeps for a list of accounts, so that a random walk can ask after every step.
contract CourtProbe {
    struct Sums {
        uint256 stakes;
        uint256 exiting;
        uint256 credits;
        uint256 locked;
        uint256 weights;
        uint256 active;
        /// Accounts whose weight is neither nothing nor what stands in for their stake.
        uint256 wrongWeights;
        /// Hash of all weights: changes when one of them does.
        bytes32 weightsHash;
    }

    function sums(IArbitratorPool pool, address[] calldata accounts) external view returns (Sums memory s) {
        for (uint256 i = 0; i < accounts.length; ++i) {
            Arbitrator memory a = pool.arbitratorOf(accounts[i]);
            s.stakes += a.stake;
            s.exiting += a.exiting;
            s.credits += pool.creditOf(accounts[i]);
            s.locked += a.locked;
            s.weights += a.weight;
            if (a.weight > 0) ++s.active;
            if (a.weight > a.stake || (a.suspended && a.weight > 0)) ++s.wrongWeights;
            s.weightsHash = keccak256(abi.encode(s.weightsHash, a.weight));
        }
    }
}
