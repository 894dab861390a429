// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrable, IArbitrableParties} from "../interfaces/IArbitrable.sol";
import {IArbitrationCourt} from "../interfaces/IArbitrationCourt.sol";

/// @notice Does its worst whenever the court calls it: reverts, burns gas, floods the answer, or calls back.
contract ArbitrableHostile is IArbitrable, IArbitrableParties {
    IArbitrationCourt public immutable court;
    bool public refuses;
    bytes public callback;
    /// What the callback came to: empty when it went through.
    bytes public failure;
    uint256 public rulings;

    constructor(IArbitrationCourt court_) {
        court = court_;
    }

    receive() external payable {
        _callBack();
    }

    function set(bool refuses_, bytes calldata callback_) external {
        refuses = refuses_;
        callback = callback_;
    }

    function open(uint256 choices, bytes calldata extraData) external payable returns (uint256) {
        return court.createDispute{value: msg.value}(choices, extraData);
    }

    function withdrawDispute(uint256 id) external {
        court.withdrawDispute(id);
    }

    function reclaimFee(uint256 id) external returns (uint256) {
        return court.reclaimFee(id);
    }

    function rule(uint256, uint256) external {
        require(!refuses, "refused");
        ++rulings;
        _callBack();
    }

    function partyOf(uint256, uint256) external view returns (address) {
        if (!refuses) {
            // More than an address.
            assembly {
                mstore(0, not(0))
                return(0, 32)
            }
        }
        while (gasleft() > 2_000) {}
        assembly {
            revert(0, 100000)
        }
    }

    function _callBack() private {
        if (callback.length == 0) return;
        (bool ok, bytes memory answer) = address(court).call(callback);
        if (!ok) failure = answer;
    }
}
