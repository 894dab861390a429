// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev Field for field the service's own. Zero `expirationTime` is never, zero `revocationTime` not yet.
struct Attestation {
    bytes32 uid;
    bytes32 schema;
    uint64 time;
    uint64 expirationTime;
    uint64 revocationTime;
    bytes32 refUID;
    address recipient;
    address attester;
    bool revocable;
    bytes data;
}

/// @title Ethereum Attestation Service
/// @notice The one function of it that is needed here (https://github.com/ethereum-attestation-service/eas-contracts).
interface IEAS {
    /// @notice All fields are zero when there is no such attestation.
    /// @param uid Id of the attestation.
    function getAttestation(bytes32 uid) external view returns (Attestation memory);
}
