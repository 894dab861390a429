// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrator} from "./IArbitrator.sol";

/// @title ERC-792 arbitrable
/// @notice Whatever can be ruled on (https://eips.ethereum.org/EIPS/eip-792).
interface IArbitrable {
    event Ruling(IArbitrator indexed _arbitrator, uint256 indexed _disputeID, uint256 _ruling);

    function rule(uint256 _disputeID, uint256 _ruling) external;
}

/// @notice An arbitrable that can say who stands to win by a ruling, so that an appeal bond can go to the winner.
interface IArbitrableParties {
    /// @return party Zero when the ruling favours nobody.
    function partyOf(uint256 disputeId, uint256 ruling) external view returns (address party);
}
