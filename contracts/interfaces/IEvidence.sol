// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrator} from "./IArbitrator.sol";

/// @title ERC-1497 evidence
/// @notice How evidence is announced (https://eips.ethereum.org/EIPS/eip-1497).
interface IEvidence {
    /// @notice What disputes are about.
    /// @param _metaEvidenceID Number of the meta-evidence.
    /// @param _evidence IPFS path of the file.
    event MetaEvidence(uint256 indexed _metaEvidenceID, string _evidence);
    /// @notice Somebody has shown something.
    /// @param _arbitrator Who judges.
    /// @param _evidenceGroupID What the evidence is about.
    /// @param _party Who showed it.
    /// @param _evidence IPFS path of the file.
    event Evidence(
        IArbitrator indexed _arbitrator,
        uint256 indexed _evidenceGroupID,
        address indexed _party,
        string _evidence
    );
    /// @notice A dispute was raised about something.
    /// @param _arbitrator Who judges.
    /// @param _disputeID The arbitrator's number of the dispute.
    /// @param _metaEvidenceID Number of the meta-evidence.
    /// @param _evidenceGroupID What the evidence is about.
    event Dispute(
        IArbitrator indexed _arbitrator,
        uint256 indexed _disputeID,
        uint256 _metaEvidenceID,
        uint256 _evidenceGroupID
    );
}
