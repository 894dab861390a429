// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEntropy} from "../interfaces/IEntropy.sol";

/// @notice A source of randomness that somebody publishes block by block, as where prevrandao is a constant; and that
/// misbehaves as it is told.
contract ScriptedBeacon is IEntropy {
    enum Manner {
        Honest,
        /// Says that there is no seed.
        Denying,
        Reverting,
        Burning,
        /// Answers with less than a word.
        Mumbling,
        CallingBack
    }

    Manner public manner;
    mapping(uint256 drawBlock => bytes32) public published;
    uint256 public questions;
    address private _target;
    bytes private _callback;
    bytes public failure;

    error NotPublished(uint256 drawBlock);

    function set(Manner manner_) external {
        manner = manner_;
    }

    function setCallback(address target, bytes calldata callback) external {
        (_target, _callback) = (target, callback);
    }

    function publish(uint256 drawBlock, bytes32 seed) external {
        published[drawBlock] = seed;
    }

    function seedOf(uint256 drawBlock, bytes calldata) external returns (bytes32 seed) {
        ++questions;
        if (manner == Manner.Denying) return 0;
        if (manner == Manner.Reverting) revert("no");
        if (manner == Manner.Burning) {
            while (true) ++questions;
        }
        if (manner == Manner.Mumbling) {
            assembly {
                return(0, 31)
            }
        }
        if (manner == Manner.CallingBack) {
            (bool ok, bytes memory answer) = _target.call(_callback);
            failure = ok ? bytes("") : answer;
        }
        seed = published[drawBlock];
        if (seed == 0) revert NotPublished(drawBlock);
    }
}
