// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrable, IArbitrableParties} from "../interfaces/IArbitrable.sol";
import {IArbitrationCourt} from "../interfaces/IArbitrationCourt.sol";
import {IArbitrator} from "../interfaces/IArbitrator.sol";

/// @notice Brings cases to a court and writes down what it rules. Choice 1 favours `partyA`, choice 2 `partyB`.
contract ArbitrableRecorder is IArbitrable, IArbitrableParties {
    IArbitrationCourt public immutable court;
    address public immutable partyA;
    address public immutable partyB;

    mapping(uint256 disputeId => uint256[]) private _rulings;

    constructor(IArbitrationCourt court_, address partyA_, address partyB_) {
        court = court_;
        partyA = partyA_;
        partyB = partyB_;
    }

    receive() external payable {}

    function open(uint256 choices, bytes calldata extraData) external payable returns (uint256) {
        return court.createDispute{value: msg.value}(choices, extraData);
    }

    function closeEvidence(uint256 id) external {
        court.closeEvidence(id);
    }

    function withdrawDispute(uint256 id) external {
        court.withdrawDispute(id);
    }

    function reclaimFee(uint256 id) external returns (uint256) {
        return court.reclaimFee(id);
    }

    function rule(uint256 id, uint256 ruling) external {
        _rulings[id].push(ruling);
        emit Ruling(IArbitrator(msg.sender), id, ruling);
    }

    function partyOf(uint256, uint256 ruling) external view returns (address) {
        return
            ruling == 1
                ? partyA
                : ruling == 2
                    ? partyB
                    : address(0);
    }

    function rulingsOf(uint256 id) external view returns (uint256[] memory) {
        return _rulings[id];
    }
}
