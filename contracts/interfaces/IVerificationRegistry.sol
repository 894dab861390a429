// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice How much is known about an account, by whom its issuers have seen.
enum Tier {
    None,
    /// A way to reach the person.
    Basic,
    /// Who the person is.
    Identity,
    /// A registered business.
    Business
}

/// @notice An attester whose attestations of one schema are worth a tier. One slot; `None` when not listed.
struct Issuer {
    Tier tier;
    /// How long an attestation is believed after it was made, in seconds.
    uint40 maxAge;
    /// From when on it is listed.
    uint40 effectiveAt;
}

/// @title Verification
/// @notice Tiers of accounts, from attestations that listed issuers have made on the Ethereum Attestation Service. What an issuer
/// has seen stays with it and with the person: the chain holds who said which schema of whom, and no more is needed. Holds no
/// money.
///
/// Issuers: the owner lists an attester with one schema, the tier that it is worth and how long it is believed; this holds
/// `listingDelay` later, by itself. Unlisting holds at once, and withdraws a listing that does not hold yet.
///
/// Attestations: anyone registers one for its recipient, at most one for each tier. One that is still live gives way only to one
/// that lives longer, so that nobody can shorten another's verification.
///
/// Liveness of a tier: asked at every reading. An attestation is dead when it has been revoked, has expired, is too old, or its
/// issuer is no longer listed with that tier.
///
/// Limits: the largest order value that is advised for a seller of a tier, in a token. It is advice, changes at once, and the
/// escrow does not ask for it: apps and other front-ends read it and warn.
interface IVerificationRegistry {
    /// @notice An issuer was announced.
    /// @param attester Who attests.
    /// @param schema Id of the schema at the attestation service.
    /// @param tier What its word is worth.
    /// @param maxAge How long an attestation is believed, in seconds.
    /// @param effectiveAt From when on it holds, in seconds since 1970.
    event IssuerProposed(
        address indexed attester,
        bytes32 indexed schema,
        Tier tier,
        uint40 maxAge,
        uint40 effectiveAt
    );
    /// @notice An issuer is off the list, and every tier that rests on it.
    /// @param attester Who attests.
    /// @param schema Id of the schema at the attestation service.
    event IssuerUnlisted(address indexed attester, bytes32 indexed schema);
    /// @notice `liveUntil` is its last second, should nobody revoke it and its issuer stay.
    /// @param account About whom.
    /// @param uid Id of the attestation.
    /// @param attester Who attests.
    /// @param schema Id of the schema at the attestation service.
    /// @param tier What its word is worth.
    /// @param liveUntil Its last second.
    event AttestationRegistered(
        address indexed account,
        bytes32 indexed uid,
        address indexed attester,
        bytes32 schema,
        Tier tier,
        uint256 liveUntil
    );
    /// @notice Other order values are advised.
    /// @param token The token, or zero for native coin.
    /// @param limits Largest order value by tier, in the smallest unit; zero is no limit.
    event LimitsSet(address indexed token, uint128[4] limits);

    error IssuerListed(address attester, bytes32 schema);
    error IssuerNotListed(address attester, bytes32 schema);
    error NoTier(address attester, bytes32 schema);
    error MaxAgeOutOfBounds(uint40 maxAge, uint40 lower, uint40 upper);
    error UnknownAttestation(bytes32 uid);
    error NoRecipient(bytes32 uid);
    error AttestationRevoked(bytes32 uid, uint64 revokedAt);
    error AttestationOver(bytes32 uid, uint256 liveUntil, uint256 timestamp);
    error AttestationNotLonger(bytes32 uid, uint256 liveUntil, uint256 current);
    error LimitsNotRising(address token, Tier tier);

    /// @notice Anyone: counts an attestation for its recipient.
    /// @dev Reverts with UnknownAttestation, NoRecipient, IssuerNotListed, AttestationRevoked, AttestationOver or
    /// AttestationNotLonger.
    /// @param uid Id of the attestation.
    function register(bytes32 uid) external;

    /// @notice The owner announces an issuer.
    /// @dev Reverts with OwnableUnauthorizedAccount, NoTier, MaxAgeOutOfBounds or IssuerListed.
    /// @param attester Who attests.
    /// @param schema Id of the schema at the attestation service.
    /// @param tier What its word is worth.
    /// @param maxAge How long an attestation is believed, in seconds.
    function proposeIssuer(address attester, bytes32 schema, Tier tier, uint40 maxAge) external;

    /// @notice The owner takes an issuer off the list, and with it every tier that rests on it.
    /// @dev Reverts with OwnableUnauthorizedAccount or IssuerNotListed.
    /// @param attester Who attests.
    /// @param schema Id of the schema at the attestation service.
    function unlistIssuer(address attester, bytes32 schema) external;

    /// @notice The owner says what to advise for a token, by tier. Zero is no limit; a higher tier has no lower limit.
    /// @dev Reverts with OwnableUnauthorizedAccount or LimitsNotRising.
    /// @param token The token, or zero for native coin.
    /// @param limits Largest order value by tier, in the smallest unit; zero is no limit.
    function setLimits(address token, uint128[4] calldata limits) external;

    /// @notice The highest live tier of an account.
    /// @param account About whom.
    function tierOf(address account) external view returns (Tier);
    /// @notice What an account's tier rests on, for a badge that names the issuer.
    /// @param account About whom.
    /// @param tier Which tier.
    /// @return uid Zero when nothing was registered for that tier.
    /// @return liveUntil Its last second; zero when it is dead.
    function attestationOf(address account, Tier tier) external view returns (bytes32 uid, uint256 liveUntil);
    /// @notice The largest order value advised; `type(uint256).max` when there is no limit.
    /// @param account About whom.
    /// @param token The token, or zero for native coin.
    function limitOf(address account, address token) external view returns (uint256);
    /// @notice What is advised for a token, by tier.
    /// @param token The token, or zero for native coin.
    function limitsOf(address token) external view returns (uint128[4] memory);
    /// @notice What is known of an issuer; all zero when it is not listed.
    /// @param attester Who attests.
    /// @param schema Id of the schema at the attestation service.
    function issuerOf(address attester, bytes32 schema) external view returns (Issuer memory);
    /// @notice Seconds from an announcement to the moment at which it holds.
    function listingDelay() external view returns (uint40);
}
