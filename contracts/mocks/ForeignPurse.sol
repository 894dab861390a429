// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrable} from "../interfaces/IArbitrable.sol";
import {ContractParty} from "./ContractParty.sol";

/// @notice An arbitrator that has somebody else hand over coin while it is asked for its fee.
contract ForeignPurse {
    uint256 public constant COST = 1_009;

    ContractParty public immutable purse = new ContractParty(address(this));
    uint256 public disputes;

    function arbitrationCost(bytes calldata) external pure returns (uint256) {
        return COST;
    }

    function createDispute(uint256, bytes calldata) external payable returns (uint256 id) {
        id = disputes++;
    }

    function giveRuling(IArbitrable arbitrable, uint256 id, uint256 ruling) external {
        arbitrable.rule(id, ruling);
    }

    function reclaimFee(uint256) external returns (uint256) {
        purse.act{value: address(this).balance}(msg.sender, "");
        return 0;
    }
}
