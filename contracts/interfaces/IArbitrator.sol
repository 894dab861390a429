// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrable} from "./IArbitrable.sol";

/// @title ERC-792 arbitrator
/// @notice Whoever can be paid to rule. Signatures and argument names are the standard's (https://eips.ethereum.org/EIPS/eip-792).
interface IArbitrator {
    enum DisputeStatus {
        Waiting,
        Appealable,
        Solved
    }

    /// @notice A dispute was created.
    /// @param _disputeID Number of the dispute.
    /// @param _arbitrable Who asked.
    event DisputeCreation(uint256 indexed _disputeID, IArbitrable indexed _arbitrable);
    /// @notice A dispute can be appealed.
    /// @param _disputeID Number of the dispute.
    /// @param _arbitrable Who asked.
    event AppealPossible(uint256 indexed _disputeID, IArbitrable indexed _arbitrable);
    /// @notice A dispute was appealed.
    /// @param _disputeID Number of the dispute.
    /// @param _arbitrable Who asked.
    event AppealDecision(uint256 indexed _disputeID, IArbitrable indexed _arbitrable);

    /// @notice Creates a dispute, and takes the fee.
    /// @dev Reverts with ChoicesOutOfBounds, InsufficientFee or OwnCase.
    /// @param _choices How many rulings there are, refusing not counted.
    /// @param _extraData What the arbitrator has to know, in its own format.
    /// @return disputeID Number of the dispute.
    function createDispute(uint256 _choices, bytes calldata _extraData) external payable returns (uint256 disputeID);
    /// @notice What a dispute costs.
    /// @param _extraData What the arbitrator has to know, in its own format.
    /// @return cost Wei.
    function arbitrationCost(bytes calldata _extraData) external view returns (uint256 cost);
    /// @notice Appeals a ruling, and takes the fee.
    /// @dev Reverts with NoAppeal.
    /// @param _disputeID Number of the dispute.
    /// @param _extraData What the arbitrator has to know, in its own format.
    function appeal(uint256 _disputeID, bytes calldata _extraData) external payable;
    /// @notice What an appeal costs.
    /// @dev Reverts with UnknownCase.
    /// @param _disputeID Number of the dispute.
    /// @param _extraData What the arbitrator has to know, in its own format.
    /// @return cost Wei.
    function appealCost(uint256 _disputeID, bytes calldata _extraData) external view returns (uint256 cost);
    /// @notice When a ruling can be appealed.
    /// @dev Reverts with UnknownCase.
    /// @param _disputeID Number of the dispute.
    /// @return start The first second.
    /// @return end The last second.
    function appealPeriod(uint256 _disputeID) external view returns (uint256 start, uint256 end);
    /// @notice Where a dispute stands.
    /// @dev Reverts with UnknownCase.
    /// @param _disputeID Number of the dispute.
    /// @return status Where it stands.
    function disputeStatus(uint256 _disputeID) external view returns (DisputeStatus status);
    /// @notice What would be ruled now, or was.
    /// @dev Reverts with UnknownCase.
    /// @param _disputeID Number of the dispute.
    /// @return ruling 0 refuses to decide.
    function currentRuling(uint256 _disputeID) external view returns (uint256 ruling);
}
