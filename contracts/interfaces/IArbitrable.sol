// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrator} from "./IArbitrator.sol";

/// @title ERC-792 arbitrable
/// @notice Whatever can be ruled on (https://eips.ethereum.org/EIPS/eip-792).
interface IArbitrable {
    /// @notice A ruling has arrived.
    /// @param _arbitrator Who ruled.
    /// @param _disputeID The arbitrator's number of the dispute.
    /// @param _ruling 0 refuses to decide.
    event Ruling(IArbitrator indexed _arbitrator, uint256 indexed _disputeID, uint256 _ruling);

    /// @notice The arbitrator gives its ruling.
    /// @dev Reverts with NotArbitrator.
    /// @param _disputeID The arbitrator's number of the dispute.
    /// @param _ruling 0 refuses to decide.
    function rule(uint256 _disputeID, uint256 _ruling) external;
}

/// @title Parties of a dispute
/// @notice An arbitrable that can say who stands to win by a ruling, so that an appeal bond can go to the winner.
interface IArbitrableParties {
    /// @notice Who stands to win.
    /// @param disputeId The arbitrator's number of the dispute.
    /// @param ruling By which ruling.
    /// @return party Zero when the ruling favours nobody.
    function partyOf(uint256 disputeId, uint256 ruling) external view returns (address party);
}
