// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrable, IArbitrableParties} from "../interfaces/IArbitrable.sol";

/// @notice An ERC-792 arbitrator that rules as it is told, and misbehaves as it is told.
contract ScriptedArbitrator {
    enum Manner {
        Honest,
        Reverting,
        Burning,
        /// Answers with less than a word.
        Mumbling,
        Flooding,
        CallingBack
    }

    uint256 public cost;
    uint256 public disputes;
    bool public isCostBroken;
    /// How it takes a dispute, and how it gives one back.
    Manner public whenAsked;
    Manner public whenWithdrawn;
    /// What it gives back of a fee.
    uint256 public refund;
    /// What it sends back at once when asked.
    uint256 public change;
    /// Number given to the next dispute instead of the next one.
    uint256 public nextId;
    bool public isNumbering;
    bytes public callback;
    bytes public failure;
    bytes public extraData;
    uint256 public withdrawals;

    constructor(uint256 cost_) payable {
        cost = cost_;
    }

    function setCost(uint256 cost_, bool isBroken) external {
        cost = cost_;
        isCostBroken = isBroken;
    }

    function set(Manner whenAsked_, Manner whenWithdrawn_) external {
        whenAsked = whenAsked_;
        whenWithdrawn = whenWithdrawn_;
    }

    function setRefund(uint256 refund_, uint256 change_) external {
        refund = refund_;
        change = change_;
    }

    function number(uint256 nextId_) external {
        nextId = nextId_;
        isNumbering = true;
    }

    function setCallback(bytes calldata callback_) external {
        callback = callback_;
    }

    function arbitrationCost(bytes calldata) external view returns (uint256) {
        require(!isCostBroken, "broken");
        return cost;
    }

    function createDispute(uint256, bytes calldata extraData_) external payable returns (uint256 id) {
        require(msg.value >= cost, "too little");
        extraData = extraData_;
        _behave(whenAsked);
        if (change != 0) _send(change);
        id = isNumbering ? nextId : disputes;
        disputes += 1;
    }

    function withdrawDispute(uint256) external {
        withdrawals += 1;
        _behave(whenWithdrawn);
    }

    function reclaimFee(uint256) external returns (uint256) {
        _behave(whenWithdrawn);
        uint256 amount = refund;
        refund = 0;
        if (amount != 0) _send(amount);
        // A lie: only what arrives counts.
        return 1000 ether;
    }

    function giveRuling(IArbitrable arbitrable, uint256 id, uint256 ruling) external {
        arbitrable.rule(id, ruling);
    }

    function askParty(IArbitrableParties arbitrable, uint256 id, uint256 ruling) external view returns (address) {
        return arbitrable.partyOf(id, ruling);
    }

    function send(address payable to, uint256 amount) external {
        (bool ok, ) = to.call{value: amount}("");
        require(ok, "not taken");
    }

    function _send(uint256 amount) private {
        (bool ok, ) = msg.sender.call{value: amount}("");
        require(ok, "not taken");
    }

    function _behave(Manner manner) private {
        if (manner == Manner.Reverting) revert("no");
        if (manner == Manner.Burning) {
            while (true) withdrawals += 1;
        }
        if (manner == Manner.Mumbling) {
            assembly {
                return(0, 31)
            }
        }
        if (manner == Manner.Flooding) {
            assembly {
                revert(0, 100000)
            }
        }
        if (manner == Manner.CallingBack) {
            (bool ok, bytes memory answer) = msg.sender.call(callback);
            failure = ok ? bytes("") : answer;
        }
    }
}
